import IR

/// A cast between integers whose result's range follows from that of its operand.
public protocol RangedCastMember: CastMember {
  /// The range of the result, of `width` bits.
  static func range(_ operand: IntegerRange, width: Int, overflow: Arith.Overflow) -> IntegerRange?
  /// What gives the same for an operand in this range, and is simpler.
  static func simplification(_ operand: IntegerRange) -> RangeSimplification?
}

extension RangedCastMember {
  public static func simplification(_ operand: IntegerRange) -> RangeSimplification? { nil }

  /// The operand as a signed number, wrapped to the width.
  static func signed(
    _ operand: IntegerRange, _ width: Int, _ overflow: Arith.Overflow = []
  ) -> IntegerRange {
    .wrapping(
      signed: operand.wideSigned, unsigned: operand.width > width ? operand.wideUnsigned : nil,
      width: width, overflow: overflow)
  }

  /// The operand as an unsigned number, wrapped to the width.
  static func unsigned(_ operand: IntegerRange, _ width: Int) -> IntegerRange {
    .wrapping(
      signed: operand.width > width ? operand.wideSigned : nil, unsigned: operand.wideUnsigned,
      width: width, overflow: [])
  }
}

extension Cast: IntegerRangeOperation where Member: RangedCastMember {
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    guard let operand = operands.first ?? nil,
      let all = IntegerRange(of: module.resultTypeOrNone(of: operation))
    else { return [nil] }
    let flags = module.property("overflowFlags", of: operation)?.cast(to: Arith.Overflow.self)
    return [Member.range(operand, width: all.width, overflow: flags ?? [])]
  }

  public static func simplification(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> RangeSimplification? {
    (operands.first ?? nil).flatMap { Member.simplification($0) }
  }
}

extension Arith.ExtSIMember: RangedCastMember {
  public static func range(
    _ operand: IntegerRange, width: Int, overflow: Arith.Overflow
  ) -> IntegerRange? { signed(operand, width) }

  public static func simplification(_ operand: IntegerRange) -> RangeSimplification? {
    operand.isNonNegative ? .operation(name: Arith.ExtUI.mnemonic, properties: [:]) : nil
  }
}

extension Arith.ExtUIMember: RangedCastMember {
  public static func range(
    _ operand: IntegerRange, width: Int, overflow: Arith.Overflow
  ) -> IntegerRange? { unsigned(operand, width) }
}

extension Arith.TruncIMember: RangedCastMember {
  public static func range(
    _ operand: IntegerRange, width: Int, overflow: Arith.Overflow
  ) -> IntegerRange? { signed(operand, width, overflow) }
}

extension Arith.IndexCastMember: RangedCastMember {
  public static func range(
    _ operand: IntegerRange, width: Int, overflow: Arith.Overflow
  ) -> IntegerRange? { signed(operand, width) }
}

extension Arith.IndexCastUIMember: RangedCastMember {
  public static func range(
    _ operand: IntegerRange, width: Int, overflow: Arith.Overflow
  ) -> IntegerRange? { unsigned(operand, width) }
}
