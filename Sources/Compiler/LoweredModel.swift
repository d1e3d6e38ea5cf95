import CodeGeneration
import Dialects
import Formats
import IR
import Support

/// A model in loops, with everything around them: ready to become machine code.
public struct LoweredModel: Sendable {
  public let options: CompileOptions
  /// The graph it came from.
  public let graph: OptimizedGraph
  /// Kernels and the function that calls them.
  public let loops: Module
  public let table: ModelTable
  public let plan: MemoryPlan
  public let weights: WeightsLayout
  /// How many different kernels there are, and how often they are called.
  public let kernelCount: Int
  public let callCount: Int

  /// Lowers a graph of kernels.
  ///
  /// - Throws: located diagnostics.
  public init(_ graph: OptimizedGraph, options: CompileOptions) throws(Diagnostic) {
    let module = graph.module
    guard let function = Graph.Function(in: module) else {
      throw .error("the module has no function 'main' with a body")
    }
    self.options = options
    self.graph = graph
    let kernels = try KernelCode(
      function, in: module, model: options.name, hardware: options.hardware)
    weights = try WeightsLayout(function, in: module, packed: kernels.layouts)
    plan = try MemoryPlan(function, in: module, weights: weights)
    table = try ModelTable(function, in: module, plan: plan)
    kernelCount = kernels.modules.count
    callCount = kernels.numbers.count
    loops = try MainFunction.build(
      function, in: module, kernels: kernels, plan: plan, model: options.name)
  }

  /// Reads and lowers the model at `path`.
  ///
  /// - Throws: located diagnostics for what is wrong or not supported.
  public init(path: String, options: CompileOptions) throws(DiagnosticError) {
    let graph = try compileToGraph(path: path, options: options)
    do throws(Diagnostic) {
      try self.init(graph, options: options)
    } catch {
      throw DiagnosticError([error])
    }
  }

  /// The loops with the function that the runtime calls.
  public var completeModule: Module {
    var module = loops
    EntryFunction.append(
      to: &module, model: options.name, inputCount: table.inputs.count,
      outputCount: table.outputs.count, symbolCount: table.symbols.count)
    return module
  }

  /// What turns the module into machine code.
  public var generator: CodeGenerator {
    CodeGenerator(
      LoweringOptions(hardware: options.hardware, runtimePrefix: options.runtimePrefix))
  }

  /// The constants, as the kernels read them.
  public func weightsContents() throws(Diagnostic) -> ByteView {
    try weights.contents(in: graph.module)
  }
}
