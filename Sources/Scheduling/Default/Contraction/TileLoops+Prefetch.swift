import Dialects
import IR
import Support

extension TileLoops {
  /// Asks for a line of the packed panel that comes next, in every step of every tile of rows.
  ///
  /// Before: `for k { acc += A[…, k] * B[panel, k, …] }`. After, if a step reads two lines of `B`:
  ///
  ///     for k {
  ///       prefetch B[panel + 1, (row floordiv height) mod 2 * steps ceildiv 2 + k floordiv 2, k mod 2 * 16]
  ///       acc += A[…, k] * B[panel, k, …]
  ///     }
  ///
  /// The first tile of a unit reads a panel from beyond the second-level cache, the others from there. Since
  /// each of the tiles before it asked for a slice, it is there already: what comes from far is spread over all
  /// tiles of rows, and no tile waits for it. Where the reduction goes in blocks, what comes next is the
  /// next block of the same panel. Past the last panel there may be nothing; asking for that has no effect.
  ///
  /// A call with one tile of rows reads all from far and in order, which asking for anything else would
  /// disturb (5 rows lose a tenth): there it asks for what it has just read.
  func insertPrefetch(_ unit: Unit, _ nest: Nest, into build: inout Builder) {
    let extents = plan.anchor.reduction
    let axes = extents.indices.filter { extents[$0] != 1 }
    guard factor == .packed, asksAhead, !plan.isElementwise, plan.part == nil, axes.count == 1,
      plan.packings.count == 1, let packing = plan.packings.first,
      plan.source.bufferType(of: packing.buffer)?.element.elementsPerWord == 1
    else { return }
    let lineElements = max(1, (hardware.caches.first?.lineBytes ?? 64) * 8 / max(1, factorBits))
    let lines = IndexExpression((columns + lineElements - 1) / lineElements)
    let panelColumns = IndexExpression(panelVectors * width)
    var nest = nest
    let first = unit.steps.map { nest.add($0.first) } ?? 0
    let step = nest.bindings[plan.anchor.spatial.count + axes[0]] - first
    let steps = unit.steps.map { _ in IndexExpression(depthBlock?.steps ?? 1) } ?? plan.depthCount
    let slice = nest.bindings[plan.rowAxis].floorDivided(by: height).remainder(by: lines)
    let later = slice * steps.ceilDivided(by: lines) + step.floorDivided(by: lines)
    let isNext = assumptions.simplified(.minimum(1, rowTiles.floorDivided(by: 2)))
    // The next panel, or the next steps of this one; a tile is whole panels or lies in one.
    let (nextColumn, nextStep) =
      unit.steps == nil ? (IndexExpression(columns) * isNext, 0) : (0, steps * isNext)
    let column =
      unit.place * IndexExpression(width) + nextColumn
      + step.remainder(by: lines) * IndexExpression(lineElements)
    let place = [
      unit.panel + column.floorDivided(by: panelColumns), first + nextStep + later,
      column.remainder(by: panelColumns),
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
        Program.Prefetch(packing.buffer, iterators, map: map, locality: Self.secondLevel))
    }
  }
  /// The locality of what the nearest cache need not have.
  private static let secondLevel = 2
}
