/// Chooses few candidates that together are nearly as fast as all of them, over a whole range.
///
/// Greedy: the candidate that may always run and is the best alone, then again and again the one that
/// lowers the objective most, until that is worth no more code. Of those that are as good within what
/// timings differ by from run to run, the first one is taken: so equal programs get equal choices.
package struct Cover {
  /// `costs[candidate][point]`; infinite where it may not run.
  package let costs: [[Double]]
  /// Of the points; their sum is one.
  package let weights: [Double]
  /// Candidates that may run everywhere.
  package let isTotal: [Bool]

  package var mostChosen = 8
  /// What another candidate must gain, as a share of all time.
  package var leastGain = 0.001
  /// Objectives that differ by less are the same.
  package var tie = usualTie
  static let usualTie = 0.003
  /// Of the code of each candidate, and of all chosen ones together.
  package var codeBytes: [Int] = []
  package var mostCodeBytes = Int.max
  /// How much the worst point counts beside the mean.
  package var worstShare = usualWorstShare
  static let usualWorstShare = 0.3

  /// What choosing between several costs for each of them, at every call.
  package var choosing = 0.0

  package init(costs: [[Double]], weights: [Double], isTotal: [Bool]) {
    (self.costs, self.weights, self.isTotal) = (costs, weights, isTotal)
  }

  /// The least cost at each point.
  var best: [Double] {
    weights.indices.map { point in costs.map { $0[point] }.min() ?? .infinity }
  }

  /// How much slower a choice is than the best candidate alone at each point: the mean, and the worst.
  package func regret(_ chosen: [Int]) -> (mean: Double, worst: Double) {
    var (mean, worst) = (0.0, 1.0)
    let choosing = chosen.count > 1 ? Double(chosen.count) * choosing : 0
    for (point, least) in best.enumerated() where least < .infinity && least > 0 {
      let ratio = ((chosen.map { costs[$0][point] }.min() ?? .infinity) + choosing) / least
      mean += weights[point] * ratio
      worst = max(worst, ratio)
    }
    return (mean, worst)
  }

  private func objective(_ chosen: [Int]) -> Double {
    let regret = regret(chosen)
    return regret.mean + worstShare * (regret.worst - 1)
  }

  /// The chosen candidates, the one that may always run first; none if there is no such candidate.
  package func choose() -> [Int] {
    let total = costs.indices.filter { isTotal[$0] }
    guard let first = leastOf(total, objective: { objective([$0]) }) else { return [] }
    var chosen = [first.candidate]
    var value = first.least
    while chosen.count < mostChosen {
      let taken = chosen.reduce(0) { $0 + bytes(of: $1) }
      let others = costs.indices.filter {
        !chosen.contains($0) && taken + bytes(of: $0) <= mostCodeBytes
      }
      guard
        let next = leastOf(
          others, atMost: value - leastGain, objective: { objective(chosen + [$0]) })
      else { break }
      chosen.append(next.candidate)
      value = next.least
    }
    return chosen
  }

  private func bytes(of candidate: Int) -> Int {
    candidate < codeBytes.count ? codeBytes[candidate] : 0
  }

  /// The first candidate whose objective is the least, or as good, and not more than `most`; with the least.
  private func leastOf(
    _ candidates: [Int], atMost most: Double = .infinity, objective: (Int) -> Double
  ) -> (candidate: Int, least: Double)? {
    let values = candidates.map(objective)
    guard let least = values.min() else { return nil }
    return zip(candidates, values).first { $0.1 <= min(least + tie, most) }.map { ($0.0, least) }
  }
}
