import IR

/// A member whose result's range follows from those of its operands.
public protocol RangedBinaryMember: BinaryMember {
  /// The range of the result; `nil` if nothing is known. An operation that is undefined for some
  /// operands need not count them.
  static func range(
    _ a: IntegerRange, _ b: IntegerRange, overflow: Arith.Overflow
  ) -> IntegerRange?
  /// What gives the same for operands in these ranges, and is simpler.
  static func simplification(_ a: IntegerRange, _ b: IntegerRange) -> RangeSimplification?
}

extension RangedBinaryMember {
  public static func simplification(
    _ a: IntegerRange, _ b: IntegerRange
  ) -> RangeSimplification? { nil }

  /// The unsigned form of an operation on numbers that are not negative.
  static func unsigned(
    _ name: String, _ a: IntegerRange, _ b: IntegerRange
  ) -> RangeSimplification? {
    a.isNonNegative && b.isNonNegative ? .operation(name: name, properties: [:]) : nil
  }
}

extension Binary: IntegerRangeOperation where Member: RangedBinaryMember {
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    guard operands.count == 2, let a = operands[0], let b = operands[1], a.width == b.width else {
      return [nil]
    }
    let flags = module.property("overflowFlags", of: operation)?.cast(to: Arith.Overflow.self)
    return [Member.range(a, b, overflow: flags ?? [])]
  }

  public static func simplification(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> RangeSimplification? {
    guard operands.count == 2, let a = operands[0], let b = operands[1], a.width == b.width else {
      return nil
    }
    return Member.simplification(a, b)
  }
}

extension IntegerRange {
  /// The range of results that are exactly in these intervals but wrap around to `width` bits,
  /// unless `overflow` says that they do not; `nil` for an interval that was too wide to compute.
  static func wrapping(
    signed: ClosedRange<Int128>?, unsigned: ClosedRange<Int128>?, width: Int,
    overflow: Arith.Overflow
  ) -> IntegerRange {
    let all = IntegerRange(width: width)
    let count = Int128(1) << Int128(width)
    func fit(_ exact: ClosedRange<Int128>?, from least: Int128, cannotWrap: Bool)
      -> ClosedRange<Int128>?
    {
      guard var exact else { return nil }
      if cannotWrap {
        let low = max(exact.lowerBound, least)
        let high = min(exact.upperBound, least + count - 1)
        guard low <= high else { return nil }
        exact = low...high
      }
      // All of it may wrap around equally often.
      let turns = (exact.lowerBound - least) >> Int128(width)
      guard turns == (exact.upperBound - least) >> Int128(width) else { return nil }
      return exact.lowerBound - turns * count...exact.upperBound - turns * count
    }
    let first = fit(
      signed, from: Int128(all.signed.lowerBound), cannotWrap: overflow.contains(.noSigned))
    let second = fit(unsigned, from: 0, cannotWrap: overflow.contains(.noUnsigned))
    return IntegerRange(
      signed: first.map { Int($0.lowerBound)...Int($0.upperBound) } ?? all.signed,
      unsigned: second.map { UInt64($0.lowerBound)...UInt64($0.upperBound) } ?? all.unsigned,
      width: width) ?? all
  }

  /// What an operation gives that grows or shrinks along each of its operands, by its values on
  /// their bounds; `nil` if one of these is too wide.
  static func corners(
    _ a: ClosedRange<Int128>, _ b: ClosedRange<Int128>,
    _ compute: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)
  ) -> ClosedRange<Int128>? {
    let corners = [
      compute(a.lowerBound, b.lowerBound), compute(a.lowerBound, b.upperBound),
      compute(a.upperBound, b.lowerBound), compute(a.upperBound, b.upperBound),
    ]
    guard !corners.contains(where: \.overflow) else { return nil }
    let values = corners.map(\.partialValue)
    return (values.min() ?? 0)...(values.max() ?? 0)
  }

  /// The signed interval, in more bits.
  var wideSigned: ClosedRange<Int128> { Int128(signed.lowerBound)...Int128(signed.upperBound) }
  /// The unsigned interval, in more bits.
  var wideUnsigned: ClosedRange<Int128> {
    Int128(unsigned.lowerBound)...Int128(unsigned.upperBound)
  }

  /// The least of the magnitudes of the signed numbers.
  var leastMagnitude: UInt {
    signed.contains(0) ? 0 : min(signed.lowerBound.magnitude, signed.upperBound.magnitude)
  }

  /// The greatest of the magnitudes of the signed numbers.
  var greatestMagnitude: UInt { max(signed.lowerBound.magnitude, signed.upperBound.magnitude) }
}
