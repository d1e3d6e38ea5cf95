import IR
import Support

/// Runs a program step by step and checks every access to memory.
package struct Machine: Sendable {
  /// In which order loops run whose iterations claim to be independent.
  package var runsUnorderedBackwards: Bool
  package var buffers: [BufferMemory]
  /// The innermost block around the current step.
  private var block: Step.Block?
  /// Where it went wrong.
  package private(set) var culprit: OperationID?

  package typealias Registers = UnsafeMutablePointer<Scalar>

  package init(buffers: [BufferMemory], runsUnorderedBackwards: Bool = false) {
    self.buffers = buffers
    self.runsUnorderedBackwards = runsUnorderedBackwards
  }

  /// Runs `steps` on `count` registers.
  ///
  /// - Throws: what went wrong; `culprit` is then the operation.
  package mutating func run(_ steps: [Step], registerCount count: Int) throws(EvaluationError) {
    let registers = Registers.allocate(capacity: max(count, 1))
    registers.initialize(repeating: .zero, count: max(count, 1))
    defer { registers.deallocate() }
    try run(steps, registers)
  }

  private mutating func run(_ steps: [Step], _ registers: Registers) throws(EvaluationError) {
    for step in steps {
      switch step {
      case .constant(let value, let target): registers[target] = value
      case .scalar(let operation, let x, let y, let z, let target):
        registers[target] = try operation.apply(registers[x], registers[y], registers[z])
      case .index(let expression, let target):
        registers[target] = Scalar(Int64(try expression.value(registers)))
      case .load(let access, let target): registers[target] = try load(access, registers)
      case .store(let access, let source): try store(registers[source], access, registers)
      case .loop(let loop): try run(loop, registers)
      case .conditional(let condition, let then, let otherwise):
        try run(registers[condition].isTrue ? then : otherwise, registers)
      case .block(let block): try run(block, registers)
      case .allocate(let buffer): buffers[buffer].clear()
      }
    }
  }

  private mutating func run(_ loop: Step.Loop, _ registers: Registers) throws(EvaluationError) {
    let lower = try loop.lower.value(registers)
    let upper = try loop.upper.value(registers)
    guard lower < upper else { return }
    let count = (upper &- lower &- 1) / max(loop.step, 1) + 1
    let isBackwards = loop.isUnordered && runsUnorderedBackwards
    for turn in 0..<count {
      let value = lower + (isBackwards ? count - 1 - turn : turn) * loop.step
      registers[loop.variable] = Scalar(Int64(value))
      try run(loop.body, registers)
    }
  }

  private mutating func run(_ block: Step.Block, _ registers: Registers) throws(EvaluationError) {
    let outer = self.block
    self.block = block
    var isFirst = true
    // By index: going through the bindings themselves would copy each.
    for number in block.bindings.indices {
      let value = try block.bindings[number].value.value(registers)
      registers[block.bindings[number].register] = Scalar(Int64(value))
    }
    if let predicate = block.predicate {
      try run(predicate.steps, registers)
      guard registers[predicate.register].isTrue else {
        self.block = outer
        return
      }
    }
    for number in block.bindings.indices {
      let value = Int(registers[block.bindings[number].register].integer)
      let lower = try block.bindings[number].lower.value(registers)
      let upper = try block.bindings[number].upper.value(registers)
      guard lower <= value, value < upper else {
        culprit = block.operation
        throw EvaluationError(
          "an iterator of block '\(block.name)' is \(value), outside its domain \(lower) to "
            + "\(upper - 1)")
      }
      if block.bindings[number].isReduction, value != lower { isFirst = false }
    }
    if isFirst { try run(block.initial, registers) }
    try run(block.body, registers)
    self.block = outer
  }

  // MARK: Memory

  @inline(__always)
  private mutating func load(
    _ access: Step.Access, _ registers: Registers
  ) throws(EvaluationError) -> Scalar {
    if buffers[access.buffer].elements.isEmpty { return .zero }
    let place = try place(access, registers)
    guard buffers[access.buffer].isWritten[place] else {
      throw try refuse(access, registers, "is read before it is written")
    }
    return buffers[access.buffer].elements[place]
  }

  @inline(__always)
  private mutating func store(
    _ value: Scalar, _ access: Step.Access, _ registers: Registers
  ) throws(EvaluationError) {
    let place = try place(access, registers)
    buffers[access.buffer].elements[place] = value
    buffers[access.buffer].isWritten[place] = true
  }

  @inline(__always)
  private mutating func place(
    _ access: Step.Access, _ registers: Registers
  ) throws(EvaluationError) -> Int {
    var place = 0
    for axis in access.indices.indices {
      let index = try access.indices[axis].value(registers)
      guard index >= 0, index < buffers[access.buffer].shape[axis] else {
        throw try refuse(
          access, registers,
          "is out of bounds along axis \(axis): the shape is \(buffers[access.buffer].shape)")
      }
      place += index * buffers[access.buffer].strides[axis]
    }
    return place
  }

  /// An error about an element, with the blocks around it.
  private mutating func refuse(
    _ access: Step.Access, _ registers: Registers, _ problem: String
  ) throws(EvaluationError) -> EvaluationError {
    culprit = access.operation
    var index: [Int] = []
    for expression in access.indices { index.append(try expression.value(registers)) }
    let place = block.map { "block '\($0.name)': " } ?? ""
    return EvaluationError(
      "\(place)element \(index) of buffer '\(buffers[access.buffer].name)' \(problem)")
  }
}
