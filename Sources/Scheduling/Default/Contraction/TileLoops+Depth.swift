import Dialects
import IR
import Support

// Blocking along the reduction, for the caches.

extension TileLoops {
  /// Steps of the reduction that all tiles of a unit take before the next ones.
  ///
  /// Before: a unit is a tile of columns, whose part of `B` is read again for each tile of rows:
  ///
  ///     for each tile of rows { acc = 0; for all steps { acc += A * B }; write acc }
  ///
  /// After: a unit is a group of them, and sums wait in memory, in the order in which they were:
  ///
  ///     for each tile of rows, each tile of columns { part = 0 }
  ///     for each block of steps
  ///       for each tile of rows, each tile of columns
  ///         acc = part; for the steps of the block { acc += A * B }; part = acc
  ///     for each tile of rows, each tile of columns { write part }
  ///
  /// so that a block of `B` stays in the second-level cache while all rows go by, and that of the rows of a
  /// tile in the first-level one while the columns do. Every sum has the same steps in the same order.
  struct DepthBlock {
    /// The outermost axis of the reduction.
    let axis: Int
    /// Steps along it.
    let steps: Int
    /// Tiles of columns in a unit, and tiles of rows.
    let columnTiles: Int
    let rowTiles: Int
  }

  /// `nil` where all steps stay near.
  var depthBlock: DepthBlock? {
    let extents = plan.anchor.reduction
    guard factor == .packed, !plan.isElementwise,
      options.depthSteps.map({ $0 > 0 }) ?? (shape.height >= Self.leastBlockedHeight),
      let axis = extents.indices.first(where: { extents[$0] != 1 }),
      let extent = extents[axis].constantValue, let depth = plan.depthCount.constantValue
    else { return nil }
    let sumBytes = max(1, (plan.accumulatorType?.bitWidth ?? 32) / 8)
    let (nearest, near) = (hardware.cacheBytes(level: 1), hardware.cacheBytes(level: 2))
    // Rows of a tile, and the panels of a unit.
    let rowSteps = nearest * 3 / 5 / (shape.height * (dot.steps > 1 ? rowElementBytes : sumBytes))
    let panelBytes = max(1, panelVectors * width * factorBits / 8)
    let most =
      options.depthSteps
      ?? max(1, min(rowSteps, near / 4 / (Self.panelsTogether * panelBytes)))
    guard depth >= 2 * most || options.depthSteps != nil && depth > most else { return nil }
    let blocks = (depth + most - 1) / most
    let unit = extent == depth ? Self.stepsOfWord : 1
    let steps = ((extent + blocks - 1) / blocks + unit - 1) / unit * unit
    let columnTiles = max(1, Self.panelsTogether * panelVectors / shape.vectors)
    let partBytes = columnTiles * shape.height * columns * sumBytes
    return DepthBlock(
      axis: axis, steps: steps, columnTiles: columnTiles,
      // At least four, so that a tile that is moved back stays in its unit.
      rowTiles: max(4, near / 8 / partBytes))
  }
  /// Few rows read `B` seldom again.
  private static let leastBlockedHeight = 5
  private static let panelsTogether = 2
  /// A block is whole words of elements that share them, and whole groups of steps that go together.
  private static let stepsOfWord = 16

  /// A unit: `tiles` of columns from `first`.
  func insertBlocks(
    of block: DepthBlock, _ nest: Nest, first: ValueID, tiles: ValueID,
    rows: (begin: ValueID, end: ValueID)?, limit: IndexExpression?, into build: inout Builder
  ) {
    guard let type = plan.accumulatorType else { return }
    let mostRows =
      rows == nil
      ? assumptions.interval(of: plan.rows.ceilDivided(by: height)).upper ?? block.rowTiles
      : block.rowTiles
    let shape = [
      max(1, min(mostRows, block.rowTiles)), block.columnTiles, self.shape.height, columns,
    ]
    let parts = build.insert(
      Program.Allocate(.init(shape.map { IndexExpression($0) }, type, scope: .local)))

    /// Every tile: its loops, its unit, and where its sums are.
    func insertTiles(
      _ build: inout Builder, _ body: (TileLoops, Unit, [ValueID], inout Builder) -> Void
    ) {
      let all = Unit(nest: nest, rows: rows)
      insertRowTiles(all, into: &build) { loops, unit, row, build in
        let columns = Program.For(extent: .dimension(0), name: "columns", indices: [tiles])
        build.insertProgramLoop(columns) { build, column in
          let tile: ValueID = build.insert(
            Program.Index(.dimension(0) + .dimension(1), [first, column]))
          let inner = self.unit(unit.nest, tile: tile, limit: limit, into: &build)
          body(loops, inner, [row, column], &build)
        }
      }
    }
    /// Moves the sums of a tile to its registers, or from them.
    func insertMove(
      _ loops: TileLoops, _ unit: Unit, _ place: [ValueID], toRegisters: Bool, _ sums: ValueID,
      _ build: inout Builder
    ) {
      loops.insertElements(unit, unit.nest, into: &build) { nest, build in
        var nest = nest
        let bindings = place.map { nest.add($0) } + nest.extra.prefix(2)
        let move = Program.Block(
          name: plan.anchor.signature.name + (toRegisters ? ".continue" : ".keep"),
          counters: nest.counters, bindings: bindings,
          extents: bindings.map { _ in IndexExpression(1 << 30) },
          kinds: bindings.map { _ in .spatial })
        build.insertBlock(move) { build, iterators in
          let part = (parts, (0..<4).map { IndexExpression.dimension($0) })
          let registers = (sums, [IndexExpression.dimension(2), .dimension(3)])
          let (from, to) = toRegisters ? (part, registers) : (registers, part)
          let value: ValueID = build.insert(Program.Load(from.0, iterators, map: from.1))
          build.insertOperation(Program.Store(value, to: to.0, iterators, map: to.1))
        }
      }
    }

    insertTiles(&build) { loops, unit, place, build in
      guard let sums = loops.insertAccumulator(into: &build) else { return }
      loops.insertClear(sums, unit, unit.nest, into: &build)
      insertMove(loops, unit, place, toRegisters: false, sums, &build)
    }
    let extent = plan.anchor.reduction[block.axis]
    let steps = IndexExpression(block.steps)
    let loop = Program.For(extent: extent.ceilDivided(by: steps), name: "blocks")
    build.insertProgramLoop(loop) { build, counter in
      let start = .dimension(0) * steps
      let run = DepthRun(
        axis: block.axis, first: build.insert(Program.Index(start, [counter])),
        count: build.insert(Program.Index(.minimum(steps, extent - start), [counter])),
        isWhole: true)
      insertTiles(&build) { loops, unit, place, build in
        var unit = unit
        unit.steps = run
        guard let sums = loops.insertAccumulator(into: &build) else { return }
        insertMove(loops, unit, place, toRegisters: true, sums, &build)
        loops.insertSums(sums, unit, .packed, into: &build)
        insertMove(loops, unit, place, toRegisters: false, sums, &build)
      }
    }
    insertTiles(&build) { loops, unit, place, build in
      guard let sums = loops.insertAccumulator(into: &build) else { return }
      insertMove(loops, unit, place, toRegisters: true, sums, &build)
      loops.insertElements(unit, unit.nest, into: &build) { nest, build in
        plan.insertFinish(nest, limit, sums, into: &build)
      }
    }
  }
}
