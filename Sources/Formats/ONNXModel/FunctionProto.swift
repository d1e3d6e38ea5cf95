/// An operator that a model defines by nodes.
public struct FunctionProto: Sendable {
  /// The operator that the function defines.
  public var name = ""
  /// The set of operators that it belongs to.
  public var domain = ""
  /// Tells functions with the same name apart.
  public var overload = ""
  /// Names of the inputs.
  public var inputs: [String] = []
  /// Names of the outputs.
  public var outputs: [String] = []
  /// Names of attributes that a call must give.
  public var requiredAttributes: [String] = []
  /// Attributes that a call may give, with what holds if it does not.
  public var defaultAttributes: [AttributeProto] = []
  /// What computes the outputs, in an order in which it may be run.
  public var nodes: [NodeProto] = []
  /// Which version of each operator set the nodes use.
  public var operatorSets: [OperatorSetIDProto] = []
  /// What the file says about the types of values.
  public var valueInfo: [ValueInfoProto] = []
  /// Free text for people.
  public var documentation = ""
  /// Free text by key.
  public var metadata: [StringStringEntryProto] = []

  /// An empty message.
  public init() {}
}

extension FunctionProto: WireMessage {
  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1: name = try field.string("name")
    case 4: try field.append(to: &inputs, "input")
    case 5: try field.append(to: &outputs, "output")
    case 6: try field.append(to: &requiredAttributes, "attribute")
    case 7: try field.append(to: &nodes, "node")
    case 8: documentation = try field.string("doc_string")
    case 9: try field.append(to: &operatorSets, "opset_import")
    case 10: domain = try field.string("domain")
    case 11: try field.append(to: &defaultAttributes, "attribute_proto")
    case 12: try field.append(to: &valueInfo, "value_info")
    case 13: overload = try field.string("overload")
    case 14: try field.append(to: &metadata, "metadata_props")
    default: break
    }
  }
}
