import Dialects
import IR
import Support

extension Schedule {
  public struct Partition: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.partition" }
    public static var documentation: String {
      """
      Cuts a loop's range at a point into two loops, one after the other (Halide `partition`, TVM
      `loop_partition`, Exo `cut_loop`).

      Rewrite, at 4:

          for i in m { S(i) }
            -> for i in min(4, m) { S(i) };  for i_rest in m - min(4, m) { S(min(4, m) + i_rest) }

      Requires: the point is never negative. Order does not change. The cursor stays with the first
      part; the blocks of the second are copies with names of their own.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.loop(\.loop), .expression(\.point, "point", label: "at")]
    }
    public static var results: [Signature.Slot] {
      [.init("rest", .loop)]
    }

    public var loop = ValueID.missing
    /// Over the function's symbols.
    public var point = IndexExpression.zero

    public init() {}

    public init(_ loop: ValueID, at point: IndexExpression) {
      self.loop = loop
      self.point = point
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let loop = try program.loop(loop)
      let snapshot = try program.snapshot(loop)
      let assumptions = program.assumptions
      try program.requireSize(point, "for the loop '\(snapshot.name)', the point")
      guard snapshot.kind == .serial || snapshot.kind == .parallel else {
        throw Refusal(
          "the loop '\(snapshot.name)' is \(snapshot.kind.rawValue); partition it before")
      }
      try program.requireUnbound(loop, for: "partition it")
      let end = assumptions.simplified(.minimum(point, snapshot.extent))
      let rest = try program.cutLoop(loop, at: end, suffix: "_rest")
      return [.loop(rest)]
    }
  }

  /// Cuts a loop's range in two; gives the loop of the second part.
  ///
  /// See `Partition`.
  @discardableResult
  public mutating func partition(
    _ loop: Loop, at point: IndexExpression
  ) throws(Refusal) -> Loop {
    Loop(try apply(Partition(loop.value, at: point))[0])
  }
}

extension ScheduledProgram {
  /// Ends a loop at `end`, an expression over its extent's operands, and gives a copy of it after
  /// itself that runs from there.
  mutating func cutLoop(
    _ loop: OperationID, at end: IndexExpression, suffix: String
  ) throws(Refusal) -> OperationID {
    let old = try snapshot(loop)
    let (rest, _) = copy(loop, to: .after(loop), suffix: suffix)
    module.setProperty("extent", of: loop, to: .map([end]))
    module.setAttribute("fused", of: loop, to: nil)
    module.setProperty("extent", of: rest, to: .map([old.extent - end]))
    module.setAttribute("fused", of: rest, to: nil)
    module.setProperty("name", of: rest, to: .string(old.name + suffix))
    let counter = try counter(of: rest)
    // The counter is among the values that replace it, so it goes through one of its own.
    let body = module.body(of: rest)
    let shifted = module.insertLoop(
      try snapshot(rest), at: .after(rest), location: module.location(of: rest))
    if let body { module.moveOperations(from: body, to: shifted.body) }
    let operands = old.indices.indices.map { IndexExpression.dimension($0 + 1) }
    module.rewriteIndex(
      counter, as: .dimension(0) + end.substituting(dimensions: operands),
      over: [shifted.counter] + old.indices)
    module.erase(rest)
    return shifted.loop
  }
}
