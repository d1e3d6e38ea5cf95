import Support

/// A sum of loop counters with constant coefficients, and the rest.
///
///     d0 * 14 + d1 + min(d2 * 4, n)   ->   14 of d0, 1 of d1, and min(d2 * 4, n)
///
/// The counters are digits of the number: each is at least zero and below its extent.
package struct DigitSum {
  /// No dimension twice, no coefficient zero.
  package private(set) var digits: [(dimension: Int, coefficient: Int)] = []
  package private(set) var rest: IndexExpression

  package init(_ expression: IndexExpression) {
    var rest = IndexExpression(expression.constant)
    for term in expression.terms {
      if case .dimension(let number)? = term.factors.single {
        digits.append((number, term.coefficient))
      } else {
        rest += term.factors.reduce(IndexExpression(term.coefficient)) {
          $0 * IndexExpression(single: $1)
        }
      }
    }
    self.rest = rest
  }

  package init(_ digits: [(dimension: Int, coefficient: Int)], rest: IndexExpression) {
    (self.digits, self.rest) = (digits, rest)
  }

  package func coefficient(of dimension: Int) -> Int {
    digits.first { $0.dimension == dimension }?.coefficient ?? 0
  }

  /// This plus a multiple of another.
  package func adding(_ other: DigitSum, times factor: Int) -> DigitSum {
    var sum = self
    for (dimension, coefficient) in other.digits {
      let more = coefficient * factor
      if let place = sum.digits.firstIndex(where: { $0.dimension == dimension }) {
        sum.digits[place].coefficient += more
      } else {
        sum.digits.append((dimension, more))
      }
    }
    sum.digits.removeAll { $0.coefficient == 0 }
    sum.rest += other.rest * IndexExpression(factor)
    return sum
  }

  package func scaled(by factor: Int) -> DigitSum {
    DigitSum([], rest: 0).adding(self, times: factor)
  }

  /// This with dimensions from `first` on moved by `count`.
  package func moving(from first: Int, by count: Int) -> DigitSum {
    func moved(_ dimension: Int) -> Int { dimension < first ? dimension : dimension + count }
    let rest =
      rest.terms.isEmpty
      ? rest
      : rest.substituting { leaf in
        if case .dimension(let number) = leaf { return .dimension(moved(number)) }
        return nil
      }
    return DigitSum(digits.map { (moved($0.dimension), $0.coefficient) }, rest: rest)
  }

  /// A counter from `first` on that goes in steps and stops at a limit, as tiles do of which the last
  /// begins early, and this without it: `min(limit, step * d)`.
  func withoutClamped(from first: Int) -> (sum: DigitSum, clamped: ClampedDigit?) {
    for term in rest.terms where term.coefficient == 1 {
      guard case .minimum(let left, let right)? = term.factors.single else { continue }
      for (limit, value) in [(left, right), (right, left)] {
        guard let limit = limit.constantValue, limit >= 0, value.constant == 0,
          value.terms.count == 1, value.terms[0].coefficient > 0,
          case .dimension(let number)? = value.terms[0].factors.single, number >= first
        else { continue }
        let clamped = ClampedDigit(
          dimension: number, step: value.terms[0].coefficient, limit: limit)
        return (DigitSum(digits, rest: rest - .minimum(left, right)), clamped)
      }
    }
    return (self, nil)
  }

  /// The part whose dimensions satisfy a condition, without what depends on none.
  package func part(where isWanted: (Int) -> Bool) -> DigitSum {
    DigitSum(digits.filter { isWanted($0.dimension) }, rest: 0)
  }

  /// The least value, where each digit is below its constant extent; `nil` if that is not known.
  package func least(_ extents: [IndexExpression?]) -> Int? {
    guard var least = rest.constantValue else { return nil }
    for (dimension, coefficient) in digits {
      // What has no extent is no counter, and may be below zero.
      guard let extent = extents[dimension] else { return nil }
      if coefficient > 0 { continue }
      guard let extent = extent.constantValue else { return nil }
      least += coefficient * (extent - 1)
    }
    return least
  }
}

/// `min(limit, step * dimension)`.
struct ClampedDigit {
  let dimension: Int
  let step: Int
  let limit: Int
}
