import Dialects
import Formats
import IR
import ONNX
import Support

/// Small models written in Swift.
struct ModelText {
  private var graph = GraphProto()
  private var sets: [OperatorSetIDProto] = []
  private var functions: [FunctionProto] = []

  init(version: Int = 17) {
    graph.name = "test"
    operatorSet("", version)
  }

  mutating func operatorSet(_ domain: String, _ version: Int) {
    var set = OperatorSetIDProto()
    (set.domain, set.version) = (domain, Int64(version))
    sets.append(set)
  }

  /// An input; sizes are numbers, names or `?`.
  mutating func input(_ name: String, _ sizes: [String], _ format: ElementFormat = .float32) {
    var info = ValueInfoProto()
    info.name = name
    let shape = sizes.map { size -> TensorTypeProto.Dimension in
      if let number = Int64(size) { return .size(number) }
      return size == "?" ? .unknown : .symbol(size)
    }
    info.type = .tensor(TensorTypeProto(format: format, shape: shape))
    graph.inputs.append(info)
  }

  mutating func constant(_ name: String, _ elements: [Int64], shape: [Int]? = nil) {
    if let stored = StoredTensor(shape: shape ?? [elements.count], elements: elements) {
      graph.initializers.append(TensorProto(name: name, stored))
    }
  }

  mutating func constant(_ name: String, floats elements: [Float], shape: [Int]? = nil) {
    if let stored = StoredTensor(shape: shape ?? [elements.count], elements: elements) {
      graph.initializers.append(TensorProto(name: name, stored))
    }
  }

  /// A constant of the bytes that it is stored in.
  mutating func constant(
    _ name: String, bytes: [UInt8], shape: [Int]? = nil, _ format: ElementFormat = .uint8
  ) {
    let stored = StoredTensor(
      format: format, shape: shape ?? [bytes.count], bytes: ByteView(copying: bytes))
    if let stored { graph.initializers.append(TensorProto(name: name, stored)) }
  }

  mutating func node(
    _ type: String, _ inputs: [String], _ outputs: [String],
    _ attributes: [String: AttributeProto.Value] = [:], domain: String = ""
  ) {
    graph.nodes.append(Self.makeNode(type, inputs, outputs, attributes, domain: domain))
  }

  static func makeNode(
    _ type: String, _ inputs: [String], _ outputs: [String],
    _ attributes: [String: AttributeProto.Value] = [:], domain: String = ""
  ) -> NodeProto {
    var node = NodeProto()
    node.operatorType = type
    node.domain = domain
    node.inputs = inputs
    node.outputs = outputs
    node.attributes = attributes.sorted { $0.key < $1.key }
      .map { AttributeProto(name: $0.key, value: $0.value) }
    return node
  }

  /// A graph for an attribute: its inputs may be of any type.
  static func subgraph(
    inputs: [String] = [], outputs: [String], _ nodes: [NodeProto]
  ) -> AttributeProto.Value {
    var graph = GraphProto()
    graph.nodes = nodes
    func info(_ name: String) -> ValueInfoProto {
      var info = ValueInfoProto()
      info.name = name
      return info
    }
    graph.inputs = inputs.map(info)
    graph.outputs = outputs.map(info)
    return .graph(graph)
  }

  mutating func function(_ function: FunctionProto) { functions.append(function) }

  mutating func output(_ name: String) {
    var info = ValueInfoProto()
    info.name = name
    graph.outputs.append(info)
  }

  var model: ONNXModel {
    var proto = ModelProto()
    proto.graph = graph
    proto.operatorSets = sets
    proto.functions = functions
    return ONNXModel(path: "test.onnx", proto: proto)
  }

  func imported(_ options: ImportOptions = ImportOptions()) throws(DiagnosticError)
    -> ImportedModel
  {
    try ONNXImporter.importModel(model, context: ModelRunner.context, options: options)
  }

  /// What the importer says is wrong.
  func failure(_ options: ImportOptions = ImportOptions()) -> String {
    do throws(DiagnosticError) {
      _ = try imported(options)
      return "no error"
    } catch {
      return error.description
    }
  }
}

extension ImportedModel {
  /// The operations of `@main`, in order, without constants and the return.
  var operations: [String] {
    var names: [String] = []
    module.walk { names.append(module.name(of: $0)) }
    return names.filter {
      $0.hasPrefix("graph.") && $0 != "graph.constant"
    }.map { String($0.dropFirst("graph.".count)) }
  }

  /// The sizes of the outputs as text.
  var outputSizes: [String] {
    guard let function = Graph.Function(in: module) else { return [] }
    return function.outputs(in: module).map { value in
      let sizes = module.type(of: value).sizes ?? []
      return "[" + sizes.map(\.description).joined(separator: ", ") + "]"
    }
  }
}
