/// A tensor that is stored by its non-zero elements.
public struct SparseTensorProto: Sendable {
  /// The non-zero elements, one axis; its name is the name of the whole tensor.
  public var values: TensorProto
  /// Where they are: either one linear index or one index per axis for each of them.
  public var indices: TensorProto
  /// The shape of the whole tensor.
  public var shape: [Int]
}

extension SparseTensorProto: WireDecodable {
  private struct Fields: WireMessage {
    var values: TensorProto?
    var indices: TensorProto?
    var dims = WireIntegers()

    mutating func take(_ field: WireField) throws(FormatError) {
      switch field.number {
      case 1: values = try field.message("values")
      case 2: indices = try field.message("indices")
      case 3: try dims.take(field, "dims")
      default: break
      }
    }
  }

  static func decode(_ bytes: ByteView, depth: Int) throws(FormatError) -> SparseTensorProto {
    let fields = try Fields.decode(bytes, depth: depth)
    let shape = fields.dims.values.compactMap { Int(exactly: $0) }
    guard let values = fields.values, let indices = fields.indices, elementCount(of: shape) != nil
    else {
      throw FormatError(
        .malformed, in: bytes.name, at: bytes.offsetInFile,
        "a sparse tensor must have values, indices and a shape without negative sizes")
    }
    return SparseTensorProto(values: values, indices: indices, shape: shape)
  }
}
