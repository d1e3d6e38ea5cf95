import Support

extension IndexExpression {
  /// With quotients and remainders of one value put together again, as a loop that was fused and split
  /// leaves them.
  ///
  ///     (d0 floordiv 3) * 3 + d0 mod 3  ->  d0
  ///     ((d0 floordiv 3) mod 4) * 3 + d0 mod 3  ->  d0 mod 12
  var recombined: IndexExpression {
    var result = IndexExpression(constant)
    for term in terms {
      var product = IndexExpression(term.coefficient)
      for factor in term.factors { product *= factor.recombined }
      result += product
    }
    while let next = result.recombinedOnce { result = next }
    return result
  }

  private var recombinedOnce: IndexExpression? {
    for term in terms {
      for (place, factor) in term.factors.enumerated() {
        guard case .remainder(let value, let by) = factor else { continue }
        var scale = IndexExpression(term.coefficient)
        for (other, factor) in term.factors.enumerated() where other != place {
          scale *= IndexExpression(single: factor)
        }
        let (rest, quotient) = (
          self - scale * IndexExpression(single: factor), value.floorDivided(by: by)
        )
        let whole = rest - scale * by * quotient + scale * value
        if whole.divisionCount < divisionCount { return whole }
        // The quotient may itself be kept below a number.
        for case .remainder(quotient, let count) in terms.flatMap(\.factors) {
          let part =
            rest - scale * by * quotient.remainder(by: count)
            + scale * value.remainder(by: by * count)
          if part.divisionCount < divisionCount { return part }
        }
      }
    }
    return nil
  }

  private var divisionCount: Int {
    terms.reduce(0) { count, term in
      count
        + term.factors.count { factor in
          switch factor {
          case .floorDivision, .remainder: true
          default: false
          }
        }
    }
  }
}

extension IndexExpression.Factor {
  /// The factor, what it divides put together.
  fileprivate var recombined: IndexExpression {
    switch self {
    case .floorDivision(let value, let by): value.recombined.floorDivided(by: by.recombined)
    case .remainder(let value, let by): value.recombined.remainder(by: by.recombined)
    default: IndexExpression(single: self)
    }
  }
}
