import Dialects
import IR
import Support

/// One way to compute attention: the loops over units of queries, and in each the scores, the chain and
/// the second product.
struct AttentionLoops {
  let plan: AttentionPlan
  let hardware: HardwareDescription
  let width: Int
  let assumptions: Assumptions
  /// Each has a strip.
  let slots: SlotLoops
  /// `[slots, keys * lanes]`.
  let strip: ValueID
  /// Keys in a tile of scores.
  let scoreHeight: Int
  /// The keys that queries may see, if that is not all of them, and where all must be looked at.
  let visible: VisibleKeys?
  /// Whether other ways have other units.
  let comparesUnits: Bool

  /// Vectors of queries in a unit.
  private(set) var vectors = TileShape.narrowest
  private var lanes: Int { vectors * width }

  /// `14x32`: keys by queries of a tile of scores.
  var name: String {
    "\(scoreHeight)x\(lanes)" + (plan.queryAxis == plan.rank - 2 ? "" : " of a group")
  }

  private var scoreLoops: TileLoops {
    TileLoops(
      plan: plan.scores, hardware: hardware, width: width, assumptions: assumptions,
      factor: .panel, shape: TileShape(height: scoreHeight, vectors: vectors),
      panelVectors: vectors)
  }

  /// What the scores of all units cost, and the rest if there are ways with other units, in hundredths of a
  /// cycle: it is the same for every way, or as many times.
  var cost: IndexExpression {
    let tile = scoreLoops.tileCost
    let unit = plan.scores.depthCount * IndexExpression(tile.step) + IndexExpression(tile.tile)
    let tiles = plan.keys.ceilDivided(by: IndexExpression(scoreHeight))
    if !comparesUnits { return tiles * unit }
    // Of one vector of queries.
    let scores = (tiles * unit).floorDivided(by: IndexExpression(vectors))
    let rest = plan.keys * IndexExpression(Self.restCycles * TileCost.cycle)
    let units = plan.queries.ceilDivided(by: IndexExpression(width)) * .product(plan.outer)
    return units * (scores + rest)
  }
  /// A softmax and the second product, for a key and a vector of queries.
  private static let restCycles = 75

  /// Tells a decider of the scores of all units.
  func count(in decider: Decider) {
    let all = plan.queries.ceilDivided(by: IndexExpression(lanes)) * .product(plan.outer)
    let tiles = all * plan.keys.ceilDivided(by: IndexExpression(scoreHeight))
    decider.count(.tiles, tiles, units: all, grain: 1)
    decider.count(.steps, tiles * plan.scores.depthCount, units: all, grain: 1)
  }

  /// The keys of a unit.
  struct Keys {
    /// The first key that any of its queries may see, an even number, and the one after the last.
    var begin: ValueID
    var end: ValueID
    /// Those that all of them see for sure, from an even number to an even one; there may be none.
    var common: (begin: ValueID, end: ValueID)
  }

  /// A unit of queries, in one slot.
  struct Unit {
    var slot: ValueID
    var outer: [ValueID]
    /// Its first query.
    var first: ValueID
    /// The queries that there are, if some lanes are past them.
    var limit: IndexExpression?
    /// The keys that they may see; all if there are none.
    var keys: Keys?

    /// A stage's nest there, with the places of the first query and of the slot.
    func nest(
      _ stage: Stage, _ plan: AttentionPlan
    ) -> (nest: Nest, first: IndexExpression, slot: IndexExpression) {
      var nest = Nest(stage, source: plan.source)
      for (axis, value) in zip(plan.outerAxes, outer) { nest.bindings[axis] = nest.add(value) }
      let (first, slot) = (nest.add(first), nest.add(slot))
      return (nest, first, slot)
    }
  }

  func insert(into build: inout Builder) {
    let whole = assumptions.simplified(plan.queries.floorDivided(by: IndexExpression(lanes)))
    let rest = assumptions.simplified(plan.queries.remainder(by: IndexExpression(lanes)))
    if whole != 0 { insertUnits(blocks: whole, after: 0, limit: nil, into: &build) }
    guard rest != 0 else { return }
    // What is left goes to two vectors, or to one if that is enough.
    let left = rest.ceilDivided(by: IndexExpression(width))
    var narrow = self
    narrow.vectors = 1
    for (loops, blocks) in [
      (self, left.floorDivided(by: IndexExpression(vectors))),
      (narrow, left.remainder(by: IndexExpression(vectors))),
    ] {
      let blocks = assumptions.simplified(blocks)
      guard blocks != 0 else { continue }
      let before = whole * IndexExpression(vectors / loops.vectors)
      loops.insertUnits(blocks: blocks, after: before, limit: plan.queries, into: &build)
    }
  }

  /// Units of `blocks` of queries for every outer index, in runs that share a slot.
  private func insertUnits(
    blocks: IndexExpression, after firstBlock: IndexExpression, limit: IndexExpression?,
    into build: inout Builder
  ) {
    let steps = plan.scores.depthCount + plan.result.columns + IndexExpression(Self.chainSteps)
    slots.insert(over: plan.outer + [blocks], work: plan.keys * steps, into: &build) {
      place, build in
      let outer = place.indices.dropLast().map { place.value($0, &build) }
      let block = firstBlock + (place.indices.last ?? 0)
      let first = place.value(block * IndexExpression(lanes), &build)
      var unit = Unit(slot: place.slot, outer: outer, first: first, limit: limit)
      unit.keys = visible?.insertRange(of: unit, plan, lanes: lanes, into: &build)
      insertScores(unit, into: &build)
      insertChain(unit, into: &build)
      insertResult(unit, into: &build)
    }
  }

  /// What the chain costs for a key, in multiply-adds of all lanes.
  private static let chainSteps = 32

  /// Where an element of a key and a lane is in the strips.
  func place(
    of key: IndexExpression, _ lane: IndexExpression, slot: IndexExpression
  ) -> [IndexExpression] {
    [slot, key * IndexExpression(TileShape.narrowest * width) + lane]
  }

  // MARK: Scores

  /// `strip[slot, j, lane] = S[…, first + lane, j]` for all keys; lanes past the last query hold what is of
  /// no query.
  private func insertScores(_ unit: Unit, into build: inout Builder) {
    let (nest, first, slot) = unit.nest(plan.scores.anchor, plan)
    var tile = TileLoops.Unit(nest: nest, limit: unit.limit)
    tile.nest.bindings[plan.queryAxis] = first
    let panel = build.insert(
      Program.Allocate(
        .init(
          [plan.scores.depthCount, IndexExpression(lanes)], plan.scores.factorType,
          scope: .local)))
    scoreLoops.insertPanel(tile, panel, into: &build)
    tile.limit = nil
    tile.more = [slot]
    if let keys = unit.keys {
      let height = IndexExpression(scoreHeight)
      tile.rows = (
        build.insert(Program.Index(.dimension(0).floorDivided(by: height), [keys.begin])),
        build.insert(Program.Index(.dimension(0).ceilDivided(by: height), [keys.end]))
      )
    }
    scoreLoops.insertRows(tile, .panel(panel), into: &build) { nest, _, accumulator, build in
      writeScores(nest, accumulator, into: &build)
    }
  }

  private func writeScores(_ nest: Nest, _ accumulator: ValueID, into build: inout Builder) {
    let bindings = [nest.bindings[plan.rank - 1]] + nest.extra.prefix(3)
    let block = Program.Block(
      name: plan.scores.anchor.signature.name + ".write", counters: nest.counters,
      bindings: bindings, extents: bindings.map { _ in IndexExpression(1 << 30) },
      kinds: bindings.map { _ in .spatial })
    build.insertBlock(block) { build, iterators in
      // The key, the row and the column in the tile, the slot.
      let value: ValueID = build.insert(
        Program.Load(accumulator, iterators, map: [.dimension(1), .dimension(2)]))
      build.insertOperation(
        Program.Store(
          value, to: strip, iterators,
          map: place(of: .dimension(0), .dimension(2), slot: .dimension(3))))
    }
  }

  // MARK: The second product

  /// Rows of a tile of the second product for a unit of one vector.
  private static let lowTile = 4

  /// `Y[…, first + r, n] = sum over j of strip[slot, j, r] * V[…, j, n]`, through the finishing stage.
  private func insertResult(_ unit: Unit, into build: inout Builder) {
    var result = plan.result
    let (strip, rank) = (strip, plan.rank)
    let lane = IndexExpression.dimension(2) + .dimension(3)
    let place = place(of: .dimension(1), lane, slot: .dimension(0))
    // The row and the column in the tile, the slot, the first row of the tile in the strip.
    result.moved[plan.weights] = { iterators, extra in
      (strip, [extra[2], iterators[rank], extra[3], extra[0]], place)
    }
    // Few queries leave rows of a tall tile without any.
    let tallest = vectors == 1 ? min(lanes, Self.lowTile) : lanes
    var height = 1
    while height * 2 <= min(tallest, TileShape.tallest(on: hardware)) { height *= 2 }
    let shape = TileShape(height: height, vectors: TileShape.narrowest)
    let loops = TileLoops(
      plan: result, hardware: hardware, width: width, assumptions: assumptions,
      factor: .direct, shape: shape, panelVectors: shape.vectors)
    let width = IndexExpression(shape.vectors * self.width)
    let whole = assumptions.simplified(result.columns.floorDivided(by: width))
    let rest = assumptions.simplified(result.columns.remainder(by: width))
    func insertColumns(
      _ tiles: IndexExpression, after: IndexExpression, limit: IndexExpression?,
      _ build: inout Builder
    ) {
      build.insertProgramLoop(Program.For(extent: tiles, name: "columns")) { build, tile in
        let column: ValueID = build.insert(
          Program.Index((after + .dimension(0)) * width, [tile]))
        let all = IndexExpression(lanes)
        let left = unit.limit.map { $0 - .dimension(0) } ?? all
        let count = IndexExpression.minimum(all, left).ceilDivided(by: IndexExpression(height))
        let rows = Program.For(
          extent: unit.limit == nil ? IndexExpression(lanes / height) : count, name: "rows",
          indices: unit.limit == nil ? [] : [unit.first])
        build.insertProgramLoop(rows) { build, row in
          var (nest, first, slot) = unit.nest(result.anchor, plan)
          let start = nest.add(row) * IndexExpression(height)
          nest.bindings[plan.queryAxis] = first + start
          nest.bindings[plan.rank - 1] = nest.add(column)
          var tile = TileLoops.Unit(nest: nest, limit: limit)
          tile.rowLimit = unit.limit
          tile.steps = unit.keys.map { keys in
            TileLoops.DepthRun(
              axis: 0, first: keys.begin,
              count: build.insert(
                Program.Index(.dimension(1) - .dimension(0), [keys.begin, keys.end])),
              isWhole: false)
          }
          tile.more = [slot, start]
          loops.insertTile(tile, .direct, into: &build)
        }
      }
    }
    if whole != 0 { insertColumns(whole, after: 0, limit: nil, &build) }
    if rest != 0 {
      let tiles = assumptions.simplified(rest.ceilDivided(by: width))
      insertColumns(tiles, after: whole, limit: result.columns, &build)
    }
  }
}
