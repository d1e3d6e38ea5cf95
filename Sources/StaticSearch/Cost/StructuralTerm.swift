import Dialects

/// What the time of a scheduled program is made of: counts whose coefficients are learned.
///
/// All but the last few are of one thread, the busiest: idle cores show in them.
package enum StructuralTerm: Int, CaseIterable, Sendable {
  /// One call.
  case call
  /// Vectors that are computed, by their operations.
  case arithmetic
  /// Cycles that the busiest of the units for arithmetic and loads needs.
  case issue
  /// Vectors and elements that are loaded, beyond what stays in registers.
  case loads
  /// Lanes that are sorted out of neighbouring vectors.
  case lanes
  /// Iterations of loops that are loops in the code.
  case iterations
  /// Cycles in which nothing can begin since too few sums are on their way.
  case waiting
  /// Vectors that do not fit the registers.
  case spills
  /// Vectors that are computed under a condition which is asked before them.
  case conditions
  /// Lines that come from beyond the first, the second and the third level of the caches.
  case beyondFirst, beyondSecond, beyondThird
  /// Parallel loops that are begun.
  case launches
  /// Quotients, and functions.
  case quotients, functions
  /// Comparisons, selections, and what else is neither a sum nor a product.
  case choices
  /// Vectors and elements that are stored.
  case stores
  /// Vectors whose lanes lie between bounds, so that an edge is looked for.
  case bounded
  /// Lines that are written beyond the second and the third level of the caches.
  case writtenSecond, writtenThird
  /// Buffers that are allocated.
  case allocations
  /// Pages of theirs that are touched for the first time.
  case pages
  /// Iterations of parallel loops.
  case tasks
  /// Lines that two threads write to.
  case sharing
  /// Operations, loads and stores of statements that have no lanes.
  case scalars
  /// Lanes that are gathered or scattered one by one.
  case gathers
  /// Vectors of sums in registers that are computed under a condition, each with a mask.
  case masks

  /// What one statement adds to each, on the busiest of the threads.
  static func values(
    of statement: StatementSummary, _ hardware: HardwareDescription, threads: Int
  ) -> [Double] {
    StatementTerms(statement, hardware, threads: threads).values
  }
}

/// The terms of one statement.
private struct StatementTerms {
  private let statement: StatementSummary
  private let hardware: HardwareDescription
  /// Of loops, the first that is written out, and how often all of that runs.
  private let body: Int
  private let turns: Double
  private(set) var values: [Double]

  init(_ statement: StatementSummary, _ hardware: HardwareDescription, threads: Int) {
    (self.statement, self.hardware) = (statement, hardware)
    body = statement.bodyStart
    turns = statement.trips(upTo: body)
    values = [Double](repeating: 0, count: StructuralTerm.allCases.count)
    addBody()
    for end in 1...max(1, body) where end <= body { add(.iterations, statement.trips(upTo: end)) }
    addTraffic()
    addParallel(threads)
    addAllocation()
  }

  private mutating func add(_ term: StructuralTerm, _ value: Double) {
    values[term.rawValue] += value
  }

  /// What the loops that are written out and the vectors in them take.
  private mutating func addBody() {
    let loops = statement.loops
    let written = loops[body...].reduce(1) { $0 * Double($1.extent) }
    let bytes = statement.uses.map(\.elementBytes).max() ?? 4
    let lanes = Double(max(1, min(statement.lanes, hardware.lanes(elementBits: bytes * 8))))
    let vectors = written / lanes
    let counts = statement.operations
    let work = vectors * Double(max(1, counts.simple))
    add(.arithmetic, turns * work)
    add(.quotients, turns * vectors * Double(counts[.floatDivide] + counts[.integerDivide]))
    add(.functions, turns * vectors * Double(counts[.floatFunction] + counts[.integerFunction]))
    add(.choices, turns * vectors * Double(counts.choices))
    let isInLanes = loops.last.map { $0.kind == .vectorized && $0.extent > 1 } ?? false
    var (loads, stores, held) = (0.0, 0.0, 0.0)
    for use in statement.uses {
      let elements = use.elements(withoutReach: body)
      let step = isInLanes ? abs(use.strides.last ?? 0) : 0
      let count = step == 0 ? elements : elements / lanes
      if use.scope == .register {
        held += count
        continue
      }
      if use.isRead { loads += count * Double(use.readCount) }
      if use.isWritten { stores += count }
      if step > 1 {
        add(
          step > Self.longestStride ? .gathers : .lanes,
          turns * elements * Double(use.accessCount))
      }
      add(.bounded, turns * vectors * Double(use.boundedCount))
    }
    if !isInLanes {
      add(.scalars, turns * (vectors * Double(counts.simple + counts.choices) + loads + stores))
    }
    add(.loads, turns * loads)
    add(.stores, turns * stores)
    add(
      .issue,
      turns
        * max(
          work / Double(max(1, hardware.multiplyAddsPerCycle)),
          (loads + stores) / Double(max(1, hardware.loadsPerCycle))))
    if body > 0, loops[body - 1].isReduced, held > 0 {
      let needed = Double(hardware.multiplyAddLatency)
      let sums = held / Double(max(1, hardware.multiplyAddsPerCycle))
      add(.waiting, turns * max(0, needed - sums) * max(1, vectors / held))
    }
    add(.spills, turns * max(0, held + 2 - Double(hardware.vectorRegisters)))
    if statement.conditionCount > 0 {
      let isInRegisters = statement.uses.contains { $0.scope == .register }
      add(isInRegisters ? .masks : .conditions, turns * vectors)
    }
  }

  /// The stride up to which whole vectors are read and sorted.
  private static let longestStride = 4

  // MARK: Memory

  private mutating func addTraffic() {
    let read: [StructuralTerm] = [.beyondFirst, .beyondSecond, .beyondThird]
    let written: [StructuralTerm?] = [nil, .writtenSecond, .writtenThird]
    for (level, cache) in hardware.caches.prefix(3).enumerated() {
      let first = firstHeld(in: cache, isFirst: level == 0)
      for use in statement.uses where use.scope != .register {
        let lines = self.lines(of: use, missing: cache, held: first)
        if use.isRead || written[level] == nil { add(read[level], lines) }
        if use.isWritten, let term = written[level] { add(term, lines) }
      }
    }
  }

  /// The outermost loop of which a cache holds all that an iteration of the loop around touches.
  private func firstHeld(in cache: HardwareDescription.Cache, isFirst: Bool) -> Int {
    let line = max(1, cache.lineBytes)
    let uses = statement.uses.filter { $0.scope != .register }
    for first in 0...statement.loops.count {
      let bytes = uses.reduce(0) { sum, use in
        let lines = use.lines(from: first, lineBytes: line) * Double(line)
        return sum + (isFirst ? max(lines, use.crowdedBytes(from: first)) : lines)
      }
      if bytes <= Double(cache.bytes) { return first }
    }
    return statement.loops.count
  }

  /// Lines of a buffer that come into a cache which holds what the loops from `first` touch.
  ///
  /// A buffer that stands still in the loops around those is touched again before it has gone; from the
  /// first loop on in which it moves, each iteration brings its own.
  private func lines(
    of use: StatementSummary.Use, missing cache: HardwareDescription.Cache, held first: Int
  ) -> Double {
    let line = max(1, cache.lineBytes)
    var count = use.lines(from: first, lineBytes: line)
    var isGone = false
    for loop in stride(from: first - 1, through: 0, by: -1) {
      if !isGone, use.isStill(in: loop) { continue }
      isGone = true
      count *= Double(statement.loops[loop].extent)
    }
    // What was allocated here and fits is there still.
    if !isGone, use.isLocal(toLoops: first), use.bytes <= Double(cache.bytes) / 2 { return 0 }
    return count
  }

  // MARK: Threads and buffers

  /// Divides all so far by the threads that share it.
  private mutating func addParallel(_ threads: Int) {
    let loops = statement.loops
    // One thread runs it as any other loop.
    guard threads > 1, let parallel = loops.firstIndex(where: { $0.kind == .parallel }) else {
      return
    }
    let count = Double(max(1, loops[parallel].extent))
    let busiest = (count / Double(max(1, threads))).rounded(.up)
    for place in values.indices { values[place] *= busiest / count }
    let begun = statement.trips(upTo: parallel)
    add(.launches, begun)
    add(.tasks, begun * count)
    guard let use = statement.uses.first(where: \.isWritten),
      use.scope == .global, let last = use.spans.indices.last
    else { return }
    // Lines at the two ends of what a task writes of a row, if another task has its neighbours.
    let line = Double(max(1, hardware.caches.first?.lineBytes ?? 64))
    let row = Double(use.extents(from: parallel + 1)[last] * use.elementBytes)
    if use.spans[last][parallel] > 0, row < line {
      add(.sharing, use.elements(from: 0) * Double(use.elementBytes) / row)
    }
  }

  /// The buffer that is written, if this statement is the one that fills it.
  private mutating func addAllocation() {
    guard let use = statement.uses.first(where: \.isWritten), use.isAllocated,
      use.scope == .global
    else { return }
    let times = statement.trips(upTo: min(statement.allocationDepth, statement.loops.count))
    add(.allocations, times)
    if use.bytes > Self.pageBytes * 32 { add(.pages, times * use.bytes / Self.pageBytes) }
  }
  private static let pageBytes = 4096.0
}
