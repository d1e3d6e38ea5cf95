/// Operations to look at, last in first out, each at most once.
struct Worklist: Sendable {
  private var stack: ContiguousArray<OperationID> = []
  /// One for each operation that is in the stack, zero for others.
  private var isIn = NumberMap()

  init() {}

  /// Room for so many operations from the start.
  init(capacity: Int) {
    stack.reserveCapacity(capacity)
    isIn.reserve(capacity)
  }

  mutating func push(_ operation: OperationID) {
    guard isIn[operation.index] != 1 else { return }
    isIn.set(operation.index, to: 1)
    stack.append(operation)
  }

  mutating func pop() -> OperationID? {
    guard let operation = stack.popLast() else { return nil }
    isIn.set(operation.index, to: 0)
    return operation
  }

  /// Turns the order round, so that what was pushed first is looked at first.
  mutating func reverse() { stack.reverse() }
}
