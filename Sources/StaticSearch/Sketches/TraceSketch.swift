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

  /// Leaves open what was sampled; the decisions are `sample.0`, ….
  ///
  /// - Parameters:
  ///   - name: what to call it.
  ///   - trace: the steps.
  ///   - start: the program that they are of, with nothing done.
  ///   - limits: which answers are not worth a look.
  public init(
    _ name: String, _ trace: Trace, of start: Schedule, limits: [ProductLimit] = []
  ) {
    (self.name, self.trace, open) = (name, trace, OpenTrace(trace, of: start))
    (decisions, self.limits) = (Self.decisions(of: trace), limits)
  }

  /// Leaves open what was sampled, by names.
  ///
  /// - Parameters:
  ///   - name: what to call it.
  ///   - trace: the steps.
  ///   - start: the program that they are of, with nothing done.
  ///   - decisions: those of the sampling steps, in their order and with their candidates.
  ///   - limits: which answers are not worth a look.
  /// - Throws: a diagnostic when the decisions are not those of the trace.
  public init(
    _ name: String, _ trace: Trace, of start: Schedule, decisions: [OpenDecision],
    limits: [ProductLimit] = []
  ) throws(Diagnostic) {
    let samples = Self.decisions(of: trace)
    guard decisions.count == samples.count else {
      throw .error(
        "the sketch '\(name)' has \(decisions.count) decisions, and its trace samples "
          + "\(samples.count) times; expected a decision for each")
    }
    for (decision, sample) in zip(decisions, samples) where decision.options != sample.options {
      throw .error(
        "the decision '\(decision.name)' of the sketch '\(name)' has the options "
          + "\(decision.options), and its trace samples from \(sample.options)")
    }
    (self.name, self.trace, open) = (name, trace, OpenTrace(trace, of: start))
    (self.decisions, self.limits) = (decisions, limits)
  }

  /// The decisions that a trace leaves open from one on, without names of their own.
  static func decisions(of trace: Trace, from first: Int = 0) -> [OpenDecision] {
    trace.decisions.enumerated().dropFirst(first).map { number, step in
      OpenDecision(
        "sample.\(number)", stage: "sample.\(number)", options: step.candidates.map(String.init))
    }
  }

  public func trace(deciding choices: [Int]) -> Trace { trace.deciding(choices) }

  public func program(
    deciding choices: [Int], isChecked: Bool
  ) throws(Refusal) -> Module {
    try requireAnswers(choices)
    return try open.program(deciding: choices, isTrusted: !isChecked)
  }
}
