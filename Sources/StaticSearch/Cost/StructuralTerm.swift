import Dialects

/// What the time of a scheduled program is made of: counts whose coefficients are learned.
enum StructuralTerm: Int, CaseIterable, Sendable {
  /// One call.
  case call
  /// Vectors that are computed, by their operations.
  case arithmetic
  /// Cycles that the busiest of the units for arithmetic and loads needs.
  case issue
  /// Vectors and elements that are loaded and stored, beyond what stays in registers.
  case accesses
  /// Lanes that are gathered or scattered one by one.
  case lanes
  /// Iterations of loops that are loops in the code.
  case iterations
  /// Cycles in which nothing can begin since too few sums are on their way.
  case waiting
  /// Vectors that do not fit the registers.
  case spills
  /// Vectors that are computed under a condition.
  case conditions
  /// Lines that come from beyond the first, the second and the third level of the caches.
  case beyondFirst, beyondSecond, beyondThird
  /// Parallel loops that are begun.
  case launches

  /// What one statement adds to each, on the busiest of the threads.
  static func values(
    of statement: StatementSummary, _ hardware: HardwareDescription, threads: Int
  ) -> [Double] {
    var values = [Double](repeating: 0, count: allCases.count)
    func add(_ term: StructuralTerm, _ value: Double) { values[term.rawValue] += value }
    let loops = statement.loops
    let body = statement.bodyStart
    let turns = statement.trips(upTo: body)
    let written = loops[body...].reduce(1) { $0 * Double($1.extent) }
    let bytes = statement.uses.map(\.elementBytes).max() ?? 4
    let lanes = Double(max(1, min(statement.lanes, hardware.lanes(elementBits: bytes * 8))))
    let vectors = written / lanes
    let work = vectors * Double(max(1, statement.operations.cost))
    add(.arithmetic, turns * work)
    var accesses = 0.0
    var held = 0.0
    for use in statement.uses {
      let elements = use.elements(from: body)
      let isInLanes = loops.last.map { $0.kind == .vectorized && $0.extent > 1 } ?? false
      let step = isInLanes ? abs(use.strides.last ?? 0) : 0
      let count = step == 0 ? elements : elements / lanes
      if use.scope == .register {
        held += count
        continue
      }
      // What stands still while the loop around the body runs stays in registers.
      let isKept = body > 0 && use.isWritten && use.isStill(in: body - 1)
      if isKept { held += count } else { accesses += count * (use.isRead && use.isWritten ? 2 : 1) }
      if step > 1 { add(.lanes, turns * elements) }
    }
    add(.accesses, turns * accesses)
    add(
      .issue,
      turns
        * max(
          work / Double(max(1, hardware.multiplyAddsPerCycle)),
          accesses / Double(max(1, hardware.loadsPerCycle))))
    for end in 1...max(1, body) where end <= body { add(.iterations, statement.trips(upTo: end)) }
    if body > 0, loops[body - 1].isReduced, held > 0 {
      let needed = Double(hardware.multiplyAddLatency)
      let sums = held / Double(max(1, hardware.multiplyAddsPerCycle))
      add(.waiting, turns * max(0, needed - sums) * max(1, vectors / held))
    }
    add(.spills, turns * max(0, held + 2 - Double(hardware.vectorRegisters)))
    if statement.conditionCount > 0 { add(.conditions, turns * vectors) }
    for (level, term) in [beyondFirst, beyondSecond, beyondThird].enumerated()
    where level < hardware.caches.count {
      add(term, lines(of: statement, beyond: hardware.caches[level]))
    }
    if let parallel = loops.firstIndex(where: { $0.kind == .parallel }) {
      let count = Double(max(1, loops[parallel].extent))
      let busiest = (count / Double(threads)).rounded(.up)
      for place in values.indices { values[place] *= busiest / count }
      add(.launches, statement.trips(upTo: parallel))
    }
    return values
  }

  /// Lines that come into a cache: those that are touched in the outermost loops that it holds everything
  /// of, each time these run.
  private static func lines(
    of statement: StatementSummary, beyond cache: HardwareDescription.Cache
  ) -> Double {
    let line = max(1, cache.lineBytes)
    let uses = statement.uses.filter { $0.scope != .register }
    for first in 0...statement.loops.count {
      let lines = uses.reduce(0) { $0 + $1.lines(from: first, lineBytes: line) }
      if lines * Double(line) <= Double(cache.bytes) || first == statement.loops.count {
        return lines * statement.trips(upTo: first)
      }
    }
    return 0
  }
}
