import CodeGeneration
import Dialects
import Evaluation
import IR
import LoopLowering
import Scheduling
import Support
import TangramRuntime
import TensorExpressions

/// A tensor program as machine code in this process.
///
///     let kernel = try TensorKernel(program)          // with the default schedule
///     let kernel = try TensorKernel(schedule)         // as scheduled by hand
///     let outputs = try kernel.run([x, w, b], threads: 2)
public final class TensorKernel: Sendable {
  /// The loops that were compiled.
  public let loops: Module
  private let declaration: Program.Function
  /// Buffers as declared: the inputs, then the outputs.
  private let buffers: [Program.BufferType]
  private let memory: KernelMemory
  private let generator: CodeGenerator
  private let jit: JIT
  private let address: UInt

  /// How many buffers and sizes a kernel may have together.
  public static let mostParameters = 24

  /// Compiles a program with the default schedule.
  ///
  /// - Throws: a diagnostic about what has no lowering.
  public convenience init(
    _ program: TensorProgram, hardware: HardwareDescription = .detectHost()
  ) throws(Diagnostic) {
    var module = program.module
    let buffers = Self.buffers(of: program.function, in: module)
    try applyDefaultSchedule(to: program.function, in: &module, hardware: hardware)
    try self.init(program.function, in: module, hardware: hardware, declaredAs: buffers)
  }

  /// Compiles a program as it was scheduled.
  ///
  /// - Throws: a diagnostic about what has no lowering.
  public convenience init(
    _ schedule: Schedule, hardware: HardwareDescription = .detectHost()
  ) throws(Diagnostic) {
    try self.init(schedule.function, in: schedule.module, hardware: hardware)
  }

  /// Compiles a `program.func` as it stands.
  ///
  /// - Throws: a diagnostic about what has no lowering.
  public convenience init(
    _ function: OperationID, in module: Module, hardware: HardwareDescription = .detectHost()
  ) throws(Diagnostic) {
    try self.init(
      function, in: module, hardware: hardware, declaredAs: Self.buffers(of: function, in: module))
  }

  private static func buffers(
    of function: OperationID, in module: Module
  ) -> [Program.BufferType] {
    let arguments = module.body(of: function).map { module.arguments(of: $0) } ?? []
    return arguments.compactMap { module.bufferType(of: $0) }
  }

  /// `declared` are the shapes that callers know, of which a schedule may have made fewer axes.
  private init(
    _ function: OperationID, in module: Module, hardware: HardwareDescription,
    declaredAs declared: [Program.BufferType]
  ) throws(Diagnostic) {
    guard let declaration = module.match(function, as: Program.Function.self),
      module.body(of: function) != nil
    else {
      throw .error("expected a 'program.func' with a body", at: module.location(of: function))
    }
    self.declaration = declaration
    buffers = declared
    guard buffers.count + declaration.symbols.count < Self.mostParameters else {
      throw .error(
        "'\(declaration.name)' has \(buffers.count) buffers and \(declaration.symbols.count) sizes; "
          + "a kernel may have fewer than \(Self.mostParameters) together",
        at: module.location(of: function))
    }
    memory = KernelMemory(of: function, in: module)
    var loops = module
    _ = try lowerToLoops(function, in: &loops, hardware: hardware)
    self.loops = loops
    generator = CodeGenerator(hardware: hardware)
    jit = JIT()
    let library = try jit.add(try generator.compile(loops))
    address = UInt(bitPattern: try jit.address(of: declaration.name, in: library))
  }

  /// The machine code as text.
  ///
  /// - Throws: a diagnostic when the code cannot be printed.
  public func assembly() throws(Diagnostic) -> String { try generator.assembly(loops) }

  /// What the program computes; sizes that are not given follow from the shapes of the inputs.
  ///
  /// - Throws: a diagnostic about inputs that do not fit, or memory that there is not.
  public func run(
    _ inputs: [TensorValue], sizes: [String: Int] = [:], threads: Int = 1
  ) throws(Diagnostic) -> [TensorValue] {
    let call = try prepare(inputs, sizes: sizes, threads: threads)
    call.run()
    return call.outputs
  }

  /// Memory with the inputs, and threads, for any number of runs.
  ///
  /// - Throws: a diagnostic about inputs that do not fit, or memory that there is not.
  public func prepare(
    _ inputs: [TensorValue], sizes: [String: Int] = [:], threads: Int = 1
  ) throws(Diagnostic) -> KernelRun {
    try prepare(inputs, sizes: sizes, threads: threads, in: .anywhere)
  }

  /// The same, with every tensor where `placement` says.
  ///
  /// - Throws: a diagnostic about inputs that do not fit, or memory that there is not.
  package func prepare(
    _ inputs: [TensorValue], sizes: [String: Int], threads: Int, in placement: MemoryPlacement
  ) throws(Diagnostic) -> KernelRun {
    let inputCount = buffers.count - declaration.outputCount
    guard inputs.count == inputCount else {
      throw .error("'\(declaration.name)' takes \(inputCount) inputs, found \(inputs.count)")
    }
    let sizes = try bindSizes(
      of: declaration, buffers.prefix(inputCount).map(\.shape), to: inputs, known: sizes,
      entryOnly: true, at: .unknown)
    var tensors = try inputs.enumerated().map { number, input throws(Diagnostic) in
      try packed(input, number)
    }
    for (number, buffer) in buffers.enumerated() {
      let shape = buffer.shape.map { $0.evaluate(symbols: sizes) ?? 0 }
      guard let kind = ScalarKind(buffer.element),
        let count = TensorValue.elementCount(of: shape)
      else { throw .error("a buffer of type '\(buffer.element)' cannot be made here") }
      if number < inputCount {
        // What is packed has the shape that it is packed to.
        guard tensors[number].shape == layout(of: number)?.packed ?? shape,
          inputs[number].kind.byteCount == kind.byteCount
        else {
          throw .error(
            "input \(number) of '\(declaration.name)' must be \(kind) of shape \(shape), found "
              + "\(inputs[number].kind) of shape \(inputs[number].shape)")
        }
      } else if let output = TensorValue(
        shape: shape, kind: kind, bytes: [UInt8](repeating: 0xA5, count: count * kind.byteCount))
      {
        tensors.append(output)
      }
    }
    try memory.requireAvailable(sizes: sizes, threads: threads, kernel: declaration.name)
    return try KernelRun(
      self, tensors, outputCount: declaration.outputCount, sizes: sizes, threads: threads,
      in: placement)
  }

  /// How the schedule wants an input, if that is a constant which it wants packed.
  private func layout(of number: Int) -> Program.LayoutAttribute? {
    declaration.constants.first { $0.input == number }?.layout
  }

  /// A constant as the schedule wants it; what is none, or is packed already, as it is.
  private func packed(_ input: TensorValue, _ number: Int) throws(Diagnostic) -> TensorValue {
    guard let layout = layout(of: number), input.shape == layout.original else { return input }
    var bytes = [UInt8](
      repeating: 0, count: layout.packed.reduce(input.kind.byteCount, *))
    input.bytes.withUnsafeBytes { original in
      bytes.withUnsafeMutableBytes { layout.pack(original, into: $0) }
    }
    return TensorValue(shape: layout.packed, kind: input.kind, bytes: bytes) ?? input
  }

  /// Calls the code: a pointer for each buffer, inputs first, and a value for every declared size.
  ///
  /// Nothing is checked: each pointer must hold as many elements as its buffer has for these sizes,
  /// which must be in their ranges. `pool` is a `tg_pool` of the runtime, or `nil` for one thread.
  public func call(
    _ pointers: [UnsafeMutableRawPointer?], sizes: [String: Int], pool: OpaquePointer? = nil
  ) {
    guard let function = UnsafeRawPointer(bitPattern: address) else { return }
    let call = KernelCall(
      function, pointers,
      sizes: declaration.symbols.map { sizes[$0.name] ?? $0.range.lower }, pool: pool)
    call()
  }
}
