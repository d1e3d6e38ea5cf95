import Dialects
import IR
import Support
import Transforms

/// A model at the graph level: simplified, and cut into kernels.
public struct OptimizedGraph: Sendable {
  /// Holds `@main`, whose operations are constants, kernels and reshapes.
  public var module: Module
  /// What was taken for granted, fused, and not fused.
  public var remarks: [String]
  /// What the model consists of and costs.
  public var summary: ModelSummary
  /// What the passes did.
  public var report = PassReport()
}

/// Reads a model and applies the passes of the graph level.
///
/// - Throws: located diagnostics for what is wrong or not supported.
public func compileToGraph(
  path: String, options: CompileOptions
) throws(DiagnosticError) -> OptimizedGraph {
  let loaded = try loadGraph(path: path, options: options)
  return try optimize(loaded)
}

/// Applies the passes of the graph level; `prepare` may have their runner show, count and leave
/// reproducers.
///
/// - Throws: located diagnostics when the module is no model.
public func optimize(
  _ graph: LoadedGraph, preparing prepare: (inout PipelineRunner) -> Void = { _ in }
) throws(DiagnosticError) -> OptimizedGraph {
  var module = graph.module
  guard Graph.Function(in: module) != nil else {
    throw DiagnosticError([
      .error("the module has no function 'main' with a body; a model is the function '@main'")
    ])
  }
  var runner = PipelineRunner(
    PassPipeline([optimizeGraph, fuseGraph, chooseLayouts]), verifiesEach: false)
  if !graph.fastNodes.isEmpty {
    var options = PassOptions(allowFastMath.options)
    do throws(Diagnostic) {
      try options.set(
        "nodes", to: graph.fastNodes.joined(separator: ","), of: allowFastMath.options)
    } catch {
      throw DiagnosticError([error])
    }
    runner.pipeline.steps.append(.pass(allowFastMath, options))
    runner.pipeline.steps.append(.pass(applyWinograd, PassOptions(applyWinograd.options)))
  }
  prepare(&runner)
  let report: PassReport
  do throws(PassFailure) {
    report = try runner.run(on: &module)
  } catch {
    throw DiagnosticError(error.diagnostics)
  }
  module.dropUnusedSymbols()
  let found = module.verify()
  guard !found.hasErrors else {
    throw DiagnosticError(found.all.map { .internalError($0.message, at: $0.location) })
  }
  return OptimizedGraph(
    module: module, remarks: graph.remarks.map(\.description) + report.remarks.map { "\($0)" },
    summary: ModelSummary(read: graph.module, optimized: module), report: report)
}

extension Module {
  /// Forgets declared sizes that no type or property mentions: nothing depends on them.
  fileprivate mutating func dropUnusedSymbols() {
    let used = mentionedSizes
    let symbols = graphSymbols
    let kept = symbols.filter { used[$0.key] != nil }
    if kept.count != symbols.count { graphSymbols = kept }
  }
}
