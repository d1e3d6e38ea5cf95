import Support

/// Shows that loop counters exist for which sums of them have given values, digit by digit.
///
///     j * 16 + k = v, 0 <= j < 5, 0 <= k < 16   for every v in 0..<80:   j = v floordiv 16, k = v mod 16
///
/// What it cannot show may be true: then integer sets are asked.
package struct DigitWitness {
  /// Of the dimensions of the values, then of the counters that are looked for.
  private let extents: [IndexExpression?]
  /// Where those begin.
  private let first: Int
  /// What is at least zero of the dimensions of the values.
  private let known: [DigitSum]
  /// For each sum the counters that are looked for, and what they must come to.
  private var axes: [(own: DigitSum, clamped: ClampedDigit?, value: DigitSum)] = []

  /// - Parameters:
  ///   - extents: how many values each dimension has, of those that the values are over.
  ///   - known: what is at least zero of them.
  ///   - own: how many values each of the counters has that are looked for; their dimensions come after.
  package init(
    _ extents: [IndexExpression?], where known: [DigitSum], own: some Sequence<IndexExpression?>
  ) {
    (self.extents, first, self.known) = (extents + own, extents.count, known)
  }

  /// Whether there are counters for which `target` is `source`, which is over the other dimensions.
  package mutating func canMake(_ target: DigitSum, _ source: DigitSum) -> Bool {
    let (target, clamped) = target.withoutClamped(from: first)
    let own = target.part { $0 >= first }
    let value = source.adding(target, times: -1).adding(own, times: 1)
    guard let span = span(of: own, clamped), isAtLeast(0, value),
      isAtLeast(0, DigitSum([], rest: IndexExpression(span)).adding(value, times: -1)),
      own.digits.allSatisfy({ isFree($0.dimension) }), clamped.map({ isFree($0.dimension) }) ?? true
    else { return false }
    axes.append((own, clamped, value))
    return true
  }

  /// Whether a counter that is looked for is in none of the sums: it may be zero.
  package func isFree(_ dimension: Int) -> Bool {
    dimension >= first
      && axes.allSatisfy {
        $0.own.coefficient(of: dimension) == 0 && $0.clamped?.dimension != dimension
      }
  }

  /// Whether a condition, that a sum is at least zero, holds of the counters.
  package func keeps(_ condition: DigitSum) -> Bool {
    let goal = DigitSum(
      condition.digits.filter { !isFree($0.dimension) }, rest: condition.rest)
    return isAtLeast(0, goal)
      || axes.contains {
        $0.clamped == nil && holds(goal, $0.own, $0.value)
      }
  }

  /// The greatest number that digits make, if they make each one from zero to it.
  private func span(of own: DigitSum, _ clamped: ClampedDigit?) -> Int? {
    var weights: [(step: Int, dimension: Int, limit: Int)] = own.digits.map {
      ($0.coefficient, $0.dimension, .max)
    }
    if let clamped { weights.append((clamped.step, clamped.dimension, clamped.limit)) }
    var span = 0
    for (step, dimension, limit) in weights.sorted(by: { $0.step < $1.step }) {
      // The next number begins no further than those below it reach.
      guard step > 0, step <= span + 1, let extent = extents[dimension]?.constantValue, extent > 0
      else { return nil }
      span += min(limit, step * (extent - 1))
    }
    return span
  }

  /// Whether a condition holds of digits of an axis, which make `value`: some multiple of it has so many
  /// of them that `value` stands for all, or for all but the least significant.
  private func holds(_ goal: DigitSum, _ own: DigitSum, _ value: DigitSum) -> Bool {
    let inGoal = own.digits.filter { goal.coefficient(of: $0.dimension) != 0 }
    guard let least = inGoal.min(by: { $0.coefficient < $1.coefficient }) else { return false }
    let weight = goal.coefficient(of: least.dimension)
    // goal * a - (own - value) * b, where the least significant digit cancels.
    let common = Self.greatestCommonDivisor(least.coefficient, abs(weight))
    let (a, b) = (least.coefficient / common, weight / common)
    let scaled = goal.scaled(by: a).adding(own, times: -b).adding(value, times: b)
    return isAtLeast(1 - a, scaled)
  }

  /// Whether a sum is never below `bound`: by the extents, or beside something that is at least zero.
  ///
  ///     9 * d0 + 3 * d1 + d2 <= 127  ->  3 * d0 + d1 <= 42
  private func isAtLeast(_ bound: Int, _ sum: DigitSum) -> Bool {
    func isPlain(_ sum: DigitSum, _ bound: Int) -> Bool {
      sum.least(extents).map { $0 >= bound } ?? false
    }
    if isPlain(sum, bound) { return true }
    guard let leading = sum.digits.first else { return false }
    return known.contains { condition in
      let other = condition.coefficient(of: leading.dimension)
      guard other != 0, (other < 0) == (leading.coefficient < 0) else { return false }
      if other % leading.coefficient == 0 {
        let factor = other / leading.coefficient
        let difference = sum.scaled(by: factor).adding(condition, times: -1)
        // An integer above `bound - 1` is at least `bound`.
        return isPlain(difference, factor * (bound - 1) + 1)
      }
      guard leading.coefficient % other == 0 else { return false }
      return isPlain(sum.adding(condition, times: -leading.coefficient / other), bound)
    }
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }
}
