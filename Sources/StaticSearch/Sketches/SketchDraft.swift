import Scheduling
import Support

/// A program that is half scheduled, with what was left open on the way.
public struct SketchDraft: Sendable {
  public var schedule: Schedule
  /// Stages that are still to be looked at; the last is next.
  public var pending: [String]
  /// Stages that run as they are; how is said when all else is done.
  public var plain: [String] = []
  /// By stage: copies of what it reads, which its tiles are to have.
  public var copies: [String: [String]] = [:]
  /// By stage: what its tiles are to have in panels.
  public var panels: [String: Panel] = [:]
  /// What tells this draft from others: the sketch's name.
  public var labels: [String] = []
  public private(set) var decisions: [OpenDecision] = []
  public private(set) var limits: [ProductLimit] = []

  /// A constant that is to lie in panels of an axis.
  public struct Panel: Sendable {
    /// Which of the buffers that the stage reads.
    public var operand: Int
    public var axis: Int

    public init(operand: Int, axis: Int) { (self.operand, self.axis) = (operand, axis) }
  }

  /// Nothing is done; the stages are those of the program, in its order.
  public init(_ schedule: Schedule) {
    self.schedule = schedule
    pending = schedule.blockNames()
  }

  /// What the sketch that this is to be is called: its labels.
  var name: String { labels.isEmpty ? "plain" : labels.joined(separator: "+") }

  /// Leaves a number open.
  ///
  /// - Parameters:
  ///   - name: what the decision is called.
  ///   - stage: the stage that it belongs to.
  ///   - kind: what it changes.
  ///   - candidates: its options, at least one.
  ///   - place: of the one that stands here while the draft is written.
  /// - Returns: the number, for steps that take a sampled one, and the place of the decision.
  /// - Throws: a refusal when there is nothing to choose from.
  public mutating func sample(
    _ name: String, stage: String, kind: OpenDecision.Kind = .other, from candidates: [Int],
    now place: Int
  ) throws(Refusal) -> (value: Schedule.Number, decision: Int) {
    addUnnamedDecisions()
    let number = try schedule.sample(from: candidates, decision: place)
    decisions.append(
      OpenDecision(name, stage: stage, kind: kind, options: candidates.map(String.init)))
    return (number, decisions.count - 1)
  }

  /// Leaves open what a step sampled without a word to the draft.
  private mutating func addUnnamedDecisions() {
    decisions += TraceSketch.decisions(of: schedule.trace, from: decisions.count)
  }

  /// Bounds the product of what some decisions give.
  ///
  /// - Parameters:
  ///   - decisions: their places, as `sample` gives them; one that the draft has not counts nothing.
  ///   - most: the greatest product.
  public mutating func limit(_ decisions: [Int], atMost most: Int) {
    if decisions.count > 0 { limits.append(ProductLimit(decisions, atMost: most)) }
  }

  /// The sketch that this is.
  ///
  /// - Throws: a diagnostic when its schedule has been replaced by one that did not sample its decisions.
  func sketch(of start: Schedule) throws(Diagnostic) -> TraceSketch {
    var draft = self
    draft.addUnnamedDecisions()
    return try TraceSketch(
      name, schedule.trace, of: start, decisions: draft.decisions, limits: limits)
  }
}
