import Dialects
import Formats
import IR
import Support

/// The tensors that nodes may refer to, by name.
struct Scope: Sendable {
  var tensors: [String: ImportedTensor] = [:]
  /// Optional inputs of the function that its caller leaves out.
  var absent: Set<String> = []
  /// Versions of the operator sets, where these are not the model's: inside of functions.
  var versions: [String: Int]?
}

/// Imports the nodes of graphs, subgraphs and functions into one block.
struct NodeImporter {
  var builder: GraphBuilder
  private let versions: [String: Int]
  private let functions: [String: FunctionProto]
  /// The functions and subgraphs that are being imported, outermost first.
  private var callers: [Location] = []
  /// Functions may call functions; more than this many deep is a cycle.
  private static let depthLimit = 64
  /// How many nodes were imported, those in unrolled loops each time.
  private var nodeCount = 0
  private static let nodeLimit = 1_000_000

  init(model: ModelProto, builder: GraphBuilder) {
    self.builder = builder
    versions = Self.versions(model.operatorSets)
    functions = Dictionary(
      model.functions.map { (Self.key($0.domain, $0.name, $0.overload), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func key(_ domain: String, _ name: String, _ overload: String) -> String {
    "\(domain):\(name):\(overload)"
  }

  private static func versions(_ sets: [OperatorSetIDProto]) -> [String: Int] {
    var versions: [String: Int] = [:]
    for set in sets { versions[set.domain == "ai.onnx" ? "" : set.domain] = Int(set.version) }
    return versions
  }

  /// Imports a graph and gives the tensors that are its outputs.
  mutating func run(
    _ graph: GraphProto, _ scope: inout Scope
  ) throws(Diagnostic) -> [ImportedTensor] {
    for initializer in graph.initializers where scope.tensors[initializer.name] == nil {
      scope.tensors[initializer.name] = try constant(initializer)
    }
    for sparse in graph.sparseInitializers {
      throw .error(
        "initializer '\(sparse.values.name)' is sparse, which is not supported; store it densely",
        at: .named(sparse.values.name))
    }
    return try run(graph.nodes, outputs: graph.outputs.map(\.name), &scope)
  }

  /// Imports the nodes that `outputs` need, and gives those.
  mutating func run(
    _ nodes: [NodeProto], outputs: [String], _ scope: inout Scope
  ) throws(Diagnostic) -> [ImportedTensor] {
    let needed = Self.needed(nodes, outputs: outputs)
    for (node, isNeeded) in zip(nodes, needed) where isNeeded { try run(node, &scope) }
    var tensors: [ImportedTensor] = []
    for name in outputs {
      guard let tensor = scope.tensors[name] else {
        throw .error("output '\(name)' is computed by no node", at: .named(name))
      }
      tensors.append(tensor)
    }
    return tensors
  }

  /// Which nodes have something to do with the outputs; the others are not looked at.
  static func needed(_ nodes: [NodeProto], outputs: [String]) -> [Bool] {
    var wanted = Set(outputs)
    var needed = Array(repeating: false, count: nodes.count)
    for (index, node) in nodes.enumerated().reversed()
    where node.outputs.contains(where: { wanted.contains($0) }) {
      needed[index] = true
      wanted.formUnion(node.inputs)
      wanted.formUnion(node.outerNames)
    }
    return needed
  }

  private mutating func constant(_ proto: TensorProto) throws(Diagnostic) -> ImportedTensor {
    guard let stored = proto.stored else {
      throw .error(
        "initializer '\(proto.name)' has elements of type \(proto.format), which are not supported",
        at: .named(proto.name))
    }
    do throws(Diagnostic) {
      let tensor = try builder.tensor(stored)
      builder.name(tensor, proto.name)
      return tensor
    } catch {
      throw .error("initializer '\(proto.name)': \(error.message)", at: .named(proto.name))
    }
  }

  // MARK: One node

  private mutating func run(_ proto: NodeProto, _ scope: inout Scope) throws(Diagnostic) {
    let outer = builder.location
    defer { builder.location = outer }
    builder.location = location(of: proto)
    nodeCount += 1
    guard nodeCount <= Self.nodeLimit else {
      throw .error(
        "more than \(Self.nodeLimit) nodes, unrolled loops counted, are not supported",
        at: builder.location)
    }
    let outputs: [ImportedTensor]
    do throws(Diagnostic) {
      outputs = try convert(proto, &scope)
    } catch {
      if error.location != .unknown { throw error }
      throw Diagnostic(
        error.severity, "\(proto.operatorType): \(error.message)", at: builder.location,
        notes: error.notes)
    }
    for (index, name) in proto.outputs.enumerated() where !name.isEmpty {
      guard index < outputs.count else {
        throw .error(
          "\(proto.operatorType): output \(index), '\(name)', is not supported",
          at: builder.location)
      }
      scope.tensors[name] = outputs[index]
    }
  }

  private func location(of proto: NodeProto) -> Location {
    let name = proto.name.isEmpty ? proto.outputs.first { !$0.isEmpty } ?? "" : proto.name
    let own = Location.named(name)
    return callers.last.map { .callSite(callee: own, caller: $0) } ?? own
  }

  private mutating func convert(
    _ proto: NodeProto, _ scope: inout Scope
  ) throws(Diagnostic) -> [ImportedTensor] {
    let domain = proto.domain == "ai.onnx" ? "" : proto.domain
    var inputs: [ImportedTensor?] = []
    for name in proto.inputs {
      if name.isEmpty || scope.absent.contains(name) {
        inputs.append(nil)
      } else if let tensor = scope.tensors[name] {
        inputs.append(tensor)
      } else {
        throw .error("input '\(name)' is computed by no earlier node")
      }
    }
    if let function = functions[Self.key(proto.domain, proto.operatorType, proto.overload)] {
      return try call(function, proto, inputs)
    }
    let version = (scope.versions ?? versions)[domain] ?? 1
    let node = Node(proto: proto, version: version, inputs: inputs)
    if domain.isEmpty, let control = ControlFlow.find(proto.operatorType) {
      return try control(node, &self, scope)
    }
    guard let entry = OperatorTable.find(proto.operatorType, domain: domain) else {
      throw .error(OperatorTable.unknown(proto.operatorType, domain: domain))
    }
    guard version >= entry.since else { throw .error(entry.refusal(ofVersion: version)) }
    return try entry.convert(node, &builder)
  }

  /// Runs `body` with the current node as the caller of the nodes it imports.
  mutating func asCaller<Result>(
    _ body: (inout NodeImporter) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    guard callers.count < Self.depthLimit else {
      throw .error("functions and subgraphs are nested more than \(Self.depthLimit) deep")
    }
    callers.append(builder.location)
    defer { callers.removeLast() }
    return try body(&self)
  }

  private mutating func call(
    _ function: FunctionProto, _ proto: NodeProto, _ inputs: [ImportedTensor?]
  ) throws(Diagnostic) -> [ImportedTensor] {
    var scope = Scope(versions: Self.versions(function.operatorSets))
    for (index, name) in function.inputs.enumerated() {
      if index < inputs.count, let input = inputs[index] {
        scope.tensors[name] = input
      } else {
        scope.absent.insert(name)
      }
    }
    var attributes: [String: AttributeProto] = [:]
    for attribute in function.defaultAttributes + proto.attributes {
      attributes[attribute.name] = attribute
    }
    let nodes = function.nodes.map { $0.resolvingReferences(attributes) }
    return try asCaller { (importer) throws(Diagnostic) in
      try importer.run(nodes, outputs: function.outputs, &scope)
    }
  }
}

extension NodeProto {
  /// Names that subgraphs of the node use and do not define: they come from outside.
  fileprivate var outerNames: Set<String> {
    var names: Set<String> = []
    for attribute in attributes {
      switch attribute.value {
      case .graph(let graph): names.formUnion(graph.outerNames)
      case .graphs(let graphs): for graph in graphs { names.formUnion(graph.outerNames) }
      default: break
      }
    }
    return names
  }

  /// The node of a function's body with the attributes that the call gives.
  fileprivate func resolvingReferences(
    _ given: [String: AttributeProto]
  ) -> NodeProto {
    var node = self
    node.attributes = attributes.compactMap { attribute in
      switch attribute.value {
      case .reference(let name):
        return given[name].map { AttributeProto(name: attribute.name, value: $0.value) }
      case .graph(var graph):
        graph.nodes = graph.nodes.map { $0.resolvingReferences(given) }
        return AttributeProto(name: attribute.name, value: .graph(graph))
      default: return attribute
      }
    }
    return node
  }
}

extension GraphProto {
  fileprivate var outerNames: Set<String> {
    var names = Set(outputs.map(\.name))
    for node in nodes {
      names.formUnion(node.inputs)
      names.formUnion(node.outerNames)
    }
    for node in nodes { names.subtract(node.outputs) }
    names.subtract(inputs.map(\.name))
    names.subtract(initializers.map(\.name))
    return names
  }
}
