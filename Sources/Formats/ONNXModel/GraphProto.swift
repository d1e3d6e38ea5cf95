/// A graph: nodes in an order in which they may be run, between inputs and outputs.
public struct GraphProto: Sendable {
  /// What the writer calls the graph.
  public var name = ""
  /// The uses of operators, each after those whose outputs it needs.
  public var nodes: [NodeProto] = []
  /// Constants by name.
  ///
  /// Before IR version 4 each of them is also listed as an input.
  public var initializers: [TensorProto] = []
  /// Constants that are mostly zero.
  public var sparseInitializers: [SparseTensorProto] = []
  /// Names and types of the inputs.
  public var inputs: [ValueInfoProto] = []
  /// Names and types of the outputs.
  public var outputs: [ValueInfoProto] = []
  /// What the file says about the types of values in between.
  public var valueInfo: [ValueInfoProto] = []
  /// Free text for people.
  public var documentation = ""
  /// Free text by key.
  public var metadata: [StringStringEntryProto] = []

  /// An empty message.
  public init() {}
}

extension GraphProto: WireMessage {
  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1: try field.append(to: &nodes, "node")
    case 2: name = try field.string("name")
    case 5: try field.append(to: &initializers, "initializer")
    case 10: documentation = try field.string("doc_string")
    case 11: try field.append(to: &inputs, "input")
    case 12: try field.append(to: &outputs, "output")
    case 13: try field.append(to: &valueInfo, "value_info")
    case 15: try field.append(to: &sparseInitializers, "sparse_initializer")
    case 16: try field.append(to: &metadata, "metadata_props")
    default: break
    }
  }
}
