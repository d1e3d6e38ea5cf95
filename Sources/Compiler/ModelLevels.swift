import CodeGeneration
import Dialects
import IR
import Support

/// A model in loops for each processor that an artefact holds code for.
///
///     let levels = try ModelLevels(graph, options: options)     // options.lesserLevels
///     try ArtefactWriter(levels).write(to: folder)
public struct ModelLevels: Sendable {
  /// The model for the best processor.
  public let best: LoweredModel
  /// The same for lesser ones, the best of them first.
  public let lesser: [LoweredModel]

  /// One level.
  public init(_ model: LoweredModel) {
    best = model
    lesser = []
  }

  /// Lowers a graph of kernels for each level that the options ask for.
  ///
  /// What does not depend on the machine is done once, and the levels share the weights.
  ///
  /// - Throws: located diagnostics.
  public init(_ graph: OptimizedGraph, options: CompileOptions) throws(Diagnostic) {
    let function = try LoweredModel.function(of: graph)
    let programs = try KernelPrograms(function, in: graph.module)
    let (first, others) = options.ofLevels
    best = try LoweredModel(graph, function, programs, first, weights: WeightsLayout())
    var lesser: [LoweredModel] = []
    for options in others {
      let known = lesser.last?.weights ?? best.weights
      lesser.append(try LoweredModel(graph, function, programs, options, weights: known))
    }
    self.lesser = lesser
  }

  /// The best first.
  public var all: [LoweredModel] { [best] + lesser }

  /// The constants of all levels: each one was laid out after those of the levels before.
  public var weights: WeightsLayout { lesser.last?.weights ?? best.weights }

  /// The most bytes of a run besides the weights.
  public var workspaceBytes: IndexExpression {
    var largest = LargestSize(under: best.graph.module.graphAssumptions)
    for level in all { largest.formMaximum(level.table.workspaceBytes) }
    return lesser.isEmpty ? best.table.workspaceBytes : largest.alignedFormula
  }

  /// Machine code of all levels, made on several threads.
  func compile() throws(Diagnostic) -> [CompiledObject] {
    var work: [(CodeGenerator, Module)] = []
    for level in all {
      let generator = level.generator
      work += try level.units().map { (generator, $0) }
    }
    return try LoweredModel.compile(work, best.options)
  }
}
