import Foundation

/// What timing another candidate can be expected to gain: the order of the search, and its end.
///
/// The analytic costs say what every candidate takes in relation to the others at the same sizes. How far
/// they are off for those that were timed says how much may be hoped for of the others: the expected
/// improvement of Jones, Schonlau and Welch (1998), with times that are lognormal.
package struct ExpectedGain: Sendable {
  /// Logarithms of time over cost: one for each size of each candidate that was timed.
  private var ratios: [(size: Int, ratio: Double, isTransferred: Bool)] = []
  /// The same of one candidate by itself, its mean over the sizes relative to those of all.
  private var observed: [String: [(size: Int, ratio: Double)]] = [:]
  private var levels: [Int: Double] = [:]
  /// How far candidates were faster than their costs say in relation to the median: the root of the mean square.
  package private(set) var deviation = Self.usualDeviation
  /// The same of those whose costs were set right by timings of related programs.
  package private(set) var transferredDeviation = Self.usualTransferredDeviation

  private static let (usualDeviation, usualTransferredDeviation) = (0.12, 0.03)
  /// So many observations is the usual deviation worth.
  private static let usualCount = 6.0
  /// What costs more than the least at a size by this factor says nothing of those that may be the best.
  private static let nearCost = 1.3
  /// What candidates that others are put together of say of them.
  private static let deviationOfParts = 0.03

  /// What costs least at each size.
  private let leastCosts: [Double]

  package init(leastCosts: [Double]) { self.leastCosts = leastCosts }

  /// A candidate of some cost took so long at a size; costs and times that are not positive say nothing.
  ///
  /// A cost `isTransferred` if timings of related programs have set it right.
  package mutating func learn(
    _ name: String, size: Int, cost: Double, time: Double, isTransferred: Bool = false
  ) {
    guard cost > 0, time > 0, cost <= leastCosts[size] * Self.nearCost else { return }
    let ratio = log(time / cost)
    ratios.append((size, ratio, isTransferred))
    observed[name, default: []].append((size, ratio))
    levels = Dictionary(grouping: ratios, by: \.size).mapValues { all in
      let sorted = all.map(\.ratio).sorted()
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
    deviation = deviation(from: Self.usualDeviation, transferred: false)
    transferredDeviation = deviation(from: Self.usualTransferredDeviation, transferred: true)
  }

  private func deviation(from usual: Double, transferred: Bool) -> Double {
    // Some are much slower than their costs say, which gives no hope of faster ones.
    let faster = ratios.filter { $0.isTransferred == transferred }
      .map { $0.ratio - (levels[$0.size] ?? $0.ratio) }.filter { $0 <= 0 }
    let squares = faster.reduce(0) { $0 + $1 * $1 }
    return
      ((Self.usualCount * usual * usual + squares)
      / (Self.usualCount + Double(faster.count))).squareRoot()
  }

  /// The share of the best time that a candidate of some cost is expected to save at a size; `nil` where
  /// nothing is known of the size.
  ///
  /// `parts` are candidates that it is put together of.
  package func gain(
    size: Int, cost: Double, best: Double, isTransferred: Bool = false, parts: [String] = []
  ) -> Double? {
    guard let level = levels[size], cost > 0, best > 0 else { return nil }
    var (mean, deviation) = (level + log(cost), isTransferred ? transferredDeviation : deviation)
    let known = parts.compactMap(offset)
    if !parts.isEmpty, known.count == parts.count {
      mean += known.reduce(0, +) / Double(known.count)
      deviation = Self.deviationOfParts
    }
    // Of a lognormal time x: the mean of max(0, 1 - x / best).
    let distance = (log(best) - mean) / deviation
    let ratio = exp(mean - log(best) + deviation * deviation / 2)
    return max(0, Self.normal(distance) - ratio * Self.normal(distance - deviation))
  }

  /// How much slower than its cost says a candidate was, beside the others.
  private func offset(of name: String) -> Double? {
    guard let own = observed[name], !own.isEmpty else { return nil }
    return own.reduce(0) { $0 + $1.ratio - (levels[$1.size] ?? $1.ratio) } / Double(own.count)
  }

  private static func normal(_ value: Double) -> Double {
    0.5 * erfc(-value / 2.0.squareRoot())
  }
}
