import Dialects
import IR
import Support

extension Schedule {
  public struct Prefetch: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.prefetch" }
    public static var documentation: String {
      """
      Asks for what a loop reads from a buffer some iterations ahead (Halide `prefetch`).

      Rewrite, for 2 iterations ahead and cache lines of 16 elements:

          for i in m { … X[i, j] … }
            -> for i in m { for l in 5 { prefetch X[i + 2, l * 16] if i + 2 < m };  … X[i, j] … }

      Requires: a buffer that outlives the iteration. Places beyond the buffer are not asked for.
      Always legal. Returns the block that asks.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [
        .buffer(\.buffer), .loop(\.loop, label: "in"),
        .integer(\.distance, "distance", label: "ahead"),
      ]
    }
    public static var results: [Signature.Slot] { [.init("prefetch", .block)] }

    public var buffer = ValueID.missing
    public var loop = ValueID.missing
    /// How many iterations ahead.
    public var distance = 1

    public init() {}

    public init(_ buffer: ValueID, in loop: ValueID, ahead distance: Int) {
      (self.buffer, self.loop, self.distance) = (buffer, loop, distance)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (buffer, loop) = (try program.buffer(buffer), try program.loop(loop))
      let name = program.loopName(loop)
      let kind = try program.snapshot(loop).kind
      guard kind == .serial || kind == .parallel else {
        throw Refusal("the loop '\(name)' is \(kind.rawValue)")
      }
      guard distance >= 1 else {
        throw Refusal("the distance must be at least 1 iteration, not \(distance)")
      }
      if let allocation = program.module.definingOperation(of: buffer),
        program.child(of: loop, holding: allocation) != nil
      {
        throw Refusal(
          "\(program.bufferName(buffer)) is allocated in the loop '\(name)'; the next iteration has "
            + "another one")
      }
      let readers = program.blocks(under: loop).filter { block in
        program.accesses(of: block).contains { $0.buffer == buffer && !$0.isWrite }
      }
      guard !readers.isEmpty else {
        throw Refusal("nothing in the loop '\(name)' reads \(program.bufferName(buffer))")
      }
      return [.block(try program.prefetch(buffer, in: loop, ahead: distance))]
    }
  }

  /// Asks for what a loop reads from a buffer some iterations ahead; gives the block that asks.
  ///
  /// See `Prefetch`.
  @discardableResult
  public mutating func prefetch(
    _ buffer: Buffer, in loop: Loop, ahead distance: Int
  ) throws(Refusal) -> Block {
    Block(try apply(Prefetch(buffer.value, in: loop.value, ahead: distance))[0])
  }
}

extension ScheduledProgram {
  /// Bytes that arrive together.
  private static var cacheLine: Int { 64 }

  fileprivate mutating func prefetch(
    _ buffer: ValueID, in loop: OperationID, ahead distance: Int
  ) throws(Refusal) -> OperationID {
    let model = self.model
    let type = try type(of: buffer)
    let ranges = try touched(buffer, in: loop, model) { !$0.isWrite }
    var (values, digits) = try outerValues(of: loop)
    // The last of the values is the loop's own counter.
    let ahead = IndexExpression.dimension(values.count - 1) + IndexExpression(distance)
    let later = values.indices.dropLast().map { IndexExpression.dimension($0) } + [ahead]
    digits = digits.map { $0.substituting(dimensions: later) }
    let line = IndexExpression(
      Self.cacheLine * 8 / max(8, type.element.bitWidth ?? 8))
    var finder = assumptions
    for (number, outer) in (loops(around: loop) + [loop]).enumerated() {
      finder.setExtent(of: number, to: try snapshot(outer).extent)
    }
    var plan = NestPlan(
      name: uniqueBlockName("prefetch"), outer: values, axes: [],
      location: module.location(of: loop))
    for (axis, range) in ranges.enumerated() {
      let isLast = axis == ranges.count - 1
      let reach = assumptions.simplified(range.extent)
      let start = range.lower.substituting(dimensions: digits)
      let steps = isLast ? reach.ceilDivided(by: line) : reach
      let end = start + (isLast ? (steps - 1) * line + 1 : steps)
      plan.axes.append(
        NestPlan.Axis(
          extent: steps, name: "prefetch_\(axis)",
          start: start, step: isLast ? line : 1, domain: type.shape[axis],
          isGuarded: !finder.proves(end, atMost: type.shape[axis]),
          isGuardedBelow: !finder.isNonNegative(start)))
    }
    guard let body = module.body(of: loop) else { return loop }
    let (_, block) = module.insertNest(plan, at: .atStart(of: body))
    module.insertBody(0, of: block) { build, iterators in
      build.insertOperation(
        Program.Prefetch(
          buffer, iterators, map: iterators.indices.map { .dimension($0) }))
    }
    return block
  }
}
