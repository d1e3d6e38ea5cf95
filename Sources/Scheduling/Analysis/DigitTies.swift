import Support

/// Which loop counters of two instances are the same, and which are zero, because both touch the same
/// element: found by comparing digits, without solving anything.
///
///     T[i * 14 + j], 0 <= j < 14, and T[k * 14 + l], 0 <= l < 14   ->   i = k, j = l
package struct DigitTies {
  /// For a dimension of the first instance the one of the second that has the same value.
  package private(set) var partners: [Int?]
  /// Whether a dimension of the first, or of the second, is zero.
  package private(set) var areZero: (first: [Bool], second: [Bool])
  /// Whether no two instances touch the same element.
  package private(set) var isImpossible = false

  /// Before anything is known but how many values each dimension has.
  package init(_ first: [IndexExpression?], _ second: [IndexExpression?]) {
    partners = [Int?](repeating: nil, count: first.count)
    areZero = (first.map { $0 == 1 }, second.map { $0 == 1 })
  }

  package func areEqual(_ first: Int, _ second: Int) -> Bool {
    partners[first] == second || (areZero.first[first] && areZero.second[second])
  }

  package mutating func tie(_ first: Int, _ second: Int) {
    // Each has one partner at most, so that what cancels does so once.
    if partners[first] == nil, !partners.contains(second) { partners[first] = second }
    spreadZeros()
  }

  /// Zeros of sums of digits that are zero: where all coefficients have one sign, each of them.
  package mutating func require(
    zero expression: IndexExpression, _ extents: [IndexExpression?], inFirst: Bool
  ) {
    let sum = DigitSum(expression)
    guard sum.rest == 0,
      sum.digits.allSatisfy({
        ($0.coefficient < 0) == (sum.digits[0].coefficient < 0) && extents[$0.dimension] != nil
      })
    else { return }
    for digit in sum.digits { setZero(digit.dimension, inFirst: inFirst) }
    spreadZeros()
  }

  private mutating func setZero(_ dimension: Int, inFirst: Bool) {
    if inFirst { areZero.first[dimension] = true } else { areZero.second[dimension] = true }
  }

  private mutating func spreadZeros() {
    for (first, second) in partners.enumerated() {
      guard let second, areZero.first[first] || areZero.second[second] else { continue }
      areZero.first[first] = true
      areZero.second[second] = true
    }
  }

  /// A digit of one of the instances in the difference of two places.
  private struct Digit {
    let dimension: Int
    let isOfFirst: Bool
    let coefficient: Int
    /// `nil` for what is no counter, and may be below zero.
    let extent: IndexExpression?
  }

  /// Learns from two indices being the same: digits whose coefficients are greater than all that is less
  /// significant comes to must agree by themselves.
  package mutating func require(
    _ left: IndexExpression, _ leftExtents: [IndexExpression?], equals right: IndexExpression,
    _ rightExtents: [IndexExpression?]
  ) {
    let (left, right) = (DigitSum(left), DigitSum(right))
    guard let constant = difference(left.rest, right.rest) else { return }
    var digits: [Digit] = []
    for (dimension, coefficient) in left.digits where !areZero.first[dimension] {
      let partner = partners[dimension]
      if let partner, right.coefficient(of: partner) == coefficient { continue }
      digits.append(
        Digit(
          dimension: dimension, isOfFirst: true, coefficient: coefficient,
          extent: leftExtents[dimension]))
    }
    for (dimension, coefficient) in right.digits where !areZero.second[dimension] {
      if let partner = partners.firstIndex(of: dimension),
        left.coefficient(of: partner) == coefficient
      {
        continue
      }
      digits.append(
        Digit(
          dimension: dimension, isOfFirst: false, coefficient: -coefficient,
          extent: rightExtents[dimension]))
    }
    digits.sort { abs($0.coefficient) > abs($1.coefficient) }
    var place = 0
    while place < digits.count {
      let weight = abs(digits[place].coefficient)
      let end = digits[place...].firstIndex { abs($0.coefficient) != weight } ?? digits.count
      guard let (least, greatest) = Self.bounds(of: digits[end...], constant), greatest < weight,
        least > -weight
      else { return }
      // The digits of this weight come to zero, and so does all that is left.
      learn(from: digits[place..<end])
      place = end
    }
    if constant != 0 { isImpossible = true }
  }

  /// How much more one expression over the first instance is than one over the second, if that is known.
  private func difference(_ left: IndexExpression, _ right: IndexExpression) -> Int? {
    if left.terms.isEmpty || right.terms.isEmpty { return (left - right).constantValue }
    var isKnown = true
    let same = left.substituting { leaf in
      guard case .dimension(let number) = leaf else { return nil }
      if areZero.first[number] { return 0 }
      guard let partner = partners[number] else {
        isKnown = false
        return nil
      }
      return .dimension(partner)
    }
    let other = right.substituting { leaf in
      if case .dimension(let number) = leaf, areZero.second[number] { return 0 }
      return nil
    }
    return isKnown ? (same - other).constantValue : nil
  }

  /// Between which numbers a sum of digits lies.
  private static func bounds(
    of digits: ArraySlice<Digit>, _ constant: Int
  ) -> (least: Int, greatest: Int)? {
    var (least, greatest) = (constant, constant)
    for digit in digits {
      guard let extent = digit.extent?.constantValue else { return nil }
      let most = digit.coefficient * max(0, extent - 1)
      if most < 0 { least += most } else { greatest += most }
    }
    return (least, greatest)
  }

  /// Learns from digits of one weight that come to zero together.
  private mutating func learn(from digits: ArraySlice<Digit>) {
    guard let first = digits.first else { return }
    if digits.allSatisfy({
      ($0.coefficient < 0) == (first.coefficient < 0) && $0.extent != nil
    }) {
      for digit in digits { setZero(digit.dimension, inFirst: digit.isOfFirst) }
      spreadZeros()
    } else if digits.count == 2, let last = digits.last, first.isOfFirst != last.isOfFirst {
      let (one, other) = first.isOfFirst ? (first, last) : (last, first)
      tie(one.dimension, other.dimension)
    }
  }
}
