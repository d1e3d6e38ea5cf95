import Dialects
import Formats
import IR
import Support

/// What an ONNX file says of itself, whether or not it can be imported.
public struct ModelOutline: Sendable {
  /// An input or an output as the file declares it.
  public struct Tensor: Sendable {
    public var name: String
    /// The element type; `unknown` when the file does not say.
    public var element: String
    /// Each size: a number, a name, or `?`.
    public var sizes: [String]
  }

  public var inputs: [Tensor]
  public var outputs: [Tensor]
  /// How often each operator occurs, outside of functions and subgraphs.
  public var operators: [String: Int]
  /// How many numbers the initializers hold.
  public var parameterCount: Int

  public init(_ model: ONNXModel) {
    let graph = model.graph
    let constants = Set(graph.initializers.map(\.name))
    inputs = graph.inputs.filter { !constants.contains($0.name) }.map { Tensor($0) }
    outputs = graph.outputs.map { Tensor($0) }
    operators = [:]
    for node in graph.nodes { operators[node.operatorType, default: 0] += 1 }
    parameterCount = graph.initializers.reduce(0) { sum, tensor in
      sum + (tensor.stored?.shape.reduce(1, *) ?? 0)
    }
  }
}

extension ModelOutline.Tensor {
  fileprivate init(_ info: ValueInfoProto) {
    name = info.name
    element = info.type?.kindName ?? "unknown"
    sizes = []
    guard case .tensor(let tensor)? = info.type else { return }
    element = tensor.format.map { Type($0)?.description ?? "\($0)" } ?? "unknown"
    sizes = (tensor.shape ?? []).map { dimension in
      switch dimension {
      case .size(let size): String(size)
      case .symbol(let name): name
      case .unknown: "?"
      }
    }
  }
}
