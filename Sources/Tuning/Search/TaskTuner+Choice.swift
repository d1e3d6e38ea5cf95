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
            candidate: number, counts: counts(variant.candidate, at: sizes), nanoseconds: time,
            best: bestTimes[sizes] ?? time))
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
    cover.codeBytes = group.map { variants[$0].candidate.codeBytes }
    cover.mostCodeBytes = options.mostCodeBytes
    cover.choosing = Self.choosingNanoseconds
    if let count { cover.mostChosen = count }
    if let leastGain { (cover.leastGain, cover.tie, cover.choosing) = (leastGain, 0, 0) }
    let chosen = cover.choose()
    guard !chosen.isEmpty else { return nil }
    return Choice(
      variants: chosen.map { group[$0] }, model: model,
      costs: points.indices.map { point in chosen.map { costs[$0][point] }.min() ?? .infinity },
      regret: cover.regret(chosen))
  }

  /// A formula of costs, evaluated and compared, in one call of ten: the others have the sizes of the call before.
  ///
  /// Eight of three sizes take 26 ns.
  private static let choosingNanoseconds = 3.0 / 10

  func isTotal(_ candidate: Candidate) -> Bool {
    guard let condition = candidate.report?.condition else { return true }
    let ranges = Dictionary(task.sizes.map { ($0.name, $0.range) }, uniquingKeysWith: { $1 })
    return Assumptions(symbols: ranges).isNonNegative(condition)
  }

  /// The best choice of all layouts.
  func bestChoice() -> Choice? { choices().first }

  /// A choice for each layout, the best one first; of those that are as good the one whose micro-kernels
  /// come first.
  func choices(atMost count: Int? = nil, leastGain: Double? = nil) -> [Choice] {
    let model = fittedModel()
    var layoutsInOrder: [[String: String]] = []
    var groups: [[String: String]: [Int]] = [:]
    for (number, variant) in variants.enumerated() {
      let layout = variant.candidate.decisions.answers.filter { layouts.contains($0.key) }
      if groups[layout] == nil { layoutsInOrder.append(layout) }
      groups[layout, default: []].append(number)
    }
    let choices = layoutsInOrder.compactMap {
      choose(among: groups[$0] ?? [], model, atMost: count, leastGain: leastGain)
    }
    let least = points.indices.map { place in choices.map { $0.costs[place] }.min() ?? 0 }
    let excess = choices.map { meanCost($0, least) }
    guard let best = excess.min(),
      let first = excess.firstIndex(where: { $0 <= best + Cover.usualTie })
    else { return [] }
    let others = choices.indices.filter { $0 != first }.sorted {
      (excess[$0], $0) < (excess[$1], $1)
    }
    return ([first] + others).map { choices[$0] }
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
