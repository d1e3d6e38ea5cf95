import IR

public enum Math {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "math",
    documentation: """
      MLIR's `math` dialect: functions of floats, and vectors of them.

      Functions that IEEE 754 does not round exactly are not folded: the compiler's libm may differ
      from what runs.
      """,
    operations: [
      Exp.self, Exp2.self, Expm1.self, Log.self, Log2.self, Log1p.self, Log10.self, Sqrt.self,
      Rsqrt.self, Tanh.self, Erf.self, Sin.self, Cos.self, Tan.self, Atan.self, Asin.self,
      Acos.self, Sinh.self, Cosh.self, Asinh.self, Acosh.self, Atanh.self, Floor.self, Ceil.self,
      Round.self, RoundEven.self, Trunc.self, AbsF.self, PowF.self, CopySign.self, FMA.self,
      AbsI.self, CtLZ.self, CtTZ.self, CtPop.self, Cbrt.self, Atan2.self, IPowI.self, FPowI.self,
    ], makeConstant: Arith.makeConstant)

  public typealias PowF = Binary<PowFMember>
  public enum PowFMember: MathFloatBinary {
    public static var mnemonic: String { "math.powf" }
    public static var documentation: String { "`a` to the power `b`, as C's `pow`." }
  }

  public typealias CopySign = Binary<CopySignMember>
  public enum CopySignMember: MathFloatBinary {
    public static var mnemonic: String { "math.copysign" }
    public static var documentation: String { "The magnitude of `a` with the sign of `b`." }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      guard case .float(let magnitude)? = constants[0]?.uniformElement,
        case .float(let sign)? = constants[1]?.uniformElement, !magnitude.isNaN, !sign.isNaN
      else { return nil }
      let value = Double(signOf: sign, magnitudeOf: magnitude)
      return Attribute.uniform(.float(value), of: module.resultTypeOrNone(of: operation))
        .map { .constant($0) }
    }
  }

  public typealias FMA = Ternary<FMAMember>
  public enum FMAMember: TernaryMember {
    public static var mnemonic: String { "math.fma" }
    public static var documentation: String { "`a * b + c`, rounded once." }
    public static var operandConstraint: TypeConstraint { .floatLike }
    public static var properties: [Signature.Property] {
      [
        .init(
          "fastmath", .dialect(Arith.FastMath.self), optional: true, implied: .of(Arith.FastMath()))
      ]
    }
  }

  public typealias AbsI = Unary<AbsIMember>
  public enum AbsIMember: UnaryMember {
    public static var mnemonic: String { "math.absi" }
    public static var documentation: String {
      "The magnitude of an integer; the least number is its own."
    }
    public static var operandConstraint: TypeConstraint { .integerLike }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      guard case .integer(let value)? = constants[0]?.uniformElement else { return nil }
      return Attribute.uniform(
        .integer(value < 0 ? 0 &- value : value), of: module.resultTypeOrNone(of: operation)
      ).map { .constant($0) }
    }
  }
}

/// A binary operation of `math` on floats.
public protocol MathFloatBinary: BinaryMember {}

extension MathFloatBinary {
  public static var operandConstraint: TypeConstraint { .floatLike }
  public static var properties: [Signature.Property] {
    [
      .init(
        "fastmath", .dialect(Arith.FastMath.self), optional: true, implied: .of(Arith.FastMath()))
    ]
  }
}
