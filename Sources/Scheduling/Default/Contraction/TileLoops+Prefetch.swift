import Dialects
import IR
import Support

extension TileLoops {
  /// Asks for what a tile reads of a packed panel some steps ahead.
  ///
  /// Before: `for k { acc += A[…, k] * B[panel, k, …] }`. After:
  /// `for k { prefetch B[panel, k + 48, …]; acc += A[…, k] * B[panel, k, …] }`.
  ///
  /// The first tile of a unit waits for `B` from beyond the second-level cache, where a core alone cannot
  /// look so far ahead; half of a panel is not one run of memory either. Past the last step comes the
  /// next panel, and past the last panel nothing is asked for.
  func insertPrefetch(_ unit: Unit, _ nest: Nest, into build: inout Builder) {
    guard factor == .packed, !plan.isElementwise, stepsAhead > 0, plan.packings.count == 1,
      let packing = plan.packings.first,
      plan.source.bufferType(of: packing.buffer)?.element.elementsPerWord == 1
    else { return }
    let lineElements = max(1, (hardware.caches.first?.lineBytes ?? 64) * 8 / max(1, factorBits))
    let lines = (columns + lineElements - 1) / lineElements
    let stage = plan.anchor.signature
    for line in 0..<lines {
      let vector = line * lineElements / width
      let count = IndexExpression(panelVectors)
      let place = unit.place + IndexExpression(vector % max(1, panelVectors))
      let own = [
        unit.panel + IndexExpression(vector).floorDivided(by: count),
        place * IndexExpression(width) + IndexExpression(line * lineElements % width),
      ]
      let bindings = nest.bindings + own
      let block = Program.Block(
        name: stage.name + ".ahead", counters: nest.counters, bindings: bindings,
        extents: bindings.map { _ in IndexExpression(1 << 30) },
        kinds: bindings.map { _ in .spatial })
      build.insertBlock(block) { build, iterators in
        var map = packing.place(in: plan, stage.extents.count)
        map[map.count - 2] += IndexExpression(stepsAhead)
        build.insertOperation(Program.Prefetch(packing.buffer, iterators, map: map))
      }
    }
  }
}
