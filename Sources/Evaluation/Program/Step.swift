import IR

/// A program made ready to run: operations with their operands as register numbers.
package indirect enum Step: Sendable {
  case constant(Scalar, to: Int)
  case scalar(ScalarOperation, Int, Int, Int, to: Int)
  case index(CompiledIndex, to: Int)
  case load(Access, to: Int)
  case store(Access, from: Int)
  case loop(Loop)
  case conditional(Int, then: [Step], otherwise: [Step])
  case block(Block)
  /// Brings a buffer to life, with nothing written in it.
  case allocate(Int)

  /// One element of a buffer.
  package struct Access: Sendable {
    package var buffer: Int
    package var indices: [CompiledIndex]
    /// For diagnostics.
    package var operation: OperationID

    package init(buffer: Int, indices: [CompiledIndex], operation: OperationID) {
      (self.buffer, self.indices, self.operation) = (buffer, indices, operation)
    }
  }

  package struct Loop: Sendable {
    package var variable: Int
    package var lower: CompiledIndex
    /// One past the last value.
    package var upper: CompiledIndex
    /// Positive.
    package var step: Int
    /// Whether the order of the iterations must not matter.
    package var isUnordered: Bool
    package var body: [Step]

    package init(
      variable: Int, lower: CompiledIndex, upper: CompiledIndex, step: Int = 1,
      isUnordered: Bool = false, body: [Step]
    ) {
      (self.variable, self.lower, self.upper, self.step) = (variable, lower, upper, step)
      (self.isUnordered, self.body) = (isUnordered, body)
    }
  }

  /// A block: what it computes for one value of each of its iterators.
  package struct Block: Sendable {
    package var name: String
    package var operation: OperationID
    package var bindings: [Binding]
    /// The register of a condition; without it the block always runs.
    package var predicate: (steps: [Step], register: Int)?
    /// Runs first when every reduction iterator is at its first value.
    package var initial: [Step]
    package var body: [Step]

    package init(
      name: String, operation: OperationID, bindings: [Binding],
      predicate: (steps: [Step], register: Int)? = nil, initial: [Step] = [], body: [Step]
    ) {
      (self.name, self.operation, self.bindings) = (name, operation, bindings)
      (self.predicate, self.initial, self.body) = (predicate, initial, body)
    }
  }

  /// An iterator of a block.
  package struct Binding: Sendable {
    package var register: Int
    package var value: CompiledIndex
    /// The iterator's domain.
    package var lower: CompiledIndex
    package var upper: CompiledIndex
    package var isReduction: Bool

    package init(
      register: Int, value: CompiledIndex, lower: CompiledIndex, upper: CompiledIndex,
      isReduction: Bool = false
    ) {
      (self.register, self.value, self.lower, self.upper) = (register, value, lower, upper)
      self.isReduction = isReduction
    }
  }
}
