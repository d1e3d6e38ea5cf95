import Dialects
import IR
import Support

/// One way to compute a contraction: tiles of one shape, and how they read the vector factor.
///
/// Columns of the tiles, all other axes and blocks of rows make the units that run in parallel. In a
/// unit the tiles of rows follow each other; the last one is moved back inside where it would stick
/// out, so that it needs no bounds checks.
struct TileLoops {
  enum Factor {
    case packed, panel, direct
  }

  let plan: TilePlan
  let hardware: HardwareDescription
  let width: Int
  let assumptions: Assumptions
  let factor: Factor
  private(set) var shape: TileShape
  /// Vectors in a row of a packed panel.
  let panelVectors: Int

  private var height: IndexExpression { IndexExpression(shape.height) }
  var columns: Int { shape.vectors * width }

  /// `14x32` over packed panels; `8x32 copied` and `2x32 direct` where the factor is no constant.
  var name: String {
    let size = "\(shape.height)x\(columns)"
    switch factor {
    case .packed: return size
    case .panel: return size + " copied"
    case .direct: return size + " direct"
    }
  }

  // MARK: Costs

  var tileCost: TileCost {
    let stored = plan.source.bufferType(of: plan.vectorFactor.buffer)?.element ?? .f32
    let bits = (factor == .panel ? plan.factorType : stored).bitWidth ?? 32
    let elements = plan.source.bufferType(of: plan.vectorFactor.buffer)?.shape ?? []
    let bytes = IndexExpression.product(elements).constantValue.map { $0 * bits / 8 }
    return TileCost(
      hardware: hardware, shape: shape, vectorBytes: width * bits / 8, factorBytes: bytes,
      conversions: factor == .panel || plan.vectorFactor.isPlain ? 0 : 2,
      isElementwise: plan.isElementwise)
  }

  /// One step of the reduction over all columns, shared evenly among the cores.
  var columnCost: Int {
    let outer = plan.outerAxes.map { plan.anchor.spatial[$0] }
    guard let tiles = (wholeTiles * .product(outer)).constantValue else { return tileCost.step }
    return (tiles + hardware.cores - 1) / hardware.cores * hardware.cores * tileCost.step
  }

  /// All rows and columns, in hundredths of a cycle.
  var cost: IndexExpression {
    rowsCost * plan.columns.ceilDivided(by: IndexExpression(columns))
  }

  /// What all rows cost for one tile of columns.
  private var rowsCost: IndexExpression {
    let unit = plan.depthCount * IndexExpression(tileCost.step) + IndexExpression(tileCost.tile)
    let cost = plan.rows.ceilDivided(by: height) * unit
    return factor == .panel ? cost + copyCost : cost
  }

  /// The cost as a number: of everything if no size matters, else for one column if only how many
  /// there are does.
  var constantCost: Double? {
    if let all = assumptions.simplified(cost).constantValue { return Double(all) }
    return assumptions.simplified(rowsCost).constantValue.map { Double($0) / Double(columns) }
  }

  /// Copying what one tile's columns need of `B`.
  private var copyCost: IndexExpression {
    let vector = TileCost.copying(isContiguous: plan.isContiguous, width: width)
    return plan.depthCount * IndexExpression(vector * shape.vectors)
  }

  // MARK: Units

  /// Tiles of columns that need no mask.
  private var wholeTiles: IndexExpression {
    // A packed factor is zero past the end; only what is written must be masked.
    let tiles =
      isMaskedThroughout
      ? plan.columns.ceilDivided(by: IndexExpression(columns))
      : plan.columns.floorDivided(by: IndexExpression(columns))
    return assumptions.simplified(tiles)
  }

  private var rest: IndexExpression {
    assumptions.simplified(plan.columns.remainder(by: IndexExpression(columns)))
  }

  private var isMaskedThroughout: Bool { factor == .packed && hardware.hasMasking }

  /// Writes the loops over all units.
  func insert(into build: inout Builder) {
    let whole = wholeTiles
    if whole != 0 {
      let limit = isMaskedThroughout && rest != 0 ? plan.columns : nil
      insertUnits(tiles: whole, firstTile: 0, limit: limit, into: &build)
    }
    if rest != 0, !isMaskedThroughout {
      var narrow = self
      narrow.shape.vectors = TileShape.narrowest
      let tiles = assumptions.simplified(rest.ceilDivided(by: IndexExpression(narrow.columns)))
      narrow.insertUnits(
        tiles: tiles, firstTile: whole * IndexExpression(shape.vectors / TileShape.narrowest),
        limit: plan.columns, into: &build)
    }
  }

  /// Blocks of rows that, with all their steps, stay in half of the second-level cache.
  private var rowBlocks: IndexExpression {
    guard factor == .packed, let depth = plan.depthCount.constantValue else { return 1 }
    let rowBytes = max(1, depth * 4)
    // At least four tiles, so that a tile that is moved back stays in its block.
    let tiles = max(4, hardware.cacheBytes(level: 2) / 2 / rowBytes / shape.height)
    return assumptions.simplified(
      .maximum(1, plan.rows.ceilDivided(by: IndexExpression(tiles * shape.height))))
  }

  /// Units that are worth another thread.
  private var grain: IndexExpression {
    let rowCost = plan.depthCount * IndexExpression(max(1, tileCost.step / shape.height))
    let unit: IndexExpression = .maximum(1, plan.rows * rowCost)
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
    let extents = outer.map { plan.anchor.spatial[$0] } + [blocks, tiles]
    let loop = Program.For(
      extent: .product(extents), kind: .parallel, name: "tiles", grain: grain)
    build.insertProgramLoop(loop) { build, counter in
      var nest = Nest(plan.anchor, source: plan.source)
      let indices = delinearized(nest.add(counter), over: extents)
      for (axis, index) in zip(outer, indices) { nest.bindings[axis] = index }
      let tile: ValueID = build.insert(
        Program.Index(firstTile + indices[outer.count + 1], [counter]))
      var unit = unit(nest, tile: tile, limit: limit, into: &build)
      if blocks != 1 {
        let (block, count) = (indices[outer.count], plan.rows.ceilDivided(by: height))
        func start(_ block: IndexExpression, _ build: inout Builder) -> ValueID {
          build.insert(Program.Index((block * count).floorDivided(by: blocks), [counter]))
        }
        unit.rows = (start(block, &build), start(block + 1, &build))
      }
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
    guard factor == .packed else { return unit }
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
    case .panel:
      let panel = build.insert(
        Program.Allocate(
          .init(
            [plan.depthCount, IndexExpression(columns)], plan.factorType, scope: .local)))
      insertPanel(unit, panel, into: &build)
      insertRows(unit, .panel(panel), into: &build)
    }
  }

  // MARK: A unit

  /// `panel[k, c] = B[k, first + c]`, converted to the type of the product.
  func insertPanel(_ unit: Unit, _ panel: ValueID, into build: inout Builder) {
    SpatialSchedule(width: width, assumptions: assumptions).insertReductionLoops(
      unit.nest, into: &build
    ) { nest, build in
      insertVectors(unit, nest, into: &build) { nest, build in
        if unit.limit != nil {
          plan.insertPanelZero(nest, panel, columns: columns, into: &build)
        }
        plan.insertPanelBlock(nest, unit.limit, panel, columns: columns, into: &build)
      }
    }
  }

  /// All vectors of a row of a tile, all lanes; the nest's `extra` then goes on with the column in the
  /// tile, and for a packed factor with the panel and the column in it.
  private func insertVectors(
    _ unit: Unit, _ nest: Nest, into build: inout Builder, _ body: (Nest, inout Builder) -> Void
  ) {
    let loop = Program.For(
      extent: IndexExpression(shape.vectors), kind: .unrolled, name: "vectors")
    build.insertProgramLoop(loop) { build, vector in
      let lanes = Program.For(extent: IndexExpression(width), kind: .vectorized, name: "lanes")
      build.insertProgramLoop(lanes) { build, lane in
        var inner = nest
        let (vector, lane) = (inner.add(vector), inner.add(lane))
        let column = vector * IndexExpression(width) + lane
        inner.bindings[plan.columnAxis] += column
        inner.extra.append(column)
        if factor == .packed {
          // A tile is whole panels or lies in one.
          let count = IndexExpression(panelVectors)
          let place = unit.place + vector.remainder(by: count)
          inner.extra.append(unit.panel + vector.floorDivided(by: count))
          inner.extra.append(place * IndexExpression(width) + lane)
        }
        inner.extra += unit.more
        body(inner, &build)
      }
    }
  }

  /// The unit's tiles of rows, one after the other, each written by `write` if that is given.
  func insertRows(
    _ unit: Unit, _ source: TilePlan.Source, into build: inout Builder, write: Writer? = nil
  ) {
    let rows = plan.rows
    let tiles = assumptions.simplified(rows.ceilDivided(by: height))
    let loop =
      unit.rows.map {
        Program.For(
          extent: .dimension(1) - .dimension(0), name: "rows", indices: [$0.begin, $0.end])
      } ?? Program.For(extent: tiles, name: "rows")
    build.insertProgramLoop(loop) { build, counter in
      let tile = unit.rows == nil ? .dimension(0) : IndexExpression.dimension(0) + .dimension(1)
      let start = shape.height == 1 ? tile : .minimum(tile * height, rows - height)
      let first: ValueID = build.insert(
        Program.Index(start, [counter] + (unit.rows.map { [$0.begin] } ?? [])))
      var inner = unit
      inner.nest.bindings[plan.rowAxis] = inner.nest.add(first)
      insertTile(inner, source, into: &build, write: write)
    }
  }

  /// Clears the accumulators, runs the reduction, writes the tile.
  func insertTile(
    _ unit: Unit, _ source: TilePlan.Source, into build: inout Builder, write: Writer? = nil
  ) {
    guard let type = plan.accumulatorType else { return }
    let accumulator = build.insert(
      Program.Allocate(.init([height, IndexExpression(columns)], type, scope: .register)))
    func insertElements(
      _ nest: Nest, _ build: inout Builder, _ body: (Nest, inout Builder) -> Void
    ) {
      let unrolled = Program.For(extent: height, kind: .unrolled, name: "row")
      build.insertProgramLoop(unrolled) { build, row in
        var inner = nest
        let offset = inner.add(row)
        inner.bindings[plan.rowAxis] += offset
        inner.extra = [offset]
        insertVectors(unit, inner, into: &build, body)
      }
    }
    insertElements(unit.nest, &build) { nest, build in
      nest.insert(.initialization, into: &build) { copy, _, extra in
        copy.redirect[plan.anchor.output] = { _, _ in
          (accumulator, Array(extra.prefix(2)), [.dimension(0), .dimension(1)])
        }
      }
    }
    insertReduction(unit.nest, from: 0, into: &build) { nest, build in
      insertElements(nest, &build) { nest, build in
        plan.insertProduct(nest, unit.limit, accumulator, source, into: &build)
      }
    }
    insertElements(unit.nest, &build) { nest, build in
      if let write { return write(nest, unit, accumulator, &build) }
      plan.insertFinish(
        nest, unit.limit, rowLimit: unit.rowLimit, accumulator, into: &build)
    }
  }

  /// Whether a loop of the reduction is written out: all of a window that each lane has for itself, where
  /// neighbouring rows read the same elements, and short ones that are innermost.
  private func isWrittenOut(_ axis: Int, isLast: Bool) -> Bool {
    if plan.isElementwise {
      return plan.depthCount.constantValue ?? .max <= SpatialSchedule.mostUnrolled
    }
    return isLast && plan.anchor.reduction[axis].constantValue ?? .max < Self.leastPairs
  }
  /// Steps from which they go in pairs.
  private static let leastPairs = 8

  /// Loops over the reduction, two steps at a time along its last axis.
  private func insertReduction(
    _ nest: Nest, from axis: Int, into build: inout Builder,
    _ body: (Nest, inout Builder) -> Void
  ) {
    let extents = plan.anchor.reduction
    guard axis < extents.count else { return body(nest, &build) }
    let place = plan.anchor.spatial.count + axis
    if extents[axis] == 1 { return insertReduction(nest, from: axis + 1, into: &build, body) }
    let isLast = extents[(axis + 1)...].allSatisfy { $0 == 1 }
    if isWrittenOut(axis, isLast: isLast) {
      let all = Program.For(extent: extents[axis], kind: .unrolled, name: "reduce")
      build.insertProgramLoop(all) { build, counter in
        var inner = nest
        inner.bindings[place] = inner.add(counter)
        insertReduction(inner, from: axis + 1, into: &build, body)
      }
      return
    }
    let steps: IndexExpression =
      isLast && extents[axis].constantValue ?? .max >= Self.leastPairs ? 2 : 1
    let whole = assumptions.simplified(extents[axis].floorDivided(by: steps))
    build.insertProgramLoop(Program.For(extent: whole, name: "reduce")) { build, counter in
      var inner = nest
      let start = inner.add(counter) * steps
      if steps == 1 {
        inner.bindings[place] = start
        return insertReduction(inner, from: axis + 1, into: &build, body)
      }
      let pair = Program.For(extent: steps, kind: .unrolled, name: "step")
      build.insertProgramLoop(pair) { build, step in
        inner.bindings[place] = start + inner.add(step)
        insertReduction(inner, from: axis + 1, into: &build, body)
      }
    }
    let rest = assumptions.simplified(extents[axis].remainder(by: steps))
    if rest != 0 {
      build.insertProgramLoop(Program.For(extent: rest, name: "last")) { build, counter in
        var inner = nest
        inner.bindings[place] = extents[axis] - 1 + inner.add(counter)
        insertReduction(inner, from: axis + 1, into: &build, body)
      }
    }
  }
}
