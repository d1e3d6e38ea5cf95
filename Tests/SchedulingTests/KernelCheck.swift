import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import Scheduling
import Support
import Transforms

/// One model as tensor programs and as machine code, to be compared with the graph.
struct KernelCheck {
  static let context = Context(dialects: Dialects.all)
  private static let generator = CodeGenerator(hardware: .detectHost())

  /// A kernel's program and what it is called in messages.
  private struct Variant {
    var name: String
    var program: KernelProgram
    /// Whether the loops that claim to be parallel are worth running backwards.
    var isScheduled: Bool
  }

  private let module: Module
  private let function: Graph.Function
  private var programs: [OperationID: [Variant]] = [:]
  /// With every buffer ending at a page that nobody may touch, and beginning there.
  private let compiled: [CompiledModel]

  /// Lowers and schedules every kernel, for wide and for narrow vectors, and compiles the model, for this
  /// machine unless another one is given; with other `caches`, if they are given.
  init(
    _ example: KernelExample, compiledFor other: HardwareDescription? = nil,
    caches: [HardwareDescription.Cache]? = nil
  ) throws {
    func with(_ hardware: HardwareDescription) -> HardwareDescription {
      var hardware = hardware
      hardware.caches = caches ?? hardware.caches
      return hardware
    }
    let own = other ?? Self.generator.options.hardware
    let generator =
      other == nil && caches == nil ? Self.generator : CodeGenerator(hardware: with(own))
    var model = try example.module()
    if example.keepsWeights {
      let runner = PipelineRunner(PassPipeline([delayDequantization, fuseGraph]))
      _ = try runner.run(on: &model)
    }
    let graph = try optimize(LoadedGraph(module: model))
    module = graph.module
    guard let function = Graph.Function(in: module), let body = function.body(in: module) else {
      throw Diagnostic.error("the example has no function")
    }
    self.function = function
    for kernel in module.operations(in: body) where module.isA(kernel, Graph.Kernel.self) {
      let plain = try KernelProgram(of: kernel, in: module)
      var all = [Variant(name: "program", program: plain, isScheduled: false)]
      for (name, hardware) in [("wide", HardwareDescription.x86v4), ("narrow", .x86v2)] {
        let scheduled = try plain.scheduled(for: with(hardware))
        try scheduled.module.verify().throwIfErrors()
        all.append(Variant(name: name, program: scheduled, isScheduled: true))
      }
      programs[kernel] = all
    }
    let options = CompileOptions(hardware: generator.options.hardware)
    let code = try CompiledModel(
      try LoweredModel(graph, options: options), threads: 2, generator: generator)
    compiled = try [.endsAtGuard, .beginsAtGuard].compactMap { try code.placed($0) }
  }

  /// The sizes of what the scheduled programs allocate, or those for wide vectors alone.
  func allocations(wideOnly: Bool = false) -> [[IndexExpression]] {
    buffers(wideOnly: wideOnly).map(\.shape)
  }

  /// The elements of what the scheduled programs allocate.
  func elements() -> Set<Type> { Set(buffers().map(\.element)) }

  private func buffers(wideOnly: Bool = false) -> [Program.BufferType] {
    var found: [Program.BufferType] = []
    for variant in programs.values.joined()
    where variant.isScheduled && (!wideOnly || variant.name == "wide") {
      let program = variant.program
      program.module.walk(program.function) { operation in
        guard let allocate = program.module.match(operation, as: Program.Allocate.self) else {
          return
        }
        found.append(allocate.type)
      }
    }
    return found
  }

  /// What differs for these inputs, in words; empty when nothing does.
  func problems(_ inputs: [TensorValue], symbols: [String: Int]) throws -> [String] {
    guard let body = function.body(in: module) else { return ["there is no body"] }
    var problems: [String] = []
    var values: [ValueID: TensorValue] = [:]
    for (name, value) in zip(function.inputs(in: module), inputs) { values[name] = value }
    for operation in module.operations(in: body) where module.resultCount(of: operation) > 0 {
      let operands = module.operands(of: operation).compactMap { values[$0] }
      let results = try evaluate(
        operation: operation, in: module, operands: operands, symbols: symbols)
      for variant in programs[operation] ?? []
      // As it comes from the graph, a sum of no terms is never begun.
      where variant.isScheduled || !symbols.values.contains(0) {
        problems += compareProgram(variant, operands, results, symbols)
      }
      for (name, value) in zip(module.results(of: operation), results) { values[name] = value }
    }
    let expected = function.outputs(in: module).compactMap { values[$0] }
    for model in compiled {
      problems += Self.differences(try model.run(inputs), expected).map { "compiled: \($0)" }
    }
    return problems
  }

  private func compareProgram(
    _ variant: Variant, _ inputs: [TensorValue], _ expected: [TensorValue],
    _ symbols: [String: Int]
  ) -> [String] {
    let program = variant.program
    return (variant.isScheduled ? [false, true] : [false]).flatMap { isBackwards -> [String] in
      let name = variant.name + (isBackwards ? ", backwards" : "")
      do throws(Diagnostic) {
        let actual = try evaluate(
          program: program.function, in: program.module, inputs: program.inputs(inputs, symbols),
          symbols: symbols, runsParallelBackwards: isBackwards)
        let expected = program.shaped(
          program.inMemory(expected.map(\.withoutSign), after: inputs.count),
          after: inputs.count, symbols)
        return Self.differences(actual, expected).map { "\(name): \($0)" }
      } catch {
        return ["\(name): \(error.message)"]
      }
    }
  }

  private static func differences(
    _ actual: [TensorValue], _ expected: [TensorValue]
  ) -> [String] {
    if actual.count != expected.count { return ["there are \(actual.count) results"] }
    return zip(actual, expected).compactMap { actual, expected in
      let tolerance = expected.kind.tolerance
      return compare(actual, expected, rtol: tolerance, atol: tolerance).map { "\($0)" }
    }
  }
}

extension ScalarKind {
  /// How far apart results may be: sums are taken in another order and rounded in other places.
  fileprivate var tolerance: Double {
    switch self {
    case .f16: 4e-3
    case .bf16: 3e-2
    case .f32: 1e-4
    case .f64: 1e-10
    default: 0
    }
  }
}
