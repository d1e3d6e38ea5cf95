import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of the conversions of `arith`.
  static let conversionRules: [String: Rule] = [
    Arith.ExtSI.mnemonic: plainRule(LLVM.SExt.self),
    Arith.ExtUI.mnemonic: plainRule(LLVM.ZExt.self),
    Arith.TruncI.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.replace(operation, by: LLVM.Trunc.self, properties: [:])
    },
    Arith.IndexCast.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerIndexCast(operation, widening: LLVM.SExt.self)
    },
    Arith.IndexCastUI.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerIndexCast(operation, widening: LLVM.ZExt.self)
    },
    Arith.ExtF.mnemonic: floatConversion, Arith.TruncF.mnemonic: floatConversion,
    Arith.SIToFP.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerToFloat(operation, LLVM.SIToFP.self)
    },
    Arith.UIToFP.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerToFloat(operation, LLVM.UIToFP.self)
    },
    Arith.FPToSI.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerFromFloat(operation, LLVM.FPToSI.self)
    },
    Arith.FPToUI.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerFromFloat(operation, LLVM.FPToUI.self)
    },
    Arith.Bitcast.mnemonic: bitcastRule, Vector.Bitcast.mnemonic: bitcastRule,
  ]

  private static let floatConversion: Rule = { lowering, operation throws(Diagnostic) in
    let operand = lowering.source.operand(0, of: operation)
    let target = lowering.source.type(of: lowering.source.result(of: operation))
    let mode = Arith.RoundingMode(lowering.source.property("roundingmode", of: operation))
    guard mode == .toNearestEven else {
      throw lowering.failure(operation, "only 'to_nearest_even' is compiled as a rounding mode")
    }
    _ = try lowering.resultType(of: operation)
    let value = try lowering.convertFloat(
      try lowering.value(operand), from: lowering.source.type(of: operand), to: target,
      at: operation)
    lowering.define(operation, as: value)
  }

  private static let bitcastRule: Rule = { lowering, operation throws(Diagnostic) in
    let value = try lowering.operand(0, of: operation)
    let type = try lowering.resultType(of: operation)
    // A bf16 is an i16 already.
    if lowering.build.module.type(of: value) == type {
      lowering.define(operation, as: value)
    } else {
      lowering.define(operation, as: lowering.build.insert(LLVM.Bitcast(value, to: type)))
    }
  }

  private mutating func lowerIndexCast<Widening: OperationDefinition>(
    _ operation: OperationID, widening: Widening.Type
  ) throws(Diagnostic) {
    let value = try operand(0, of: operation)
    let type = try resultType(of: operation)
    let from = build.module.type(of: value).elementType.bitWidth ?? 64
    let to = type.elementType.bitWidth ?? 64
    if from == to {
      define(operation, as: value)
    } else if from < to {
      define(operation, as: insert(widening, [value], result: type))
    } else {
      define(operation, as: build.insert(LLVM.Trunc(value, to: type)))
    }
  }

  private mutating func lowerToFloat<Conversion: OperationDefinition>(
    _ operation: OperationID, _ conversion: Conversion.Type
  ) throws(Diagnostic) {
    let value = try operand(0, of: operation)
    let type = source.type(of: source.result(of: operation)).flat
    _ = try resultType(of: operation)
    if let number = try lookUp(operation, conversion, type) {
      return define(operation, as: number)
    }
    switch type.elementType {
    case .bf16, .f16:
      // Through the widest float: rounding to odd there keeps the second rounding correct for
      // integers of up to 53 bits.
      let wide = type.withElement(.f64)
      let float = insert(conversion, [value], result: wide)
      define(operation, as: try convertFloat(float, from: wide, to: type, at: operation))
    default: define(operation, as: insert(conversion, [value], result: type))
    }
  }

  private mutating func lowerFromFloat<Conversion: OperationDefinition>(
    _ operation: OperationID, _ conversion: Conversion.Type
  ) throws(Diagnostic) {
    let operandType = source.type(of: source.operand(0, of: operation))
    var value = try operand(0, of: operation)
    if operandType.elementType == .bf16 || operandType.elementType == .f16 {
      value = try convertFloat(
        value, from: operandType, to: operandType.withElement(.f32), at: operation)
    }
    define(operation, as: insert(conversion, [value], result: try resultType(of: operation)))
  }

  // MARK: Between floats

  /// A float as another float.
  ///
  /// Types are the source's; the value is lowered.
  mutating func convertFloat(
    _ value: ValueID, from: Type, to: Type, at operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    let to = to.flat
    switch (from.elementType, to.elementType) {
    case (let a, let b) where a == b: return value
    case (.f32, .f64): return build.insert(LLVM.FPExt(value, to: to))
    case (.f64, .f32): return build.insert(LLVM.FPTrunc(value, to: to))
    case (.bf16, .f32): return widenBFloat16(value)
    case (.bf16, .f64): return build.insert(LLVM.FPExt(widenBFloat16(value), to: to))
    case (.f32, .bf16): return narrowToBFloat16(value)
    case (.f16, .f32): return widenHalf(value)
    case (.f16, .f64): return build.insert(LLVM.FPExt(widenHalf(value), to: to))
    case (.f32, .f16): return narrowToHalf(value)
    case (.f64, .bf16): return narrowToBFloat16(narrowToOdd(value))
    case (.f64, .f16): return narrowToHalf(narrowToOdd(value))
    case (.f16, .bf16): return narrowToBFloat16(widenHalf(value))
    default:
      throw failure(
        operation, "\(from.elementType) cannot be converted to \(to.elementType) in instructions")
    }
  }

  /// An `f64` as an `f32` that is rounded to odd: a second rounding to at most 22 bits then gives
  /// what one rounding would have given.
  private mutating func narrowToOdd(_ value: ValueID) -> ValueID {
    let wide = build.module.type(of: value)
    let single = wide.withElement(.f32)
    let bits = wide.withElement(.i32)
    let nearest = build.insert(LLVM.FPTrunc(value, to: single))
    let back = build.insert(LLVM.FPExt(nearest, to: wide))
    let nearestBits = build.insert(LLVM.Bitcast(nearest, to: bits))
    // Towards zero: one step back where rounding went away from zero.
    let wentAway = build.insert(
      LLVM.FCmp(
        .orderedGreater, build.insert(LLVM.FAbs(back)), build.insert(LLVM.FAbs(value))))
    let step = build.insert(LLVM.ZExt(wentAway, to: bits))
    let towardsZero = build.insert(LLVM.Sub(nearestBits, step))
    let isInexact = build.insert(LLVM.FCmp(.orderedNotEqual, back, value))
    let sticky = build.insert(LLVM.ZExt(isInexact, to: bits))
    return build.insert(
      LLVM.Bitcast(build.insert(LLVM.Or(towardsZero, sticky)), to: single))
  }

  /// The `f32` of a `bf16` held in an `i16`: its bits are the upper half.
  mutating func widenBFloat16(_ value: ValueID) -> ValueID {
    let type = build.module.type(of: value)
    let bits = type.withElement(.i32)
    let extended = build.insert(LLVM.ZExt(value, to: bits))
    let shifted = build.insert(LLVM.Shl(extended, constant(16, bits)))
    return build.insert(LLVM.Bitcast(shifted, to: type.withElement(.f32)))
  }

  /// The nearest `bf16`, ties to even, as an `i16`: adds half a unit, less one bit where the result
  /// is even.
  ///
  /// NaNs stay NaNs by setting their quiet bit.
  mutating func narrowToBFloat16(_ value: ValueID) -> ValueID {
    let type = build.module.type(of: value)
    let word = type.withElement(.i32)
    let bits = build.insert(LLVM.Bitcast(value, to: word))
    let upper = build.insert(LLVM.LShr(bits, constant(16, word)))
    let odd = build.insert(LLVM.And(upper, constant(1, word)))
    let bias = build.insert(LLVM.Add(odd, constant(0x7FFF, word)))
    let rounded = build.insert(
      LLVM.LShr(build.insert(LLVM.Add(bits, bias)), constant(16, word)))
    let quiet = build.insert(LLVM.Or(upper, constant(0x40, word)))
    let isNaN = build.insert(LLVM.FCmp(.unordered, value, value))
    let result = build.insert(LLVM.Select(isNaN, quiet, rounded))
    return build.insert(LLVM.Trunc(result, to: type.withElement(.i16)))
  }
}
