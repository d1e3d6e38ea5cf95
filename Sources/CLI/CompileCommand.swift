import ArgumentParser
import Compiler
import Dialects
import Formats
import Foundation
import IR
import Support

/// `tangram compile`: writes a model's artefact, or any level of it as text.
struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Writes header, object, libraries, weights and manifest of a model.")

  @OptionGroup var options: ModelOptions
  @OptionGroup var common: CommonOptions

  @Option(name: .shortAndLong, help: "The folder to write to; '-' prints what '--emit' asks for.")
  var output: String

  @Option(
    name: .long,
    help: "Write this level as text instead: \(Level.allValueStrings.joined(separator: ", ")).")
  var emit: Level?

  /// The levels that can be written as text.
  enum Level: String, ExpressibleByArgument, CaseIterable {
    case graph, tensor, loops, llvm, ll, asm

    /// What the file's name ends in.
    var fileExtension: String {
      switch self {
      case .graph, .tensor, .loops, .llvm: "\(rawValue).mlir"
      case .ll: "ll"
      case .asm: "s"
      }
    }
  }

  func validate() throws {
    if output == "-", emit == nil { throw ValidationError("'-o -' needs '--emit'") }
  }

  func run() throws {
    try reporting {
      var compile = try options.compileOptions()
      compile.runtimePrefix = compile.name
      if let emit {
        try write(try text(emit, compile), emit, compile.name)
        return
      }
      let model = try LoweredModel(path: options.model, options: compile)
      if common.verbose { for remark in model.graph.remarks { printError(remark) } }
      let files = try ArtefactWriter(model).write(to: output)
      if common.json {
        try printJSON(["files": files.map { "\(output)/\($0)" }])
      } else {
        print("wrote \(files.joined(separator: ", ")) to '\(output)'")
      }
    }
  }

  private func text(_ level: Level, _ compile: CompileOptions) throws -> String {
    let graph = try compileToGraph(path: options.model, options: compile)
    if common.verbose { for remark in graph.remarks { printError(remark) } }
    switch level {
    case .graph: return graph.module.text()
    case .tensor: return try tensorPrograms(of: graph, compile)
    case .loops: return try LoweredModel(graph, options: compile).loops.text()
    case .llvm:
      let model = try LoweredModel(graph, options: compile)
      return try model.generator.lower(model.completeModule).text()
    case .ll:
      let model = try LoweredModel(graph, options: compile)
      return try model.generator.llvmText(model.completeModule)
    case .asm:
      let model = try LoweredModel(graph, options: compile)
      return try model.generator.assembly(model.completeModule)
    }
  }

  private func tensorPrograms(
    of graph: OptimizedGraph, _ compile: CompileOptions
  ) throws -> String {
    guard let function = Graph.Function(in: graph.module) else { return "" }
    let kernels = try KernelCode(
      function, in: graph.module, model: compile.name, hardware: compile.hardware,
      level: .scheduled)
    var module = Module(context: graph.module.context)
    for kernel in kernels.modules {
      for operation in kernel.operations(in: kernel.body) {
        var mapping = ValueMapping()
        module.clone(operation, from: kernel, at: .atEnd(of: module.body), mapping: &mapping)
      }
    }
    return module.text()
  }

  private func write(_ text: String, _ level: Level, _ name: String) throws {
    if output == "-" {
      print(text)
      return
    }
    do {
      try FileManager.default.createDirectory(
        atPath: output, withIntermediateDirectories: true)
    } catch {
      throw Diagnostic.error("cannot make the folder '\(output)': \(error.localizedDescription)")
    }
    let path = "\(output)/\(name).\(level.fileExtension)"
    try AtomicFile.write([ByteView(copying: Array(text.utf8))], to: path)
    if common.json { try printJSON(["files": [path]]) } else { print("wrote \(path)") }
  }
}
