import Dialects
import IR
import Support

/// The schedule of matrix products and convolutions: a tile of accumulators in registers.
///
/// Before: `for i, j, k { T[i, j] += A[i, k] * B[k, j] }`, then `Y[i, j] = f(T[i, j])`. After: tiles
/// whose accumulators stay in vector registers while `k` runs, finished by the epilogue before they
/// are written. Tiles of several shapes are built (`TileShape`) and the cheapest for the size at hand
/// (`TileCost`) runs.
///
/// A `B` that is a constant of the model is packed into panels when the model is built, once for all
/// sizes. Any other `B` is copied into a panel for each tile of columns, or read where it is when there
/// are few rows.
struct ContractionSchedule {
  let hardware: HardwareDescription
  let width: Int
  let assumptions: Assumptions
  /// The function that is scheduled.
  let program: OperationID
  let decider: Decider

  /// Vectors in a row of a packed panel: so many that low tiles read one run of memory, unless that
  /// needs more zeros past the last column than it is worth.
  ///
  /// For constants that a machine with wider vectors reads too, the vectors are counted as it does, and
  /// one of its is several here: the panels are the same.
  func panelVectors(of plan: TilePlan) -> Int {
    let analytic = analyticPanelVectors(of: plan)
    guard hardware.packedVectors == nil, !plan.isElementwise else { return analytic }
    return decider.number(
      decider.question("panel", of: plan.anchor.root), .layout, analytic: analytic,
      among: (hardware.hasMasking ? [1, 2, 3, 4] : [2, 4]))
  }

  private func analyticPanelVectors(of plan: TilePlan) -> Int {
    let packed = hardware.packedVectors ?? hardware.ownVectors
    let scale = max(1, packed.bits / max(1, hardware.vectorBits))
    let (wide, narrow) = (2 * TileShape.narrowest, TileShape.narrowest)
    guard let columns = plan.columns.constantValue else { return narrow * scale }
    func padded(_ vectors: Int) -> Int {
      let panel = vectors * scale * width
      return (columns + panel - 1) / panel * vectors
    }
    // The last columns of a machine without masks are a narrowest tile.
    let mayBeSingle = packed.haveMasks && (hardware.hasMasking || scale >= narrow)
    if plan.isElementwise {
      // Positions lie apart in memory, so two vectors of each are better than twice as many positions.
      return (mayBeSingle && padded(1) * 11 < padded(narrow) * 10 ? 1 : narrow) * scale
    }
    if mayBeSingle {
      // Three vectors are as good as four, but tiles of them are lower.
      if padded(3) == padded(1), padded(3) < padded(narrow) { return 3 * scale }
      // Single vectors take a load for each multiply-add: a tenth more.
      if padded(1) * 11 < padded(narrow) * 10 { return scale }
    }
    return (padded(wide) == padded(narrow) ? wide : narrow) * scale
  }
  /// Units of the axes that are neither rows nor columns, for each core, that are enough to share.
  private static let tasksPerCore = 4

  /// Rows up to which reading `B` where it is can pay.
  private var directRows: Int { 4 }

  /// Writes the program of one contraction, alone or with one stage that finishes it.
  ///
  /// - Returns: `false`, with nothing written, when the stages are not of that form.
  func insert(_ stages: [Stage], source: Module, into build: inout Builder) -> Bool {
    guard stages.count == 1 || stages.count == 2, let anchor = stages.first,
      var plan = TilePlan(anchor, finish: stages.count == 2 ? stages[1] : nil, source: source)
    else { return false }
    let isPacked = pack(&plan, &build)
    guard isPacked || !plan.isElementwise else { return false }
    let ways = decided(ways(of: plan, isPacked: isPacked)) { $0.count(in: decider) }
    let alternatives = ways.map { way in
      Alternative(
        name: way.name, cost: way.cost, condition: way.condition, insert: way.insert)
    }
    build.insertCheapest(of: alternatives, assumptions)
    return true
  }

  /// Packs the vector factor, with its scales and zero points, if all are constants that nothing else reads.
  func pack(_ plan: inout TilePlan, _ build: inout Builder) -> Bool {
    func packings(_ vectors: Int) -> [FactorPacking]? {
      plan.makePackings(width: vectors * width)
    }
    // How wide the panels are is only asked where there will be panels.
    guard let analytic = packings(analyticPanelVectors(of: plan)),
      analytic.allSatisfy({
        plan.source.hasOneUse($0.buffer)
          && canPackConstant($0.buffer, as: $0.layout, of: program, in: build.module)
      }),
      let packings = packings(panelVectors(of: plan))
    else { return false }
    for packing in packings {
      _ = packConstant(packing.buffer, as: packing.layout, of: program, in: &build.module)
    }
    plan.packings = packings
    return true
  }

  /// The way that was decided for, or all that may be.
  ///
  /// `count` tells the decider what one does.
  func decided(_ ways: [TileLoops], count: (TileLoops) -> Void) -> [TileLoops] {
    guard let plan = ways.first?.plan,
      let way = decider.way(
        decider.question("tile", of: plan.anchor.root), among: ways, named: \.name,
        parts: \.parts)
    else { return ways }
    let loops = way.asking(decider)
    decider.require(way.condition)
    decider.expect(way.cost)
    count(loops)
    return [loops]
  }

  /// The ways that can be the best for some size; the first one may always run.
  ///
  /// Tiles have whole panels of `group`, and heights of `heights`, if that is given.
  func ways(
    of plan: TilePlan, isPacked: Bool, group: Int? = nil, heights: [Int]? = nil
  ) -> [TileLoops] {
    var all: [TileLoops] = []
    let panel = isPacked ? panelVectors(of: plan) : TileShape.narrowest
    let offersAll =
      heights == nil && decider.offersAll(decider.question("tile", of: plan.anchor.root))
    // Rows of images are short: there one height is as good.
    let mixesHeights = group == nil && heights == nil && !plan.isElementwise
    let panelWidth = panel * width
    let panelCount = plan.columns.constantValue.map { columns in
      isPacked && hardware.hasMasking
        ? (columns + panelWidth - 1) / panelWidth : columns / panelWidth
    }
    // As many as divide all of them; where columns are a size, twice as many each time.
    let panels =
      (group ?? panelCount).map { count in (1...max(1, count)).filter { max(1, count) % $0 == 0 } }
      ?? (isPacked ? [1] : [1, 2, 4])
    func registers(_ factor: TileLoops.Factor) -> TileShape.Conversion {
      factor == .packed
        ? plan.conversionRegisters(width: width, on: hardware) : TileShape.Conversion()
    }
    func tallest(_ factor: TileLoops.Factor) -> Int {
      let rows = assumptions.interval(of: plan.rows).upper ?? .max
      return max(1, min(TileShape.tallest(on: hardware, with: registers(factor)), rows))
    }
    let knowsRows = assumptions.simplified(plan.rows).constantValue != nil
    let outer =
      isPacked
      ? 0
      : IndexExpression.product(plan.outerAxes.map { plan.anchor.spatial[$0] }).constantValue ?? 0
    func add(
      _ factor: TileLoops.Factor, _ height: Int,
      where fits: (_ columns: Int) -> Bool = { _ in true }
    ) {
      let shapes = TileShape.all(
        height: height, on: hardware, with: registers(factor), panel: panel,
        panels: panels)
      var candidates = shapes.map {
        TileLoops(
          plan: plan, hardware: hardware, width: width, assumptions: assumptions, factor: factor,
          shape: $0, panelVectors: panel)
      }
      let mixed = height == 1 || plan.isElementwise ? [] : candidates.map(\.mixed)
      if offersAll {
        all += candidates.filter { fits($0.columns) } + mixed.filter { fits($0.columns) }
        return
      }
      // One way has two heights, so every other one is enough; where it is known how many rows there are,
      // one way is all there will be.
      if knowsRows {
        candidates += mixed
      } else if mixesHeights {
        // One row alone is a matter of a few cycles, where a factor is not packed.
        if (tallest(factor) - height) % 2 != 0, isPacked || height > 1 { return }
        if !mixed.isEmpty { candidates = mixed }
      }
      // Of equal ones the narrowest whole one, which leaves most to share among the cores; the widest, which
      // begins least often, where the other axes are enough for them, or columns are a size.
      let isShared = outer >= Self.tasksPerCore * hardware.cores || panelCount == nil
      for ways in [candidates.filter { !$0.mixesHeights }, candidates.filter(\.mixesHeights)] {
        let best = ways.min {
          ($0.columnCost, isShared ? -$0.columns : 0) < ($1.columnCost, isShared ? -$1.columns : 0)
        }
        if let best, fits(best.columns) { all.append(best) }
      }
    }
    // Rows of images are short, their tiles many: not every height is worth its code.
    let some = [1, 2, 3, 4, 5, 6, 7] + (plan.isElementwise ? [] : [8, 10, 12, 14])
    let limit = tallest(isPacked ? .packed : .panel)
    for height in heights ?? (group == nil ? Array(1...limit) : some) where height <= limit {
      if isPacked {
        add(.packed, height)
      } else if mayCopy(plan, panelWidth) {
        let isAll = plan.rows.constantValue == height
        if plan.isContiguous, height <= directRows || isAll { add(.direct, height) }
        if !plan.isContiguous || height > directRows || height == limit { add(.panel, height) }
      } else {
        add(.direct, height)
      }
    }
    if isPacked, group == nil, plan.isWorthExpanding, let depth = plan.depthCount.constantValue {
      // Many rows: to convert once is cheaper than in every tile, if the panel stays near.
      let most = tallest(.expanded)
      for height in 1...most where height == most || height > most / 2 && height % 2 == 0 {
        add(.expanded, height) { depth * $0 * 4 <= hardware.cacheBytes(level: 2) / 2 }
      }
    }
    if !isPacked, group == nil, heights == nil { all += narrowWays(of: plan) }
    guard let rows = assumptions.simplified(plan.rows).constantValue else { return all }
    let legal = all.filter {
      $0.shape.height <= max(1, rows)
        && assumptions.simplified($0.condition).constantValue ?? 0 >= 0
    }
    if offersAll { return legal }
    // With so many rows one way is the best whatever the columns are.
    let costs = legal.compactMap(\.constantCost)
    guard costs.count == legal.count, let best = costs.indices.min(by: { costs[$0] < costs[$1] })
    else { return legal }
    return [legal[best]]
  }

  /// Whether a panel of so many columns stays near while it is used.
  private func mayCopy(_ plan: TilePlan, _ columns: Int) -> Bool {
    plan.depthCount.constantValue.map { $0 * columns * 4 <= hardware.cacheBytes(level: 2) / 2 }
      ?? false
  }

  /// The ways for so few columns that part of a vector holds them, where vectors of columns have to be turned
  /// round: the fewer lanes, the less of that there is.
  ///
  ///     4 by 4 of 64 steps, 16 lanes: four squares of 16 x 16;  4 lanes: sixteen of 4 x 4
  ///     1 or 2 columns: none, each element by itself
  private func narrowWays(of plan: TilePlan) -> [TileLoops] {
    guard !plan.isContiguous, !plan.isElementwise, plan.contiguousReduction != nil else {
      return []
    }
    let least = assumptions.interval(of: plan.columns).lower ?? 0
    let most = assumptions.interval(of: plan.rows).upper ?? .max
    var all: [TileLoops] = []
    for tile in Self.narrowTiles
    where tile.lanes < width && least <= tile.lanes * tile.vectors && tile.height <= max(1, most)
      && (tile.lanes == 1 || mayCopy(plan, tile.lanes))
    {
      let loops = TileLoops(
        plan: plan, hardware: hardware, width: tile.lanes, assumptions: assumptions,
        factor: tile.lanes == 1 ? .direct : .panel,
        shape: TileShape(height: tile.height, vectors: tile.vectors), panelVectors: tile.vectors,
        isNarrow: true)
      all.append(tile.height == 1 || tile.lanes == 1 ? loops : loops.mixed)
    }
    return all
  }
  private static let narrowTiles: [(lanes: Int, vectors: Int, height: Int)] =
    [(1, 1, 1), (1, 1, 4), (1, 2, 2), (1, 2, 6)]
    + [4, 8].flatMap { lanes in [1, 2, 4, 6, 8].map { (lanes, 1, $0) } }
}
