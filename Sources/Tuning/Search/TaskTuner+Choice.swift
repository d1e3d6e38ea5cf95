import Compiler
import Foundation
import Scheduling
import Support

// Few of the candidates, by what the model says of all sizes.

extension TaskTuner {
  /// A choice of micro-kernels with one layout of constants.
  struct Choice {
    /// Numbers of variants.
    var variants: [Int]
    var model: CostModel
    /// Predicted times at all points.
    var costs: [Double]
    var regret: (mean: Double, worst: Double)
  }

  func counts(
    _ candidate: Candidate, at sizes: [String: Int]
  ) -> [ScheduleWork.Term: Double] {
    candidate.report?.work.values(at: task.complete(sizes)) ?? [:]
  }

  /// Fits the model to all samples.
  func fittedModel() -> CostModel {
    var samples: [CostModel.Sample] = []
    for (number, variant) in variants.enumerated() {
      for (sizes, time) in variant.samples {
        samples.append(
          CostModel.Sample(
            candidate: number, counts: counts(variant.candidate, at: sizes), nanoseconds: time))
      }
    }
    return CostModel(samples)
  }

  /// Chooses among the variants in `group`.
  func choose(
    among group: [Int], _ model: CostModel, atMost count: Int? = nil, leastGain: Double? = nil
  ) -> Choice? {
    let costs = group.map { number in
      points.map { point -> Double in
        let candidate = variants[number].candidate
        guard candidate.mayRun(at: task.complete(point.sizes)) else { return .infinity }
        return model.nanoseconds(number, counts(candidate, at: point.sizes)) ?? .infinity
      }
    }
    var cover = Cover(
      costs: costs, weights: points.map(\.weight),
      isTotal: group.map { isTotal(variants[$0].candidate) })
    if let count { cover.mostChosen = count }
    if let leastGain { cover.leastGain = leastGain }
    let chosen = cover.choose()
    guard !chosen.isEmpty else { return nil }
    return Choice(
      variants: chosen.map { group[$0] }, model: model,
      costs: points.indices.map { point in chosen.map { costs[$0][point] }.min() ?? .infinity },
      regret: cover.regret(chosen))
  }

  private func isTotal(_ candidate: Candidate) -> Bool {
    guard let condition = candidate.report?.condition else { return true }
    let ranges = Dictionary(task.sizes.map { ($0.name, $0.range) }, uniquingKeysWith: { $1 })
    return Assumptions(symbols: ranges).isNonNegative(condition)
  }

  /// The best choice of all layouts.
  func bestChoice() -> Choice? { choices().first }

  /// A choice for each layout, the best one first.
  func choices(atMost count: Int? = nil, leastGain: Double? = nil) -> [Choice] {
    let model = fittedModel()
    var groups: [[String: String]: [Int]] = [:]
    for (number, variant) in variants.enumerated() {
      let layout = variant.candidate.decisions.answers.filter { layouts.contains($0.key) }
      groups[layout, default: []].append(number)
    }
    let choices = groups.sorted { "\($0.key)" < "\($1.key)" }
      .compactMap { choose(among: $0.value, model, atMost: count, leastGain: leastGain) }
    let least = points.indices.map { place in choices.map { $0.costs[place] }.min() ?? 0 }
    let excess = choices.map { meanCost($0, least) }
    return choices.indices.sorted { (excess[$0], $0) < (excess[$1], $1) }.map { choices[$0] }
  }

  /// How much more than the least at each point: the weighted mean, and something of the worst.
  private func meanCost(_ choice: Choice, _ least: [Double]) -> Double {
    var (mean, worst) = (0.0, 1.0)
    for (place, point) in points.enumerated() where least[place] > 0 && least[place] < .infinity {
      let ratio = choice.costs[place] / least[place]
      mean += point.weight * ratio
      worst = max(worst, ratio)
    }
    return mean + Cover.usualWorstShare * (worst - 1)
  }
}
