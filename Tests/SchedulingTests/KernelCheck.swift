import CodeGeneration
import Compiler
import Dialects
import Evaluation
import GraphLowering
import IR
import Scheduling
import Support
import Transforms

/// One model as tensor programs and as machine code, to be compared with the graph.
struct KernelCheck {
  static let context = Context(dialects: Dialects.all)
  private static let generator = CodeGenerator(hardware: .detectHost())

  /// A tensor program and what it is called in messages.
  fileprivate struct Variant {
    var name: String
    var module: Module
    var function: OperationID
    /// The orders in memory of operands and results that do not lie row by row.
    var orders: [Int: [Int]]
    /// Whether the loops that claim to be parallel are worth running backwards.
    var isScheduled: Bool
  }

  private let module: Module
  private let function: Graph.Function
  private var programs: [OperationID: [Variant]] = [:]
  private let compiled: CompiledModel

  /// Lowers and schedules every kernel, for wide and for narrow vectors, and compiles the model, for this
  /// machine unless another one is given.
  init(_ example: KernelExample, compiledFor other: HardwareDescription? = nil) throws {
    let generator = other.map { CodeGenerator(hardware: $0) } ?? Self.generator
    var model = try example.module()
    if example.keepsWeights {
      var runner = PipelineRunner(PassPipeline([delayDequantization, fuseGraph]))
      _ = try runner.run(on: &model)
    }
    let graph = try optimize(LoadedGraph(module: model))
    module = graph.module
    guard let function = Graph.Function(in: module), let body = function.body(in: module) else {
      throw Diagnostic.error("the example has no function")
    }
    self.function = function
    for kernel in module.operations(in: body) where module.isA(kernel, Graph.Kernel.self) {
      var plain = Module(context: module.context)
      let program = try lowerKernel(kernel, in: module, named: "kernel", into: &plain)
      KernelPrograms.declareConstants(of: kernel, in: module, on: program, in: &plain)
      let orders = Self.orders(of: kernel, in: module)
      var all = [
        Variant(
          name: "program", module: plain, function: program, orders: orders, isScheduled: false)
      ]
      for (name, hardware) in [("wide", HardwareDescription.x86v4), ("narrow", .x86v2)] {
        var scheduled = plain
        try applyDefaultSchedule(to: program, in: &scheduled, hardware: hardware)
        try scheduled.verify().throwIfErrors()
        all.append(
          Variant(
            name: name, module: scheduled, function: program, orders: orders, isScheduled: true))
      }
      programs[kernel] = all
    }
    let options = CompileOptions(hardware: generator.options.hardware)
    compiled = try CompiledModel(
      try LoweredModel(graph, options: options), threads: 2, generator: generator)
  }

  /// The sizes of what the scheduled programs allocate, or those for wide vectors alone.
  func allocations(wideOnly: Bool = false) -> [[IndexExpression]] {
    var found: [[IndexExpression]] = []
    for program in programs.values.joined()
    where program.isScheduled && (!wideOnly || program.name == "wide") {
      program.module.walk(program.function) { operation in
        guard let allocate = program.module.match(operation, as: Program.Allocate.self) else {
          return
        }
        found.append(allocate.type.shape)
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
      for program in programs[operation] ?? []
      // As it comes from the graph, a sum of no terms is never begun.
      where program.isScheduled || !symbols.values.contains(0) {
        problems += compareProgram(program, operands, results, symbols)
      }
      for (name, value) in zip(module.results(of: operation), results) { values[name] = value }
    }
    let expected = function.outputs(in: module).compactMap { values[$0] }
    let actual = try compiled.run(inputs)
    return problems + Self.differences(actual, expected).map { "compiled: \($0)" }
  }

  private func compareProgram(
    _ program: Variant, _ inputs: [TensorValue], _ expected: [TensorValue],
    _ symbols: [String: Int]
  ) -> [String] {
    (program.isScheduled ? [false, true] : [false]).flatMap { isBackwards -> [String] in
      let name = program.name + (isBackwards ? ", backwards" : "")
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

  private static func orders(of kernel: OperationID, in module: Module) -> [Int: [Int]] {
    let values = module.operands(of: kernel) + module.results(of: kernel)
    var orders: [Int: [Int]] = [:]
    for (place, flag) in Graph.Kernel(kernel, in: module).channelsLast.enumerated() where flag {
      let rank = module.type(of: values[place]).rank ?? 0
      orders[place] = [0] + Array(2..<rank) + [1]
    }
    return orders
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

extension KernelCheck.Variant {
  /// Tensors as they lie in memory; the first one is number `first` among operands and results.
  fileprivate func inMemory(_ tensors: [TensorValue], after first: Int) -> [TensorValue] {
    tensors.enumerated().map { place, tensor in
      orders[first + place].map { tensor.transposed($0) } ?? tensor
    }
  }

  /// Tensors in the shapes of the program's buffers, whose neighbouring axes may be one.
  fileprivate func shaped(
    _ tensors: [TensorValue], after first: Int, _ symbols: [String: Int]
  ) -> [TensorValue] {
    let buffers = module.body(of: function).map { module.arguments(of: $0) } ?? []
    return tensors.enumerated().map { place, tensor in
      let sizes = module.bufferType(of: buffers[first + place])?.shape ?? []
      return tensor.reshaped(to: sizes.map { $0.evaluate(symbols: symbols) ?? 0 }) ?? tensor
    }
  }

  /// The operands as the program reads them: constants packed.
  fileprivate func inputs(
    _ operands: [TensorValue], _ symbols: [String: Int]
  ) -> [TensorValue] {
    let constants = module.match(function, as: Program.Function.self)?.constants ?? []
    var inputs = inMemory(operands.map(\.withoutSign), after: 0)
    for constant in constants where operands[constant.input].kind.isPackable {
      // Constants are packed, which the program says of its buffer: the elements have a sign there.
      let (value, kind) = (operands[constant.input], operands[constant.input].kind)
      inputs[constant.input] = value.cast(to: kind.isUnsigned ? kind == .u4 ? .i4 : .i2 : kind)
    }
    for constant in constants {
      guard let layout = constant.layout else { continue }
      let original = inputs[constant.input]
      var bytes = [UInt8](
        repeating: 0, count: layout.packed.reduce(original.kind.byteCount, *))
      bytes.withUnsafeMutableBytes { packed in
        original.bytes.withUnsafeBytes { layout.pack($0, into: packed) }
      }
      inputs[constant.input] =
        TensorValue(shape: layout.packed, kind: original.kind, bytes: bytes) ?? original
    }
    return shaped(inputs, after: 0, symbols)
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

extension TensorValue {
  /// The same bits as integers of buffers, which have no sign.
  fileprivate var withoutSign: TensorValue {
    let signed: ScalarKind
    switch kind {
    case .u8, .u2, .u4, .i2, .i4: signed = .i8
    case .u16: signed = .i16
    case .u32: signed = .i32
    case .u64: signed = .i64
    default: return self
    }
    return TensorValue(shape: shape, kind: signed, bytes: bytes) ?? self
  }
}
