import Dialects
import IR
import Polyhedra
import Support

extension Schedule {
  /// What happens to the last tile of a split, where the factor does not divide the extent.
  public enum Tail: String, Hashable, Sendable, CaseIterable {
    /// Iterations past the end are switched off (Halide's `GuardWithIf`, masks in vectors).
    case `guard`
    /// The last tile begins early, so that it ends at the end; some elements are computed twice
    /// (Halide's `ShiftInwards`).
    case shift
    /// A loop of its own for what is left over.
    case cut
    /// Iterations past the end run; buffers that are written grow (Halide's `RoundUp`).
    case roundUp
  }

  public struct Split: SchedulePrimitive {
    public static var mnemonic: String { "schedule.split" }
    public static var documentation: String {
      """
      Cuts a loop into tiles (Halide `split`, TVM `split`, Exo `divide_loop`).

      Rewrite, for a factor of 14 and a guard:

          for i in m { S(i) }
            -> for i_o in m ceildiv 14 { for i_i in 14 {
                 S(i_o * 14 + i_i) if i_o * 14 + i_i < m } }

      Requires: a loop that is not vectorised or unrolled. `shift`: the extent is never less than the
      factor, and computing an element twice does no harm. `roundUp`: what is computed past the end
      stays inside buffers of the function. Cursors: the loop's own is replaced by those returned;
      `cut` returns the loop of what is left as well.
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("loop", .loop), .init("sampled", .number, .optional)],
        results: [.init("loops", .loop, .variadic)],
        properties: [.init("factor", .integer), .init("tail", .word)])
    }

    public var loop: ValueID
    /// The size of a tile; where it was sampled, what was drawn.
    public var factor: Int
    public var sampled: ValueID?
    public var tail: Tail

    public init(_ loop: ValueID, by factor: Int, sampled: ValueID? = nil, tail: Tail) {
      self.loop = loop
      self.factor = factor
      self.sampled = sampled
      self.tail = tail
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      loop = module.operandOrMissing(0, of: operation)
      sampled = module.operands(of: operation).dropFirst().first
      factor = module.property("factor", of: operation)?.integerValue ?? 0
      tail = module.property("tail", of: operation)?.stringValue.flatMap(Tail.init) ?? .guard
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [loop] + (sampled.map { [$0] } ?? []),
        properties: ["factor": .i64(factor), "tail": .string(tail.rawValue)])
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let loop = try program.loop(loop)
      let size = try sampled.map { value throws(Refusal) in try program.number(value) } ?? factor
      let snapshot = try program.snapshot(loop)
      guard size >= 1 else { throw Refusal("the factor must be at least 1, not \(size)") }
      guard snapshot.kind == .serial || snapshot.kind == .parallel else {
        throw Refusal("the loop '\(snapshot.name)' is \(snapshot.kind.rawValue); split it before")
      }
      try program.requireUnbound(loop, for: "split it")
      let tile = IndexExpression(size)
      if program.assumptions.isMultiple(snapshot.extent, of: size) {
        return try program.tile(loop, tile, start: { outer, _ in outer * tile }).map { .loop($0) }
      }
      switch tail {
      case .guard:
        let result = try program.tile(
          loop, tile, start: { outer, _ in outer * tile }, limit: snapshot.extent)
        return result.map { .loop($0) }
      case .shift:
        try program.requireShiftable(loop, by: tile)
        let last = snapshot.extent - tile
        return try program.tile(
          loop, tile,
          start: { .minimum($0 * tile, last.substituting(dimensions: $1)) }
        ).map { .loop($0) }
      case .cut: return try program.cut(loop, tile).map { .loop($0) }
      case .roundUp:
        let rounded = snapshot.extent.ceilDivided(by: tile) * tile
        try program.roundUp(loop, to: rounded)
        return try program.tile(loop, tile, start: { outer, _ in outer * tile }).map { .loop($0) }
      }
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      let size = sampled.map { "sampled: \(name($0))" } ?? "by: \(factor)"
      let end = tail == .guard ? "" : ", tail: .\(tail.rawValue)"
      return "split(\(name(loop)), \(size)\(end))"
    }
  }

  /// Cuts a loop into tiles; see `Split`.
  @discardableResult
  public mutating func split(
    _ loop: Loop, by factor: Int, tail: Tail = .guard
  ) throws(Refusal) -> (outer: Loop, inner: Loop) {
    let results = try apply(Split(loop.value, by: factor, tail: tail))
    return (Loop(results[0]), Loop(results[1]))
  }

  /// Cuts a loop into tiles of a size that was sampled; see `Split`.
  @discardableResult
  public mutating func split(
    _ loop: Loop, sampled: Number, tail: Tail = .guard
  ) throws(Refusal) -> (outer: Loop, inner: Loop) {
    let size = try number(sampled.value)
    let results = try apply(Split(loop.value, by: size, sampled: sampled.value, tail: tail))
    return (Loop(results[0]), Loop(results[1]))
  }
}

extension ScheduledProgram {
  /// Replaces a loop by two; `start` gives the first iteration of a tile, over the outer counter and
  /// the operands of the extent.
  fileprivate mutating func tile(
    _ loop: OperationID, _ size: IndexExpression,
    start: (IndexExpression, [IndexExpression]) -> IndexExpression,
    limit: IndexExpression? = nil
  ) throws(Refusal) -> [OperationID] {
    try changeLoops { (program) throws(Refusal) in
      try program.replace(loop, byTiles: size, start: start, limit: limit)
    }
  }

  private mutating func replace(
    _ loop: OperationID, byTiles size: IndexExpression,
    start: (IndexExpression, [IndexExpression]) -> IndexExpression, limit: IndexExpression?
  ) throws(Refusal) -> [OperationID] {
    let old = try snapshot(loop)
    let (oldCounter, location) = (try counter(of: loop), module.location(of: loop))
    let outer = module.insertLoop(
      Program.For(
        extent: old.extent.ceilDivided(by: size), kind: old.kind, name: old.name + "_o",
        indices: old.indices), at: .before(loop), location: location)
    let inner = module.insertLoop(
      Program.For(extent: size, name: old.name + "_i"), at: .atEnd(of: outer.body),
      location: location)
    if let body = module.body(of: loop) { module.moveOperations(from: body, to: inner.body) }
    // d0 and d1 are the new counters, then come the operands of the extent.
    let operands = old.indices.indices.map { IndexExpression.dimension($0 + 2) }
    let value = start(.dimension(0), operands) + .dimension(1)
    let values = [outer.counter, inner.counter] + old.indices
    module.rewriteIndex(oldCounter, as: value, over: values)
    if let limit {
      let condition = limit.substituting(dimensions: operands) - 1 - value
      for block in outermostBlocks(under: inner.loop) {
        module.addCondition(condition, over: values, to: block)
      }
    }
    module.erase(loop)
    return [outer.loop, inner.loop]
  }

  /// Whole tiles, and a copy of the loop for what is left over.
  fileprivate mutating func cut(
    _ loop: OperationID, _ size: IndexExpression
  ) throws(Refusal) -> [OperationID] {
    let extent = try snapshot(loop).extent
    let whole = extent.floorDivided(by: size) * size
    let rest = try cutLoop(loop, at: whole, suffix: "_tail")
    return try tile(loop, size, start: { outer, _ in outer * size }) + [rest]
  }

  /// Refuses unless the last tile may begin early.
  fileprivate func requireShiftable(
    _ loop: OperationID, by size: IndexExpression
  ) throws(Refusal) {
    try requireIterations(size, of: loop)
    try requireRepeatable(loop)
  }

  /// Refuses if a loop may have fewer than `count` iterations.
  func requireIterations(
    _ count: IndexExpression, of loop: OperationID
  ) throws(Refusal) {
    let snapshot = try snapshot(loop)
    if assumptions.proves(count, atMost: snapshot.extent) { return }
    var system = IntegerSystem(
      dimensions: snapshot.indices.count, symbols: assumptions.symbols)
    system.require(snapshot.extent, isLessThan: count)
    for condition in conditions(around: loop) { system.require(nonNegative: condition) }
    let reason = "the loop '\(snapshot.name)' may have fewer than \(count) iterations"
    switch system.find() {
    case .never: break
    case .example(let point): throw Refusal(reason, example: "\(point)")
    case .unknown: throw Refusal(reason)
    }
  }

  /// Refuses unless iterations of a loop may run twice.
  func requireRepeatable(_ loop: OperationID) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    let statements = model.statements(under: loop)
    var pending: [Conflict] = []
    for first in statements {
      guard let place = first.loops.firstIndex(of: loop) else { continue }
      for second in statements {
        for var conflict in model.conflicts(first, second, ignoringCommuting: false)
        where !conflict.access.0.isWrite {
          // What is read must not be written by another iteration, nor later in the same one.
          if conflict.access.0.accumulates {
            // Terms start over from the initialisation only if all are in one iteration.
            for outer in 0...place {
              pending += conflict.earlier(in: outer) + conflict.later(in: outer)
              conflict.requireSame([outer])
            }
            continue
          }
          conflict.requireSame(0..<place)
          pending += conflict.earlier(in: place) + conflict.later(in: place)
          conflict.requireSame([place])
          pending += conflict.firstIsNotLater
        }
      }
      if first.combination != nil, !first.accesses.contains(where: \.isInitial) {
        throw Refusal(
          "the block '\(first.name)' accumulates without starting over, so iterations of the loop "
            + "'\(loopName(loop))' cannot run twice")
      }
    }
    try require(
      none: pending, in: model,
      "iterations of the loop '\(loopName(loop))' cannot run twice: what they read changes")
  }
}
