import Dialects
import IR
import Support

// Asking for the packed factor before it is needed.

extension TileLoops {
  /// Asks for a line of the panel that comes next, and for lines of this one.
  ///
  /// Before: `for k { acc += A[…, k] * B[panel, k, …] }`. After, if a step reads two lines of `B`:
  ///
  ///     for k {
  ///       prefetch B[panel + 1, (row floordiv height) mod 2 * steps ceildiv 2 + k floordiv 2, k mod 2 * 16]
  ///       prefetch B[panel, k + 16, 0]; prefetch B[panel, k + 16, 16]
  ///       acc += A[…, k] * B[panel, k, …]
  ///     }
  func insertPrefetch(_ unit: Unit, _ nest: Nest, into build: inout Builder) {
    let extents = plan.anchor.reduction
    let axes = extents.indices.filter { extents[$0] != 1 }
    guard factor == .packed, !plan.isElementwise, plan.part == nil, axes.count == 1,
      plan.packings.count == 1, let packing = plan.packings.first,
      packing.together == 1
    else { return }
    var nest = nest
    let first = unit.steps.map { nest.add($0.first) } ?? 0
    let step = nest.bindings[plan.anchor.spatial.count + axes[0]]
    if asksAhead { insertNextPanel(packing, unit, nest, step: step - first, first, into: &build) }
    if stepsAhead > 0 { insertLaterSteps(packing, unit, nest, step: step, first, into: &build) }
  }

  /// Asks for a line of the panel that comes next.
  ///
  /// The first tile of a unit reads a panel from beyond the second-level cache, the others from there. Since
  /// each of the tiles before it asked for a slice, it is there already:
  /// what comes from far is spread over all tiles of rows, and no tile waits for it. Where the reduction goes in
  /// blocks, what comes next is the next block of the same panel. Past the last panel there may be nothing;
  /// asking for that has no effect.
  ///
  /// A call with one tile of rows reads all from far and in order, which asking for anything else would
  /// disturb (5 rows lose a tenth): there it asks for the first line of the panel in every step.
  private func insertNextPanel(
    _ packing: FactorPacking, _ unit: Unit, _ nest: Nest, step: IndexExpression,
    _ first: IndexExpression, into build: inout Builder
  ) {
    let lines = IndexExpression(linesOfStep)
    let steps = unit.steps.map { _ in IndexExpression(depthBlock?.steps ?? 1) } ?? plan.depthCount
    let slice = nest.bindings[plan.rowAxis].floorDivided(by: height).remainder(by: lines)
    let later = slice * steps.ceilDivided(by: lines) + step.floorDivided(by: lines)
    let (nextColumn, nextStep) = unit.steps == nil ? (IndexExpression(columns), 0) : (0, steps)
    let column = nextColumn + step.remainder(by: lines) * IndexExpression(lineElements)
    insertPrefetch(
      of: packing, unit, nest, step: first + (nextStep + later) * areSeveral,
      column: column * areSeveral,
      locality: Self.secondLevel, into: &build)
  }

  /// Asks for the lines of a later step of the same panel, if there is one tile of rows.
  ///
  /// A core that asks by itself for what comes next in memory stops at the end of a page: 4 rows of 768 x 768
  /// take three quarters of the time if it need not. Several tiles of rows read the panel from near, and would
  /// ask in vain past its end: there it is the first lines in every step.
  private func insertLaterSteps(
    _ packing: FactorPacking, _ unit: Unit, _ nest: Nest, step: IndexExpression,
    _ first: IndexExpression, into build: inout Builder
  ) {
    let isOne = assumptions.simplified(1 - areSeveral)
    for line in 0..<linesOfStep {
      insertPrefetch(
        of: packing, unit, nest,
        step: first + (step - first + IndexExpression(stepsAhead)) * isOne,
        column: IndexExpression(line * lineElements), locality: Self.firstLevel, into: &build)
    }
  }

  /// One if there are several tiles of rows, else zero.
  private var areSeveral: IndexExpression {
    assumptions.simplified(.minimum(1, rowTiles.floorDivided(by: 2)))
  }

  /// Elements of a line, and lines that a step reads.
  private var lineElements: Int {
    max(1, (hardware.caches.first?.lineBytes ?? 64) * 8 / max(1, factorBits))
  }
  private var linesOfStep: Int { (columns + lineElements - 1) / lineElements }

  /// Asks for the line with a column of the unit's panels, or of those after them.
  private func insertPrefetch(
    of packing: FactorPacking, _ unit: Unit, _ nest: Nest, step: IndexExpression,
    column: IndexExpression, locality: Int, into build: inout Builder
  ) {
    // A tile is whole panels or lies in one.
    let panelColumns = IndexExpression(panelVectors * width)
    let column = unit.place * IndexExpression(width) + column
    let place = [
      unit.panel + column.floorDivided(by: panelColumns), step, column.remainder(by: panelColumns),
    ]
    let stage = plan.anchor.signature
    let bindings = nest.bindings + place
    let block = Program.Block(
      name: stage.name + ".ahead", counters: nest.counters, bindings: bindings,
      extents: bindings.map { _ in IndexExpression(1 << 30) },
      kinds: bindings.map { _ in .spatial })
    build.insertBlock(block) { build, iterators in
      let rank = stage.extents.count
      var map = packing.place(in: plan, rank)
      map.replaceSubrange((map.count - 3)..., with: (0..<3).map { .dimension(rank + $0) })
      build.insertOperation(
        Program.Prefetch(packing.buffer, iterators, map: map, locality: locality))
    }
  }
  /// The localities of what the nearest cache should have, and of what it need not.
  private static let (firstLevel, secondLevel) = (3, 2)
}
