import Support

/// A system whose unknowns have bounds, for questions that need no isl: most are answered by the bounds
/// of one condition, or of the sum of two in which an unknown cancels.
///
///     d0 * 14 + d1 = d2 * 14 + d3,  d0 + 1 <= d2,  0 <= d1, d3 < 14
///       -> d1 - d3 - 14 >= 0, and its greatest value is -1
///
/// A product, quotient, `min` or `max` is an unknown of its own, so nothing that has a solution is said
/// to have none.
struct BoundedSystem {
  /// A sum of multiples of unknowns and a constant, which is at least zero.
  private struct Condition {
    var constant: Int
    var terms: [(unknown: Int, coefficient: Int)]
  }

  private var numbers: [[IndexExpression.Factor]: Int] = [:]
  private var lower: [Int] = []
  private var upper: [Int] = []
  private var equalities: [Condition] = []
  private var inequalities: [Condition] = []

  /// Numbers from here on count as unbounded, so that no sum or product overflows.
  private static let infinity = 1 << 36
  private static let largestCoefficient = 1 << 16

  init(_ system: IntegerSystem) {
    for expression in system.zero {
      if let condition = condition(expression, system) { equalities.append(condition) }
    }
    for expression in system.nonNegative {
      if let condition = condition(expression, system) { inequalities.append(condition) }
    }
  }

  /// The condition that an expression is at least zero; `nil` where its numbers are too large.
  private mutating func condition(
    _ expression: IndexExpression, _ system: IntegerSystem
  ) -> Condition? {
    guard expression.constant.magnitude < Self.infinity else { return nil }
    var result = Condition(constant: expression.constant, terms: [])
    for term in expression.terms {
      guard term.coefficient.magnitude < Self.largestCoefficient else { return nil }
      result.terms.append((number(of: term.factors, system), term.coefficient))
    }
    return result
  }

  private mutating func number(
    of factors: [IndexExpression.Factor], _ system: IntegerSystem
  ) -> Int {
    if let known = numbers[factors] { return known }
    let number = lower.count
    numbers[factors] = number
    lower.append(-Self.infinity)
    upper.append(Self.infinity)
    if factors.count == 1, case .symbol(let name) = factors[0] {
      let range = system.symbols[name] ?? .any
      lower[number] = min(max(range.lower, -Self.infinity), Self.infinity)
      upper[number] = max(min(range.upper, Self.infinity), -Self.infinity)
    }
    return number
  }

  /// Whether bounds alone show that there is no solution.
  mutating func isRefuted() -> Bool {
    let negated = equalities.map { equality in
      Condition(
        constant: -equality.constant,
        terms: equality.terms.map { ($0.unknown, -$0.coefficient) })
    }
    let all = inequalities + equalities + negated
    for _ in 0..<3 {
      var isChanged = false
      for condition in all where tighten(condition, &isChanged) { return true }
      if !isChanged { break }
    }
    for first in equalities + negated {
      for second in inequalities where isRefuted(first, with: second) { return true }
    }
    return false
  }

  /// The greatest value of a term; `nil` where it has no bound.
  private func greatest(_ term: (unknown: Int, coefficient: Int)) -> Int? {
    let bound = term.coefficient > 0 ? upper[term.unknown] : lower[term.unknown]
    return bound.magnitude >= Self.infinity ? nil : bound * term.coefficient
  }

  /// Narrows the unknowns of a condition by what is known of the others.
  ///
  /// - Returns: whether there is nothing left.
  private mutating func tighten(_ condition: Condition, _ isChanged: inout Bool) -> Bool {
    var (sum, unbounded) = (condition.constant, 0)
    for term in condition.terms {
      if let most = greatest(term) { sum += most } else { unbounded += 1 }
    }
    if unbounded == 0, sum < 0 { return true }
    guard unbounded <= 1 else { return false }
    for term in condition.terms {
      let own = greatest(term)
      guard unbounded == 0 || own == nil else { continue }
      // coefficient * unknown >= -others
      let others = sum - (own ?? 0)
      guard others.magnitude < Self.infinity else { continue }
      let (unknown, coefficient) = term
      if coefficient > 0 {
        let least = -Self.floorDivide(others, coefficient)
        if least > lower[unknown] { (lower[unknown], isChanged) = (least, true) }
      } else {
        let most = Self.floorDivide(others, -coefficient)
        if most < upper[unknown] { (upper[unknown], isChanged) = (most, true) }
      }
      if lower[unknown] > upper[unknown] { return true }
    }
    return false
  }

  private static func floorDivide(_ value: Int, _ by: Int) -> Int {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: by)
    return rest < 0 ? quotient - 1 : quotient
  }

  /// Whether a sum of multiples of two conditions in which an unknown cancels is always negative.
  private func isRefuted(_ first: Condition, with second: Condition) -> Bool {
    for (unknown, coefficient) in first.terms {
      guard let other = second.terms.first(where: { $0.unknown == unknown })?.coefficient,
        (other < 0) != (coefficient < 0)
      else { continue }
      let (a, b) = (abs(other), abs(coefficient))
      var sum: Int? = first.constant * a + second.constant * b
      for term in first.terms {
        let same = second.terms.first { $0.unknown == term.unknown }?.coefficient ?? 0
        sum = add(sum, (term.unknown, term.coefficient * a + same * b))
      }
      for term in second.terms where !first.terms.contains(where: { $0.unknown == term.unknown }) {
        sum = add(sum, (term.unknown, term.coefficient * b))
      }
      if let sum, sum < 0 { return true }
    }
    return false
  }

  private func add(_ sum: Int?, _ term: (unknown: Int, coefficient: Int)) -> Int? {
    if term.coefficient == 0 { return sum }
    guard let sum, let most = greatest(term, within: 1 << 20) else { return nil }
    return sum + most
  }

  /// As `greatest`, for sums of two conditions, whose coefficients may be products.
  private func greatest(
    _ term: (unknown: Int, coefficient: Int), within limit: Int
  ) -> Int? {
    let bound = term.coefficient > 0 ? upper[term.unknown] : lower[term.unknown]
    return bound.magnitude >= limit ? nil : bound * term.coefficient
  }
}
