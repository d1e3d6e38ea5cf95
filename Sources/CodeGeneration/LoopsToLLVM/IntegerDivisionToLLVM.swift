import Dialects
import IR
import Support

extension LoopLowering {
  /// Divisions that round down or up, from the one that rounds towards zero.
  static let integerDivisionRules: [String: Rule] = [
    Arith.FloorDivSI.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerRoundedDivision(operation, down: true)
    },
    Arith.CeilDivSI.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerRoundedDivision(operation, down: false)
    },
    Arith.CeilDivUI.mnemonic: { lowering, operation throws(Diagnostic) in
      let (a, b) = (
        try lowering.operand(0, of: operation), try lowering.operand(1, of: operation)
      )
      let type = try lowering.resultType(of: operation)
      let quotient = lowering.build.insert(LLVM.UDiv(a, b))
      let covered = lowering.build.insert(LLVM.Mul(quotient, b))
      let isInexact = lowering.build.insert(LLVM.ICmp(.notEqual, a, covered))
      let step = lowering.build.insert(LLVM.ZExt(isInexact, to: type))
      lowering.define(operation, as: lowering.build.insert(LLVM.Add(quotient, step)))
    },
  ]

  /// `q = a / b`; when `a` is no multiple of `b`, one less if the signs differ (down), or one more
  /// if they are the same (up).
  private mutating func lowerRoundedDivision(
    _ operation: OperationID, down: Bool
  ) throws(Diagnostic) {
    let a = try operand(0, of: operation)
    let b = try operand(1, of: operation)
    let type = try resultType(of: operation)
    let zero = constant(0, type)
    let quotient = build.insert(LLVM.SDiv(a, b))
    let remainder = build.insert(LLVM.Sub(a, build.insert(LLVM.Mul(quotient, b))))
    let isInexact = build.insert(LLVM.ICmp(.notEqual, remainder, zero))
    let signs = build.insert(LLVM.XOr(a, b))
    let needsStep = build.insert(
      LLVM.ICmp(down ? .signedLess : .signedGreaterOrEqual, signs, zero))
    let steps = build.insert(LLVM.And(isInexact, needsStep))
    let step = build.insert(LLVM.ZExt(steps, to: type))
    define(
      operation,
      as: down
        ? build.insert(LLVM.Sub(quotient, step)) : build.insert(LLVM.Add(quotient, step)))
  }
}
