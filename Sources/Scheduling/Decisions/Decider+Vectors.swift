import Dialects
import IR
import Support

extension Decider {
  /// Counts what stages do that have no tiles, and what all of them read and write.
  ///
  /// `arguments` are the buffers of the program.
  func countVectors(
    of stages: [Stage], _ arguments: [ValueID], width: Int, _ hardware: HardwareDescription,
    in module: Module
  ) {
    for stage in stages where !stage.isContraction(in: module) {
      let spatial = stage.spatial.filter { $0 != 1 }
      let lanes = IndexExpression(width)
      // The last axis that has elements is in vectors, of a sum's terms or of elements.
      let (rows, vectors): (IndexExpression, IndexExpression)
      if spatial.isEmpty || stage.isReduction && RowSchedule.reducesContiguously(stage, module) {
        rows = .product(spatial)
        vectors = rows * IndexExpression.product(stage.reduction).ceilDivided(by: lanes)
      } else {
        rows = .product(spatial.dropLast())
        vectors =
          rows * (spatial.last ?? 1).ceilDivided(by: lanes) * .product(stage.reduction)
      }
      let cycles = IndexExpression(stage.vectorCycles(in: module))
      count(.vectors, vectors * cycles, units: rows, grain: 1)
      count(.rows, rows, units: rows, grain: 1)
    }
    count(.call, 1)
    var lines: IndexExpression = 0
    let line = max(1, hardware.caches.first?.lineBytes ?? 64)
    for argument in arguments {
      guard let type = module.bufferType(of: argument), let bits = type.element.bitWidth else {
        continue
      }
      lines += (type.elementCount * IndexExpression(bits)).floorDivided(
        by: IndexExpression(line * 8))
    }
    let (near, last) = (hardware.cacheBytes(level: 2), hardware.cacheBytes(level: 3))
    count(.traffic, .maximum(0, lines - IndexExpression(near / line)))
    if last > near { count(.memory, .maximum(0, lines - IndexExpression(last / line))) }
  }
}
