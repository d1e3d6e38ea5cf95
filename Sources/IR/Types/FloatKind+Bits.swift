/// How a floating-point format lays out its bits.
private struct FloatLayout {
  enum Specials {
    /// The largest exponent means infinity or NaN.
    case ieee
    /// No infinity; all ones is NaN.
    case allOnesIsNaN
    /// No infinity and no negative zero; the pattern of negative zero is NaN.
    case negativeZeroIsNaN
    /// Every pattern is a finite number.
    case none
  }

  var exponentBits: Int
  var mantissaBits: Int
  var bias: Int
  var specials = Specials.ieee
  /// Whether the leading one of a normal number is stored (the 80-bit format).
  var storesLeadingOne = false

  init(_ exponentBits: Int, _ mantissaBits: Int, bias: Int? = nil, _ specials: Specials = .ieee) {
    self.exponentBits = exponentBits
    self.mantissaBits = mantissaBits
    self.bias = bias ?? (1 << (exponentBits - 1)) - 1
    self.specials = specials
  }

  var signBit: UInt128 { 1 << UInt128(exponentBits + mantissaBits) }
  /// The largest exponent with a zero mantissa: infinity in an IEEE format.
  var top: UInt128 { ((1 << UInt128(exponentBits)) - 1) << UInt128(mantissaBits) }
}

extension FloatKind {
  private var layout: FloatLayout {
    switch self {
    case .f16: return FloatLayout(5, 10)
    case .bf16: return FloatLayout(8, 7)
    case .tf32: return FloatLayout(8, 10)
    case .f32: return FloatLayout(8, 23)
    case .f64: return FloatLayout(11, 52)
    case .f80:
      var layout = FloatLayout(15, 63)
      layout.storesLeadingOne = true
      return layout
    case .f128: return FloatLayout(15, 112)
    case .f8E5M2: return FloatLayout(5, 2)
    case .f8E4M3: return FloatLayout(4, 3)
    case .f8E4M3FN: return FloatLayout(4, 3, .allOnesIsNaN)
    case .f8E5M2FNUZ: return FloatLayout(5, 2, bias: 16, .negativeZeroIsNaN)
    case .f8E4M3FNUZ: return FloatLayout(4, 3, bias: 8, .negativeZeroIsNaN)
    case .f8E4M3B11FNUZ: return FloatLayout(4, 3, bias: 11, .negativeZeroIsNaN)
    case .f8E3M4: return FloatLayout(3, 4)
    case .f6E2M3FN: return FloatLayout(2, 3, .none)
    case .f6E3M2FN: return FloatLayout(3, 2, .none)
    case .f4E2M1FN: return FloatLayout(2, 1, .none)
    // Handled on its own: it has neither sign nor zero.
    case .f8E8M0FNU: return FloatLayout(8, 0, .none)
    }
  }

  /// The bits of the number of this format nearest to `value`, ties to even.
  ///
  /// What is too large becomes infinity, or NaN in a format without infinities, or the largest number
  /// in a format without either.
  public func encode(_ value: Double) -> UInt128 {
    switch self {
    case .f64: return UInt128(value.bitPattern)
    case .f32 where !value.isNaN: return UInt128(Float(value).bitPattern)
    case .f8E8M0FNU: return PowerOfTwo.encode(value)
    default:
      let layout = layout
      let bits = layout.encode(value)
      return layout.storesLeadingOne ? layout.insertingLeadingOne(bits) : bits
    }
  }

  /// The number that `bits` stand for, rounded to a `Double` (exact up to 64 bits).
  public func decode(_ bits: UInt128) -> Double {
    switch self {
    case .f64: return Double(bitPattern: UInt64(truncatingIfNeeded: bits))
    case .f32 where bits & 0x7FFF_FFFF <= 0x7F80_0000:  // a NaN keeps its payload below
      return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .f8E8M0FNU: return PowerOfTwo.decode(bits)
    default:
      let layout = layout
      return layout.decode(layout.storesLeadingOne ? layout.removingLeadingOne(bits) : bits)
    }
  }

  /// The number of this format nearest to `value`.
  public func rounded(_ value: Double) -> Double {
    self == .f64 ? value : decode(encode(value))
  }
}

/// `f8E8M0FNU`: a byte is the exponent of a power of two, from 2^-127 on; all ones is NaN.
private enum PowerOfTwo {
  static func encode(_ value: Double) -> UInt128 {
    guard value.isFinite else { return 0xFF }
    let magnitude = value.magnitude
    guard magnitude > 0x1p-127 else { return 0 }
    let exponent = Int(magnitude.exponent) + (magnitude.significand >= 1.5 ? 1 : 0)
    return exponent > 127 ? 0xFF : UInt128(exponent + 127)
  }

  static func decode(_ bits: UInt128) -> Double {
    let byte = Int(bits & 0xFF)
    return byte == 0xFF ? .nan : Double(sign: .plus, exponent: byte - 127, significand: 1)
  }
}

extension FloatKind {
  /// The bits behind the leading one, `nil` where a `Double` has no more.
  var fractionBits: Int? { layout.mantissaBits < 52 ? layout.mantissaBits : nil }
  /// The exponent of the smallest number with a leading one.
  var smallestExponent: Int { 1 - layout.bias }
  var largestFinite: Double { layout.decode(layout.firstInvalid - 1) }
}

extension FloatLayout {
  func encode(_ value: Double) -> UInt128 {
    let sign = value.sign == .minus ? signBit : 0
    if value.isNaN { return encodeNaN(value, sign) }
    if value.isInfinite { return overflow(sign) }
    if value == 0 { return specials == .negativeZeroIsNaN ? 0 : sign }
    let exponent = Int(value.exponent)
    let significand = UInt128(value.significandBitPattern)
    let whole: UInt128
    if value.isNormal {
      whole = significand | 1 << 52
    } else {
      whole = significand << UInt128(-1022 - exponent)
    }
    let smallest = 1 - bias
    let shift = 52 - mantissaBits + max(0, smallest - exponent)
    var bits = shift <= 0 ? whole << UInt128(-shift) : whole.roundingShift(right: shift)
    if exponent >= smallest {
      bits += UInt128(exponent + bias - 1) << UInt128(mantissaBits)
    }
    return bits >= firstInvalid ? overflow(sign) : bits == 0 ? zero(sign) : sign | bits
  }

  /// The smallest magnitude that is not a finite number.
  fileprivate var firstInvalid: UInt128 {
    switch specials {
    case .ieee: return top
    case .allOnesIsNaN: return signBit - 1
    case .negativeZeroIsNaN, .none: return signBit
    }
  }

  private func zero(_ sign: UInt128) -> UInt128 { specials == .negativeZeroIsNaN ? 0 : sign }

  private func overflow(_ sign: UInt128) -> UInt128 {
    switch specials {
    case .ieee: return sign | top
    case .allOnesIsNaN: return sign | (signBit - 1)
    case .negativeZeroIsNaN: return signBit
    case .none: return sign | (signBit - 1)
    }
  }

  private func encodeNaN(_ value: Double, _ sign: UInt128) -> UInt128 {
    guard specials == .ieee else { return overflow(sign) }
    let payload = UInt128(value.significandBitPattern)
    let shift = 52 - mantissaBits
    let kept = shift >= 0 ? payload >> UInt128(shift) : payload << UInt128(-shift)
    return sign | top | (kept == 0 ? 1 << UInt128(mantissaBits - 1) : kept)
  }

  func decode(_ bits: UInt128) -> Double {
    let isNegative = bits & signBit != 0
    let magnitude = bits & (signBit - 1)
    let mantissa = magnitude & ((1 << UInt128(mantissaBits)) - 1)
    switch specials {
    case .ieee where magnitude > top:
      let shift = 52 - mantissaBits
      let payload = shift >= 0 ? mantissa << UInt128(shift) : mantissa >> UInt128(-shift)
      let kept = payload == 0 ? 1 << 51 : UInt64(truncatingIfNeeded: payload)
      return Double(bitPattern: (isNegative ? 1 << 63 : 0) | 0x7FF << 52 | kept)
    case .ieee where magnitude == top: return isNegative ? -.infinity : .infinity
    case .allOnesIsNaN where magnitude == signBit - 1: return isNegative ? -.nan : .nan
    case .negativeZeroIsNaN where bits & (signBit << 1 - 1) == signBit: return -.nan
    default: break
    }
    let field = Int(magnitude >> UInt128(mantissaBits))
    let whole = field == 0 ? mantissa : mantissa | 1 << UInt128(mantissaBits)
    let exponent = (field == 0 ? 1 : field) - bias - mantissaBits
    let value = Double(whole).scaled(by: exponent)
    return isNegative ? -value : value
  }

  func insertingLeadingOne(_ bits: UInt128) -> UInt128 {
    let mantissa = bits & ((1 << UInt128(mantissaBits)) - 1)
    let rest = bits >> UInt128(mantissaBits)
    let isNormal = rest & ((1 << UInt128(exponentBits)) - 1) != 0
    return rest << UInt128(mantissaBits + 1) | (isNormal ? 1 << UInt128(mantissaBits) : 0)
      | mantissa
  }

  func removingLeadingOne(_ bits: UInt128) -> UInt128 {
    let mantissa = bits & ((1 << UInt128(mantissaBits)) - 1)
    return (bits >> UInt128(mantissaBits + 1)) << UInt128(mantissaBits) | mantissa
  }
}

extension UInt128 {
  /// Shifts right, rounding to nearest, ties to even.
  fileprivate func roundingShift(right count: Int) -> UInt128 {
    guard count < 120 else { return 0 }
    let kept = self >> UInt128(count)
    let half = UInt128(1) << UInt128(count - 1)
    let rest = self & ((half << 1) - 1)
    return rest > half || rest == half && kept & 1 == 1 ? kept + 1 : kept
  }
}

extension Double {
  /// This times a power of two that may be outside the range of one factor.
  func scaled(by exponent: Int) -> Double {
    if exponent >= -900 && exponent <= 900 {
      return self * Double(sign: .plus, exponent: exponent, significand: 1)
    }
    let step = max(-900, min(900, exponent))
    let next = self * Double(sign: .plus, exponent: step, significand: 1)
    return next == 0 || next.isInfinite ? next : next.scaled(by: exponent - step)
  }
}
