import Dialects
import IR
import Support

// What happens in a unit: copying, and tile after tile.

extension TileLoops {
  /// `panel[k, c] = B[k, first + c]`, converted to the type of the product.
  ///
  /// Where steps are neighbours in memory and columns are not, as many steps as a vector has lanes are read
  /// together, and turned round.
  func insertPanel(_ unit: Unit, _ panel: ValueID, into build: inout Builder) {
    let spatial = SpatialSchedule(width: width, assumptions: assumptions)
    let axes = Array(plan.anchor.reduction.indices)
    guard !isPacked, let axis = plan.contiguousReduction else {
      return spatial.insertReductionLoops(unit.nest, into: &build) { nest, build in
        insertPanelRow(unit, nest, panel, into: &build)
      }
    }
    spatial.insertReductionLoops(unit.nest, over: axes.filter { $0 != axis }, into: &build) {
      nest, build in
      let place = plan.anchor.spatial.count + axis
      let (extent, count) = (plan.anchor.reduction[axis], IndexExpression(width))
      let whole = assumptions.simplified(extent.floorDivided(by: count))
      let rest = assumptions.simplified(extent.remainder(by: count))
      if whole != 0 {
        build.insertProgramLoop(Program.For(extent: whole, name: "squares")) { build, counter in
          var inner = nest
          inner.bindings[place] = inner.add(counter) * count
          insertPanelRow(unit, inner, panel, steps: (place, width), into: &build)
        }
      }
      if rest != 0 {
        build.insertProgramLoop(Program.For(extent: rest, name: "last")) { build, counter in
          var inner = nest
          inner.bindings[place] = whole * count + inner.add(counter)
          insertPanelRow(unit, inner, panel, into: &build)
        }
      }
    }
  }

  /// A row of a panel, or as many as there are steps along an iterator.
  private func insertPanelRow(
    _ unit: Unit, _ nest: Nest, _ panel: ValueID, steps: (iterator: Int, count: Int)? = nil,
    into build: inout Builder
  ) {
    insertVectors(unit, nest, into: &build) { nest, build in
      func insertBlocks(_ nest: Nest, _ build: inout Builder) {
        if unit.limit != nil, !isPacked {
          plan.insertPanelZero(nest, panel, columns: columns, into: &build)
        }
        plan.insertPanelBlock(
          nest, isPacked ? nil : unit.limit, panel, columns: columns,
          of: blockScale?.rest ?? plan.vectorFactor.value, into: &build)
      }
      guard let steps else { return insertBlocks(nest, &build) }
      let loop = Program.For(
        extent: IndexExpression(steps.count), kind: .unrolled, name: "steps")
      build.insertProgramLoop(loop) { build, step in
        var inner = nest
        inner.bindings[steps.iterator] += inner.add(step)
        insertBlocks(inner, &build)
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
        if isPacked {
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

  /// Clears the accumulators, runs the reduction, writes the tile.
  func insertTile(
    _ unit: Unit, _ source: TilePlan.Source, into build: inout Builder, write: Writer? = nil
  ) {
    guard let accumulator = insertAccumulator(into: &build) else { return }
    insertClear(accumulator, unit, unit.nest, into: &build)
    insertSums(accumulator, unit, source, into: &build)
    insertElements(unit, unit.nest, into: &build) { nest, build in
      if let write { return write(nest, unit, accumulator, &build) }
      plan.insertFinish(
        nest, unit.limit, rowLimit: unit.rowLimit, accumulator, into: &build)
    }
  }

  /// The registers of a tile.
  func insertAccumulator(into build: inout Builder) -> ValueID? {
    plan.accumulatorType.map {
      build.insert(
        Program.Allocate(.init([height, IndexExpression(columns)], $0, scope: .register)))
    }
  }

  /// All vectors of a tile, or of some of its rows; the nest's `extra` then begins with the row and the
  /// column in it.
  func insertElements(
    _ unit: Unit, _ nest: Nest, rows: Range<Int>? = nil, into build: inout Builder,
    _ body: (Nest, inout Builder) -> Void
  ) {
    let rows = rows ?? 0..<shape.height
    let unrolled = Program.For(
      extent: IndexExpression(rows.count), kind: .unrolled, name: "row")
    build.insertProgramLoop(unrolled) { build, row in
      var inner = nest
      let offset = inner.add(row) + IndexExpression(rows.lowerBound)
      inner.bindings[plan.rowAxis] += offset
      inner.extra = [offset]
      insertVectors(unit, inner, into: &build, body)
    }
  }

  func insertClear(_ sums: ValueID, _ unit: Unit, _ nest: Nest, into build: inout Builder) {
    insertElements(unit, nest, into: &build) { nest, build in
      nest.insert(.initialization, into: &build) { copy, _, extra in
        copy.redirect[plan.anchor.output] = { _, _ in
          (sums, Array(extra.prefix(2)), [.dimension(0), .dimension(1)])
        }
      }
    }
  }

  /// Adds the unit's steps of the reduction to the accumulators.
  func insertSums(
    _ accumulator: ValueID, _ unit: Unit, _ source: TilePlan.Source, into build: inout Builder
  ) {
    let axes = Array(plan.anchor.reduction.indices)
    if let scale = blockScale {
      return insertScaledSums(accumulator, unit, source, scale, into: &build)
    }
    let inner = axes.suffix(stepsOfAnElement)
    let outer = axes.dropLast(inner.count)
    func insertSteps(
      _ nest: Nest, over axes: ArraySlice<Int>, _ rows: Range<Int>?, _ build: inout Builder
    ) {
      func insertProducts(_ nest: Nest, _ build: inout Builder) {
        plan.insertProduct(nest, unit.limit, accumulator, source, nil, into: &build)
      }
      func insertWords(_ nest: Nest, _ build: inout Builder) {
        insertPrefetch(unit, nest, into: &build)
        insertElements(unit, nest, rows: rows, into: &build) { nest, build in
          insertDotProduct(nest, into: &build, insertProducts)
        }
      }
      insertReduction(nest, over: axes, unit.steps, into: &build, words: insertWords) {
        nest, build in
        insertPrefetch(unit, nest, into: &build)
        insertElements(unit, nest, rows: rows, into: &build) { nest, build in
          insertReduction(nest, over: inner, into: &build, insertProducts)
        }
      }
    }
    guard let skipped = skippedPositions, let place = outer.firstIndex(of: skipped.axis),
      isLong(outer[(place + 1)...])
    else { return insertSteps(unit.nest, over: outer, nil, &build) }
    insertReduction(unit.nest, over: outer[...place], into: &build) { nest, build in
      let step = nest.bindings[plan.anchor.spatial.count + skipped.axis]
      let first = nest.bindings[plan.rowAxis]
      for part in skipped.parts(height: shape.height, first: first, step: step) {
        let holds: ValueID = build.insert(Program.Index(part.holds, nest.counters))
        let loop = Program.For(extent: .dimension(0), name: "part", indices: [holds])
        build.insertProgramLoop(loop) { build, counter in
          var inner = nest
          _ = inner.add(counter)
          insertSteps(inner, over: outer[(place + 1)...], part.positions, &build)
        }
      }
    }
  }

  /// As `insertSums`, where sums over runs of steps get a scale.
  private func insertScaledSums(
    _ accumulator: ValueID, _ unit: Unit, _ source: TilePlan.Source, _ scale: BlockScale,
    into build: inout Builder
  ) {
    let axes = Array(plan.anchor.reduction.indices)
    insertReduction(unit.nest, over: axes.prefix(scale.axis), unit.steps, into: &build) {
      nest, build in
      guard let part = insertAccumulator(into: &build) else { return }
      insertClear(part, unit, nest, into: &build)
      insertReduction(nest, over: axes.suffix(from: scale.axis), into: &build) { nest, build in
        insertElements(unit, nest, into: &build) { nest, build in
          plan.insertProduct(nest, unit.limit, part, source, scale, into: &build)
        }
      }
      insertElements(unit, nest, into: &build) { nest, build in
        plan.insertScaled(nest, unit.limit, part, scale, accumulator, source, into: &build)
      }
    }
  }
}
