import IR

/// A unary operation of `math` on the bits of integers.
public protocol BitCount: UnaryMember {
  /// The count for a number of `width` bits.
  static func count(_ bits: UInt64, width: Int) -> Int
}

extension BitCount {
  public static var operandConstraint: TypeConstraint { .integerLike }

  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> FoldResult? {
    let type = module.resultTypeOrNone(of: operation)
    guard case .integer(let value)? = constants[0]?.uniformElement,
      let width = type.elementType.bitWidth, width <= 64
    else { return nil }
    return Attribute.uniform(.integer(count(value.unsignedBits(width), width: width)), of: type)
      .map { .constant($0) }
  }
}

extension Math {
  public typealias CtLZ = Unary<CtLZMember>
  public enum CtLZMember: BitCount {
    public static var mnemonic: String { "math.ctlz" }
    public static var documentation: String { "How many leading bits are zero." }
    public static func count(_ bits: UInt64, width: Int) -> Int {
      bits.leadingZeroBitCount - (64 - width)
    }
  }

  public typealias CtTZ = Unary<CtTZMember>
  public enum CtTZMember: BitCount {
    public static var mnemonic: String { "math.cttz" }
    public static var documentation: String { "How many trailing bits are zero." }
    public static func count(_ bits: UInt64, width: Int) -> Int {
      min(bits.trailingZeroBitCount, width)
    }
  }

  public typealias CtPop = Unary<CtPopMember>
  public enum CtPopMember: BitCount {
    public static var mnemonic: String { "math.ctpop" }
    public static var documentation: String { "How many bits are one." }
    public static func count(_ bits: UInt64, width: Int) -> Int { bits.nonzeroBitCount }
  }

  public typealias Cbrt = Unary<CbrtMember>
  public enum CbrtMember: FloatUnary {
    public static var mnemonic: String { "math.cbrt" }
    public static var documentation: String { "The cube root." }
  }

  public typealias Atan2 = Binary<Atan2Member>
  public enum Atan2Member: MathFloatBinary {
    public static var mnemonic: String { "math.atan2" }
    public static var documentation: String { "The angle of the point (`b`, `a`), as C's `atan2`." }
  }

  public typealias IPowI = Binary<IPowIMember>
  public enum IPowIMember: BinaryMember {
    public static var mnemonic: String { "math.ipowi" }
    public static var documentation: String {
      "`a` to the power `b` of signed integers; towards zero where that is no integer."
    }
    public static var traits: Traits { [.pure, .undefinedForSome] }
    public static var operandConstraint: TypeConstraint { .integerLike }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      let type = module.resultTypeOrNone(of: operation)
      guard case .integer(let base)? = constants[0]?.uniformElement,
        case .integer(let exponent)? = constants[1]?.uniformElement, exponent >= 0
      else { return nil }
      var (power, square, rest) = (1, base, exponent)
      while rest > 0 {
        if rest & 1 == 1 { power = power &* square }
        square = square &* square
        rest >>= 1
      }
      return Attribute.uniform(.integer(power), of: type).map { .constant($0) }
    }
  }

  public typealias FPowI = Plain<FPowIMember>
  public enum FPowIMember: PlainMember {
    public static var mnemonic: String { "math.fpowi" }
    public static var documentation: String { "A float to the power of an integer." }
    public static var form: Form? {
      Form(
        """
        $lhs `,` $rhs (`fastmath` `` $fastmath^)? attr-dict `:` custom<Types>(type($lhs),
        type($rhs), type($result))
        """,
        ["Types": .types(of: ["lhs", "rhs"]) { [$0[0]] }])
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("lhs", .floatLike), .init("rhs", .integerLike)],
        results: [.init("result", .floatLike)],
        properties: [
          .init(
            "fastmath", .dialect(Arith.FastMath.self), optional: true,
            implied: .of(Arith.FastMath()))
        ])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      return module.resultTypes(of: operation)[0] == types[0] && types[0].shape == types[1].shape
        ? [] : ["must give the type of its first operand, which has the shape of its second"]
    }
  }
}
