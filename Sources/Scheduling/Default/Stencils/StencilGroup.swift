import Dialects
import IR
import Support

/// Stages that are computed together, a tile of the last one's elements after the other.
struct StencilGroup {
  /// How an axis of the last stage is cut.
  enum Tile: Hashable {
    /// A loop around the tiles goes over it one by one.
    case one
    /// A tile has all of it.
    case whole
    /// A tile has so many.
    case size(Int)
  }

  /// Numbers of stages in their order; the last is the one whose elements are cut into tiles.
  var members: [Int]
  /// For each axis of the last stage.
  var tile: [Tile] = []
  /// About how many cycles it all takes, at the sizes that are looked at.
  var cost = Double.infinity

  var output: Int { members[members.count - 1] }
}

/// Groups stages greedily: as long as it gains something, the stage whose readers are all in one group
/// joins it, the one that gains most first.
struct GreedyGrouping {
  let pipeline: StencilPipeline
  private let sizes: RepresentativeSizes
  private let cost: GroupCost
  private let extents: [[Int]]

  init(_ pipeline: StencilPipeline) {
    self.pipeline = pipeline
    sizes = pipeline.sizes
    let sizes = sizes
    extents = pipeline.stages.map { $0.extents.map(sizes.value) }
    cost = GroupCost(pipeline.stages, extents, hardware: pipeline.hardware)
  }

  func groups() -> [StencilGroup] {
    var groups = pipeline.stages.indices.map { best(of: [$0]) }
    var known: [[Int]: StencilGroup] = [:]
    while true {
      var choice: (gain: Double, producer: Int, reader: Int, merged: StencilGroup)?
      for (producer, group) in groups.enumerated() where !pipeline.isOutput(group.output) {
        let readers = Set(pipeline.readers(of: group.output)).subtracting(group.members)
        let around = groups.indices.filter { !readers.isDisjoint(with: groups[$0].members) }
        guard around.count == 1, let reader = around.first, reader != producer else { continue }
        let members = (group.members + groups[reader].members).sorted()
        guard members.last == groups[reader].output else { continue }
        let merged = known[members] ?? best(of: members)
        known[members] = merged
        let gain = group.cost + groups[reader].cost - merged.cost
        if gain > choice?.gain ?? 0 { choice = (gain, producer, reader, merged) }
      }
      guard let choice else { return groups.sorted { $0.output < $1.output } }
      groups[choice.reader] = choice.merged
      groups.remove(at: choice.producer)
    }
  }

  /// The group with the tiles that cost least.
  private func best(of members: [Int]) -> StencilGroup {
    var best = StencilGroup(members: members)
    for tile in tiles(of: extents[best.output]) {
      let cost = cost.cycles(of: members, tile: tile)
      if cost < best.cost { (best.tile, best.cost) = (tile, cost) }
    }
    return best
  }

  private static let rows = [4, 8, 16, 32, 64, 128]
  private static let columns = [128, 256, 512, 1024]
  private static let mostInside = 16

  /// Ways to cut the axes of a stage: the last one into long runs or not at all, the one before into
  /// rows; of others all or one.
  private func tiles(of extents: [Int]) -> [[StencilGroup.Tile]] {
    var ways: [[StencilGroup.Tile]] = [[]]
    for (axis, extent) in extents.enumerated() {
      let last = extents.count - 1
      var own: [StencilGroup.Tile]
      switch axis {
      case last: own = [.whole] + Self.columns.filter { $0 < extent }.map { .size($0) }
      case last - 1: own = Self.rows.filter { $0 <= extent }.map { .size($0) }
      default: own = extent <= Self.mostInside ? [.one, .whole] : [.one]
      }
      if own.isEmpty { own = [.whole] }
      ways = ways.flatMap { way in own.map { way + [$0] } }
    }
    return ways
  }
}
