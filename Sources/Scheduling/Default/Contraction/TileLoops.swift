import Dialects
import IR
import Support

/// One way to compute a contraction: tiles of one shape, and how they read the vector factor.
///
/// Columns of the tiles, all other axes and blocks of rows make the units that run in parallel. In a
/// unit the tiles of rows follow each other; the last one is moved back inside where it would stick
/// out, so that it needs no bounds checks.
struct TileLoops {
  /// How the vector factor is read.
  enum Factor {
    /// In packed panels, converted in every step.
    case packed
    /// In packed panels that are converted once for all tiles of rows, to a panel of the unit's own.
    case expanded
    /// In a panel of the unit's own, to which it is copied from where it is.
    case panel
    /// Where it is.
    case direct
  }

  let plan: TilePlan
  let hardware: HardwareDescription
  let width: Int
  let assumptions: Assumptions
  let factor: Factor
  var shape: TileShape
  /// Vectors in a row of a packed panel.
  let panelVectors: Int
  /// What was decided besides the tile.
  var options = Options()
  /// Whether tiles that are one row lower follow, so that hardly any row is computed twice.
  var mixesHeights = false
  /// Whether all columns are one tile, whose vectors are narrower than those of the machine.
  var isNarrow = false

  var height: IndexExpression { IndexExpression(shape.height) }
  var columns: Int { shape.vectors * width }

  /// `14x32` over packed panels, `6+5x64` if tiles of five rows follow those of six, `14x32 expanded` if they are converted first; `8x32 copied` and `2x32 direct` where the factor is no constant.
  var name: String {
    let size = "\(shape.height)" + (mixesHeights ? "+\(shape.height - 1)" : "") + "x\(columns)"
    switch factor {
    case .packed: return size
    case .expanded: return size + " expanded"
    case .panel: return size + " copied"
    case .direct: return size + " direct"
    }
  }

  // MARK: Costs

  /// Bits of an element of the vector factor where it is read.
  var factorBits: Int {
    let stored = plan.source.bufferType(of: plan.vectorFactor.buffer)?.element ?? .f32
    return (hasPanel ? plan.factorType : stored).bitWidth ?? 32
  }

  var tileCost: TileCost {
    let elements = plan.source.bufferType(of: plan.vectorFactor.buffer)?.shape ?? []
    // A panel of the unit's own stays near, and so do blocks of steps.
    let bytes =
      factor == .expanded || depthBlock != nil
      ? 0 : IndexExpression.product(elements).constantValue.map { $0 * factorBits / 8 }
    return TileCost(
      hardware: hardware, shape: shape, vectorBytes: width * dot.steps * factorBits / 8,
      factorBytes: bytes, conversions: hasPanel ? 0 : conversions,
      isElementwise: plan.isElementwise, dot: dot)
  }

  /// Whether the unit has a panel of its own, of converted elements.
  private var hasPanel: Bool { factor == .panel || factor == .expanded }
  /// Whether the vector factor is packed.
  var isPacked: Bool { factor == .packed || factor == .expanded }

  /// The steps that go together as one dot product.
  var dot: DotSteps { factor == .packed ? plan.dotSteps(lanes: width, on: hardware) : DotSteps() }

  /// Bytes of an element of the other factor, about.
  var rowElementBytes: Int { dot.steps > 1 ? 1 : 4 }

  /// The scale that sums over runs of steps get, rather than each step; a panel that is copied has it
  /// already.
  var blockScale: BlockScale? { factor == .panel ? nil : plan.blockScale }

  /// Instructions that make a number of an element of the vector factor: one to widen it, two if it shares
  /// a word with others, and the arithmetic of every step.
  private var conversions: Int {
    let factor = plan.vectorFactor
    if factor.isPlain { return 0 }
    if dot.steps > 1 { return dot.conversions }
    let perWord = plan.source.bufferType(of: factor.buffer)?.element.elementsPerWord ?? 1
    let value = blockScale?.rest ?? factor.value
    let arithmetic = plan.anchor.body(in: plan.source).map {
      plan.source.operations(in: $0, leadingTo: value).filter {
        Dequantization.arithmetic.contains(plan.source.name(of: $0))
      }.count
    }
    // A shift; then a table has the number, or another shift and a conversion.
    if perWord > 1, hardware.looksUpNarrowIntegers { return (arithmetic ?? 1) + 1 }
    return (arithmetic ?? 1) + (perWord > 1 ? 2 : 1)
  }

  /// One step of the reduction over all columns, shared evenly among the cores if it is known how many
  /// tiles there are; over some hundred vectors if columns are a size.
  var columnCost: Int {
    let outer = plan.outerAxes.map { plan.anchor.spatial[$0] }
    guard let tiles = (wholeTiles * .product(outer)).constantValue else {
      return tileCost.step * (wholeTiles.constantValue ?? 120 / shape.vectors)
    }
    return (tiles + hardware.cores - 1) / hardware.cores * hardware.cores * tileCost.step
  }

  /// All rows and columns, in hundredths of a cycle.
  var cost: IndexExpression {
    let computing = columnParts.reduce(0) { $0 + $1.loops.rowsCost * $1.tiles }
    return computing + (mayBeShallow ? writingCost : 0)
  }

  /// Whether there may be so few steps that writing takes longer than computing.
  private var mayBeShallow: Bool {
    !isPacked && plan.outerAxes.isEmpty
      && assumptions.interval(of: plan.depthCount).lower ?? 0 < Self.leastDeep
  }
  private static let leastDeep = 16

  /// What it costs that results do not stay in the first-level cache.
  private var writingCost: IndexExpression {
    writtenLines * IndexExpression(TileCost.writing)
  }

  /// What all rows cost for one tile of columns.
  private var rowsCost: IndexExpression {
    func tile(_ cost: TileCost) -> IndexExpression {
      plan.depthCount * IndexExpression(cost.step) + IndexExpression(cost.tile)
    }
    var cost = tallTiles * tile(tileCost)
    if mixesHeights { cost += (rowTiles - tallTiles) * tile(lower.tileCost) }
    return hasPanel ? cost + copyCost : cost
  }

  /// The cost as a number: of everything if no size matters, else for one column if only how many
  /// there are does.
  var constantCost: Double? {
    if let all = assumptions.simplified(cost).constantValue { return Double(all) }
    return assumptions.simplified(rowsCost).constantValue.map { Double($0) / Double(columns) }
  }

  /// Copying what one tile's columns need of `B`.
  private var copyCost: IndexExpression {
    let vector =
      factor == .expanded
      ? TileCost.expanding(conversions: conversions)
      : TileCost.copying(isContiguous: plan.isContiguous, width: width)
    return plan.depthCount * IndexExpression(vector * shape.vectors)
  }

  // MARK: Units

  /// Writes the loops over all units.
  func insert(into build: inout Builder) {
    for part in columnParts {
      part.loops.insertUnits(
        tiles: part.tiles, firstTile: part.firstTile, limit: part.limit, into: &build)
    }
  }

  /// Blocks of rows that, with all their steps, stay in half of the second-level cache.
  var rowBlocks: IndexExpression {
    guard factor == .packed, let depth = plan.depthCount.constantValue else { return 1 }
    let rowBytes = max(1, depth * rowElementBytes)
    // At least four tiles, so that a tile that is moved back stays in its block.
    let tiles =
      depthBlock?.rowTiles
      ?? max(4, hardware.cacheBytes(level: 2) / rowShare / rowBytes / shape.height)
    return assumptions.simplified(
      .maximum(1, plan.rows.ceilDivided(by: IndexExpression(tiles * shape.height))))
  }

  /// Units that are worth another thread.
  var grain: IndexExpression {
    let rowCost = plan.depthCount * IndexExpression(max(1, tileCost.step / shape.height))
    let tiles = IndexExpression(depthBlock?.columnTiles ?? 1)
    let unit: IndexExpression = .maximum(1, plan.rows * rowCost * tiles)
    let least = IndexExpression(Self.leastThreadCycles * TileCost.cycle)
    return assumptions.simplified(.maximum(1, least.ceilDivided(by: unit)))
  }
  /// Twice what it takes to start and to join a thread that is awake.
  static let leastThreadCycles = 4000

  struct Unit {
    /// `bindings[columnAxis]` is the first column.
    var nest: Nest
    /// The panel of the first column and that column's vector in it, over the nest's counters.
    var panel: IndexExpression = 0
    var place: IndexExpression = 0
    /// The first tile of rows and the one after the last.
    var rows: (begin: ValueID, end: ValueID)?
    /// The columns that there are, if the last vectors are not whole.
    var limit: IndexExpression?
    /// Likewise of the rows that are written.
    var rowLimit: IndexExpression?
    /// The steps that are taken, if not all are.
    var steps: DepthRun?
    /// What the nest's `extra` goes on with, over its counters.
    var more: [IndexExpression] = []
  }

  /// Writes the accumulators of a tile where the nest stands.
  typealias Writer = (Nest, Unit, _ accumulator: ValueID, inout Builder) -> Void

  private func insertUnits(
    tiles: IndexExpression, firstTile: IndexExpression, limit: IndexExpression?,
    into build: inout Builder
  ) {
    let blocks = rowBlocks
    let outer = plan.outerAxes
    let group = IndexExpression(depthBlock?.columnTiles ?? 1)
    let groups = assumptions.simplified(tiles.ceilDivided(by: group))
    let extents = outer.map { plan.anchor.spatial[$0] } + [blocks, groups]
    let loop = Program.For(
      extent: .product(extents), kind: .parallel, name: "tiles", grain: grain)
    build.insertProgramLoop(loop) { build, counter in
      var nest = Nest(plan.anchor, source: plan.source)
      let indices = delinearized(nest.add(counter), over: extents)
      for (axis, index) in zip(outer, indices) { nest.bindings[axis] = index }
      let first = indices[outer.count + 1] * group
      let tile: ValueID = build.insert(Program.Index(firstTile + first, [counter]))
      var rows: (begin: ValueID, end: ValueID)?
      if blocks != 1 {
        let (block, count) = (indices[outer.count], plan.rows.ceilDivided(by: height))
        func start(_ block: IndexExpression, _ build: inout Builder) -> ValueID {
          build.insert(Program.Index((block * count).floorDivided(by: blocks), [counter]))
        }
        rows = (start(block, &build), start(block + 1, &build))
      }
      if let depthBlock {
        let count = IndexExpression.minimum(group, tiles - first)
        let tiles: ValueID = build.insert(Program.Index(assumptions.simplified(count), [counter]))
        return insertBlocks(
          of: depthBlock, nest, first: tile, tiles: tiles, rows: rows, limit: limit, into: &build)
      }
      var unit = unit(nest, tile: tile, limit: limit, into: &build)
      unit.rows = rows
      insertUnit(unit, into: &build)
    }
  }

  /// The unit of a tile of columns.
  func unit(
    _ nest: Nest, tile: ValueID, limit: IndexExpression?, into build: inout Builder
  ) -> Unit {
    var unit = Unit(nest: nest, limit: limit)
    func value(_ expression: IndexExpression, _ build: inout Builder) -> IndexExpression {
      unit.nest.add(build.insert(Program.Index(expression, [tile])))
    }
    let column = value(.dimension(0) * IndexExpression(columns), &build)
    unit.nest.bindings[plan.columnAxis] = column
    guard isPacked else { return unit }
    let vector = .dimension(0) * IndexExpression(shape.vectors)
    let count = IndexExpression(panelVectors)
    unit.panel = value(vector.floorDivided(by: count), &build)
    if shape.vectors < panelVectors { unit.place = value(vector.remainder(by: count), &build) }
    return unit
  }

  private func insertUnit(_ unit: Unit, into build: inout Builder) {
    switch factor {
    case .packed: insertRows(unit, .packed, into: &build)
    case .direct: insertRows(unit, .direct, into: &build)
    case .panel, .expanded:
      let panel = build.insert(
        Program.Allocate(
          .init(
            [plan.depthCount, IndexExpression(columns)], plan.factorType, scope: .local)))
      insertPanel(unit, panel, into: &build)
      insertRows(unit, .panel(panel), into: &build)
    }
  }
}
