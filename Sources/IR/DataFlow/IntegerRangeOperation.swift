/// An operation that says what integers its results may be.
public protocol IntegerRangeOperation: OperationDefinition {
  /// The ranges of the results of `operation`, from those of its operands; `nil` for an operand that
  /// is no integer and for a result of which nothing is known. Each is of the width of its value.
  static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?]
  /// What gives the same as `operation` where its operands are in these ranges, and is simpler.
  static func simplification(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> RangeSimplification?
}

extension IntegerRangeOperation {
  public static func simplification(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> RangeSimplification? { nil }
}

/// What an operation can be replaced by because its operands are in some ranges.
public enum RangeSimplification: Sendable {
  /// The operand with this number.
  case operand(Int)
  /// Another operation with the same operands and result types.
  case operation(name: String, properties: AttributeDictionary)
}

/// An operation that gives a truth, from which something follows about integers.
public protocol IntegerConditionOperation: OperationDefinition {
  /// What follows from the result of `operation` being true, or false.
  static func clues(
    from operation: OperationID, being holds: Bool, in module: Module
  ) -> [IntegerClue]
}

/// Something that holds where control went some way.
public enum IntegerClue: Sendable {
  /// Another truth is known.
  case condition(ValueID, holds: Bool)
  /// Two integers of one type compare like this.
  case order(ValueID, IntegerOrder, ValueID)
}

/// How two integers compare.
public enum IntegerOrder: Hashable, Sendable {
  case equal, notEqual
  case signedLess, signedLessOrEqual
  case unsignedLess, unsignedLessOrEqual

  /// What is left of two ranges of one width where this holds; `nil` if nothing is.
  public func narrowing(
    _ a: IntegerRange, _ b: IntegerRange
  ) -> (IntegerRange?, IntegerRange?) {
    let width = a.width
    switch self {
    case .equal:
      let both = a.intersection(b)
      return (both, both)
    case .notEqual:
      return (b.constant.map { a.without($0) } ?? a, a.constant.map { b.without($0) } ?? b)
    case .signedLess, .signedLessOrEqual:
      let gap = self == .signedLess ? 1 : 0
      let (top, isBelow) = b.signed.upperBound.subtractingReportingOverflow(gap)
      let (bottom, isAbove) = a.signed.lowerBound.addingReportingOverflow(gap)
      guard !isBelow, !isAbove else { return (nil, nil) }
      let least = IntegerRange.leastSigned(width)
      let greatest = IntegerRange.greatestSigned(width)
      guard top >= least, bottom <= greatest else { return (nil, nil) }
      return (
        IntegerRange(signed: least...top, width: width).flatMap { a.intersection($0) },
        IntegerRange(signed: bottom...greatest, width: width).flatMap { b.intersection($0) }
      )
    case .unsignedLess, .unsignedLessOrEqual:
      let gap: UInt64 = self == .unsignedLess ? 1 : 0
      let (top, isBelow) = b.unsigned.upperBound.subtractingReportingOverflow(gap)
      let (bottom, isAbove) = a.unsigned.lowerBound.addingReportingOverflow(gap)
      let greatest = IntegerRange.greatestUnsigned(width)
      guard !isBelow, !isAbove, bottom <= greatest else { return (nil, nil) }
      return (
        IntegerRange(unsigned: 0...top, width: width).flatMap { a.intersection($0) },
        IntegerRange(unsigned: bottom...greatest, width: width).flatMap { b.intersection($0) }
      )
    }
  }
}

extension IntegerRange {
  /// The range without a number, if that is one of its bounds; `nil` if nothing is left.
  fileprivate func without(_ value: Int) -> IntegerRange? {
    if constant == value { return nil }
    var (signed, unsigned) = (signed, unsigned)
    if signed.lowerBound == value { signed = value + 1...signed.upperBound }
    if signed.upperBound == value { signed = signed.lowerBound...value - 1 }
    let bits = Self.bits(value, width)
    if unsigned.lowerBound == bits { unsigned = bits + 1...unsigned.upperBound }
    if unsigned.upperBound == bits { unsigned = unsigned.lowerBound...bits - 1 }
    return IntegerRange(signed: signed, unsigned: unsigned, width: width)
  }
}
