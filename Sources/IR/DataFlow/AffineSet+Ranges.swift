import Support

extension AffineSet {
  /// What is left of the ranges of the operands, dimensions first, where these are a point of the set,
  /// or where they are not; `nil` if that cannot be.
  ///
  ///     (d0)[s0] : (s0 - d0 - 1 >= 0)      with s0 in 0…9, d0 in 0…20:  d0 is in 0…8, s0 in 1…9
  ///
  /// A constraint says nothing where it could leave 64 bits.
  func narrowing(_ inputs: [IntegerRange?], holds: Bool) -> [IntegerRange?]? {
    var ranges = inputs
    guard inputs.count == dimensionCount + symbolCount else { return ranges }
    guard holds else {
      // Outside of the set that one does not hold which is not sure to.
      let open = constraints.filter { constraint in
        guard let interval = interval(of: constraint.expression, ranges) else { return true }
        return constraint.isEquality ? interval != 0...0 : interval.lowerBound < 0
      }
      guard let only = open.first else { return nil }
      guard open.count == 1, !only.isEquality else { return ranges }
      return narrow(&ranges, by: -only.expression - 1) ? ranges : nil
    }
    for constraint in constraints {
      guard narrow(&ranges, by: constraint.expression) else { return nil }
      if constraint.isEquality {
        guard narrow(&ranges, by: -constraint.expression) else { return nil }
      }
    }
    return ranges
  }

  /// Takes from the ranges what makes `expression` negative; `false` if nothing is left.
  private func narrow(_ ranges: inout [IntegerRange?], by expression: IndexExpression) -> Bool {
    guard let interval = interval(of: expression, ranges) else { return true }
    if interval.upperBound < 0 { return false }
    for term in expression.terms {
      guard term.coefficient > Int.min, term.factors.count == 1,
        let place = place(of: term.factors[0]),
        let range = ranges[place]
      else { continue }
      let own = IndexExpression(term.coefficient) * IndexExpression(single: term.factors[0])
      // coefficient * operand >= -rest
      guard let rest = self.interval(of: expression - own, ranges)?.upperBound, rest > Int.min
      else { continue }
      let bounds =
        term.coefficient > 0
        ? -rest.floorDivided(by: term.coefficient)...Int.max
        : Int.min...rest.floorDivided(by: -term.coefficient)
      guard let kept = IntegerRange(signed: bounds, width: range.width)?.intersection(range)
      else { return false }
      ranges[place] = kept
    }
    return true
  }

  /// Which operand a factor is.
  private func place(of factor: IndexExpression.Factor) -> Int? {
    switch factor {
    case .dimension(let number): number
    case .symbol(let name): Int(name.dropFirst()).map { dimensionCount + $0 }
    default: nil
    }
  }

  private func interval(
    of expression: IndexExpression, _ ranges: [IntegerRange?]
  ) -> ClosedRange<Int>? {
    let map = AffineMap(
      dimensionCount: dimensionCount, symbolCount: symbolCount, [expression])
    return map.boundedRanges(of: ranges)[0]
  }
}
