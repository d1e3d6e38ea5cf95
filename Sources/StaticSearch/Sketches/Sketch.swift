import IR
import Scheduling
import Support

/// A schedule with open decisions.
///
/// What answers them is a list of places, one for each decision, among its options.
public protocol Sketch: Sendable {
  /// Different from those of other sketches of the same program.
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
  /// - Throws: a refusal when it cannot be scheduled so, or `choices` are no answers
  ///   (`requireAnswers`).
  func program(deciding choices: [Int], isChecked: Bool) throws(Refusal) -> Module

  /// The steps.
  func trace(deciding choices: [Int]) -> Trace

  /// What timings are kept under: text that `Decisions(parsing:)` reads back, whatever things are called.
  func answers(_ choices: [Int]) -> Decisions
}

extension Sketch {
  /// The answers, with the sketch's name, in words of `DecisionWord`.
  ///
  /// A decision whose choice is none of its options has no answer there. The second decision of one name is
  /// called `name%%2`.
  public func answers(_ choices: [Int]) -> Decisions {
    var answers = [DecisionWord.sketch: DecisionWord.of(name)]
    var counts = [DecisionWord.sketch: 1]
    for (decision, choice) in zip(decisions, choices) {
      let word = DecisionWord.of(decision.name)
      counts[word, default: 0] += 1
      guard decision.options.indices.contains(choice) else { continue }
      let key = counts[word].flatMap { $0 > 1 ? "\(word)%%\($0)" : nil } ?? word
      answers[key] = DecisionWord.of(decision.options[choice])
    }
    return Decisions(answers)
  }

  /// Refuses choices that do not answer the decisions: one for each, the place of an option.
  public func requireAnswers(_ choices: [Int]) throws(Refusal) {
    guard choices.count == decisions.count else {
      throw Refusal(
        "the sketch '\(name)' has \(decisions.count) decisions, and \(choices.count) choices were "
          + "given")
    }
    for (decision, choice) in zip(decisions, choices)
    where !decision.options.indices.contains(choice) {
      throw Refusal(
        "the decision '\(decision.name)' of the sketch '\(name)' has \(decision.options.count) "
          + "options; there is no number \(choice)")
    }
  }

  /// Whether the answers keep the limits.
  public func isWithinLimits(_ choices: [Int]) -> Bool {
    limits.allSatisfy { limit in
      limit.decisions.reduce(1) { product, place in
        let (next, isMore) = product.multipliedReportingOverflow(by: number(at: place, choices))
        return isMore ? .max : next
      } <= limit.most
    }
  }

  /// The number that answers a decision; one where there is none.
  private func number(at place: Int, _ choices: [Int]) -> Int {
    guard decisions.indices.contains(place), choices.indices.contains(place),
      decisions[place].options.indices.contains(choices[place])
    else { return 1 }
    return Int(decisions[place].options[choices[place]]) ?? 1
  }

  /// How many answers there are to all decisions together, legal or not; at most `Int.max`.
  public var count: Int {
    decisions.reduce(1) { count, decision in
      let (product, isMore) = count.multipliedReportingOverflow(by: decision.options.count)
      return isMore ? .max : product
    }
  }
}
