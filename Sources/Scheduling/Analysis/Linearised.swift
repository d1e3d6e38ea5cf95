import Polyhedra
import Support

// Places in row-major order, `row * n + column` for a size n: products that isl cannot express.

extension IndexExpression {
  /// Equations, without products by a size where they can be avoided, that hold where two places are
  /// the same; `domain` and `otherDomain` say which dimensions there are.
  ///
  ///     d0 * n + d1 = d2 * n + d3, both columns from 0 to n - 1  ->  d0 = d2, d1 = d3
  func equations(
    in domain: @autoclosure () -> IntegerSystem, with other: IndexExpression,
    in otherDomain: @autoclosure () -> IntegerSystem
  ) -> [(IndexExpression, IndexExpression)] {
    let sizes = sizesOfRows + other.sizesOfRows
    if sizes.isEmpty { return [(self, other)] }
    let (domain, otherDomain) = (domain(), otherDomain())
    for size in sizes {
      guard let own = divided(by: size, in: domain),
        let its = other.divided(by: size, in: otherDomain)
      else { continue }
      return own.quotient.equations(in: domain, with: its.quotient, in: otherDomain)
        + own.remainder.equations(in: domain, with: its.remainder, in: otherDomain)
    }
    return [(self, other)]
  }

  /// The symbols by which dimensions are multiplied.
  private var sizesOfRows: [String] {
    var found: [String] = []
    for term in terms where term.factors.count > 1 && term.factors.contains(where: \.isMoving) {
      for case .symbol(let name) in term.factors where !found.contains(name) {
        found.append(name)
      }
    }
    return found
  }

  /// Quotient and remainder by a size, if the remainder is from zero to below it.
  private func divided(
    by size: String, in domain: IntegerSystem
  ) -> (quotient: IndexExpression, remainder: IndexExpression)? {
    var (quotient, remainder) = (IndexExpression.zero, IndexExpression(constant))
    for term in terms {
      var factors = term.factors
      let place = factors.firstIndex(of: .symbol(size))
      if let place { factors.remove(at: place) }
      let product = factors.reduce(IndexExpression(term.coefficient)) {
        $0 * IndexExpression(single: $1)
      }
      if place == nil { remainder += product } else { quotient += product }
    }
    for outside in [-1 - remainder, remainder - .symbol(size)] {
      var system = domain
      system.require(nonNegative: outside)
      guard system.isImpossible else { return nil }
    }
    return (quotient, remainder)
  }
}

extension IndexExpression.Factor {
  /// Whether it depends on a dimension.
  fileprivate var isMoving: Bool { !IndexExpression(single: self).dimensionNumbers.isEmpty }
}
