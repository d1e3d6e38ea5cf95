import IR
import Support

/// A trace whose sampling steps are open: replayed again and again, each time with other decisions.
///
/// Its steps are read once, and what they do before the first decision is done once.
///
///     let trace = OpenTrace(schedule.trace, of: start)
///     for size in sizes.indices { look(at: try trace.program(deciding: [size])) }
public struct OpenTrace: Sendable {
  /// The program before the first decision, with every check and without, and the steps from there on.
  private struct Start {
    let checked: ScheduledProgram
    let trusted: ScheduledProgram
    let steps: [TraceStep]
  }

  private let start: Result<Start, Refusal>

  /// - Parameters:
  ///   - trace: the steps.
  ///   - schedule: of the program that they are of, with nothing done.
  public init(_ trace: Trace, of schedule: Schedule) {
    do throws(Refusal) {
      var steps: [TraceStep] = []
      for step in trace.steps { steps.append(try TraceStep(step, of: trace)) }
      let count = steps.firstIndex(where: \.isSample) ?? steps.count
      var (checked, trusted) = (
        schedule.program.forgettingTargets, schedule.trusting.program.forgettingTargets
      )
      checked.isTrusted = false
      for step in steps.prefix(count) {
        try step.run(on: &checked)
        try step.run(on: &trusted)
      }
      checked.learn()
      start = .success(
        Start(checked: checked, trusted: trusted, steps: Array(steps.dropFirst(count))))
    } catch {
      start = .failure(error)
    }
  }

  /// The program scheduled so.
  ///
  /// - Parameters:
  ///   - decisions: one for each sampling step, in their order; steps past the end keep theirs.
  ///   - isTrusted: whether the steps are taken as legal, and not checked.
  /// - Returns: the module with it.
  /// - Throws: the refusal of the first step that does not fit.
  public func program(deciding decisions: [Int], isTrusted: Bool = false) throws(Refusal) -> Module
  {
    let start = try start.get()
    var program = isTrusted ? start.trusted : start.checked
    var next = 0
    for step in start.steps {
      if step.isSample, next < decisions.count {
        try step.deciding(decisions[next]).run(on: &program)
        next += 1
      } else {
        try step.run(on: &program)
      }
    }
    return program.module
  }
}
