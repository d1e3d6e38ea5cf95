import Formats
import IR
import Support

extension ONNXImporter {
  /// Every node of a model, those of its functions and subgraphs included, with an operator that
  /// cannot be imported: one diagnostic each, in the order of the file.
  ///
  /// Nodes that no output needs are not looked at, as in an import.
  public static func missingOperators(in model: ONNXModel) -> [Diagnostic] {
    let proto = model.proto
    var search = MissingOperators(
      functions: Set(proto.functions.map { "\($0.domain):\($0.name)" }),
      versions: MissingOperators.versions(proto.operatorSets))
    search.visit(model.graph)
    for function in proto.functions {
      search.versions = MissingOperators.versions(function.operatorSets)
      search.visit(function.nodes)
    }
    return search.found
  }
}

/// Walks the nodes of a model.
private struct MissingOperators {
  /// The model's own functions, which may be called like operators.
  let functions: Set<String>
  var versions: [String: Int]
  var found: [Diagnostic] = []

  static func versions(_ sets: [OperatorSetIDProto]) -> [String: Int] {
    Dictionary(
      sets.map { ($0.domain == "ai.onnx" ? "" : $0.domain, Int($0.version)) },
      uniquingKeysWith: { $1 })
  }

  mutating func visit(_ graph: GraphProto) {
    let needed = NodeImporter.needed(graph.nodes, outputs: graph.outputs.map(\.name))
    visit(zip(graph.nodes, needed).filter(\.1).map(\.0))
  }

  mutating func visit(_ nodes: [NodeProto]) {
    for node in nodes {
      if let problem = problem(with: node) {
        let name = node.name.isEmpty ? node.outputs.first { !$0.isEmpty } ?? "" : node.name
        found.append(.error("\(node.operatorType): \(problem)", at: .named(name)))
      }
      for attribute in node.attributes {
        switch attribute.value {
        case .graph(let graph): visit(graph)
        case .graphs(let graphs): for graph in graphs { visit(graph) }
        default: break
        }
      }
    }
  }

  private func problem(with node: NodeProto) -> String? {
    let domain = node.domain == "ai.onnx" ? "" : node.domain
    if functions.contains("\(node.domain):\(node.operatorType)") { return nil }
    if domain.isEmpty, ControlFlow.find(node.operatorType) != nil { return nil }
    guard let entry = OperatorTable.find(node.operatorType, domain: domain) else {
      return OperatorTable.unknown(node.operatorType, domain: domain)
    }
    return (versions[domain] ?? 1) < entry.since
      ? entry.refusal(ofVersion: versions[domain] ?? 1) : nil
  }
}

extension OperatorTable {
  /// Why an operator that is not in the table cannot be imported.
  static func unknown(_ name: String, domain: String) -> String {
    "operator '\(domain.isEmpty ? name : "\(domain).\(name)")' is not supported"
  }
}

extension OperatorImport {
  /// Why nodes of an operator set older than `since` cannot be imported.
  func refusal(ofVersion version: Int) -> String {
    "operator set \(version) is too old; the oldest that is supported for this operator is "
      + "\(since); convert the model to a newer one"
  }
}
