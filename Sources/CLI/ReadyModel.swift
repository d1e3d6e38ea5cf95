import CodeGeneration
import Compiler
import Dialects
import Support

/// A model that can run in this process: compiled just now, or loaded from an artefact.
struct ReadyModel {
  let model: CompiledModel
  let summary: ModelSummary
  /// The machine that the code is for.
  let hardware: HardwareDescription
  /// Inputs that became constants, because sizes depend on them.
  var frozen: Set<String> = []
  /// What was decided on the way.
  var remarks: [String] = []
  /// How much a cache was of use; `nil` without one.
  var cacheUse: CacheUse?

  /// Compiles or loads the model that `options` name.
  ///
  /// - Throws: located diagnostics for what is wrong or not supported.
  init(
    _ options: ModelOptions, _ common: CommonOptions, _ cache: CacheOptions, _ inputs: ModelInputs
  ) throws {
    let compile = try options.compileOptions(threads: common.threads).forThisMachine
    if case .artefact = try ModelFormat(path: options.model) {
      try options.requireNothingToCompile()
      let manifest = try Manifest(folder: options.model)
      try options.checkSizes(of: try manifest.interface())
      model = try CompiledModel(artefact: options.model, threads: common.threads)
      summary = manifest.summary
      hardware = HardwareDescription.detectHost()
      return
    }
    var used = compile
    used.cache = try cache.open()
    let loaded: LoadedGraph
    do throws(DiagnosticError) {
      loaded = try loadGraph(path: options.model, options: compile)
    } catch {
      let asks = error.diagnostics.contains {
        $0.message.contains("known only at run time") || $0.message.contains("must be a constant")
      }
      used.frozenInputs = inputs.thatMayDecideSizes
      guard asks, !used.frozenInputs.isEmpty else { throw error }
      frozen = Set(used.frozenInputs.keys)
      loaded = try loadGraph(path: options.model, options: used)
    }
    let graph = try keepingReproducer(of: loaded.module, used) { try optimize(loaded) }
    remarks = graph.remarks
    summary = graph.summary
    hardware = used.hardware
    model = try keepingReproducer(of: graph.module, used) {
      try CompiledModel(try LoweredModel(graph, options: used), threads: common.threads)
    }
    cacheUse = CacheUse(used.cache)
  }
}

extension ModelOptions {
  /// Refuses what a model that is compiled already can make no use of.
  fileprivate func requireNothingToCompile() throws(Diagnostic) {
    let given = [
      ("--target", target != "host"), ("--float", !float.nodes.isEmpty), ("--name", name != nil),
      ("--tuning", tuning != nil),
    ]
    guard let option = given.first(where: \.1)?.0 else { return }
    throw .error(
      "'\(model)' is compiled already: '\(option)' is for 'compile', which makes such folders")
  }

  /// Makes sure that what is asked of an artefact's sizes is what it was compiled for.
  func checkSizes(of interface: ModelInterface) throws(Diagnostic) {
    for argument in dim {
      guard let symbol = interface.symbols.first(where: { $0.name == argument.name }) else {
        let known = interface.symbols.map { "'\($0.name)'" }.joined(separator: ", ")
        throw .error(
          "'\(model)' has no size '\(argument.name)'"
            + (known.isEmpty ? "; all its sizes are constant" : "; it has \(known)"))
      }
      let values = argument.range.listed ?? [argument.range.lower, argument.range.upper]
      guard values.allSatisfy(symbol.range.contains) else {
        throw .error(
          "'\(model)' was compiled for '\(symbol.name)' in \(symbol.range.text), which does not "
            + "hold all of \(argument.range.text); compile the model again")
      }
    }
  }
}
