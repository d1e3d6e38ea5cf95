import IR
import Support

/// How single numbers of each element type are stored: little-endian, an `i1` in a byte.
public enum ElementCoding {
  /// The bytes of a number rounded to `element`; integers are truncated and saturate.
  public static func bytes(of number: Double, as element: Type) -> [UInt8] {
    switch element {
    case .float(let kind): return little(kind.encode(number), (kind.width + 7) / 8)
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
    guard case .float(let kind) = element else {
      return integer(in: bytes, at: offset, as: element).map { Double($0) }
    }
    guard let bits = raw(bytes, offset, (kind.width + 7) / 8) else { return nil }
    return kind.decode(UInt128(bits))
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

  private static func little(_ value: some FixedWidthInteger, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
