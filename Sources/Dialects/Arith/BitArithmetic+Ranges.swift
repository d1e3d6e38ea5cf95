import IR

extension IntegerRange {
  /// Bits that all numbers of the unsigned interval share: those above the highest in which its
  /// bounds differ.
  fileprivate var known: (ones: UInt64, unknown: UInt64) {
    let difference = unsigned.lowerBound ^ unsigned.upperBound
    let unknown =
      difference == 0 ? 0 : UInt64.max >> UInt64(difference.leadingZeroBitCount)
    return (unsigned.lowerBound & ~unknown, unknown)
  }
}

extension Arith.AndIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    let most = (a.known.ones | a.known.unknown) & (b.known.ones | b.known.unknown)
    let high = min(most, a.unsigned.upperBound, b.unsigned.upperBound)
    return IntegerRange(unsigned: a.known.ones & b.known.ones...high, width: a.width)
  }

  public static func simplification(
    _ a: IntegerRange, _ b: IntegerRange
  ) -> RangeSimplification? {
    // A mask that keeps every bit that can be set.
    if (a.known.ones | a.known.unknown) & ~b.known.ones == 0 { return .operand(0) }
    if (b.known.ones | b.known.unknown) & ~a.known.ones == 0 { return .operand(1) }
    return nil
  }
}

extension Arith.OrIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    let least = max(a.known.ones | b.known.ones, a.unsigned.lowerBound, b.unsigned.lowerBound)
    let most = a.known.ones | a.known.unknown | b.known.ones | b.known.unknown
    return IntegerRange(unsigned: least...most, width: a.width)
  }
}

extension Arith.XOrIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    let unknown = a.known.unknown | b.known.unknown
    let base = (a.known.ones ^ b.known.ones) & ~unknown
    return IntegerRange(unsigned: base...base | unknown, width: a.width)
  }
}

extension IntegerRange {
  /// By how many bits a number of this width may be shifted; `nil` if the shift may be undefined.
  fileprivate var shift: ClosedRange<Int128>? {
    unsigned.upperBound < UInt64(width) ? wideUnsigned : nil
  }
}

extension Arith.ShLIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    guard let shift = b.shift else { return nil }
    func shifted(_ range: ClosedRange<Int128>) -> ClosedRange<Int128>? {
      IntegerRange.corners(range, shift) { $0.multipliedReportingOverflow(by: 1 << $1) }
    }
    return .wrapping(
      signed: shifted(a.wideSigned), unsigned: shifted(a.wideUnsigned), width: a.width,
      overflow: overflow)
  }
}

extension Arith.ShRSIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    guard let shift = b.shift else { return nil }
    return .wrapping(
      signed: IntegerRange.corners(a.wideSigned, shift) { ($0 >> $1, false) }, unsigned: nil,
      width: a.width,
      overflow: [])
  }

  public static func simplification(
    _ a: IntegerRange, _ b: IntegerRange
  ) -> RangeSimplification? {
    a.isNonNegative ? .operation(name: "arith.shrui", properties: [:]) : nil
  }
}

extension Arith.ShRUIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    guard let shift = b.shift else { return nil }
    return .wrapping(
      signed: nil, unsigned: IntegerRange.corners(a.wideUnsigned, shift) { ($0 >> $1, false) },
      width: a.width, overflow: [])
  }
}
