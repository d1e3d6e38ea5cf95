/// The name and type of a value.
public struct ValueInfoProto: Sendable {
  /// The name of the value.
  public var name = ""
  /// nil where the file leaves it open.
  public var type: TypeProto?
  /// Free text for people.
  public var documentation = ""
  /// Free text by key.
  public var metadata: [StringStringEntryProto] = []

  /// An empty message.
  public init() {}
}

extension ValueInfoProto: WireMessage {
  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1: name = try field.string("name")
    case 2: type = try field.message("type")
    case 3: documentation = try field.string("doc_string")
    case 4: try field.append(to: &metadata, "metadata_props")
    default: break
    }
  }
}
