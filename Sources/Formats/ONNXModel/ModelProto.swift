/// The top message of an ONNX file.
public struct ModelProto: Sendable {
  /// The version of the ONNX file format.
  public var irVersion: Int64 = 0
  /// The program that wrote the file.
  public var producerName = ""
  /// The version of that program.
  public var producerVersion = ""
  /// Who made the model, as a reversed domain name.
  public var domain = ""
  /// The version of the model itself.
  public var modelVersion: Int64 = 0
  /// Free text for people.
  public var documentation = ""
  /// The main graph; nil only in files that are no models.
  public var graph: GraphProto?
  /// Which version of each operator set the model was written for.
  public var operatorSets: [OperatorSetIDProto] = []
  /// Free text by key.
  public var metadata: [StringStringEntryProto] = []
  /// Operators that the model defines itself.
  public var functions: [FunctionProto] = []
  /// How many training graphs the file holds; they are not read.
  public var trainingGraphCount = 0

  /// An empty message.
  public init() {}
}

extension ModelProto: WireMessage {
  mutating func take(_ field: WireField) throws(FormatError) {
    switch field.number {
    case 1: irVersion = try field.int64("ir_version")
    case 2: producerName = try field.string("producer_name")
    case 3: producerVersion = try field.string("producer_version")
    case 4: domain = try field.string("domain")
    case 5: modelVersion = try field.int64("model_version")
    case 6: documentation = try field.string("doc_string")
    case 7: try field.merge(into: &graph, "graph")
    case 8: try field.append(to: &operatorSets, "opset_import")
    case 14: try field.append(to: &metadata, "metadata_props")
    case 20: trainingGraphCount += 1
    case 25: try field.append(to: &functions, "functions")
    default: break
    }
  }
}
