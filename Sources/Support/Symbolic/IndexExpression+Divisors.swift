extension IndexExpression {
  /// Everything that the expression divides by, also inside of its parts.
  public var divisors: [IndexExpression] {
    terms.flatMap { term in
      term.factors.flatMap { factor -> [IndexExpression] in
        switch factor {
        case .symbol, .dimension: []
        case .floorDivision(let value, let divisor), .remainder(let value, let divisor):
          [divisor] + value.divisors + divisor.divisors
        case .minimum(let left, let right), .maximum(let left, let right):
          left.divisors + right.divisors
        }
      }
    }
  }
}
