extension FloatKind {
  /// The number of this format that `value` is rounded to by a rule.
  ///
  /// What is too large becomes infinity where the rule leads away from zero, or what the format has in
  /// its place (see `encode`), and otherwise the largest number. A NaN becomes a quiet one.
  ///
  /// `nil` for the format of powers of two, which has no rule but the nearest.
  public func rounded(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double? {
    if value.isNaN { return rounded(Double(bitPattern: value.bitPattern | 1 << 51)) }
    guard self != .f8E8M0FNU else { return rule == .toNearestOrEven ? rounded(value) : nil }
    guard rule != .toNearestOrEven, value.isFinite, value != 0, let precision = fractionBits else {
      return rounded(value)
    }
    // The distance of this format's numbers around the value.
    let step = max(Int(value.exponent), smallestExponent) - precision
    let whole = value.scaled(by: -step).rounded(rule)
    let result = whole.scaled(by: step)
    let nearest = rounded(result)
    if nearest == result { return nearest }
    // Beyond the largest number.
    let largest = largestFinite
    let isAway =
      switch rule {
      case .up: value > 0
      case .down: value < 0
      case .towardZero: false
      default: true
      }
    return isAway ? nearest : value < 0 ? -largest : largest
  }
}
