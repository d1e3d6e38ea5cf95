import Compiler
import ONNX
import Support

/// What there is to know of a model, for people and JSON.
struct ModelReport: Encodable, CustomStringConvertible {
  struct Tensor: Encodable {
    var name: String
    var type: String
    var sizes: [String]
  }

  var inputs: [Tensor]
  var outputs: [Tensor]
  var sizes: [String: String] = [:]
  var operators: [String: Int]
  var parameters: Int
  /// Formulas of the sizes; none for a model that cannot be compiled.
  var operations: String?
  var workspaceBytes: String?
  /// The processors that a compiled model holds code for, the best first.
  var levels: [String] = []
  /// What cannot be compiled, each with its place.
  var unsupported: [String] = []
  var notes: [String] = []

  init(
    _ interface: ModelInterface, _ summary: ModelSummary, workspaceBytes: String,
    levels: [String] = []
  ) {
    func tensors(_ list: [ModelInterface.Tensor]) -> [Tensor] {
      list.map {
        Tensor(name: $0.name, type: $0.kind.rawValue, sizes: $0.sizes.map(\.description))
      }
    }
    inputs = tensors(interface.inputs)
    outputs = tensors(interface.outputs)
    for symbol in interface.symbols { sizes[symbol.name] = symbol.range.summary }
    operators = summary.operators
    parameters = summary.parameters
    operations = summary.operations
    self.workspaceBytes = workspaceBytes
    self.levels = levels
  }

  init(_ outline: ModelOutline, unsupported: [String]) {
    func tensors(_ list: [ModelOutline.Tensor]) -> [Tensor] {
      list.map { Tensor(name: $0.name, type: $0.element, sizes: $0.sizes) }
    }
    inputs = tensors(outline.inputs)
    outputs = tensors(outline.outputs)
    operators = outline.operators
    parameters = outline.parameterCount
    self.unsupported = unsupported
  }

  var description: String {
    var lines: [String] = []
    for (title, list) in [("inputs", inputs), ("outputs", outputs)] {
      lines.append(title)
      for tensor in list {
        lines.append("  \(tensor.name): \(tensor.type) [\(tensor.sizes.joined(separator: ", "))]")
      }
    }
    lines.append("sizes")
    for (name, range) in sizes.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(name): \(range)")
    }
    lines.append("operators")
    for (name, count) in operators.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      lines.append("  \(count) \(name)")
    }
    lines.append("parameters  \(parameters)")
    if let operations { lines.append("work        \(operations) floating-point operations") }
    if let workspaceBytes { lines.append("peak memory \(workspaceBytes) bytes beside the weights") }
    if !levels.isEmpty { lines.append("compiled for \(levels.joined(separator: ", "))") }
    if !unsupported.isEmpty {
      lines.append("not supported")
      lines += unsupported.map { "  \($0)" }
    }
    return (lines + notes).joined(separator: "\n")
  }
}
