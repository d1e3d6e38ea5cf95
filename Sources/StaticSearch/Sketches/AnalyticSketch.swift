import Dialects
import IR
import Scheduling
import Support

/// The schedule that needs no measurement, with its questions.
public struct AnalyticSketch: Sketch {
  public let name = "analytic"
  public let decisions: [OpenDecision]
  public let limits: [ProductLimit] = []
  private let module: Module
  private let function: OperationID
  private let hardware: HardwareDescription
  private let threads: Int

  /// What may be decided about `function`, whose sizes are known.
  ///
  /// - Throws: a diagnostic when it cannot be scheduled at all.
  public init(
    _ module: Module, _ function: OperationID, hardware: HardwareDescription, threads: Int
  ) throws(Diagnostic) {
    (self.module, self.function) = (module, function)
    (self.hardware, self.threads) = (hardware, threads)
    func questions(_ decisions: Decisions) throws(Diagnostic) -> [Question] {
      var copy = module
      return try applySchedule(
        to: function, in: &copy, hardware: hardware, decisions: decisions, threads: threads
      ).questions
    }
    // What a layout offers depends on the layout.
    let first = try questions(Decisions())
    var offered = first.map { (question: $0, options: $0.options) }
    for layout in first where layout.kind == .layout {
      for option in layout.options {
        for question in try questions(Decisions([layout.name: option])) {
          if let place = offered.firstIndex(where: { $0.question.name == question.name }) {
            let known = offered[place].options
            offered[place].options += question.options.filter { !known.contains($0) }
          } else {
            offered.append((question, question.options))
          }
        }
      }
    }
    decisions = offered.map { question, options in
      // The first of all is to leave it to the analysis.
      OpenDecision(
        question.name, stage: question.name.contains(".") ? question.name : "analytic",
        options: [Self.unanswered] + options.filter { $0 != question.analytic })
    }
  }

  /// The answer of the analysis.
  public static let unanswered = "any"

  /// The decisions, without those that are left to the analysis: what every tuner calls them.
  ///
  /// A decision whose choice is none of its options is left to the analysis as well.
  public func answers(_ choices: [Int]) -> Decisions {
    var answers: [String: String] = [:]
    for (decision, choice) in zip(decisions, choices)
    where choice > 0 && choice < decision.options.count {
      answers[decision.name] = decision.options[choice]
    }
    return Decisions(answers)
  }

  public func trace(deciding choices: [Int]) -> Trace {
    let answers = answers(choices)
    return Trace(default: answers.answers.isEmpty ? [] : [.init(answers, cost: 0)])
  }

  public func program(
    deciding choices: [Int], isChecked: Bool
  ) throws(Refusal) -> Module {
    try requireAnswers(choices)
    var copy = module
    let answers = answers(choices)
    let report: ScheduleReport
    do throws(Diagnostic) {
      report = try applySchedule(
        to: function, in: &copy, hardware: hardware, decisions: answers, threads: threads,
        isExploring: false)
    } catch { throw Refusal(error.message) }
    if let name = report.unused.first {
      throw Refusal("with these answers there is no '\(name)=\(answers[name] ?? "")'")
    }
    guard let least = report.condition.constantValue, least >= 0 else {
      throw Refusal("it may not run at these sizes")
    }
    return copy
  }
}
