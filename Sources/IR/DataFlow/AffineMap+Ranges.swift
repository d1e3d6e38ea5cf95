import Support

extension AffineMap {
  /// The ranges of the results, from those of the operands, dimensions first; every number where one
  /// is not known or could leave 64 bits.
  public func ranges(of inputs: [IntegerRange?]) -> [IntegerRange] {
    boundedRanges(of: inputs).map { numbers in
      numbers.flatMap { IntegerRange(signed: $0, width: 64) } ?? IntegerRange(width: 64)
    }
  }

  /// The same, `nil` for every number.
  func boundedRanges(of inputs: [IntegerRange?]) -> [ClosedRange<Int>?] {
    var known = Assumptions()
    for (place, range) in inputs.enumerated() {
      let numbers = range?.signed ?? Int.min...Int.max
      if place < dimensionCount {
        known.setBounds(
          of: place, lower: IndexExpression(numbers.lowerBound),
          upper: IndexExpression(numbers.upperBound))
      } else {
        known.symbols["s\(place - dimensionCount)"] = SymbolRange(
          numbers.lowerBound, numbers.upperBound)
      }
    }
    return results.map { result in
      // With one end open the other may have wrapped around.
      let interval = known.interval(of: result)
      guard let lower = interval.lower, let upper = interval.upper, lower <= upper else {
        return nil
      }
      return lower...upper
    }
  }
}

extension IntegerRange {
  /// The range of the greater of two signed numbers.
  public func greater(_ other: IntegerRange) -> IntegerRange {
    let low = max(signed.lowerBound, other.signed.lowerBound)
    let high = max(signed.upperBound, other.signed.upperBound)
    return IntegerRange(signed: low...high, width: width) ?? IntegerRange(width: width)
  }

  /// The range of the lesser of two signed numbers.
  public func lesser(_ other: IntegerRange) -> IntegerRange {
    let low = min(signed.lowerBound, other.signed.lowerBound)
    let high = min(signed.upperBound, other.signed.upperBound)
    return IntegerRange(signed: low...high, width: width) ?? IntegerRange(width: width)
  }
}
