import Support

/// Operations to look at, last in first out, each at most once.
struct Worklist: Sendable {
  private var stack: ContiguousArray<OperationID> = []
  private var isIn: ContiguousArray<Bool> = []

  init() {}

  /// Room for so many operations from the start.
  init(capacity: Int) {
    stack.reserveCapacity(capacity)
    isIn.reserveCapacity(capacity)
  }

  mutating func push(_ operation: OperationID) {
    while isIn.count <= operation.row { isIn.append(false) }
    guard !isIn[operation.row] else { return }
    isIn[operation.row] = true
    stack.append(operation)
  }

  mutating func pop() -> OperationID? {
    guard let operation = stack.popLast() else { return nil }
    isIn[operation.row] = false
    return operation
  }

  /// Turns the order round, so that what was pushed first is looked at first.
  mutating func reverse() { stack.reverse() }
}
