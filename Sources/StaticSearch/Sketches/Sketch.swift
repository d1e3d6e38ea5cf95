import IR
import Scheduling
import Support

/// A schedule with open decisions.
///
/// What answers them is a list of places, one for each decision, among its options.
public protocol Sketch: Sendable {
  /// Different from those of other sketches of the same program; without blanks and `=`.
  var name: String { get }
  var decisions: [OpenDecision] { get }
  /// Which answers are not worth a look.
  var limits: [ProductLimit] { get }

  /// The program scheduled so.
  ///
  /// - Parameters:
  ///   - choices: the place of each answer among the options.
  ///   - isChecked: whether every step is to be shown legal; without, the program is good enough to be
  ///     looked at, and no more.
  /// - Returns: the module with it.
  /// - Throws: a refusal when it cannot be scheduled so.
  func program(deciding choices: [Int], isChecked: Bool) throws(Refusal) -> Module

  /// The steps.
  func trace(deciding choices: [Int]) -> Trace

  /// What timings are kept under.
  func answers(_ choices: [Int]) -> Decisions
}

extension Sketch {
  /// The answers, with the sketch's name.
  public func answers(_ choices: [Int]) -> Decisions {
    var answers = ["sketch": name]
    for (decision, choice) in zip(decisions, choices) {
      answers[decision.name] = decision.options[choice]
    }
    return Decisions(answers)
  }

  /// Whether the answers keep the limits.
  public func isWithinLimits(_ choices: [Int]) -> Bool {
    limits.allSatisfy { limit in
      limit.decisions.reduce(1) { product, number in
        product * (Int(decisions[number].options[choices[number]]) ?? 1)
      } <= limit.most
    }
  }

  /// How many answers there are to all decisions together, legal or not; at most `Int.max`.
  public var count: Int {
    decisions.reduce(1) { count, decision in
      let (product, isMore) = count.multipliedReportingOverflow(by: max(1, decision.options.count))
      return isMore ? .max : product
    }
  }
}
