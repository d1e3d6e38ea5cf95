import IR

extension IntegerPredicate {
  /// Whether it holds for all numbers of two ranges, or for none; `nil` if that is not known.
  func holds(_ a: IntegerRange, _ b: IntegerRange) -> Bool? {
    let order = self.order
    let (left, right) = order.isSwapped ? (b, a) : (a, b)
    // It holds for none if nothing is left where it holds, for all if nothing is where it does not.
    if isEmpty(order.order, left, right) { return false }
    let other = negated.order
    return isEmpty(other.order, other.isSwapped ? b : a, other.isSwapped ? a : b) ? true : nil
  }

  private func isEmpty(_ order: IntegerOrder, _ a: IntegerRange, _ b: IntegerRange) -> Bool {
    let (first, second) = order.narrowing(a, b)
    return first == nil || second == nil
  }

  /// It as one of fewer, perhaps with the operands the other way round.
  var order: (order: IntegerOrder, isSwapped: Bool) {
    switch self {
    case .equal: (.equal, false)
    case .notEqual: (.notEqual, false)
    case .signedLess: (.signedLess, false)
    case .signedLessOrEqual: (.signedLessOrEqual, false)
    case .signedGreater: (.signedLess, true)
    case .signedGreaterOrEqual: (.signedLessOrEqual, true)
    case .unsignedLess: (.unsignedLess, false)
    case .unsignedLessOrEqual: (.unsignedLessOrEqual, false)
    case .unsignedGreater: (.unsignedLess, true)
    case .unsignedGreaterOrEqual: (.unsignedLessOrEqual, true)
    }
  }
}

extension Compare: IntegerRangeOperation, IntegerConditionOperation
where Member == Arith.CmpIMember {
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    guard operands.count == 2, let a = operands[0], let b = operands[1], a.width == b.width,
      let predicate = Arith.CmpI(operation, in: module).predicate
    else { return [nil] }
    return [predicate.holds(a, b).map { IntegerRange($0 ? -1 : 0, width: 1) }]
  }

  public static func clues(
    from operation: OperationID, being holds: Bool, in module: Module
  ) -> [IntegerClue] {
    let comparison = Arith.CmpI(operation, in: module)
    guard let predicate = comparison.predicate else { return [] }
    let order = (holds ? predicate : predicate.negated).order
    let (left, right) =
      order.isSwapped ? (comparison.rhs, comparison.lhs) : (comparison.lhs, comparison.rhs)
    return [.order(left, order.order, right)]
  }
}

extension Binary: IntegerConditionOperation where Member: ArithTruthMember {
  public static func clues(
    from operation: OperationID, being holds: Bool, in module: Module
  ) -> [IntegerClue] {
    guard module.resultTypeOrNone(of: operation) == .i1 else { return [] }
    return Member.clues(Binary(operation, in: module), being: holds, in: module)
  }
}

/// A member that, on single bits, joins truths.
public protocol ArithTruthMember: RangedBinaryMember {
  /// What follows of its operands from its being true, or false.
  static func clues(_ operation: Binary<Self>, being holds: Bool, in module: Module)
    -> [IntegerClue]
}

extension Arith.AndIMember: ArithTruthMember {
  public static func clues(
    _ operation: Binary<Self>, being holds: Bool, in module: Module
  ) -> [IntegerClue] {
    holds
      ? [.condition(operation.lhs, holds: true), .condition(operation.rhs, holds: true)] : []
  }
}

extension Arith.OrIMember: ArithTruthMember {
  public static func clues(
    _ operation: Binary<Self>, being holds: Bool, in module: Module
  ) -> [IntegerClue] {
    holds
      ? [] : [.condition(operation.lhs, holds: false), .condition(operation.rhs, holds: false)]
  }
}

extension Arith.XOrIMember: ArithTruthMember {
  /// `c xor true` is the contrary of `c`.
  public static func clues(
    _ operation: Binary<Self>, being holds: Bool, in module: Module
  ) -> [IntegerClue] {
    guard let constant = module.constantValue(of: operation.rhs)?.integerValue else { return [] }
    return [.condition(operation.lhs, holds: (constant != 0) != holds)]
  }
}

extension Arith.Select: IntegerRangeOperation {
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    guard operands.count == 3, let first = operands[1], let second = operands[2],
      first.width == second.width
    else { return [nil] }
    switch operands[0]?.constant {
    case nil: return [first.union(second)]
    case 0: return [second]
    default: return [first]
    }
  }

  public static func simplification(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> RangeSimplification? {
    operands.first.flatMap { $0?.constant }.map { .operand($0 != 0 ? 1 : 2) }
  }
}

extension Arith.Constant: IntegerRangeOperation {
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    guard let all = IntegerRange(of: module.resultTypeOrNone(of: operation)),
      case .integer(let value)? = module.property("value", of: operation)?.uniformElement
    else { return [nil] }
    return [IntegerRange(value, width: all.width)]
  }
}
