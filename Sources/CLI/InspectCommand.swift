import ArgumentParser
import Compiler
import Dialects
import Formats
import IR
import ONNX
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
      let compile = try options.compileOptions(threads: common.threads)
      switch try ModelFormat(path: options.model) {
      case .artefact:
        let manifest = try Manifest(folder: options.model)
        try show(
          ModelReport(
            try manifest.interface(), manifest.summary, workspaceBytes: manifest.workspaceBytes,
            levels: manifest.levels.map(\.name)))
      case .text:
        try show(try report(try loadGraph(path: options.model, options: compile), compile))
      case .onnx: try inspectONNX(compile)
      }
    }
  }

  /// A file with operators that are not supported is shown as far as it speaks for itself.
  private func inspectONNX(_ compile: CompileOptions) throws {
    let loaded: LoadedGraph
    do throws(DiagnosticError) {
      loaded = try loadGraph(path: options.model, options: compile)
    } catch {
      let model = try readONNX(path: options.model)
      let missing = ONNXImporter.missingOperators(in: model)
      guard !missing.isEmpty, missing == error.diagnostics else { throw error }
      try show(ModelReport(ModelOutline(model), unsupported: missing.map(\.description)))
      return
    }
    try show(try report(loaded, compile))
  }

  private func show(_ report: ModelReport) throws {
    if common.json { try printJSON(report) } else { print(report) }
  }

  private func report(_ loaded: LoadedGraph, _ compile: CompileOptions) throws -> ModelReport {
    let graph = try keepingReproducer(of: loaded.module, compile) { try optimize(loaded) }
    if common.verbose { for remark in graph.remarks { printError(remark) } }
    return try keepingReproducer(of: graph.module, compile) {
      // Of several targets the best, as 'compile' has it.
      let model = try PlannedModel(graph, options: compile)
      var report = ModelReport(
        model.interface, graph.summary, workspaceBytes: model.workspaceBytes.description)
      report.notes = loaded.remarks.map(\.description)
      return report
    }
  }
}
