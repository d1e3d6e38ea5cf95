/// Element format and shape of a tensor, as far as the file gives them.
public struct TensorTypeProto: Sendable, Equatable {
  /// One axis of a shape.
  public enum Dimension: Sendable, Equatable {
    case size(Int64)
    /// A size that is not known but has a name; equal names are equal sizes.
    case symbol(String)
    /// A size that is not known.
    case unknown
  }

  /// nil where the file leaves it open.
  public var format: ElementFormat?
  /// nil where even the number of axes is unknown.
  public var shape: [Dimension]?

  /// A type of which both parts may be left open.
  public init(format: ElementFormat? = nil, shape: [Dimension]? = nil) {
    self.format = format
    self.shape = shape
  }
}

extension TensorTypeProto: WireMessage {
  init() { self.init(format: nil, shape: nil) }

  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1: format = try field.elementFormat("elem_type")
    case 2: shape = try field.message("shape", as: Shape.self).dimensions.map(\.value)
    default: break
    }
  }
}

private struct Shape: WireMessage {
  var dimensions: [DimensionFields] = []

  mutating func take(_ field: WireField) throws(FormatError) {
    if field.number == 1 { try field.append(to: &dimensions, "dim") }
  }
}

private struct DimensionFields: WireMessage {
  var value = TensorTypeProto.Dimension.unknown

  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1:
      let size = try field.int64("dim_value")
      // Some exporters write -1 for a size that they do not know.
      value = size < 0 ? .unknown : .size(size)
    case 2:
      let name = try field.string("dim_param")
      // Some exporters name every size that they do not know "?", which does not make them equal.
      value = name.isEmpty || name == "?" ? .unknown : .symbol(name)
    default: break
    }
  }
}
