import Dialects
import IR
import Support

extension LoopLowering {
  /// The `f32` of an `f16`.
  ///
  /// Without an instruction for it, in integers: LLVM would call a library.
  mutating func widenHalf(_ value: ValueID) -> ValueID {
    let type = build.module.type(of: value)
    if options.hardware.hasHalfConversion {
      return build.insert(LLVM.FPExt(value, to: type.withElement(.f32)))
    }
    let single = type.withElement(.f32)
    let word = type.withElement(.i32)
    let half = build.insert(LLVM.Bitcast(value, to: type.withElement(.i16)))
    let bits = build.insert(LLVM.ZExt(half, to: word))
    let sign = build.insert(
      LLVM.Shl(build.insert(LLVM.And(bits, constant(0x8000, word))), constant(16, word)))
    let magnitude = build.insert(
      LLVM.Shl(build.insert(LLVM.And(bits, constant(0x7FFF, word))), constant(13, word)))
    // The exponent's bias differs by 112: a product with 2^112 rebiases it, denormals included.
    let scaled = build.insert(
      LLVM.FMul(
        build.insert(LLVM.Bitcast(magnitude, to: single)), floatConstant(0x1p112, single)))
    let finite = build.insert(LLVM.Bitcast(scaled, to: word))
    // Infinity and NaN have the greatest exponent.
    let isSpecial = build.insert(
      LLVM.ICmp(.unsignedGreaterOrEqual, magnitude, constant(0x7C00 << 13, word)))
    let special = build.insert(LLVM.Or(magnitude, constant(0x7F80_0000, word)))
    let result = build.insert(LLVM.Select(isSpecial, special, finite))
    return build.insert(LLVM.Bitcast(build.insert(LLVM.Or(result, sign)), to: single))
  }

  /// The nearest `f16`, ties to even.
  ///
  /// Without an instruction for it, in integers.
  mutating func narrowToHalf(_ value: ValueID) -> ValueID {
    let type = build.module.type(of: value)
    let half = type.withElement(.f16)
    if options.hardware.hasHalfConversion { return build.insert(LLVM.FPTrunc(value, to: half)) }
    let word = type.withElement(.i32)
    let bits = build.insert(LLVM.Bitcast(value, to: word))
    let sign = build.insert(LLVM.And(bits, constant(-0x8000_0000, word)))
    let magnitude = build.insert(LLVM.XOr(bits, sign))
    // Denormal results: adding a number whose last place is a half's least step rounds there.
    let float = build.insert(LLVM.Bitcast(magnitude, to: type))
    let shifted = build.insert(LLVM.FAdd(float, floatConstant(0.5, type)))
    let denormal = build.insert(
      LLVM.Sub(
        build.insert(LLVM.Bitcast(shifted, to: word)), constant(0x3F00_0000, word)))
    // Normal results: rebias the exponent and round the 13 bits that are dropped.
    let odd = build.insert(
      LLVM.And(build.insert(LLVM.LShr(magnitude, constant(13, word))), constant(1, word)))
    let rebiased = build.insert(
      LLVM.Add(magnitude, constant(-(112 << 23) + 0xFFF, word)))
    let normal = build.insert(
      LLVM.LShr(build.insert(LLVM.Add(rebiased, odd)), constant(13, word)))
    let isDenormal = build.insert(
      LLVM.ICmp(.unsignedLess, magnitude, constant(113 << 23, word)))
    let finite = build.insert(LLVM.Select(isDenormal, denormal, normal))
    // 65520 and above is infinity; a NaN becomes a quiet NaN.
    let isNaN = build.insert(LLVM.FCmp(.unordered, value, value))
    let special = build.insert(
      LLVM.Select(isNaN, constant(0x7E00, word), constant(0x7C00, word)))
    let isSpecial = build.insert(
      LLVM.ICmp(.unsignedGreaterOrEqual, magnitude, constant(143 << 23, word)))
    let unsigned = build.insert(LLVM.Select(isSpecial, special, finite))
    let signHalf = build.insert(LLVM.LShr(sign, constant(16, word)))
    let whole = build.insert(LLVM.Or(unsigned, signHalf))
    return build.insert(
      LLVM.Bitcast(build.insert(LLVM.Trunc(whole, to: type.withElement(.i16))), to: half))
  }

  /// A constant whose every element is `number`, of a lowered float type.
  mutating func floatConstant(_ number: Double, _ type: Type) -> ValueID {
    guard let constant = Arith.Constant.uniform(number, type) else {
      preconditionFailure("there is no float constant of this type")
    }
    return build.insert(LLVM.Constant(constant.value))
  }
}
