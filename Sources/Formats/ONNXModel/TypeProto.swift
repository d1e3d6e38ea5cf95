/// The type of a value.
public enum TypeProto: Sendable, Equatable {
  case tensor(TensorTypeProto)
  /// A list of values of one type, which may be unknown.
  indirect case sequence(TypeProto)
  /// A value or nothing.
  indirect case optional(TypeProto)
  /// A kind of type that is recognised by name only: `map`, `sparse_tensor`, `opaque`.
  case other(String)
  /// The message says nothing about the type.
  case unknown

  /// The kind of type as ONNX calls it.
  public var kindName: String {
    switch self {
    case .tensor: "tensor"
    case .sequence: "sequence"
    case .optional: "optional"
    case .other(let name): name
    case .unknown: "unknown"
    }
  }
}

extension TypeProto: WireMessage {
  init() { self = .unknown }

  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1: self = .tensor(try field.message("tensor_type"))
    case 4: self = .sequence(try field.message("sequence_type", as: ElementTypeHolder.self).type)
    case 5: self = .other("map")
    case 7: self = .other("opaque")
    case 8: self = .other("sparse_tensor")
    case 9: self = .optional(try field.message("optional_type", as: ElementTypeHolder.self).type)
    default: break
    }
  }
}

/// The messages for sequences and optionals, which hold nothing but the type of what is in them.
private struct ElementTypeHolder: WireMessage {
  var type = TypeProto.unknown

  mutating func take(_ field: WireField) throws(FormatError) {
    if field.number == 1 { type = try field.message("elem_type") }
  }
}
