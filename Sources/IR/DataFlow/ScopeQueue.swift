/// Scopes that are to be visited, each at most once, callees first.
struct ScopeQueue: Sendable {
  private let scopes: [OperationID]
  private var places: [OperationID: Int] = [:]
  /// Places in `scopes`, a heap with the first one on top.
  private var heap: [Int] = []
  private var isIn: [Bool]

  /// - Parameter scopes: those of `FunctionCalls`.
  init(_ scopes: [OperationID]) {
    self.scopes = scopes
    isIn = Array(repeating: false, count: scopes.count)
    for (place, scope) in scopes.enumerated() { places[scope] = place }
  }

  mutating func insert(_ scope: OperationID) {
    guard let place = places[scope], !isIn[place] else { return }
    isIn[place] = true
    heap.append(place)
    var child = heap.count - 1
    while child > 0, heap[(child - 1) / 2] > heap[child] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out a scope that has been visited otherwise.
  mutating func remove(_ scope: OperationID) {
    if let place = places[scope] { isIn[place] = false }
  }

  mutating func popFirst() -> OperationID? {
    while let place = popLeast() {
      // What was removed is still in the heap.
      guard isIn[place] else { continue }
      isIn[place] = false
      return scopes[place]
    }
    return nil
  }

  private mutating func popLeast() -> Int? {
    guard let first = heap.first else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child] < heap[least] {
        least = child
      }
      if least == parent { break }
      heap.swapAt(parent, least)
      parent = least
    }
    return first
  }
}
