/// Which blocks of a region every way from its entry passes through.
///
/// Block `a` dominates `b` if control cannot reach `b` without `a`. Computed by the semi-NCA
/// algorithm of Georgiadis: semidominators with path compression, then the nearest common ancestor
/// of each and its block's parent in the search tree.
public struct Dominators: Sendable {
  /// The blocks that control can reach, each after its dominators.
  public let reachable: [BlockID]
  /// For each reachable block its place in `reachable`.
  private var places = NumberMap()
  /// For each place that of the immediate dominator; the entry has itself.
  private var immediate: ContiguousArray<Int32> = []
  /// For each place those of the blocks that branch to it.
  private var predecessors: ContiguousArray<[Int32]> = []
  /// For each place the time at which a walk of the dominator tree enters and leaves it.
  private var times: ContiguousArray<(entered: Int32, left: Int32)> = []
  /// The places in the order of that walk, each with its depth in the tree.
  private var walk: ContiguousArray<(place: Int32, depth: Int32)> = []

  /// The dominators in `region`, whose blocks end in operations that name their successors.
  public init(of region: RegionID, in module: Module) {
    guard let entry = module.entryBlock(of: region) else {
      reachable = []
      return
    }
    var search = Search(from: entry, in: module)
    reachable = search.blocks
    immediate = search.immediateDominators()
    places = search.places
    predecessors = search.predecessors
    walkTree()
  }

  /// Times of a walk of the dominator tree, without recursion: it may be deep.
  private mutating func walkTree() {
    var (firstChild, sibling) = (
      ContiguousArray<Int32>(repeating: -1, count: reachable.count),
      ContiguousArray<Int32>(repeating: -1, count: reachable.count)
    )
    for place in reachable.indices.dropFirst().reversed() {
      let parent = Int(immediate[place])
      sibling[place] = firstChild[parent]
      firstChild[parent] = Int32(place)
    }
    times = ContiguousArray(repeating: (0, 0), count: reachable.count)
    var clock: Int32 = 0
    var stack: [Int32] = []
    var next: Int32 = 0
    while next >= 0 || !stack.isEmpty {
      if next >= 0 {
        times[Int(next)].entered = clock
        walk.append((next, Int32(stack.count)))
        stack.append(next)
        next = firstChild[Int(next)]
      } else {
        let done = Int(stack.removeLast())
        times[done].left = clock
        next = sibling[done]
      }
      clock += 1
    }
  }

  /// Whether control can reach `block`.
  public func isReachable(_ block: BlockID) -> Bool { places[block.index] != nil }

  /// The blocks that control can reach and that branch to `block`, each as often as it does.
  public func predecessors(of block: BlockID) -> [BlockID] {
    places[block.index].map { predecessors[Int($0)].map { reachable[Int($0)] } } ?? []
  }

  /// The nearest other block that dominates `block`; `nil` for the entry and unreachable blocks.
  public func immediateDominator(of block: BlockID) -> BlockID? {
    guard let place = places[block.index], place > 0 else { return nil }
    return reachable[Int(immediate[Int(place)])]
  }

  /// Whether `first` dominates `second`; every block dominates itself and what is unreachable.
  public func dominates(_ first: BlockID, _ second: BlockID) -> Bool {
    guard let target = places[second.index] else { return true }
    guard let goal = places[first.index] else { return first == second }
    let (inner, outer) = (times[Int(target)], times[Int(goal)])
    return outer.entered <= inner.entered && inner.left <= outer.left
  }

  /// The reachable blocks in the order of a walk of the dominator tree, each with how many others
  /// dominate it.
  public var preorder: some Sequence<(block: BlockID, depth: Int)> {
    walk.lazy.map { (reachable[Int($0.place)], Int($0.depth)) }
  }
}

/// A depth-first search, and the dominators that follow from it; blocks go by their place in it.
private struct Search {
  private(set) var blocks: [BlockID] = []
  private(set) var places = NumberMap()
  private var parents: ContiguousArray<Int32> = []
  private(set) var predecessors: ContiguousArray<[Int32]> = []
  private var semi: ContiguousArray<Int32> = []
  private var labels: ContiguousArray<Int32> = []
  private var ancestors: ContiguousArray<Int32> = []

  init(from entry: BlockID, in module: Module) {
    var stack: [(block: BlockID, parent: Int32)] = [(entry, 0)]
    while let (block, parent) = stack.popLast() {
      guard places[block.index] == nil else { continue }
      let place = Int32(blocks.count)
      places.set(block.index, to: UInt32(place))
      blocks.append(block)
      parents.append(parent)
      for successor in module.successors(after: block).reversed() {
        stack.append((successor, place))
      }
    }
    predecessors = ContiguousArray(repeating: [], count: blocks.count)
    for (place, block) in blocks.enumerated() {
      for successor in module.successors(after: block) {
        if let target = places[successor.index] { predecessors[Int(target)].append(Int32(place)) }
      }
    }
  }

  mutating func immediateDominators() -> ContiguousArray<Int32> {
    let all = Int32(0)..<Int32(blocks.count)
    semi = ContiguousArray(all)
    labels = semi
    ancestors = parents
    for place in all.dropFirst().reversed() {
      var least = parents[Int(place)]
      for predecessor in predecessors[Int(place)] {
        least = min(least, semi[Int(best(predecessor, linkedFrom: place + 1))])
      }
      semi[Int(place)] = least
    }
    var immediate = parents
    for place in all.dropFirst() {
      var dominator = immediate[Int(place)]
      while dominator > semi[Int(place)] { dominator = immediate[Int(dominator)] }
      immediate[Int(place)] = dominator
    }
    return immediate
  }

  /// Of `place` and its ancestors that are already linked, the one with the least semidominator;
  /// makes the way there shorter.
  private mutating func best(_ place: Int32, linkedFrom first: Int32) -> Int32 {
    guard ancestors[Int(place)] >= first else { return labels[Int(place)] }
    var path: [Int32] = []
    var current = place
    repeat {
      path.append(current)
      current = ancestors[Int(current)]
    } while ancestors[Int(current)] >= first
    var (above, label) = (current, labels[Int(current)])
    while let below = path.popLast() {
      ancestors[Int(below)] = ancestors[Int(above)]
      if semi[Int(label)] < semi[Int(labels[Int(below)])] {
        labels[Int(below)] = label
      } else {
        label = labels[Int(below)]
      }
      above = below
    }
    return labels[Int(place)]
  }
}

extension Module {
  /// The blocks that the last operation of `block` may branch to.
  public func successors(after block: BlockID) -> [BlockID] {
    lastOperation(in: block).map { successors(of: $0) } ?? []
  }
}
