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

/// Applies the passes of the graph level.
///
/// - Throws: located diagnostics when the module is no model.
public func optimize(_ graph: LoadedGraph) throws(DiagnosticError) -> OptimizedGraph {
  var module = graph.module
  guard Graph.Function(in: module) != nil else {
    throw DiagnosticError([
      .error("the module has no function 'main' with a body; a model is the function '@main'")
    ])
  }
  let runner = PipelineRunner(PassPipeline([optimizeGraph, fuseGraph]), verifiesEach: false)
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
    summary: ModelSummary(read: graph.module, optimized: module))
}

extension Module {
  /// Forgets declared sizes that no type or property mentions: nothing depends on them.
  fileprivate mutating func dropUnusedSymbols() {
    var used: Set<String> = []
    func note(_ sizes: [IndexExpression]?) {
      for size in sizes ?? [] { used.formUnion(size.symbolNames) }
    }
    walk { operation in
      for value in results(of: operation) { note(type(of: value).sizes) }
      for entry in properties(of: operation).entries { note(entry.value.sizesValue) }
      for region in regions(of: operation) {
        for block in blocks(in: region) {
          for value in arguments(of: block) { note(type(of: value).sizes) }
        }
      }
    }
    let symbols = graphSymbols
    let kept = symbols.filter { used.contains($0.key) }
    if kept.count != symbols.count { graphSymbols = kept }
  }
}
