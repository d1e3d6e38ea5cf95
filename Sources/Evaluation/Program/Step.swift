import IR

/// A program made ready to run: operations with their operands as register numbers.
///
/// What has parts is an immutable class: a step runs millions of times, and each time it would
/// count references to all its parts instead of one.
package enum Step: Sendable {
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
  package final class Access: Sendable {
    package let buffer: Int
    package let indices: [CompiledIndex]
    /// For diagnostics.
    package let operation: OperationID

    package init(buffer: Int, indices: [CompiledIndex], operation: OperationID) {
      (self.buffer, self.indices, self.operation) = (buffer, indices, operation)
    }
  }

  package final class Loop: Sendable {
    package let variable: Int
    package let lower: CompiledIndex
    /// One past the last value.
    package let upper: CompiledIndex
    /// Positive.
    package let step: Int
    /// Whether the order of the iterations must not matter.
    package let isUnordered: Bool
    package let body: [Step]

    package init(
      variable: Int, lower: CompiledIndex, upper: CompiledIndex, step: Int = 1,
      isUnordered: Bool = false, body: [Step]
    ) {
      (self.variable, self.lower, self.upper, self.step) = (variable, lower, upper, step)
      (self.isUnordered, self.body) = (isUnordered, body)
    }
  }

  /// A block: what it computes for one value of each of its iterators.
  package final class Block: Sendable {
    package let name: String
    package let operation: OperationID
    package let bindings: [Binding]
    /// The register of a condition; without it the block always runs.
    package let predicate: (steps: [Step], register: Int)?
    /// Runs first when every reduction iterator is at its first value.
    package let initial: [Step]
    package let body: [Step]

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
