import Dialects
import IR
import Scheduling
import Support

/// Runs a loop from its last iteration to its first.
///
///     for i in n { S(i) } -> for i in n { S(n - 1 - i) }
///
/// It asks nothing: a loop whose iterations depend on each other is found by Tangram's check.
public struct Reverse: CheckedPrimitive {
  public static var mnemonic: String { "wavefront.reverse" }
  public static var documentation: String { "Runs a loop from its last iteration to its first." }
  public static var parameters: [Parameter<Self>] { [.loop(\.loop)] }

  public var loop = ValueID.missing

  public init() {}

  public func rewrite(_ program: inout ScheduledProgram) throws(Refusal) -> [Target] {
    let loop = try program.loop(loop)
    let (counter, snapshot) = (try program.counter(of: loop), try program.snapshot(loop))
    guard snapshot.indices.isEmpty else {
      throw Refusal("the extent of the loop '\(snapshot.name)' depends on another loop")
    }
    program.module.rewriteIndex(counter, as: snapshot.extent - 1 - .dimension(0), over: [counter])
    return []
  }
}

extension Schedule {
  /// Runs a loop from its last iteration to its first; see `Reverse`.
  public mutating func reverse(_ loop: Loop) throws(Refusal) {
    var step = Reverse()
    step.loop = loop.value
    try apply(step)
  }
}
