/// One entry of the free-form metadata of a model, graph, node or tensor.
public struct StringStringEntryProto: Sendable, Hashable {
  /// What the text is about.
  public var key = ""
  /// The text.
  public var value = ""

  /// An empty message.
  public init() {}
}

extension StringStringEntryProto: WireMessage {
  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1: key = try field.string("key")
    case 2: value = try field.string("value")
    default: break
    }
  }
}
