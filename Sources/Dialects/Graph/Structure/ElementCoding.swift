import IR
import Support

/// How single numbers of each element type are stored: little-endian, an `i1` in a byte.
public enum ElementCoding {
  /// The bytes of a number rounded to `element`; integers are truncated and saturate.
  public static func bytes(of number: Double, as element: Type) -> [UInt8] {
    switch element {
    case .float(.f64): return little(number.bitPattern, 8)
    case .float(.f32): return little(UInt64(Float(number).bitPattern), 4)
    case .float(.f16): return little(UInt64(halfBits(number)), 2)
    case .float(.bf16): return little(UInt64(brainBits(number)), 2)
    case .i1: return [number == 0 ? 0 : 1]
    case .integer(64, .unsigned):
      let clamped = number.isNaN ? 0 : min(max(number.rounded(.towardZero), 0), 0x1p64)
      return little(UInt64(exactly: clamped) ?? .max, 8)
    default:
      let clamped = number.isNaN ? 0 : number.rounded(.towardZero)
      return bytes(of: Int(exactly: clamped) ?? (clamped < 0 ? .min : .max), as: element)
    }
  }

  /// The bytes of an integer; of floats the nearest, of narrower integers the low bits.
  public static func bytes(of integer: Int, as element: Type) -> [UInt8] {
    if element == .i1 { return [integer == 0 ? 0 : 1] }
    if element.isFloat { return bytes(of: Double(integer), as: element) }
    return little(UInt64(bitPattern: Int64(integer)), element.elementByteCount ?? 8)
  }

  /// The number at `offset` in `bytes`.
  ///
  /// `nil` if it is not there or the type has no numbers.
  public static func number(
    in bytes: UnsafeRawBufferPointer, at offset: Int, as element: Type
  ) -> Double? {
    if case .integer(64, .unsigned) = element {
      return raw(bytes, offset, 8).map { Double($0) }
    }
    if !element.isFloat { return integer(in: bytes, at: offset, as: element).map { Double($0) } }
    guard let width = element.elementByteCount, let bits = raw(bytes, offset, width) else {
      return nil
    }
    switch element {
    case .float(.f64): return Double(bitPattern: bits)
    case .float(.f32): return Double(Float(bitPattern: UInt32(bits)))
    case .float(.bf16): return Double(Float(bitPattern: UInt32(bits) << 16))
    case .float(.f16): return half(UInt16(bits))
    default: return nil
    }
  }

  /// The integer at `offset` in `bytes`; an `i1` is 0 or 1.
  ///
  /// `nil` if it is not there, the type is not an integer's, or it does not fit.
  public static func integer(
    in bytes: UnsafeRawBufferPointer, at offset: Int, as element: Type
  ) -> Int? {
    guard case .integer(let width, let signedness) = element,
      let bits = raw(bytes, offset, element.elementByteCount ?? 8)
    else { return nil }
    if width == 1 { return bits == 0 ? 0 : 1 }
    if signedness == .unsigned { return Int(exactly: bits) }
    let shift = UInt64(64 - width)
    return Int(Int64(bitPattern: bits << shift) >> Int64(shift))
  }

  private static func raw(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ count: Int
  ) -> UInt64? {
    guard offset >= 0, count <= 8, offset + count <= bytes.count else { return nil }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    return value
  }

  private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  private static func brainBits(_ number: Double) -> UInt16 {
    // Through Float would round twice; odd rounding first keeps the second rounding right.
    let bits = roundedToOdd(number).bitPattern
    if number.isNaN { return 0x7FC0 }
    return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
  }

  private static func roundedToOdd(_ number: Double) -> Float {
    let nearest = Float(number)
    guard nearest.isFinite, Double(nearest) != number, nearest.bitPattern & 1 == 0 else {
      return nearest
    }
    return Double(nearest) < number ? nearest.nextUp : nearest.nextDown
  }

  private static func halfBits(_ number: Double) -> UInt16 {
    let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
    if number.isNaN { return 0x7E00 }
    let magnitude = number.magnitude
    if magnitude >= 65520 { return sign | 0x7C00 }
    if magnitude < 0x1p-14 {
      return sign | UInt16((magnitude * 0x1p24).rounded(.toNearestOrEven))
    }
    let exponent = Int(magnitude.exponent)
    let scaled = (magnitude.significand * 1024).rounded(.toNearestOrEven)
    return sign | UInt16((exponent + 14) * 1024 + Int(scaled))
  }

  private static func half(_ bits: UInt16) -> Double {
    let sign: Double = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10) & 31
    let fraction = Double(bits & 1023)
    if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
    if exponent == 0 { return sign * fraction * 0x1p-24 }
    return sign * (1024 + fraction) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
  }
}
