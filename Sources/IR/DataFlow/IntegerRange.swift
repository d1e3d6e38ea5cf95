/// The numbers that an integer of some width may be: an interval of it as a signed number and one as
/// an unsigned number, both of which hold.
///
/// Never empty. For vectors and tensors it is the range of every element.
public struct IntegerRange: Hashable, Sendable {
  /// From 1 to 64; `index` has 64.
  public let width: Int
  public let signed: ClosedRange<Int>
  public let unsigned: ClosedRange<UInt64>

  /// Every number of that width.
  public init(width: Int) {
    self.width = width
    signed = Self.leastSigned(width)...Self.greatestSigned(width)
    unsigned = 0...Self.greatestUnsigned(width)
  }

  /// One number, given by its low bits.
  public init(_ value: Int, width: Int) {
    self.width = width
    let value = Self.signExtended(UInt64(bitPattern: Int64(value)), width)
    signed = value...value
    unsigned = Self.bits(value, width)...Self.bits(value, width)
  }

  /// The numbers in both intervals; `nil` if there is none.
  ///
  /// Bounds that no number of that width reaches are cut off.
  public init?(signed: ClosedRange<Int>, unsigned: ClosedRange<UInt64>, width: Int) {
    let all = IntegerRange(width: width)
    guard var lower = Self.meet(signed, all.signed), var bits = Self.meet(unsigned, all.unsigned)
    else { return nil }
    // Where one interval stays on one side of the sign, it says something of the other; twice, for
    // what the second learns from the first may be news to the first.
    for _ in 0..<2 {
      if (lower.lowerBound < 0) == (lower.upperBound < 0) {
        let other = Self.bits(lower.lowerBound, width)...Self.bits(lower.upperBound, width)
        guard let both = Self.meet(bits, other) else { return nil }
        bits = both
      }
      let first = Self.signExtended(bits.lowerBound, width)
      let last = Self.signExtended(bits.upperBound, width)
      if (first < 0) == (last < 0) {
        guard let both = Self.meet(lower, first...last) else { return nil }
        lower = both
      }
    }
    self.width = width
    self.signed = lower
    self.unsigned = bits
  }

  /// The numbers in an interval of signed numbers; `nil` if there is none.
  public init?(signed: ClosedRange<Int>, width: Int) {
    self.init(signed: signed, unsigned: 0...UInt64.max, width: width)
  }

  /// The numbers in an interval of unsigned numbers; `nil` if there is none.
  public init?(unsigned: ClosedRange<UInt64>, width: Int) {
    self.init(signed: Int.min...Int.max, unsigned: unsigned, width: width)
  }

  /// Every value of a type whose elements are integers of at most 64 bits; `nil` for other types.
  public init?(of type: Type) {
    guard type.elementType == .index || type.elementType.isInteger,
      let width = type.elementType.bitWidth, (1...64).contains(width)
    else { return nil }
    self.init(width: width)
  }

  // MARK: Questions

  /// The one number it can be, sign-extended.
  public var constant: Int? {
    signed.lowerBound == signed.upperBound ? signed.lowerBound : nil
  }

  /// Whether nothing is known.
  public var isFull: Bool { self == IntegerRange(width: width) }

  /// Whether it is no negative number, so that signed and unsigned mean the same.
  public var isNonNegative: Bool { signed.lowerBound >= 0 }

  /// Whether `value`, sign-extended, is in it.
  public func contains(_ value: Int) -> Bool {
    signed.contains(value) && unsigned.contains(Self.bits(value, width))
  }

  // MARK: Sets

  /// The numbers in this or that.
  public func union(_ other: IntegerRange) -> IntegerRange {
    IntegerRange(
      signed: min(
        signed.lowerBound, other.signed.lowerBound)...max(
          signed.upperBound, other.signed.upperBound),
      unsigned: min(
        unsigned.lowerBound, other.unsigned.lowerBound)...max(
          unsigned.upperBound, other.unsigned.upperBound), width: width)
      ?? IntegerRange(width: width)
  }

  /// The numbers in both; `nil` if there is none.
  public func intersection(_ other: IntegerRange) -> IntegerRange? {
    guard let signed = Self.meet(signed, other.signed),
      let unsigned = Self.meet(unsigned, other.unsigned)
    else { return nil }
    return IntegerRange(signed: signed, unsigned: unsigned, width: width)
  }

  /// This range with every bound that moved since `earlier` moved as far as it goes.
  func widened(from earlier: IntegerRange) -> IntegerRange {
    let all = IntegerRange(width: width)
    let low =
      signed.lowerBound < earlier.signed.lowerBound ? all.signed.lowerBound : signed.lowerBound
    let high =
      signed.upperBound > earlier.signed.upperBound ? all.signed.upperBound : signed.upperBound
    let bottom =
      unsigned.lowerBound < earlier.unsigned.lowerBound ? 0 : unsigned.lowerBound
    let top =
      unsigned.upperBound > earlier.unsigned.upperBound
      ? all.unsigned.upperBound : unsigned.upperBound
    return IntegerRange(signed: low...high, unsigned: bottom...top, width: width) ?? all
  }

  // MARK: Bits

  /// The least signed number of `width` bits.
  public static func leastSigned(_ width: Int) -> Int { Int.min >> (64 - width) }
  /// The greatest signed number of `width` bits.
  public static func greatestSigned(_ width: Int) -> Int { Int.max >> (64 - width) }
  /// The greatest unsigned number of `width` bits.
  public static func greatestUnsigned(_ width: Int) -> UInt64 { UInt64.max >> (64 - width) }
  /// The low bits of a number.
  public static func bits(_ value: Int, _ width: Int) -> UInt64 {
    UInt64(bitPattern: Int64(value)) & greatestUnsigned(width)
  }
  /// A number by its low bits.
  public static func signExtended(_ bits: UInt64, _ width: Int) -> Int {
    Int(Int64(bitPattern: bits << (64 - width)) >> (64 - width))
  }

  private static func meet<Bound: Comparable>(
    _ a: ClosedRange<Bound>, _ b: ClosedRange<Bound>
  ) -> ClosedRange<Bound>? {
    let low = max(a.lowerBound, b.lowerBound)
    let high = min(a.upperBound, b.upperBound)
    return low <= high ? low...high : nil
  }
}

extension IntegerRange: CustomStringConvertible {
  /// `3...7`, with `unsigned` before bounds that are not the signed ones.
  public var description: String {
    if let constant { return "\(constant)" }
    let own = "\(signed.lowerBound)...\(signed.upperBound)"
    if isNonNegative { return own }
    return "\(own), unsigned \(unsigned.lowerBound)...\(unsigned.upperBound)"
  }
}
