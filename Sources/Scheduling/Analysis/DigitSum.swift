import Support

/// A sum of loop counters with constant coefficients, and the rest.
///
///     d0 * 14 + d1 + min(d2 * 4, n)   ->   14 of d0, 1 of d1, and min(d2 * 4, n)
///
/// The counters are digits of the number: each is at least zero and below its extent.
struct DigitSum {
  /// No dimension twice, no coefficient zero.
  private(set) var digits: [(dimension: Int, coefficient: Int)] = []
  private(set) var rest: IndexExpression

  init(_ expression: IndexExpression) {
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

  init(_ digits: [(dimension: Int, coefficient: Int)], rest: IndexExpression) {
    (self.digits, self.rest) = (digits, rest)
  }

  func coefficient(of dimension: Int) -> Int {
    digits.first { $0.dimension == dimension }?.coefficient ?? 0
  }

  /// This plus a multiple of another.
  func adding(_ other: DigitSum, times factor: Int) -> DigitSum {
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

  func scaled(by factor: Int) -> DigitSum {
    DigitSum([], rest: 0).adding(self, times: factor)
  }

  /// The part whose dimensions satisfy a condition, without what depends on none.
  func part(where isWanted: (Int) -> Bool) -> DigitSum {
    DigitSum(digits.filter { isWanted($0.dimension) }, rest: 0)
  }

  /// The least value, where each digit is below its constant extent; `nil` if that is not known.
  func least(_ extents: [IndexExpression?]) -> Int? {
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

  /// The greatest value, where each digit is below its constant extent; `nil` if that is not known.
  func greatest(_ extents: [IndexExpression?]) -> Int? {
    scaled(by: -1).least(extents).map { -$0 }
  }
}
