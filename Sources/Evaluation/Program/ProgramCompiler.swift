import Dialects
import IR
import Support

/// Makes a tensor program ready to run: every value gets a register, every buffer its memory.
struct ProgramCompiler {
  let module: Module
  /// The value of each size.
  let symbols: [String: Int]
  private(set) var buffers: [BufferMemory] = []
  private(set) var registerCount = 0
  private var registers: [ValueID: Int] = [:]
  private var bufferNumbers: [ValueID: Int] = [:]

  init(module: Module, symbols: [String: Int]) {
    (self.module, self.symbols) = (module, symbols)
  }

  // MARK: Buffers

  /// Declares a buffer in which nothing has been written.
  mutating func add(_ buffer: ValueID, named name: String) throws(EvaluationError) {
    let (shape, kind) = try layout(of: buffer)
    append(BufferMemory(named: "\(name) \(buffers.count)", shape: shape, kind: kind), for: buffer)
  }

  /// Declares an input with its contents, which must fit its type.
  mutating func add(
    _ buffer: ValueID, holding value: TensorValue
  ) throws(EvaluationError) {
    let (shape, kind) = try layout(of: buffer)
    let name = "input \(buffers.count)"
    guard value.kind == kind else {
      throw EvaluationError("\(name) must have elements of kind \(kind), found \(value.kind)")
    }
    guard value.shape == shape else {
      throw EvaluationError("\(name) must have shape \(shape), found \(value.shape)")
    }
    append(BufferMemory(named: name, holding: value), for: buffer)
  }

  private mutating func append(_ memory: BufferMemory, for buffer: ValueID) {
    bufferNumbers[buffer] = buffers.count
    buffers.append(memory)
  }

  private func layout(of buffer: ValueID) throws(EvaluationError) -> ([Int], ScalarKind) {
    guard let type = module.bufferType(of: buffer) else {
      throw EvaluationError("expected a buffer, found a value of type '\(module.type(of: buffer))'")
    }
    guard let kind = ScalarKind(type.element) else { throw .unsupportedElement(type.element) }
    var shape: [Int] = []
    for size in type.shape { shape.append(try constant(size)) }
    guard let count = TensorValue.elementCount(of: shape), count <= 1 << 28 else {
      throw EvaluationError("a buffer of shape \(shape) is too big for the reference evaluator")
    }
    return (shape, kind)
  }

  /// The value of an expression of sizes only.
  func constant(_ expression: IndexExpression) throws(EvaluationError) -> Int {
    if let value = expression.evaluate(symbols: symbols) { return value }
    if let name = expression.symbolNames.first(where: { symbols[$0] == nil }) {
      throw EvaluationError("the size '\(name)' has no value; give it one")
    }
    throw EvaluationError(
      "'\(expression)' cannot be computed from sizes: it uses a counter, divides by zero or "
        + "overflows")
  }

  // MARK: Values

  /// A new register, for `value` if there is one.
  mutating func makeRegister(for value: ValueID? = nil) -> Int {
    defer { registerCount += 1 }
    if let value { registers[value] = registerCount }
    return registerCount
  }

  /// Makes `value` another name of what a register holds.
  mutating func bind(_ value: ValueID, to register: Int) { registers[value] = register }

  /// The register of a value that was computed before.
  func register(of value: ValueID) throws(EvaluationError) -> Int {
    if let register = registers[value] { return register }
    throw EvaluationError("an operand is missing, or is not computed before it is used")
  }

  /// An expression over dimensions that stand for `values`.
  func index(
    _ expression: IndexExpression, over values: [ValueID] = []
  ) throws(EvaluationError) -> CompiledIndex {
    var inputs: [Int] = []
    for value in values { inputs.append(try register(of: value)) }
    return try CompiledIndex(expression, symbols: symbols, registers: inputs)
  }

  /// The element of a buffer that `map` over `indices` chooses.
  func access(
    _ buffer: ValueID, _ indices: [ValueID], _ map: [IndexExpression], by operation: OperationID
  ) throws(EvaluationError) -> Step.Access {
    guard let number = bufferNumbers[buffer] else {
      throw EvaluationError("the buffer is no argument and not allocated before it is used")
    }
    let rank = buffers[number].shape.count
    guard map.count == rank else {
      throw EvaluationError(
        "the map needs \(rank) expressions, one for each axis; found \(map.count)")
    }
    var compiled: [CompiledIndex] = []
    for expression in map { compiled.append(try index(expression, over: indices)) }
    return Step.Access(buffer: number, indices: compiled, operation: operation)
  }
}
