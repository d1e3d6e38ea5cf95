import Dialects
import Support

/// How the loops around a tile run, where that was decided and not left to its shape.
extension TileLoops {
  struct Options: Hashable {
    /// Steps of the reduction that a packed panel is asked for ahead; 0 for none.
    var stepsAhead: Int?
    /// Steps of a block of the reduction; 0 for no blocks.
    var depthSteps: Int?
    /// A block of rows takes the second-level cache divided by this.
    var rowShare: Int?
  }

  /// Steps of the reduction that a packed panel is asked for ahead.
  var stepsAhead: Int {
    options.stepsAhead ?? (shape.height >= Self.leastAwaited ? Self.usualStepsAhead : 0)
  }
  /// Lower tiles take so little time for a step that asking for more is in their way: 8 rows lose a tenth.
  private static let leastAwaited = 11
  /// Some 600 cycles of a tall tile.
  private static let usualStepsAhead = 48

  /// A block of rows takes the second-level cache divided by this.
  var rowShare: Int { options.rowShare ?? 2 }

  /// These loops with what a decider says of them.
  func asking(_ decider: Decider) -> TileLoops {
    guard factor == .packed, !plan.isElementwise else { return self }
    let root = plan.anchor.root
    var loops = self
    loops.options.stepsAhead = decider.number(
      decider.question("ahead", of: root), .loops, analytic: stepsAhead, among: [0, 24, 48, 96])
    let depths = [0, 128, 256, 512, 1024].filter { $0 < plan.depthCount.constantValue ?? 0 }
    let depth = depthBlock?.steps ?? 0
    let decided = decider.number(
      decider.question("depth", of: root), .loops, analytic: depth, among: depths)
    if decided != depth { loops.options.depthSteps = decided }
    loops.options.rowShare = decider.number(
      decider.question("share", of: root), .loops, analytic: rowShare, among: [1, 2, 4])
    return loops
  }

  /// Tells a decider what these loops do in all, or in each of so many units of a kernel that has
  /// units of its own.
  func count(in decider: Decider, times: IndexExpression? = nil) {
    let columnTiles = plan.columns.ceilDivided(by: IndexExpression(columns))
    if let times {
      let tiles = columnTiles * times
      decider.count(.tiles, tiles * rowTiles, units: times, grain: 1)
      decider.count(.steps, tiles * computedRows * plan.depthCount, units: times, grain: 1)
      return
    }
    let outer = IndexExpression.product(plan.outerAxes.map { plan.anchor.spatial[$0] })
    let group = IndexExpression(depthBlock?.columnTiles ?? 1)
    let units = outer * rowBlocks * columnTiles.ceilDivided(by: group)
    let tiles = outer * columnTiles
    decider.count(.tiles, tiles * rowTiles, units: units, grain: grain)
    decider.count(.steps, tiles * computedRows * plan.depthCount, units: units, grain: grain)
    let line = hardware.caches.first?.lineBytes ?? 64
    let bytes = IndexExpression(max(1, columns * factorBits / 8)) * plan.depthCount
    decider.count(
      .factor,
      (outer * rowBlocks * columnTiles * bytes).floorDivided(by: IndexExpression(max(1, line))),
      units: units, grain: grain)
  }
}
