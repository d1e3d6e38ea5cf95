import Dialects
import IR
import Support

extension LoopLowering {
  /// Integer arithmetic whose result has more bits than its operands, counts of bits, and powers.
  static let wideIntegerRules: [String: Rule] = [
    Arith.AddUIExtended.mnemonic: { lowering, operation throws(Diagnostic) in
      let (a, b) = (
        try lowering.operand(0, of: operation), try lowering.operand(1, of: operation)
      )
      let sum = lowering.build.insert(LLVM.Add(a, b))
      let overflow = lowering.build.insert(LLVM.ICmp(.unsignedLess, sum, a))
      lowering.define(operation, as: [sum, overflow])
    },
    Arith.MulSIExtended.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerWideProduct(operation, LLVM.SExt.self)
    },
    Arith.MulUIExtended.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerWideProduct(operation, LLVM.ZExt.self)
    },
    Math.CtLZ.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.replace(
        operation, by: LLVM.CountLeadingZeros.self, properties: ["is_zero_poison": .bool(false)])
    },
    Math.CtTZ.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.replace(
        operation, by: LLVM.CountTrailingZeros.self, properties: ["is_zero_poison": .bool(false)])
    },
    Math.CtPop.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.replace(operation, by: LLVM.CountOnes.self, properties: [:])
    },
    Math.IPowI.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerIntegerPower(operation)
    },
    Math.FPowI.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerFloatPower(operation)
    },
  ]

  /// Says what stands for the results of an operation.
  mutating func define(_ operation: OperationID, as list: [ValueID]) {
    for (result, value) in zip(source.results(of: operation), list) { values[result] = value }
  }

  /// The product in twice the bits, in halves.
  private mutating func lowerWideProduct<Widening: OperationDefinition>(
    _ operation: OperationID, _ widening: Widening.Type
  ) throws(Diagnostic) {
    let (a, b) = (try operand(0, of: operation), try operand(1, of: operation))
    let type = build.module.type(of: a)
    let width = type.elementType.bitWidth ?? 64
    let wide = type.withElement(.integer(width: width * 2, .signless))
    let left = insert(widening, [a], result: wide)
    let right = insert(widening, [b], result: wide)
    let product = build.insert(LLVM.Mul(left, right))
    // The count in the narrow type: constants have at most 64 bits.
    let count = build.insert(LLVM.ZExt(constant(width, type), to: wide))
    let high = build.insert(LLVM.LShr(product, count))
    define(
      operation,
      as: [
        build.insert(LLVM.Trunc(product, to: type)), build.insert(LLVM.Trunc(high, to: type)),
      ])
  }

  /// By squaring, one bit of the exponent after the other; a negative exponent leaves something of 1
  /// and -1 only.
  private mutating func lowerIntegerPower(_ operation: OperationID) throws(Diagnostic) {
    var base = try operand(0, of: operation)
    let exponent = try operand(1, of: operation)
    let type = try resultType(of: operation)
    let (zero, one, minusOne) = (constant(0, type), constant(1, type), constant(-1, type))
    let first = base
    var power = one
    for bit in 0..<(type.elementType.bitWidth ?? 64) {
      let mask = build.insert(LLVM.And(exponent, build.insert(LLVM.Shl(one, constant(bit, type)))))
      let isSet = build.insert(LLVM.ICmp(.notEqual, mask, zero))
      power = build.insert(LLVM.Select(isSet, build.insert(LLVM.Mul(power, base)), power))
      base = build.insert(LLVM.Mul(base, base))
    }
    let isOdd = build.insert(
      LLVM.ICmp(.notEqual, build.insert(LLVM.And(exponent, one)), zero))
    let sign = build.insert(LLVM.Select(isOdd, minusOne, one))
    let isOne = build.insert(LLVM.ICmp(.equal, first, one))
    let isMinusOne = build.insert(LLVM.ICmp(.equal, first, minusOne))
    let otherwise = build.insert(LLVM.Select(isMinusOne, sign, zero))
    let small = build.insert(LLVM.Select(isOne, one, otherwise))
    let isNegative = build.insert(LLVM.ICmp(.signedLess, exponent, zero))
    define(operation, as: build.insert(LLVM.Select(isNegative, small, power)))
  }

  /// libm's `pow` in `f64`, of the exponent as a float.
  private mutating func lowerFloatPower(_ operation: OperationID) throws(Diagnostic) {
    let type = source.type(of: source.result(of: operation)).flat
    let wide = type.withElement(.f64)
    let base = try convertFloat(
      try operand(0, of: operation), from: type, to: wide, at: operation)
    let exponent = insert(LLVM.SIToFP.self, [try operand(1, of: operation)], result: wide)
    let power = callLibrary("pow", [base, exponent], wide)
    define(operation, as: try convertFloat(power, from: wide, to: type, at: operation))
  }
}
