import IR

/// A binary operation of `arith` on floats.
public protocol ArithFloatBinary: BinaryMember {
  /// The value for two constants, in `Double`, rounded to the type afterwards; `nil` where the
  /// operation leaves it open.
  static func compute(_ lhs: Double, _ rhs: Double) -> Double?
  /// A constant right operand that leaves the left one as it is, bit for bit.
  static var rightIdentity: Double? { get }
  /// Whether of two equal operands it gives the operand.
  static var isIdempotent: Bool { get }
}

extension ArithFloatBinary {
  public static var operandConstraint: TypeConstraint { .floatLike }
  public static var properties: [Signature.Property] {
    [
      .init(
        "fastmath", .dialect(Arith.FastMath.self), optional: true, implied: .of(Arith.FastMath()))
    ]
  }
  public static var rightIdentity: Double? { nil }
  public static var isIdempotent: Bool { false }

  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> FoldResult? {
    let operands = module.operands(of: operation)
    if isIdempotent, operands[0] == operands[1] { return .value(operands[0]) }
    guard case .float(let right)? = constants[1]?.uniformElement else { return nil }
    if let identity = rightIdentity, right.bitPattern == identity.bitPattern {
      return .value(operands[0])
    }
    guard case .float(let left)? = constants[0]?.uniformElement,
      let value = compute(left, right)
    else { return nil }
    return Attribute.uniform(.float(value), of: module.resultTypeOrNone(of: operation))
      .map { .constant($0) }
  }
}

/// A unary operation of `arith` or `math` on floats.
public protocol FloatUnary: UnaryMember {
  /// The value for a constant, in `Double`, rounded to the type afterwards; `nil` if that would
  /// not be the value that runs.
  static func compute(_ operand: Double) -> Double?
}

extension FloatUnary {
  public static var operandConstraint: TypeConstraint { .floatLike }
  public static var properties: [Signature.Property] {
    [
      .init(
        "fastmath", .dialect(Arith.FastMath.self), optional: true, implied: .of(Arith.FastMath()))
    ]
  }
  public static func compute(_ operand: Double) -> Double? { nil }

  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> FoldResult? {
    guard case .float(let operand)? = constants[0]?.uniformElement,
      let value = compute(operand)
    else { return nil }
    return Attribute.uniform(.float(value), of: module.resultTypeOrNone(of: operation))
      .map { .constant($0) }
  }
}

extension Arith {
  public typealias AddF = Binary<AddFMember>
  public enum AddFMember: ArithFloatBinary {
    public static var mnemonic: String { "arith.addf" }
    public static var documentation: String { "`a + b`." }
    public static var traits: Traits { [.pure, .commutative] }
    public static var rightIdentity: Double? { -0.0 }
    public static func compute(_ a: Double, _ b: Double) -> Double? { a + b }
  }

  public typealias SubF = Binary<SubFMember>
  public enum SubFMember: ArithFloatBinary {
    public static var mnemonic: String { "arith.subf" }
    public static var documentation: String { "`a - b`." }
    public static var rightIdentity: Double? { 0.0 }
    public static func compute(_ a: Double, _ b: Double) -> Double? { a - b }
  }

  public typealias MulF = Binary<MulFMember>
  public enum MulFMember: ArithFloatBinary {
    public static var mnemonic: String { "arith.mulf" }
    public static var documentation: String { "`a * b`." }
    public static var traits: Traits { [.pure, .commutative] }
    public static var rightIdentity: Double? { 1 }
    public static var canonicalization: RuleSet { Arith.negatedFactorRules(of: Self.self) }
    public static func compute(_ a: Double, _ b: Double) -> Double? { a * b }
  }

  public typealias DivF = Binary<DivFMember>
  public enum DivFMember: ArithFloatBinary {
    public static var mnemonic: String { "arith.divf" }
    public static var documentation: String { "`a / b`." }
    public static var rightIdentity: Double? { 1 }
    public static var canonicalization: RuleSet { Arith.negatedFactorRules(of: Self.self) }
    public static func compute(_ a: Double, _ b: Double) -> Double? { a / b }
  }

  public typealias RemF = Binary<RemFMember>
  public enum RemFMember: ArithFloatBinary {
    public static var mnemonic: String { "arith.remf" }
    public static var documentation: String {
      "The remainder of `a / b` with the sign of `a`, as C's `fmod`."
    }
    public static func compute(_ a: Double, _ b: Double) -> Double? {
      a.truncatingRemainder(dividingBy: b)
    }
  }

  public typealias MaximumF = Binary<MaximumFMember>
  public enum MaximumFMember: ArithFloatBinary {
    public static var mnemonic: String { "arith.maximumf" }
    public static var documentation: String { "The greater; NaN if either is, and `-0 < +0`." }
    public static var traits: Traits { [.pure, .commutative] }
    public static var isIdempotent: Bool { true }
    public static var rightIdentity: Double? { -.infinity }
    public static func compute(_ a: Double, _ b: Double) -> Double? {
      if a.isNaN || b.isNaN { return .nan }
      return a == b ? (a.sign == .minus ? b : a) : Swift.max(a, b)
    }
  }

  public typealias MinimumF = Binary<MinimumFMember>
  public enum MinimumFMember: ArithFloatBinary {
    public static var mnemonic: String { "arith.minimumf" }
    public static var documentation: String { "The lesser; NaN if either is, and `-0 < +0`." }
    public static var traits: Traits { [.pure, .commutative] }
    public static var isIdempotent: Bool { true }
    public static var rightIdentity: Double? { .infinity }
    public static func compute(_ a: Double, _ b: Double) -> Double? {
      if a.isNaN || b.isNaN { return .nan }
      return a == b ? (a.sign == .minus ? a : b) : Swift.min(a, b)
    }
  }

  public typealias MaxNumF = Binary<MaxNumFMember>
  public enum MaxNumFMember: ArithFloatBinary {
    public static var mnemonic: String { "arith.maxnumf" }
    public static var documentation: String {
      """
      The greater; if one is NaN, the other.

      Which zero is greater is left open.
      """
    }
    public static var traits: Traits { [.pure, .commutative] }
    public static var isIdempotent: Bool { true }
    public static func compute(_ a: Double, _ b: Double) -> Double? {
      a.isNaN ? b : b.isNaN ? a : a == 0 && b == 0 ? nil : MaximumFMember.compute(a, b)
    }
  }

  public typealias MinNumF = Binary<MinNumFMember>
  public enum MinNumFMember: ArithFloatBinary {
    public static var mnemonic: String { "arith.minnumf" }
    public static var documentation: String {
      """
      The lesser; if one is NaN, the other.

      Which zero is lesser is left open.
      """
    }
    public static var traits: Traits { [.pure, .commutative] }
    public static var isIdempotent: Bool { true }
    public static func compute(_ a: Double, _ b: Double) -> Double? {
      a.isNaN ? b : b.isNaN ? a : a == 0 && b == 0 ? nil : MinimumFMember.compute(a, b)
    }
  }

  public typealias NegF = Unary<NegFMember>
  public enum NegFMember: FloatUnary {
    public static var mnemonic: String { "arith.negf" }
    public static var documentation: String { "`-a`: flips the sign bit." }
    public static var canonicalization: RuleSet { Arith.negationRules }
    public static func compute(_ a: Double) -> Double? { -a }
  }
}
