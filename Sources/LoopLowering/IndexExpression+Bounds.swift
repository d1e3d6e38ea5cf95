import Support

extension IndexExpression {
  /// This without the minima and maxima that differ between lanes, where `holds` says of a condition that
  /// it is at least zero for all of them.
  func withoutBounds(
    varyingWith lane: Int, _ holds: (IndexExpression) -> Bool
  ) -> IndexExpression {
    if !dimensionNumbers.contains(lane) { return self }
    var result = self
    for term in terms {
      for factor in term.factors {
        let single = IndexExpression(single: factor)
        guard single.dimensionNumbers.contains(lane) else { continue }
        var free: IndexExpression?
        switch factor {
        case .minimum(let left, let right), .maximum(let left, let right):
          let variesLeft = left.dimensionNumbers.contains(lane)
          let (own, bound) = variesLeft ? (left, right) : (right, left)
          if bound.dimensionNumbers.contains(lane) { continue }
          let inner = own.withoutBounds(varyingWith: lane, holds)
          if case .minimum = factor {
            if holds(bound - inner) { free = inner }
          } else if holds(inner - bound) {
            free = inner
          }
        case .floorDivision(let value, let by):
          let inner = value.withoutBounds(varyingWith: lane, holds)
          if inner != value { free = inner.floorDivided(by: by) }
        case .symbol, .dimension, .remainder: continue
        }
        guard let free, term.factors.count == 1 else { continue }
        result += (free - single) * IndexExpression(term.coefficient)
      }
    }
    return result
  }

  /// The least value while leaves run from zero to below what `extent` says, which the others stand
  /// still for; `nil` where that is not plain.
  func least(_ extent: (Int) -> IndexExpression?) -> IndexExpression? {
    var result = IndexExpression(constant)
    for term in terms {
      let single = term.factors.reduce(IndexExpression(term.coefficient)) {
        $0 * IndexExpression(single: $1)
      }
      if single.dimensionNumbers.allSatisfy({ extent($0) == nil }) {
        result += single
        continue
      }
      guard term.factors.count == 1, let factor = term.factors.single else { return nil }
      switch factor {
      case .dimension(let leaf):
        guard let count = extent(leaf)?.constantValue, count > 0 else { return nil }
        if term.coefficient < 0 { result += IndexExpression(term.coefficient * (count - 1)) }
      case .floorDivision(let value, let by):
        guard let divisor = by.constantValue, divisor > 0 else { return nil }
        if term.coefficient > 0 {
          guard let low = value.least(extent) else { return nil }
          result += low.floorDivided(by: by) * IndexExpression(term.coefficient)
        } else {
          guard let high = (IndexExpression.zero - value).least(extent) else { return nil }
          result +=
            (IndexExpression.zero - high).floorDivided(by: by) * IndexExpression(term.coefficient)
        }
      case .symbol, .remainder, .minimum, .maximum: return nil
      }
    }
    return result
  }
}
