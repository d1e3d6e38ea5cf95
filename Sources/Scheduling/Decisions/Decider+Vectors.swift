import Dialects
import IR
import Support

extension Decider {
  /// Counts what stages do that have no tiles, and what all of them read and write.
  ///
  /// `arguments` are the buffers of the program. Where nothing has tiles, vectors are the steps of what is
  /// decided, and rows its tiles.
  func countVectors(
    of stages: [Stage], _ arguments: [ValueID], width: Int, _ hardware: HardwareDescription,
    in module: Module
  ) {
    let haveTiles = stages.contains { $0.isContraction(in: module) }
    let work = stages.filter { !$0.isContraction(in: module) }.map {
      VectorWork(of: $0, width: width, in: module)
    }
    let each = work.reduce(IndexExpression.zero) { $0 + $1.cycles }
    let grain = IndexExpression.maximum(
      1, IndexExpression(threadCycles).ceilDivided(by: .maximum(1, each)))
    for stage in work {
      let grain = stage.isWhole ? 1 : grain
      count(
        haveTiles ? .vectors : .steps, stage.units * stage.cycles, units: stage.units, grain: grain)
      count(haveTiles ? .rows : .tiles, stage.rows, units: stage.rows, grain: grain)
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
    count(.traffic, ScheduleWork.lines(lines, beyond: near / line))
    if last > near { count(.memory, ScheduleWork.lines(lines, beyond: last / line)) }
  }
}

/// What a stage computes in vectors.
private struct VectorWork {
  var rows: IndexExpression
  /// What threads share: rows, the vectors of a single one, or the parts of a reduction of everything.
  var units: IndexExpression
  /// Cycles of a unit.
  var cycles: IndexExpression
  /// Whether units are parts, each of which is worth a thread.
  var isWhole = false

  init(of stage: Stage, width: Int, in module: Module) {
    let spatial = stage.spatial.filter { $0 != 1 }
    let terms = IndexExpression.product(stage.reduction)
    let lanes = IndexExpression(width)
    let each = IndexExpression(stage.vectorCycles(in: module))
    if spatial.isEmpty {
      let part = IndexExpression(ReductionParts.leastTerms)
      (rows, isWhole) = (1, true)
      units = .maximum(1, terms.ceilDivided(by: part))
      cycles = .minimum(terms, part).ceilDivided(by: lanes) * each
    } else if stage.isReduction, RowSchedule.reducesContiguously(stage, module) {
      // The terms of a row are in vectors; otherwise the elements along the last axis are.
      rows = .product(spatial)
      units = rows
      cycles = terms.ceilDivided(by: lanes) * each
    } else {
      let vectors = spatial[spatial.count - 1].ceilDivided(by: lanes)
      rows = .product(spatial.dropLast())
      units = spatial.count == 1 ? vectors : rows
      cycles = (spatial.count == 1 ? 1 : vectors) * terms * each
    }
  }
}
