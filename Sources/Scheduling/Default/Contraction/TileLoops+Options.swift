import Dialects
import Support

/// How the loops around a tile run, where that was decided and not left to its shape.
extension TileLoops {
  struct Options: Hashable {
    /// Whether the packed panel that comes next is asked for.
    var asksAhead: Bool?
    /// How many steps before they are read lines of the panel are asked for; 0 for not at all.
    var stepsAhead: Int?
    /// Steps of a block of the reduction; 0 for no blocks.
    var depthSteps: Int?
    /// A block of rows takes the second-level cache divided by this.
    var rowShare: Int?
  }

  /// Whether the packed panel that comes next is asked for.
  var asksAhead: Bool { options.asksAhead ?? (shape.height >= Self.leastAsking) }
  /// Lower tiles are for so few rows that a panel is read once or twice.
  private static let leastAsking = 4

  /// How many steps before they are read lines of the packed panel are asked for; 0 for not at all.
  var stepsAhead: Int {
    options.stepsAhead ?? (shape.height >= Self.leastAsking ? Self.usualSteps : 0)
  }
  /// Some hundred cycles: what a line takes from the third-level cache.
  private static let usualSteps = 16

  /// A block of rows takes the second-level cache divided by this.
  var rowShare: Int { options.rowShare ?? 2 }

  /// These loops with what a decider says of them.
  func asking(_ decider: Decider) -> TileLoops {
    guard factor == .packed, !plan.isElementwise else { return self }
    let root = plan.anchor.root
    var loops = self
    let ahead = decider.number(
      decider.question("ahead", of: root), .loops, analytic: asksAhead ? 1 : 0, among: [0, 1])
    loops.options.asksAhead = ahead == 1
    loops.options.stepsAhead = decider.number(
      decider.question("soon", of: root), .loops, analytic: stepsAhead, among: [0, 8, 16, 32])
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
  ///
  /// Steps of narrower tiles count as what they take beside a whole one's (`TileCost`).
  func count(in decider: Decider, times: IndexExpression? = nil) {
    let outer = IndexExpression.product(plan.outerAxes.map { plan.anchor.spatial[$0] })
    let whole = IndexExpression(max(1, tileCost.step))
    for part in columnParts {
      let (loops, isWhole) = (part.loops, part.loops.shape == shape)
      let rowSteps = computedRows * plan.depthCount
      func steps(_ tiles: IndexExpression) -> IndexExpression {
        let all = tiles * rowSteps
        return isWhole
          ? all : (all * IndexExpression(loops.tileCost.step)).floorDivided(by: whole)
      }
      if let times {
        let tiles = part.tiles * times
        decider.count(.tiles, tiles * rowTiles, units: times, grain: 1)
        decider.count(isWhole ? .steps : .narrow, steps(tiles), units: times, grain: 1)
        continue
      }
      let group = IndexExpression(depthBlock?.columnTiles ?? 1)
      let units = outer * rowBlocks * part.tiles.ceilDivided(by: group)
      let tiles = outer * part.tiles
      decider.count(.tiles, tiles * rowTiles, units: units, grain: grain)
      decider.count(isWhole ? .steps : .narrow, steps(tiles), units: units, grain: grain)
      let panel = (IndexExpression(max(1, loops.columns * factorBits / 8)) * plan.depthCount)
        .floorDivided(by: IndexExpression(lineBytes))
      decider.count(.factor, tiles * panel * rowBlocks, units: units, grain: grain)
      // With a known number of steps it is the same for each.
      if plan.depthCount.constantValue == nil {
        let again = tiles * .maximum(0, rowTiles - 1)
        decider.count(
          .again, again * ScheduleWork.lines(panel, beyond: nearLines),
          units: units, grain: grain)
      }
    }
    guard times == nil else { return }
    decider.count(.written, writtenLines, units: outer * rowBlocks, grain: 1)
  }

  private var lineBytes: Int { max(1, hardware.caches.first?.lineBytes ?? 64) }
  /// Lines that the first-level cache holds.
  private var nearLines: Int { hardware.cacheBytes(level: 1) / lineBytes }

  /// Lines of the result that tiles write beyond the first-level cache; one that two tiles share counts twice.
  var writtenLines: IndexExpression {
    let outer = IndexExpression.product(plan.outerAxes.map { plan.anchor.spatial[$0] })
    let row = columnParts.reduce(IndexExpression.zero) {
      $0 + $1.tiles * IndexExpression($1.loops.linesWritten)
    }
    return ScheduleWork.lines(outer * plan.rows * row, beyond: nearLines)
  }

  /// Lines that a row of a tile lies in; one more than it fills, unless all rows begin with a line.
  private var linesWritten: Int {
    let stored = plan.source.bufferType(of: (plan.finish ?? plan.anchor).output)?.element ?? .f32
    let bits = stored.bitWidth ?? 32
    let filled = (columns * bits + lineBytes * 8 - 1) / (lineBytes * 8)
    let isAligned = plan.columns.constantValue.map { $0 * bits % (lineBytes * 8) == 0 } ?? false
    return isAligned ? filled : filled + 1
  }
}
