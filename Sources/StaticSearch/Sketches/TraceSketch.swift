import IR
import Scheduling
import Support

/// A trace whose sampling steps are open.
public struct TraceSketch: Sketch {
  public let name: String
  public let decisions: [OpenDecision]
  public let limits: [ProductLimit]
  /// With the decisions with which it was written.
  public let trace: Trace
  private let open: OpenTrace

  /// Leaves open what was sampled.
  ///
  /// - Parameters:
  ///   - name: what to call it.
  ///   - trace: the steps.
  ///   - start: the program that they are of, with nothing done.
  ///   - decisions: those of the sampling steps, in their order and with their candidates; where they are
  ///     not, or not given, the names are `sample.0`, ….
  ///   - limits: which answers are not worth a look.
  public init(
    _ name: String, _ trace: Trace, of start: Schedule, decisions: [OpenDecision]? = nil,
    limits: [ProductLimit] = []
  ) {
    let samples = trace.decisions.enumerated().map { number, step in
      OpenDecision(
        "sample.\(number)", stage: "sample.\(number)", options: step.candidates.map(String.init))
    }
    (self.name, self.trace, open) = (name, trace, OpenTrace(trace, of: start))
    let isNamed = decisions?.map(\.options) == samples.map(\.options)
    (self.decisions, self.limits) = (isNamed ? decisions ?? samples : samples, limits)
  }

  public func trace(deciding choices: [Int]) -> Trace { trace.deciding(choices) }

  public func program(
    deciding choices: [Int], isChecked: Bool
  ) throws(Refusal) -> Module {
    try open.program(deciding: choices, isTrusted: !isChecked)
  }
}
