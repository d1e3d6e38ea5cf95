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
  public let table: ModelTable
  public let plan: MemoryPlan
  public let weights: WeightsLayout
  private let kernels: KernelCode
  private let function: Graph.Function

  /// How many different kernels there are.
  public var kernelCount: Int { kernels.modules.count }
  /// How many kernels a run calls.
  public var callCount: Int { kernels.numbers.count }

  /// Lowers a graph of kernels.
  ///
  /// - Throws: located diagnostics.
  public init(_ graph: OptimizedGraph, options: CompileOptions) throws(Diagnostic) {
    let function = try Self.function(of: graph)
    let programs = try KernelPrograms(function, in: graph.module)
    try self.init(graph, function, programs, options, weights: WeightsLayout())
  }

  static func function(of graph: OptimizedGraph) throws(Diagnostic) -> Graph.Function {
    guard let function = Graph.Function(in: graph.module) else {
      throw .error("the module has no function 'main' with a body")
    }
    return function
  }

  /// Lowers the programs of a graph's kernels; the weights come after those that are known.
  init(
    _ graph: OptimizedGraph, _ function: Graph.Function, _ programs: KernelPrograms,
    _ options: CompileOptions, weights known: WeightsLayout
  ) throws(Diagnostic) {
    let module = graph.module
    self.options = options
    self.graph = graph
    self.function = function
    kernels = try KernelCode(programs, of: module, options: options)
    weights = try known.adding(function, in: module, packed: kernels.layouts)
    plan = try MemoryPlan(function, in: module, weights: weights, kernels: kernels)
    table = try ModelTable(function, in: module, plan: plan)
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

  /// All loops as one module: the kernels and the function that calls them.
  public func loops() throws(Diagnostic) -> Module { try main(.included) }

  /// The loops as one module, with the function that the runtime calls.
  public func completeModule() throws(Diagnostic) -> Module {
    withEntry(try main(.included))
  }

  /// The same in parts that are compiled each by itself, and linked.
  ///
  /// They depend on the model alone, so that the code does not depend on how many threads compile.
  public func units() throws(Diagnostic) -> [Module] {
    let units =
      kernels.modules.count < 3
      ? [try completeModule()] : kernels.modules + [withEntry(try main(.declared))]
    guard let listing = try debugListing() else { return units }
    return units.map { listing.located($0) }
  }

  /// What debug information is about; `nil` if there is to be none.
  public func debugListing() throws(Diagnostic) -> DebugListing? {
    options.hasDebugInfo
      ? try DebugListing(of: try loops(), fileName: options.listingName) : nil
  }

  /// Machine code of all units, made on several threads.
  ///
  /// Many models may share one `generator` that is made for their options.
  public func compile(
    with generator: CodeGenerator? = nil
  ) throws(Diagnostic) -> [CompiledObject] {
    let generator = generator ?? self.generator
    return try Self.compile(try units().map { (generator, $0) }, options)
  }

  /// Machine code of modules, each with what makes it, on several threads and with the cache of
  /// the options.
  static func compile(
    _ work: [(CodeGenerator, Module)], _ options: CompileOptions
  ) throws(Diagnostic) -> [CompiledObject] {
    let observer = CodeGenerator.observer
    let cache = options.cache
    let objects = try mapInParallel(work, threads: options.threadCount) {
      (generator, unit) throws(Diagnostic) in
      guard let observer else {
        guard let cache else { return try generator.compile(unit) }
        return try cache.object(for: unit, by: generator)
      }
      // The threads are no part of the task.
      let result = CodeGenerator.$observer.withValue(observer) {
        Result { () throws(Diagnostic) in try generator.compile(unit) }
      }
      return try result.get()
    }
    cache?.removeOld()
    return objects
  }

  private func main(_ form: MainFunction.Kernels) throws(Diagnostic) -> Module {
    try MainFunction.build(
      function, in: graph.module, kernels: kernels, as: form, plan: plan, model: options.codeName)
  }

  private func withEntry(_ main: Module) -> Module {
    var module = main
    EntryFunction.append(
      to: &module, model: options.codeName, for: table.interface,
      isParallel: kernels.modules.contains(where: \.hasParallelLoops))
    return module
  }

  /// The name of the function that the runtime calls.
  var entryName: String { EntryFunction.name(of: options.codeName) }

  /// What turns the module into machine code.
  public var generator: CodeGenerator { CodeGenerator(for: options) }

  /// Whether the model is one operator, which has a plain function of its own.
  var isSingleOperator: Bool {
    callCount == 1 || graph.summary.operators.values.reduce(0, +) == 1
  }

  /// Whether the artefact's library holds the weights: on request, and for a single operator, whose
  /// plain function has no other place for them.
  var embedsWeights: Bool {
    switch options.weights {
    case .embedded: true
    case .file: false
    case nil: isSingleOperator
    }
  }

  /// The constants, as the kernels read them.
  public func weightsContents() throws(Diagnostic) -> ByteView {
    try weights.contents(in: graph.module)
  }
}

extension CodeGenerator {
  convenience init(for options: CompileOptions) {
    self.init(
      LoweringOptions(
        hardware: options.hardware, runtimePrefix: options.runtimePrefix,
        debugFile: options.hasDebugInfo ? options.listingName : nil,
        sanitizer: options.sanitizer))
  }
}
