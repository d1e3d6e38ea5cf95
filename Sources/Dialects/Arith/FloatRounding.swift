import IR

extension FloatKind {
  /// The nearest value of this format, ties to even; `nil` for formats not computed with here.
  ///
  /// One operation (`+ - * /`, square root) on values of a format of at most 24 bits of precision,
  /// computed in `Double` and rounded by this, is correctly rounded: a `Double` has more than twice
  /// the precision.
  public func rounded(_ value: Double) -> Double? {
    switch self {
    case .f64: return value
    case .f32: return Double(Float(value))
    case .f16: return Self.rounded(value, precision: 11, minimumExponent: -14, maximum: 65504)
    case .bf16:
      return Self.rounded(
        value, precision: 8, minimumExponent: -126, maximum: 0x1.FEp127)
    default: return nil
    }
  }

  /// Rounds to `precision` significant bits with gradual underflow below `minimumExponent`.
  private static func rounded(
    _ value: Double, precision: Int, minimumExponent: Int, maximum: Double
  ) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let exponent = max(Int(value.exponent), minimumExponent)
    // One unit in the last place at this exponent; a power of two, so both steps are exact.
    let unit = Double(sign: .plus, exponent: exponent - (precision - 1), significand: 1)
    let result = (value / unit).rounded(.toNearestOrEven) * unit
    return result.magnitude > maximum
      ? Double(signOf: value, magnitudeOf: .infinity) : result
  }
}
