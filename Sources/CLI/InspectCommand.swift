import ArgumentParser
import Compiler
import Dialects
import IR
import Support

/// `tangram inspect`: what a model is.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Prints inputs, outputs, sizes, operators, work and memory of a model.")

  @OptionGroup var options: ModelOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let compile = try options.compileOptions()
      let loaded = try loadGraph(path: options.model, options: compile)
      let imported = GraphWork(loaded.module)
      let graph = try optimize(loaded)
      if common.verbose { for remark in graph.remarks { printError(remark) } }
      let module = graph.module
      guard let function = Graph.Function(in: module) else { return }
      let plan = try MemoryPlan(
        function, in: module, weights: try WeightsLayout(function, in: module))
      let report = Report(
        inputs: tensors(function.inputNames(in: module), function.inputs(in: module), module),
        outputs: tensors(function.outputNames(in: module), function.outputs(in: module), module),
        sizes: module.graphSymbols.mapValues(\.summary), operators: imported.histogram,
        parameters: imported.parameterCount,
        operations: GraphWork(module).operations.description,
        workspaceBytes: plan.workspaceBytes.description,
        notes: loaded.remarks.map(\.description))
      if common.json { try printJSON(report) } else { print(report) }
    }
  }

  private func tensors(
    _ names: [String], _ values: [ValueID], _ module: Module
  ) -> [Report.Tensor] {
    zip(names, values).map { name, value in
      let type = module.type(of: value)
      return Report.Tensor(
        name: name, type: type.elementType.description,
        sizes: (type.sizes ?? []).map(\.description))
    }
  }
}

private struct Report: Encodable, CustomStringConvertible {
  struct Tensor: Encodable {
    var name: String
    var type: String
    var sizes: [String]
  }

  var inputs: [Tensor]
  var outputs: [Tensor]
  var sizes: [String: String]
  var operators: [String: Int]
  var parameters: Int
  var operations: String
  var workspaceBytes: String
  var notes: [String]

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
    lines.append("work        \(operations) floating-point operations")
    lines.append("workspace   \(workspaceBytes) bytes")
    lines += notes
    return lines.joined(separator: "\n")
  }
}
