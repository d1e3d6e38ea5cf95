/// Chooses few candidates that together are nearly as fast as all of them, over a whole range.
///
/// Greedy: the candidate that may always run and is the best alone, then again and again the one that
/// lowers the objective most, until that is worth no more code. Near ties go to the one that comes
/// first, so that equal measurements give equal choices.
package struct Cover {
  /// `costs[candidate][point]`; infinite where it may not run.
  package let costs: [[Double]]
  /// Of the points; their sum is one.
  package let weights: [Double]
  /// Candidates that may run everywhere.
  package let isTotal: [Bool]

  package var mostChosen = 8
  /// What another candidate must gain, as a share of all time.
  package var leastGain = 0.002
  /// How much the worst point counts beside the mean.
  package var worstShare = usualWorstShare
  static let usualWorstShare = 0.3

  package init(costs: [[Double]], weights: [Double], isTotal: [Bool]) {
    (self.costs, self.weights, self.isTotal) = (costs, weights, isTotal)
  }

  /// The least cost at each point.
  var best: [Double] {
    weights.indices.map { point in costs.map { $0[point] }.min() ?? .infinity }
  }

  /// How much slower a choice is than the best candidate at each point: the mean, and the worst.
  package func regret(_ chosen: [Int]) -> (mean: Double, worst: Double) {
    var (mean, worst) = (0.0, 1.0)
    for (point, least) in best.enumerated() where least < .infinity && least > 0 {
      let ratio = (chosen.map { costs[$0][point] }.min() ?? .infinity) / least
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
    guard var first = total.first else { return [] }
    var value = objective([first])
    for candidate in total.dropFirst() {
      let other = objective([candidate])
      if other < value - 1e-9 { (first, value) = (candidate, other) }
    }
    var chosen = [first]
    while chosen.count < mostChosen {
      var next: (candidate: Int, value: Double)?
      for candidate in costs.indices where !chosen.contains(candidate) {
        let other = objective(chosen + [candidate])
        if other < (next?.value ?? value) - 1e-9 { next = (candidate, other) }
      }
      guard let next, value - next.value >= leastGain else { break }
      chosen.append(next.candidate)
      value = next.value
    }
    return chosen
  }
}
