import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import Scheduling
import Support

/// A model compiled kernel by kernel, so that a test says which alternative of every choice runs, and
/// on how many threads.
struct ForcedModel {
  /// The number of ways to run it: that many alternatives has the choice that has most.
  private(set) var ways = 1
  private let module: Module
  private let function: Graph.Function
  private var kernels: [OperationID: (program: KernelProgram, code: TensorKernel)] = [:]
  /// The size that stands for the number of the alternative.
  private static let way = "way"

  /// Compiles the example for a machine, with the default schedule or another one.
  init(
    _ example: KernelExample, for hardware: HardwareDescription,
    schedule: ((inout KernelProgram) throws -> Void)? = nil
  ) throws {
    let graph = try optimize(LoadedGraph(module: try example.module()))
    module = graph.module
    guard let function = Graph.Function(in: module), let body = function.body(in: module) else {
      throw Diagnostic.error("the example has no function")
    }
    self.function = function
    for kernel in module.operations(in: body) where module.isA(kernel, Graph.Kernel.self) {
      var program = try KernelProgram(of: kernel, in: module)
      if let schedule {
        try schedule(&program)
      } else {
        program = try program.scheduled(for: hardware)
      }
      ways = max(ways, Self.force(in: &program))
      kernels[kernel] = (
        program, try TensorKernel(program.function, in: program.module, hardware: hardware)
      )
    }
  }

  /// Lets a size choose, and shares every loop however small; gives the number of alternatives.
  private static func force(in program: inout KernelProgram) -> Int {
    var module = program.module
    var ways = 1
    module.walk(program.function) { operation in
      if var choice = program.module.match(operation, as: Program.Choose.self) {
        choice.costs = choice.costs.indices.map { number in
          let (number, way) = (IndexExpression(number), IndexExpression.symbol(way))
          return .maximum(number - way, way - number)
        }
        ways = max(ways, choice.costs.count)
        module.setProperties(of: operation, to: choice.state.properties)
      } else if var loop = program.module.match(operation, as: Program.For.self) {
        loop.grain = 1
        module.setProperties(of: operation, to: loop.state.properties)
      }
    }
    if var function = module.match(program.function, as: Program.Function.self) {
      function.symbols.append(.init(way, SymbolRange(0, 1 << 16)))
      module.setProperties(of: program.function, to: function.state.properties)
    }
    program.module = module
    return ways
  }

  /// The outputs, where every choice takes alternative number `way`, or the nearest that may run.
  func run(
    _ inputs: [TensorValue], symbols: [String: Int], way: Int, threads: Int,
    in placement: MemoryPlacement = .anywhere
  ) throws -> [TensorValue] {
    try run(inputs, symbols) { program, code, operands in
      var symbols = symbols
      symbols[Self.way] = way
      let prepared = try code.prepare(
        program.inputs(operands, symbols), sizes: symbols, threads: threads, in: placement)
      prepared.run()
      return prepared.outputs
    }
  }

  /// What the reference evaluator says.
  func evaluate(_ inputs: [TensorValue], symbols: [String: Int]) throws -> [TensorValue] {
    try run(inputs, symbols, kernel: nil)
  }

  private func run(
    _ inputs: [TensorValue], _ symbols: [String: Int],
    kernel: ((KernelProgram, TensorKernel, [TensorValue]) throws -> [TensorValue])?
  ) throws -> [TensorValue] {
    guard let body = function.body(in: module) else { return [] }
    var values: [ValueID: TensorValue] = [:]
    for (name, value) in zip(function.inputs(in: module), inputs) { values[name] = value }
    for operation in module.operations(in: body) where module.resultCount(of: operation) > 0 {
      let operands = module.operands(of: operation).compactMap { values[$0] }
      var results: [TensorValue]
      if let kernel, let (program, code) = kernels[operation] {
        let shapes = module.results(of: operation).compactMap { name in
          let type = module.type(of: name)
          let shape = type.sizes?.map { $0.evaluate(symbols: symbols) ?? 0 } ?? []
          return ScalarKind(type.elementType).map { (shape, $0) }
        }
        results = program.fromMemory(
          try kernel(program, code, operands), as: shapes, after: operands.count)
      } else {
        results = try Evaluation.evaluate(
          operation: operation, in: module, operands: operands, symbols: symbols)
      }
      for (name, value) in zip(module.results(of: operation), results) { values[name] = value }
    }
    return function.outputs(in: module).compactMap { values[$0] }
  }

  /// The axes of the outputs that are as long as `symbol` says, one for each output; `nil` where an
  /// output has none, or several.
  func outputAxes(of symbol: String) -> [Int]? {
    let axes = function.outputs(in: module).compactMap { output -> Int? in
      let sizes = module.type(of: output).sizes ?? []
      let axes = sizes.indices.filter { sizes[$0] == .symbol(symbol) }
      return axes.count == 1 ? axes[0] : nil
    }
    return axes.count == function.outputs(in: module).count ? axes : nil
  }
}
