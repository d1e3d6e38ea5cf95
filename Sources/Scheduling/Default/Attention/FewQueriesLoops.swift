import Dialects
import IR
import Support

/// The way to compute attention of few queries: lanes are keys.
///
/// Where a text is written on there is one query, and of the lanes of `AttentionLoops` one would be used.
/// Here all queries of a head are one unit, and a row of its strip is one query:
///
///     for every head
///       for every 64 keys: panel[d, 64] = the keys, turned round in registers
///         strip[i, 64] = sum over d of Q[i, d] * panel[d, 64]
///       for every query i: the chain, on vectors of strip[i, *]
///       Y[i, n] = sum over j of strip[i, j] * V[j, n]
///
/// All sums have the terms of `AttentionLoops` in the same order, so results have the same bits.
struct FewQueriesLoops {
  let plan: AttentionPlan
  /// Tiles with queries in rows and keys in columns.
  let scores: TilePlan
  let hardware: HardwareDescription
  let width: Int
  let assumptions: Assumptions
  /// Each has a strip.
  let slots: SlotLoops
  /// `[slots, keys * lanes]`, of which the queries that there are take rows of `keys`.
  let strip: ValueID
  /// Queries in a tile.
  let height: Int
  /// The keys that queries may see, if that is not all of them, and where all must be looked at.
  let visible: VisibleKeys?

  /// The most queries: of more it costs less to have a lane for each, and a strip has rows for twice as
  /// many as a vector has lanes.
  private static func mostQueries(_ width: Int) -> Int { min(16, TileShape.narrowest * width) }

  /// The heights of tiles that can be the best for some number of queries.
  static func heights(
    of plan: AttentionPlan, width: Int, _ assumptions: Assumptions
  ) -> [Int] {
    let queries = assumptions.interval(of: plan.queries)
    let least = queries.lower ?? 0
    if least > mostQueries(width) { return [] }
    let able = [1, 4].filter { $0 <= queries.upper ?? .max }
    return able.filter { height in height >= least || height == able.last }
  }

  /// `nil` when keys cannot be lanes, or a reduction is something else than a combination of all keys.
  init?(
    _ plan: AttentionPlan, hardware: HardwareDescription, width: Int, assumptions: Assumptions,
    slots: SlotLoops, strip: ValueID, height: Int, visible: VisibleKeys?
  ) {
    let rank = plan.rank
    guard
      let scores = TilePlan(
        plan.scores.anchor, finish: nil, source: plan.source, columns: [rank - 1],
        row: plan.queryAxis), scores.rowAxis == plan.queryAxis, !scores.isElementwise,
      plan.chain.allSatisfy({ link in
        guard case .reduction(let stage) = link else { return true }
        return stage.combiner(in: plan.source) != nil
      })
    else { return nil }
    (self.plan, self.scores, self.hardware, self.width) = (plan, scores, hardware, width)
    (self.assumptions, self.slots, self.strip) = (assumptions, slots, strip)
    (self.height, self.visible) = (height, visible)
  }

  /// `1 of 64 keys`: queries by keys of a tile of scores.
  var name: String {
    "\(height) of \(keyVectors * width) keys"
      + (plan.queryAxis == plan.rank - 2 ? "" : " of a group")
  }

  /// It may run where this is zero or more.
  var condition: IndexExpression {
    let most = IndexExpression(Self.mostQueries(width)) - plan.queries
    return height == 1 ? most : .minimum(most, plan.queries - IndexExpression(height))
  }

  // MARK: Costs

  /// Vectors of keys in a tile: enough for the latency of a multiply-add, with a panel that stays in the
  /// first-level cache.
  private var keyVectors: Int {
    let depth = scores.depthCount.constantValue ?? AttentionPlan.deepest
    let vectorBytes = width * (scores.factorType.bitWidth ?? 32) / 8
    let fits = hardware.cacheBytes(level: 1) * 3 / 4 >= depth * 4 * vectorBytes
    let shape = TileShape(height: height, vectors: 4)
    return fits && shape.fits(hardware, with: .init()) ? 4 : TileShape.narrowest
  }

  private func scoreLoops(vectors: Int) -> TileLoops {
    TileLoops(
      plan: scores, hardware: hardware, width: width, assumptions: assumptions, factor: .panel,
      shape: TileShape(height: height, vectors: vectors), panelVectors: vectors)
  }

  /// What everything costs, in hundredths of a cycle.
  var cost: IndexExpression {
    let loops = scoreLoops(vectors: keyVectors)
    let tile = loops.tileCost
    // A vector is loaded, goes through as many shuffles as its number in a square has bits, and is stored.
    let turned = (2 + width.trailingZeroBitCount) * TileCost.cycle / 2
    let sums =
      plan.queries.ceilDivided(by: IndexExpression(height))
      * (scores.depthCount * IndexExpression(tile.step) + IndexExpression(tile.tile))
    let copies = scores.depthCount * IndexExpression(keyVectors * turned)
    let rest = plan.queries * plan.keys * IndexExpression(Self.restCycles * TileCost.cycle)
    let tiles = plan.keys.ceilDivided(by: IndexExpression(loops.columns))
    return .product(plan.outer) * (tiles * (sums + copies) + rest)
  }
  /// A softmax and the second product, for a key and a query; most of it is waiting for sums.
  private static let restCycles = 5

  // MARK: Units

  func insert(into build: inout Builder) {
    let steps = plan.scores.depthCount + plan.result.columns
    slots.insert(over: plan.outer, work: plan.keys * steps, into: &build) { place, build in
      let outer = place.indices.map { place.value($0, &build) }
      let first = place.value(0, &build)
      var unit = AttentionLoops.Unit(slot: place.slot, outer: outer, first: first)
      unit.keys = visible?.insertRange(of: unit, plan, lanes: Self.mostQueries(width), into: &build)
      insertScores(unit, into: &build)
      insertChain(unit, into: &build)
      insertResult(unit, into: &build)
    }
  }

  /// Where the weight of a query and key is, of the slot, the query and the key.
  var place: [IndexExpression] {
    [.dimension(0), .dimension(1) * plan.keys + .dimension(2)]
  }

  // MARK: Scores

  /// `strip[slot, i, j] = S[…, i, j]` for all keys that may be seen, and some more.
  private func insertScores(_ unit: AttentionLoops.Unit, into build: inout Builder) {
    let vectors = keyVectors
    let (wide, one) = (IndexExpression(vectors * width), IndexExpression(width))
    let bounds = unit.keys.map { [$0.begin, $0.end] } ?? []
    let end = bounds.isEmpty ? plan.keys : .dimension(1)
    let begin = bounds.isEmpty ? .zero : IndexExpression.dimension(0).floorDivided(by: wide)
    let whole = end.floorDivided(by: wide)
    insertTiles(unit, scoreLoops(vectors: vectors), from: begin, to: whole, bounds, into: &build)
    // The last vectors each by itself.
    insertTiles(
      unit, scoreLoops(vectors: 1), from: whole * IndexExpression(vectors),
      to: end.ceilDivided(by: one), bounds, limit: plan.keys, into: &build)
  }

  /// Tiles of keys, over the bounds of those that may be seen.
  private func insertTiles(
    _ unit: AttentionLoops.Unit, _ loops: TileLoops, from begin: IndexExpression,
    to end: IndexExpression, _ bounds: [ValueID], limit: IndexExpression? = nil,
    into build: inout Builder
  ) {
    let count = assumptions.simplified(end - begin)
    guard count != 0 else { return }
    let panel = build.insert(
      Program.Allocate(
        .init(
          [scores.depthCount, IndexExpression(loops.columns)], scores.factorType, scope: .local)))
    let first: ValueID = build.insert(Program.Index(assumptions.simplified(begin), bounds))
    build.insertProgramLoop(Program.For(extent: count, name: "tiles", indices: bounds)) {
      build, counter in
      let number: ValueID = build.insert(
        Program.Index(.dimension(0) + .dimension(1), [first, counter]))
      let (nest, _, slot) = unit.nest(scores.anchor, plan)
      var tile = loops.unit(nest, tile: number, limit: limit, into: &build)
      loops.insertPanel(tile, panel, into: &build)
      tile.more = [slot]
      loops.insertRows(tile, .panel(panel), into: &build) { nest, unit, accumulator, build in
        writeScores(nest, unit.limit, accumulator, into: &build)
      }
    }
  }

  private func writeScores(
    _ nest: Nest, _ limit: IndexExpression?, _ accumulator: ValueID, into build: inout Builder
  ) {
    let (query, key) = (nest.bindings[plan.queryAxis], nest.bindings[plan.rank - 1])
    // The row and the column in the tile, the slot.
    let bindings = nest.extra.prefix(3) + [query, key]
    let block = Program.Block(
      name: scores.anchor.signature.name + ".write", counters: nest.counters,
      bindings: Array(bindings), extents: bindings.map { _ in IndexExpression(1 << 30) },
      kinds: bindings.map { _ in .spatial }, predicate: scores.mask(nest, limit))
    build.insertBlock(block) { build, iterators in
      let value: ValueID = build.insert(
        Program.Load(
          accumulator, Array(iterators.prefix(2)), map: [.dimension(0), .dimension(1)]))
      build.insertOperation(
        Program.Store(value, to: strip, Array(iterators.dropFirst(2)), map: place))
    }
  }

  // MARK: The second product

  /// `Y[…, i, n] = sum over j of strip[slot, i, j] * V[…, j, n]`, through the finishing stage.
  private func insertResult(_ unit: AttentionLoops.Unit, into build: inout Builder) {
    var result = plan.result
    let (strip, place, query, key) = (strip, place, plan.queryAxis, plan.rank)
    result.moved[plan.weights] = { iterators, extra in
      (strip, [extra[2], iterators[query], iterators[key]], place)
    }
    let widest =
      TileShape(height: height, vectors: 4).fits(hardware, with: .init()) ? 4 : TileShape.narrowest
    let needed = result.columns.constantValue.map { ($0 + width - 1) / width } ?? widest
    let vectors = min(widest, max(1, needed))
    let loops = TileLoops(
      plan: result, hardware: hardware, width: width, assumptions: assumptions, factor: .direct,
      shape: TileShape(height: height, vectors: vectors), panelVectors: vectors)
    let columns = IndexExpression(loops.columns)
    let whole = assumptions.simplified(result.columns.floorDivided(by: columns))
    let rest = assumptions.simplified(
      result.columns.remainder(by: columns).ceilDivided(by: columns))
    for (tiles, after, limit) in [(whole, 0, nil), (rest, whole, result.columns)]
    where tiles != 0 {
      build.insertProgramLoop(Program.For(extent: tiles, name: "columns")) { build, counter in
        let number: ValueID = build.insert(Program.Index(after + .dimension(0), [counter]))
        let (nest, _, slot) = unit.nest(result.anchor, plan)
        var tile = loops.unit(nest, tile: number, limit: limit, into: &build)
        tile.more = [slot]
        tile.steps = unit.keys.map { keys in
          let count: ValueID = build.insert(
            Program.Index(.dimension(1) - .dimension(0), [keys.begin, keys.end]))
          return TileLoops.DepthRun(axis: 0, first: keys.begin, count: count, isWhole: false)
        }
        loops.insertRows(tile, .direct, into: &build)
      }
    }
  }
}
