import IR

extension Arith.AddIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    .wrapping(
      signed: IntegerRange.corners(a.wideSigned, b.wideSigned) { $0.addingReportingOverflow($1) },
      unsigned: IntegerRange.corners(a.wideUnsigned, b.wideUnsigned) {
        $0.addingReportingOverflow($1)
      },
      width: a.width, overflow: overflow)
  }
}

extension Arith.SubIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    .wrapping(
      signed: IntegerRange.corners(a.wideSigned, b.wideSigned) {
        $0.subtractingReportingOverflow($1)
      },
      unsigned: IntegerRange.corners(a.wideUnsigned, b.wideUnsigned) {
        $0.subtractingReportingOverflow($1)
      },
      width: a.width, overflow: overflow)
  }
}

extension Arith.MulIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    .wrapping(
      signed: IntegerRange.corners(a.wideSigned, b.wideSigned) {
        $0.multipliedReportingOverflow(by: $1)
      },
      unsigned: IntegerRange.corners(a.wideUnsigned, b.wideUnsigned) {
        $0.multipliedReportingOverflow(by: $1)
      }, width: a.width, overflow: overflow)
  }
}

// MARK: Division

/// A signed division, however it rounds; none wraps around where it is defined.
public protocol RangedSignedDivision: RangedBinaryMember {
  /// The quotient, whatever the width; `b` is not zero.
  static func exactQuotient(_ a: Int128, _ b: Int128) -> Int128
}

extension RangedSignedDivision {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    // Along divisors of one sign the quotient grows or shrinks.
    let (low, high) = (Int128(b.signed.lowerBound), Int128(b.signed.upperBound))
    var parts: [ClosedRange<Int128>] = []
    if low < 0 { parts.append(low...min(high, -1)) }
    if high > 0 { parts.append(max(low, 1)...high) }
    let quotients = parts.compactMap { part in
      IntegerRange.corners(a.wideSigned, part) { (exactQuotient($0, $1), false) }
    }
    guard let first = quotients.first else { return nil }
    let all = quotients.reduce(first) {
      min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
    }
    return .wrapping(signed: all, unsigned: nil, width: a.width, overflow: .noSigned)
  }
}

extension Arith.DivSIMember: RangedSignedDivision {
  public static func exactQuotient(_ a: Int128, _ b: Int128) -> Int128 { a / b }
  public static func simplification(
    _ a: IntegerRange, _ b: IntegerRange
  ) -> RangeSimplification? { unsigned("arith.divui", a, b) }
}

extension Arith.FloorDivSIMember: RangedSignedDivision {
  public static func exactQuotient(_ a: Int128, _ b: Int128) -> Int128 {
    a % b != 0 && (a < 0) != (b < 0) ? a / b - 1 : a / b
  }
  public static func simplification(
    _ a: IntegerRange, _ b: IntegerRange
  ) -> RangeSimplification? { unsigned("arith.divui", a, b) }
}

extension Arith.CeilDivSIMember: RangedSignedDivision {
  public static func exactQuotient(_ a: Int128, _ b: Int128) -> Int128 {
    a % b != 0 && (a < 0) == (b < 0) ? a / b + 1 : a / b
  }
}

extension Arith.DivUIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    guard b.unsigned.upperBound > 0 else { return nil }
    let low = a.unsigned.lowerBound / b.unsigned.upperBound
    let high = a.unsigned.upperBound / max(b.unsigned.lowerBound, 1)
    return IntegerRange(unsigned: low...high, width: a.width)
  }
}

extension Arith.CeilDivUIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    guard b.unsigned.upperBound > 0 else { return nil }
    func quotient(_ a: UInt64, _ b: UInt64) -> UInt64 { a / b + (a % b == 0 ? 0 : 1) }
    let low = quotient(a.unsigned.lowerBound, b.unsigned.upperBound)
    let high = quotient(a.unsigned.upperBound, max(b.unsigned.lowerBound, 1))
    return IntegerRange(unsigned: low...high, width: a.width)
  }
}

extension Arith.RemSIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    guard b.greatestMagnitude > 0 else { return nil }
    if a.greatestMagnitude < b.leastMagnitude { return a }
    let most = Int(b.greatestMagnitude - 1)
    return IntegerRange(
      signed: max(-most, min(a.signed.lowerBound, 0))...min(most, max(a.signed.upperBound, 0)),
      width: a.width)
  }

  public static func simplification(
    _ a: IntegerRange, _ b: IntegerRange
  ) -> RangeSimplification? {
    a.greatestMagnitude < b.leastMagnitude ? .operand(0) : unsigned("arith.remui", a, b)
  }
}

extension Arith.RemUIMember: RangedBinaryMember {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    guard b.unsigned.upperBound > 0 else { return nil }
    if a.unsigned.upperBound < b.unsigned.lowerBound { return a }
    let high = min(a.unsigned.upperBound, b.unsigned.upperBound - 1)
    return IntegerRange(unsigned: 0...high, width: a.width)
  }

  public static func simplification(
    _ a: IntegerRange, _ b: IntegerRange
  ) -> RangeSimplification? {
    a.unsigned.upperBound < b.unsigned.lowerBound ? .operand(0) : nil
  }
}

// MARK: The greater and the lesser

/// A member that gives one of its operands, by how they compare.
public protocol RangedChoice: RangedBinaryMember {
  static var isSigned: Bool { get }
  static var takesGreater: Bool { get }
}

extension RangedChoice {
  public static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange? {
    func choose<Bound: Comparable>(_ a: ClosedRange<Bound>, _ b: ClosedRange<Bound>)
      -> ClosedRange<Bound>
    {
      takesGreater
        ? max(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
        : min(a.lowerBound, b.lowerBound)...min(a.upperBound, b.upperBound)
    }
    // It is one of both in any case.
    let either = a.union(b)
    return IntegerRange(
      signed: isSigned ? choose(a.signed, b.signed) : either.signed,
      unsigned: isSigned ? either.unsigned : choose(a.unsigned, b.unsigned), width: a.width)
  }

  public static func simplification(
    _ a: IntegerRange, _ b: IntegerRange
  ) -> RangeSimplification? {
    func isFirstGreater(_ a: IntegerRange, _ b: IntegerRange) -> Bool {
      isSigned
        ? a.signed.lowerBound >= b.signed.upperBound
        : a.unsigned.lowerBound >= b.unsigned.upperBound
    }
    if isFirstGreater(a, b) { return .operand(takesGreater ? 0 : 1) }
    if isFirstGreater(b, a) { return .operand(takesGreater ? 1 : 0) }
    return nil
  }
}

extension Arith.MaxSIMember: RangedChoice {
  public static var isSigned: Bool { true }
  public static var takesGreater: Bool { true }
}
extension Arith.MinSIMember: RangedChoice {
  public static var isSigned: Bool { true }
  public static var takesGreater: Bool { false }
}
extension Arith.MaxUIMember: RangedChoice {
  public static var isSigned: Bool { false }
  public static var takesGreater: Bool { true }
}
extension Arith.MinUIMember: RangedChoice {
  public static var isSigned: Bool { false }
  public static var takesGreater: Bool { false }
}
