import IR

extension LLVM {
  public typealias FAbs = Unary<FAbsMember>
  public enum FAbsMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.fabs" }
    public static var documentation: String { "The magnitude." }
  }

  public typealias Floor = Unary<FloorMember>
  public enum FloorMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.floor" }
    public static var documentation: String { "Rounded down to a whole number." }
  }

  public typealias Ceil = Unary<CeilMember>
  public enum CeilMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.ceil" }
    public static var documentation: String { "Rounded up to a whole number." }
  }

  public typealias Round = Unary<RoundMember>
  public enum RoundMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.round" }
    public static var documentation: String { "The nearest whole number, halves away from zero." }
  }

  public typealias RoundEven = Unary<RoundEvenMember>
  public enum RoundEvenMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.roundeven" }
    public static var documentation: String { "The nearest whole number, halves to even." }
  }

  public typealias FTrunc = Unary<FTruncMember>
  public enum FTruncMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.trunc" }
    public static var documentation: String { "The whole part." }
  }

  public typealias Rint = Unary<RintMember>
  public enum RintMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.rint" }
    public static var documentation: String {
      "The nearest whole number in the current rounding mode."
    }
  }

  public typealias Sqrt = Unary<SqrtMember>
  public enum SqrtMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.sqrt" }
    public static var documentation: String { "The square root." }
  }

  public typealias Exp = Unary<ExpMember>
  public enum ExpMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.exp" }
    public static var documentation: String { "The exponential; a call of libm." }
  }

  public typealias Exp2 = Unary<Exp2Member>
  public enum Exp2Member: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.exp2" }
    public static var documentation: String { "2 to the power of the operand; a call of libm." }
  }

  public typealias Log = Unary<LogMember>
  public enum LogMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.log" }
    public static var documentation: String { "The natural logarithm; a call of libm." }
  }

  public typealias Log2 = Unary<Log2Member>
  public enum Log2Member: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.log2" }
    public static var documentation: String { "The logarithm to base 2; a call of libm." }
  }

  public typealias Log10 = Unary<Log10Member>
  public enum Log10Member: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.log10" }
    public static var documentation: String { "The logarithm to base 10; a call of libm." }
  }

  public typealias Sin = Unary<SinMember>
  public enum SinMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.sin" }
    public static var documentation: String { "The sine; a call of libm." }
  }

  public typealias Cos = Unary<CosMember>
  public enum CosMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.cos" }
    public static var documentation: String { "The cosine; a call of libm." }
  }

  public typealias Maximum = Binary<MaximumMember>
  public enum MaximumMember: LLVMFloatBinary, LLVMTwin {
    public typealias Twin = Arith.MaximumFMember
    public static var mnemonic: String { "llvm.intr.maximum" }
    public static var documentation: String { "The greater; NaN if either is." }
  }

  public typealias Minimum = Binary<MinimumMember>
  public enum MinimumMember: LLVMFloatBinary, LLVMTwin {
    public typealias Twin = Arith.MinimumFMember
    public static var mnemonic: String { "llvm.intr.minimum" }
    public static var documentation: String { "The lesser; NaN if either is." }
  }

  public typealias MaxNum = Binary<MaxNumMember>
  public enum MaxNumMember: LLVMFloatBinary, LLVMTwin {
    public typealias Twin = Arith.MaxNumFMember
    public static var mnemonic: String { "llvm.intr.maxnum" }
    public static var documentation: String { "The greater; if one is NaN, the other." }
  }

  public typealias MinNum = Binary<MinNumMember>
  public enum MinNumMember: LLVMFloatBinary, LLVMTwin {
    public typealias Twin = Arith.MinNumFMember
    public static var mnemonic: String { "llvm.intr.minnum" }
    public static var documentation: String { "The lesser; if one is NaN, the other." }
  }

  public typealias CopySign = Binary<CopySignMember>
  public enum CopySignMember: LLVMFloatBinary {
    public static var mnemonic: String { "llvm.intr.copysign" }
    public static var documentation: String {
      "The magnitude of the first with the sign of the second."
    }
  }

  public typealias Pow = Binary<PowMember>
  public enum PowMember: LLVMFloatBinary {
    public static var mnemonic: String { "llvm.intr.pow" }
    public static var documentation: String { "The power; a call of libm." }
  }

  public typealias SMax = Binary<SMaxMember>
  public enum SMaxMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.MaxSIMember
    public static var mnemonic: String { "llvm.intr.smax" }
    public static var documentation: String { "The greater of signed numbers." }
    public static var traits: Traits { [.pure, .commutative] }
  }

  public typealias SMin = Binary<SMinMember>
  public enum SMinMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.MinSIMember
    public static var mnemonic: String { "llvm.intr.smin" }
    public static var documentation: String { "The lesser of signed numbers." }
    public static var traits: Traits { [.pure, .commutative] }
  }

  public typealias UMax = Binary<UMaxMember>
  public enum UMaxMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.MaxUIMember
    public static var mnemonic: String { "llvm.intr.umax" }
    public static var documentation: String { "The greater of unsigned numbers." }
    public static var traits: Traits { [.pure, .commutative] }
  }

  public typealias UMin = Binary<UMinMember>
  public enum UMinMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.MinUIMember
    public static var mnemonic: String { "llvm.intr.umin" }
    public static var documentation: String { "The lesser of unsigned numbers." }
    public static var traits: Traits { [.pure, .commutative] }
  }

  public typealias NearbyInt = Unary<NearbyIntMember>
  public enum NearbyIntMember: LLVMFloatUnary {
    public static var mnemonic: String { "llvm.intr.nearbyint" }
    public static var documentation: String {
      "The nearest whole number in the current rounding mode, without an exception."
    }
  }

  public typealias FMulAdd = Ternary<FMulAddMember>
  public enum FMulAddMember: TernaryMember {
    public static var mnemonic: String { "llvm.intr.fmuladd" }
    public static var documentation: String { "`a * b + c`, rounded once or twice." }
    public static var operandConstraint: TypeConstraint { .floatLike }
    public static var properties: [Signature.Property] { [LLVM.fastMathProperty] }
    public static var form: Form? { LLVM.intrinsicForm }
  }

  public typealias FMA = Ternary<FMAMember>
  public enum FMAMember: TernaryMember {
    public static var mnemonic: String { "llvm.intr.fma" }
    public static var documentation: String { "`a * b + c`, rounded once." }
    public static var operandConstraint: TypeConstraint { .floatLike }
    public static var properties: [Signature.Property] { [LLVM.fastMathProperty] }
    public static var form: Form? { LLVM.intrinsicForm }
  }
}
