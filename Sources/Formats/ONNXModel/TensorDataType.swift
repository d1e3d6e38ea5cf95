extension ElementFormat {
  /// The format that ONNX numbers `dataType`; nil for numbers this reader does not know.
  public init?(onnxDataType dataType: Int32) {
    guard let index = Self.onnxOrder.firstIndex(where: { $0.number == dataType }) else {
      return nil
    }
    self = Self.onnxOrder[index].format
  }

  /// ONNX's number for the format.
  public var onnxDataType: Int32 {
    Self.onnxOrder.first { $0.format == self }?.number ?? 0
  }

  private static let onnxOrder: [(number: Int32, format: ElementFormat)] = [
    (1, .float32), (2, .uint8), (3, .int8), (4, .uint16), (5, .int16), (6, .int32), (7, .int64),
    (8, .string), (9, .bool), (10, .float16), (11, .float64), (12, .uint32), (13, .uint64),
    (14, .complex64), (15, .complex128), (16, .bfloat16), (17, .float8e4m3fn),
    (18, .float8e4m3fnuz), (19, .float8e5m2), (20, .float8e5m2fnuz), (21, .uint4), (22, .int4),
    (23, .float4e2m1), (24, .float8e8m0), (25, .uint2), (26, .int2),
  ]
}

extension WireField {
  /// The field as an element format; nil for the number zero, which leaves the format open.
  func elementFormat(_ name: String) throws(FormatError) -> ElementFormat? {
    let number = try int32(name)
    if number == 0 { return nil }
    guard let format = ElementFormat(onnxDataType: number) else {
      throw FormatError(
        .unsupported, in: file, at: offset,
        "field '\(name)' is element type \(number), expected 1 to 26")
    }
    return format
  }
}
