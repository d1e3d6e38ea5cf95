/// A version of a set of operators.
public struct OperatorSetIDProto: Sendable, Hashable {
  /// Who defines the operators; empty for ONNX itself.
  public var domain = ""
  /// The version of the set.
  public var version: Int64 = 0

  /// An empty message.
  public init() {}
}

extension OperatorSetIDProto: WireMessage {
  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1: domain = try field.string("domain")
    case 2: version = try field.int64("version")
    default: break
    }
  }
}
