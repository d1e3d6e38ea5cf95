import Support

/// What a schedule was asked while it was written, and what it does.
public struct ScheduleReport: Sendable {
  /// In the order in which they came up.
  public let questions: [Question]
  /// The program may run where this is zero or more.
  public let condition: IndexExpression
  public let work: ScheduleWork
  /// What the analytic costs say of the ways that were decided, to be compared with that of other
  /// decisions at the same sizes; zero where none was.
  public let expected: IndexExpression
  /// Answers that fit no question.
  public let unused: [String]

  init(_ decider: Decider, _ assumptions: Assumptions) {
    questions = decider.questions(assumptions)
    condition = assumptions.simplified(
      decider.conditions.dropFirst().reduce(decider.conditions.first ?? 0) { .minimum($0, $1) })
    var work = ScheduleWork()
    for (term, count) in decider.work.counts { work.add(term, assumptions.simplified(count)) }
    self.work = work
    expected = assumptions.simplified(decider.expected)
    unused = decider.unused
  }
}
