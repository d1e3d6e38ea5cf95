// The two 16-bit floating-point formats, as bit patterns with conversions of our own: the standard
// library has only one of them, and not on every platform.

/// An IEEE 754 `binary16`: 5 exponent bits, 10 fraction bits.
public struct Half: Hashable, Sendable, BitwiseCopyable {
  public var bitPattern: UInt16

  public init(bitPattern: UInt16) { self.bitPattern = bitPattern }

  /// The nearest half, ties to even; too large becomes infinity.
  public init(_ value: Double) {
    bitPattern = encodeFloat(value, fractionBits: 10, smallestExponent: -14, infinity: 0x7C00)
  }

  /// Exactly this number.
  public var double: Double {
    decodeFloat(bitPattern, fractionBits: 10, smallestExponent: -14, infinity: 0x7C00)
  }
}

/// A "brain float": the upper half of a `binary32`.
public struct BFloat16: Hashable, Sendable, BitwiseCopyable {
  public var bitPattern: UInt16

  public init(bitPattern: UInt16) { self.bitPattern = bitPattern }

  /// The nearest brain float, ties to even; too large becomes infinity.
  public init(_ value: Double) {
    bitPattern = encodeFloat(value, fractionBits: 7, smallestExponent: -126, infinity: 0x7F80)
  }

  /// Exactly this number.
  public var double: Double { Double(Float(bitPattern: UInt32(bitPattern) << 16)) }
}

/// Rounds once, straight from `Double`: going through `Float` would round twice.
@inline(__always)
private func encodeFloat(
  _ value: Double, fractionBits: Int, smallestExponent: Int, infinity: UInt16
) -> UInt16 {
  let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
  if value.isNaN { return sign | infinity | (1 << UInt16(fractionBits - 1)) }
  let magnitude = value.magnitude
  if magnitude >= 0x1p200 { return sign | infinity }
  if magnitude < 0x1p-200 { return sign }
  let exponent = max(Int(magnitude.exponent), smallestExponent)
  // The number of units in the last place: exact, because only the exponent changes.
  let units = (magnitude * powerOfTwo(fractionBits - exponent)).rounded(.toNearestOrEven)
  // A carry out of the fraction runs into the exponent, which is just what is wanted.
  let encoded = (exponent - smallestExponent) << fractionBits + Int(units)
  return sign | UInt16(min(encoded, Int(infinity)))
}

@inline(__always)
private func decodeFloat(
  _ bits: UInt16, fractionBits: Int, smallestExponent: Int, infinity: UInt16
) -> Double {
  let magnitude = bits & 0x7FFF
  let sign = bits & 0x8000 != 0 ? -1.0 : 1.0
  if magnitude >= infinity { return magnitude == infinity ? sign * .infinity : .nan }
  let fraction = Int(magnitude) & (1 << fractionBits - 1)
  let biased = Int(magnitude) >> fractionBits
  let units = biased == 0 ? fraction : fraction + 1 << fractionBits
  return sign * Double(units) * powerOfTwo(max(biased - 1, 0) + smallestExponent - fractionBits)
}

/// Two to a power within the normal range of `Double`.
@inline(__always)
private func powerOfTwo(_ exponent: Int) -> Double {
  Double(bitPattern: UInt64(truncatingIfNeeded: 1023 + exponent) << 52)
}
