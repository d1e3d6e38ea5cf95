/// Which blocks of a region every way from its entry passes through.
///
/// Block `a` dominates `b` if control cannot reach `b` without `a`. Computed by the algorithm of
/// Cooper, Harvey and Kennedy: immediate dominators by intersection over reverse postorder.
public struct Dominators: Sendable {
  /// The blocks that control can reach, each after its dominators.
  public let reachable: [BlockID]
  /// For each reachable block its place in `reachable`.
  private var places: [BlockID: Int] = [:]
  /// For each reachable block the place of its immediate dominator; the entry has itself.
  private var immediate: [Int] = []
  /// For each reachable block the places of those that branch to it.
  private var predecessors: [[Int]] = []

  /// The dominators in `region`, whose blocks end in operations that name their successors.
  public init(of region: RegionID, in module: Module) {
    guard let entry = module.entryBlock(of: region) else {
      reachable = []
      return
    }
    reachable = Self.reversePostorder(from: entry, in: module)
    for (place, block) in reachable.enumerated() { places[block] = place }
    predecessors = [[Int]](repeating: [], count: reachable.count)
    for (place, block) in reachable.enumerated() {
      for successor in module.successors(after: block) {
        if let target = places[successor] { predecessors[target].append(place) }
      }
    }
    solve()
  }

  private static func reversePostorder(from entry: BlockID, in module: Module) -> [BlockID] {
    var postorder: [BlockID] = []
    var seen: Set<BlockID> = [entry]
    var stack: [(block: BlockID, left: [BlockID])] = [(entry, module.successors(after: entry))]
    while let last = stack.indices.last {
      if let next = stack[last].left.popLast() {
        if seen.insert(next).inserted { stack.append((next, module.successors(after: next))) }
      } else {
        postorder.append(stack.removeLast().block)
      }
    }
    return postorder.reversed()
  }

  private mutating func solve() {
    immediate = [Int](repeating: -1, count: reachable.count)
    immediate[0] = 0
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for place in reachable.indices.dropFirst() {
        var new = -1
        for predecessor in predecessors[place] where immediate[predecessor] >= 0 {
          new = new < 0 ? predecessor : intersect(predecessor, new)
        }
        if immediate[place] != new {
          immediate[place] = new
          hasChanged = true
        }
      }
    }
  }

  private func intersect(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while a != b {
      while a > b { a = immediate[a] }
      while b > a { b = immediate[b] }
    }
    return a
  }

  /// Whether control can reach `block`.
  public func isReachable(_ block: BlockID) -> Bool { places[block] != nil }

  /// The blocks that control can reach and that branch to `block`, each as often as it does.
  public func predecessors(of block: BlockID) -> [BlockID] {
    places[block].map { predecessors[$0].map { reachable[$0] } } ?? []
  }

  /// The nearest other block that dominates `block`; `nil` for the entry and unreachable blocks.
  public func immediateDominator(of block: BlockID) -> BlockID? {
    guard let place = places[block], place > 0 else { return nil }
    return reachable[immediate[place]]
  }

  /// Whether `first` dominates `second`; every block dominates itself and what is unreachable.
  public func dominates(_ first: BlockID, _ second: BlockID) -> Bool {
    guard let target = places[second] else { return true }
    guard let goal = places[first] else { return first == second }
    var place = target
    while place > goal { place = immediate[place] }
    return place == goal
  }
}

extension Module {
  /// The blocks that the last operation of `block` may branch to.
  public func successors(after block: BlockID) -> [BlockID] {
    lastOperation(in: block).map { successors(of: $0) } ?? []
  }
}
