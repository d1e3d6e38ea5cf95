import ArgumentParser
import CodeGeneration
import Compiler
import Dialects
import Formats
import IR
import Support
import Tuning

/// `tangram compile`: writes a model's artefact, or any level of it as text.
struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Writes header, object, libraries, weights and manifest of a model.")

  @OptionGroup var options: ModelOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var cache: CacheOptions

  @Option(name: .shortAndLong, help: "The folder to write to; '-' prints what '--emit' asks for.")
  var output: String

  @Option(
    name: .long,
    help: "Write this level as text instead: \(Level.available.joined(separator: ", ")).")
  var emit: Level?

  @Option(
    name: .long,
    help: "Where the weights go: 'file', which is mapped into memory, or 'embedded' in the library."
  )
  var weights: CompileOptions.WeightsPlacement?

  @Flag(
    name: [.customShort("g"), .customLong("debug-info")],
    help: "Tell debuggers and profilers which nodes and lines the code comes from.")
  var hasDebugInfo = false

  @Option(
    name: .long,
    help: "Have the code check each access to memory: 'address', for programs that are built so.")
  var sanitize: Sanitizer?

  @Option(
    name: .long, parsing: .unconditional,
    help: "Rewrite the graph at most so often, to find the change that goes wrong.")
  var stopAfterRewrites: Int?

  @OptionGroup(title: "Showing the graph between passes")
  var printing: OptPrintingOptions

  @OptionGroup(title: "Reports on standard error")
  var reports: OptReportOptions

  @Option(
    name: .long, help: "Tune first, for so long: 60s, 5m, 1h; '--tuning' says where to keep that.")
  var budget: DurationArgument?

  @Flag(name: .long, help: "Write every operation of such a text in the generic form.")
  var generic = false

  /// The levels that can be written as text.
  enum Level: String, ExpressibleByArgument, CaseIterable {
    case graph, tensor, loops, llvm, ll, asm
    // Understood, so that asking for them says what there is.
    case c, cuda, opencl

    /// What the file's name ends in.
    var fileExtension: String {
      switch self {
      case .graph, .tensor, .loops, .llvm: "\(rawValue).mlir"
      case .ll: "ll"
      case .asm: "s"
      case .c: "c"
      case .cuda: "cu"
      case .opencl: "cl"
      }
    }

    /// The level as a module; `nil` for text that is no module.
    var module: ModuleLevel? {
      switch self {
      case .graph: .graph
      case .tensor: .tensor
      case .loops: .loops
      case .llvm: .llvm
      default: nil
      }
    }

    var isAvailable: Bool { ![.c, .cuda, .opencl].contains(self) }

    static var allValueStrings: [String] { available }

    static var available: [String] { allCases.filter(\.isAvailable).map(\.rawValue) }
  }

  func validate() throws {
    try requireName(output, "'-o'")
    if output == "-", emit == nil { throw ValidationError("'-o -' needs '--emit'") }
    if generic, emit == nil, !printing.isActive {
      throw ValidationError("'--generic' is for text; say which with '--emit' or '--print-after'")
    }
    if let stopAfterRewrites, stopAfterRewrites < 0 {
      throw ValidationError("'--stop-after-rewrites' must not be negative")
    }
  }

  func run() throws {
    try reporting {
      let database =
        budget == nil ? nil : try options.tuning.map { try TuningDatabase(path: $0) }
      var compile = try options.compileOptions(threads: common.threads)
      compile.runtimePrefix = compile.name
      compile.weights = weights
      compile.hasDebugInfo = hasDebugInfo
      compile.sanitizer = sanitize
      if case .artefact = try ModelFormat(path: options.model) {
        throw Diagnostic.error("'\(options.model)' is a folder; 'compile' takes the model itself")
      }
      if let emit {
        guard emit.isAvailable else {
          throw Diagnostic.error(
            "code in \(emit.rawValue) is not available; '--emit' takes "
              + Level.available.joined(separator: ", "))
        }
        guard compile.lesserLevels.isEmpty else {
          throw Diagnostic.error(
            "'--emit' shows the code for one target; name one of those in '\(options.target)'")
        }
        if budget != nil { try tune(try optimizedGraph(compile), &compile, database) }
        try write(try text(emit, compile), emit, compile.name)
        return
      }
      compile.cache = try cache.open()
      var graph = try optimizedGraph(compile)
      if budget != nil { try tune(graph, &compile, database) }
      let clock = ContinuousClock()
      let start = clock.now
      let module = graph.module
      let files = try keepingReproducer(of: module, compile) {
        let model = try ModelLevels(graph, options: compile)
        graph.report.add(stage: "lower-kernels to lower-to-loops", duration: clock.now - start)
        let lowered = clock.now
        let files = try ArtefactWriter(model).write(to: output)
        graph.report.add(stage: "expand-math to llvm", duration: clock.now - lowered)
        return files
      }
      reports.print(graph.report)
      let use = CacheUse(compile.cache)
      if common.json {
        try printJSON(Written(files: files.map { "\(output)/\($0)" }, cache: use))
      } else {
        let note = use.map { ", \($0)" } ?? ""
        print("wrote \(files.joined(separator: ", ")) to '\(output)'\(note)")
      }
    }
  }

  /// Tunes, and has what is found compiled.
  private func tune(
    _ graph: OptimizedGraph, _ compile: inout CompileOptions, _ database: TuningDatabase?
  ) throws {
    guard compile.lesserLevels.isEmpty else {
      throw Diagnostic.error("'--budget' is for one target, the machine at hand; name one")
    }
    var tuning = try TuningArguments.parse([])
    tuning.budget = budget
    compile.tuned.whenUnused = { printError("\($0)") }
    for record in try tuning.tune(
      try TuningTask.tasks(of: graph), compile, common, database
    ).records
    where !record.trace.isEmpty {
      compile.tuned.insert(record.trace, forKeyNamed: record.program)
    }
  }

  private func optimizedGraph(_ compile: CompileOptions) throws -> OptimizedGraph {
    let tree = try printing.tree()
    let loaded = try loadGraph(path: options.model, options: compile)
    let graph = try keepingReproducer(of: loaded.module, compile) {
      try optimize(loaded) { runner in
        runner.printing = printing.value(form, in: tree)
        runner.rewriteLimit = stopAfterRewrites
        runner.explainsRules = reports.kinds.contains(.missed)
      }
    }
    if common.verbose { for remark in graph.remarks { printError(remark) } }
    return graph
  }

  private func text(_ level: Level, _ compile: CompileOptions) throws -> String {
    // A tensor program is a model, too, where that is asked for; else it is lowered as it is written.
    if case .text = try ModelFormat(path: options.model),
      let module = try LowLevelModule(path: options.model, options: compile),
      module.level != .tensor || level != .graph && options.tuning == nil
    {
      if printing.isActive || reports.isActive || stopAfterRewrites != nil {
        printError(
          "warning: what passes do is shown for those on the graph, which '\(options.model)' is "
            + "below; 'tangram opt' shows others")
      }
      return try keepingReproducer(of: module.module, compile) { try text(level, module) }
    }
    let graph = try optimizedGraph(compile)
    reports.print(graph.report)
    return try keepingReproducer(of: graph.module, compile) {
      switch level {
      case .graph: return graph.module.text(form)
      case .tensor: return try tensorPrograms(of: graph, compile)
      default: break
      }
      let model = try LoweredModel(graph, options: compile)
      if level == .loops { return try model.loops().text(form) }
      return try instructions(level, try model.completeModule(), model.generator)
    }
  }

  /// The text of a module that is below the graph already.
  private func text(_ level: Level, _ module: LowLevelModule) throws -> String {
    if let target = level.module { return try module.lowered(to: target).text(form) }
    let loops = try module.lowered(to: max(.loops, module.level))
    return try instructions(level, loops, module.generator)
  }

  private func instructions(
    _ level: Level, _ module: Module, _ generator: CodeGenerator
  ) throws -> String {
    switch level {
    case .ll: try generator.llvmText(module)
    case .asm: try generator.assembly(module)
    default: try generator.lower(module).text(form)
    }
  }

  private var form: TextOptions { TextOptions(usesForms: !generic) }

  private func tensorPrograms(
    of graph: OptimizedGraph, _ compile: CompileOptions
  ) throws -> String {
    guard let function = Graph.Function(in: graph.module) else { return "" }
    let kernels = try KernelCode(
      function, in: graph.module, options: compile, level: .scheduled)
    var module = Module(context: graph.module.context)
    for kernel in kernels.modules {
      for operation in kernel.operations(in: kernel.body) {
        var mapping = ValueMapping()
        module.clone(operation, from: kernel, at: .atEnd(of: module.body), mapping: &mapping)
      }
    }
    return module.text(form)
  }

  private func write(_ text: String, _ level: Level, _ name: String) throws {
    let file = "\(name).\(level.fileExtension)"
    if output == "-" {
      if common.json { try printJSON([level.rawValue: text]) } else { print(text) }
      return
    }
    try StagedFolder.write(to: output) { (work) throws(Diagnostic) in
      do throws(FormatError) {
        try AtomicFile.write(
          [ByteView(copying: Array(text.utf8))], to: work.path(percentEncoded: false) + file)
      } catch {
        throw .error("\(error)")
      }
      return [file]
    }
    let path = "\(output)/\(file)"
    if common.json { try printJSON(["files": [path]]) } else { print("wrote \(path)") }
  }
}

private struct Written: Encodable {
  var files: [String]
  var cache: CacheUse?
}

extension CompileOptions.WeightsPlacement: ExpressibleByArgument {}
extension Sanitizer: ExpressibleByArgument {}
