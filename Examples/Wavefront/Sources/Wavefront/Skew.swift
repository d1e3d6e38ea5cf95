import Dialects
import IR
import Scheduling
import Support

/// Lets a loop begin later in each iteration of the loop around it.
///
///     for i in n { for j in m { S(i, j) } }
///       -> for i in n { for j in n + m - 1 { S(i, j - i) if 0 <= j - i < m } }
///
/// What depends on its left and its upper neighbour is on a diagonal then: with the two loops
/// exchanged, all of a diagonal may run at once. Halide and TVM have no such primitive.
public struct Skew: CheckedPrimitive {
  public static var mnemonic: String { "wavefront.skew" }
  public static var documentation: String { "Lets a loop begin later in each iteration around it." }
  public static var parameters: [Parameter<Self>] {
    [.loop(\.loop), .integer(\.distance, "distance", label: "by")]
  }
  public static var results: [Signature.Slot] { [.init("skewed", .loop)] }
  /// Each instance runs as it did, in the same order: not a bit may change.
  public static var check: ResultCheck { .dependences(isBitExact: true) }

  public var loop = ValueID.missing
  public var distance = 1

  public init() {}

  public func rewrite(_ program: inout ScheduledProgram) throws(Refusal) -> [Target] {
    let loop = try program.loop(loop)
    guard let outer = program.loops(around: loop).last else {
      throw Refusal("there is no loop around '\(program.loopName(loop))'")
    }
    let (inner, around) = (try program.snapshot(loop), try program.snapshot(outer))
    guard inner.indices.isEmpty, around.indices.isEmpty, distance >= 0 else {
      throw Refusal("the loops must have extents of sizes, and the distance must not be negative")
    }
    let distance = IndexExpression(distance)
    let made = program.module.insertLoop(
      Program.For(
        extent: inner.extent + distance * (around.extent - 1), name: inner.name + "_skewed"),
      at: .before(loop), location: program.module.location(of: loop))
    if let body = program.module.body(of: loop) {
      program.module.moveOperations(from: body, to: made.body)
    }
    let values = [made.counter, try program.counter(of: outer)]
    let old = IndexExpression.dimension(0) - distance * .dimension(1)
    program.module.rewriteIndex(try program.counter(of: loop), as: old, over: values)
    for block in program.blocks(under: made.loop) {
      program.module.addCondition(old, over: values, to: block)
      program.module.addCondition(inner.extent - 1 - old, over: values, to: block)
    }
    program.module.erase(loop)
    return [.loop(made.loop)]
  }
}

extension Schedule {
  /// Lets a loop begin later in each iteration of the loop around it; see `Skew`.
  public mutating func skew(_ loop: Loop, by distance: Int) throws(Refusal) -> Loop {
    var step = Skew()
    (step.loop, step.distance) = (loop.value, distance)
    return Loop(try apply(step)[0])
  }
}
