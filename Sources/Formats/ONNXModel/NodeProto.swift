/// One use of an operator.
public struct NodeProto: Sendable {
  /// What the writer calls the node; may be empty.
  public var name = ""
  /// The name of the operator.
  public var operatorType = ""
  /// Who defines the operator; empty for ONNX itself.
  public var domain = ""
  /// Which of several functions of the same name is meant.
  public var overload = ""
  /// Names of the inputs; an empty name is an optional input that is left out.
  public var inputs: [String] = []
  /// Names of the outputs; an empty name is an output that nobody wants.
  public var outputs: [String] = []
  /// Constants that say what the operator is to do.
  public var attributes: [AttributeProto] = []
  /// Free text for people.
  public var documentation = ""
  /// Free text by key.
  public var metadata: [StringStringEntryProto] = []
  /// Where the node's first field lies in the file.
  public var offsetInFile: Int?

  /// An empty message.
  public init() {}

  /// The attribute called `name`, if the node has it.
  public func attribute(_ name: String) -> AttributeProto? {
    attributes.first { $0.name == name }
  }
}

extension NodeProto: WireMessage {
  mutating func take(_ field: WireField) throws(FormatError) {
    if offsetInFile == nil { offsetInFile = field.offset }
    switch field.number {
    case 1: try field.append(to: &inputs, "input")
    case 2: try field.append(to: &outputs, "output")
    case 3: name = try field.string("name")
    case 4: operatorType = try field.string("op_type")
    case 5: try field.append(to: &attributes, "attribute")
    case 6: documentation = try field.string("doc_string")
    case 7: domain = try field.string("domain")
    case 8: overload = try field.string("overload")
    case 9: try field.append(to: &metadata, "metadata_props")
    default: break
    }
  }
}
