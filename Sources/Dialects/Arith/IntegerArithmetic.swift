import IR

/// A binary operation of `arith` on integers, with two's complement wrap-around.
public protocol ArithIntegerBinary: BinaryMember {
  /// The value for two constants of `width` bits, given sign-extended; it is wrapped afterwards.
  /// `nil` where it is undefined.
  static func compute(_ lhs: Int, _ rhs: Int, width: Int) -> Int?
  /// A constant right operand that leaves the left one as it is.
  static func rightIdentity(width: Int) -> Int?
  /// A constant right operand that gives itself whatever the left one is.
  static func rightZero(width: Int) -> Int?
  /// What it gives for two operands that are the same value.
  static var ofEqualOperands: EqualOperandsResult? { get }
}

/// The result of a binary operation on a value and itself.
public enum EqualOperandsResult: Sendable {
  case operand, zero
}

extension ArithIntegerBinary {
  public static var operandConstraint: TypeConstraint { .integerLike }
  public static func rightIdentity(width: Int) -> Int? { nil }
  public static func rightZero(width: Int) -> Int? { nil }
  public static var ofEqualOperands: EqualOperandsResult? { nil }
  public static var canonicalization: RuleSet {
    traits.contains(.commutative) ? .joiningConstants(of: Self.self) : RuleSet()
  }

  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> FoldResult? {
    let type = module.resultTypeOrNone(of: operation)
    guard let width = type.elementType.bitWidth, width <= 64 else { return nil }
    let operands = module.operands(of: operation)
    if operands[0] == operands[1], let result = ofEqualOperands {
      if case .operand = result { return .value(operands[0]) }
      return Attribute.uniform(.integer(0), of: type).map { .constant($0) }
    }
    // The constant may be on either side when the operation commutes.
    let sides = traits.contains(.commutative) ? [(0, 1), (1, 0)] : [(0, 1)]
    for (other, side) in sides {
      guard let constant = constants[side], case .integer(let value)? = constant.uniformElement
      else { continue }
      if rightIdentity(width: width) == value {
        return .value(module.operand(other, of: operation))
      }
      if rightZero(width: width) == value { return .constant(constant) }
    }
    guard case .integer(let left)? = constants[0]?.uniformElement,
      case .integer(let right)? = constants[1]?.uniformElement,
      let value = compute(left, right, width: width)
    else { return nil }
    return Attribute.uniform(.integer(value), of: type).map { .constant($0) }
  }
}

/// A member that takes `overflowFlags`; no flag means wrap-around.
public protocol ArithOverflowingBinary: ArithIntegerBinary {}

extension ArithOverflowingBinary {
  public static var properties: [Signature.Property] {
    [
      .init(
        "overflowFlags", .dialect(Arith.Overflow.self), optional: true,
        implied: .of(Arith.Overflow()))
    ]
  }
}

extension Arith {
  public typealias AddI = Binary<AddIMember>
  public enum AddIMember: ArithOverflowingBinary {
    public static var mnemonic: String { "arith.addi" }
    public static var documentation: String { "`a + b`." }
    public static var canonicalization: RuleSet { Arith.offsetRules + Arith.additionRules }
    public static var traits: Traits { [.pure, .commutative] }
    public static func rightIdentity(width: Int) -> Int? { 0 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? { a &+ b }
  }

  public typealias SubI = Binary<SubIMember>
  public enum SubIMember: ArithOverflowingBinary {
    public static var mnemonic: String { "arith.subi" }
    public static var documentation: String { "`a - b`." }
    public static var ofEqualOperands: EqualOperandsResult? { .zero }
    public static var canonicalization: RuleSet { Arith.offsetRules + Arith.subtractionRules }
    public static func rightIdentity(width: Int) -> Int? { 0 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? { a &- b }
  }

  public typealias MulI = Binary<MulIMember>
  public enum MulIMember: ArithOverflowingBinary {
    public static var mnemonic: String { "arith.muli" }
    public static var documentation: String { "`a * b`." }
    public static var traits: Traits { [.pure, .commutative] }
    // An `i1` stores true as -1.
    public static func rightIdentity(width: Int) -> Int? { width == 1 ? -1 : 1 }
    public static func rightZero(width: Int) -> Int? { 0 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? { a &* b }
  }

  public typealias DivSI = Binary<DivSIMember>
  public enum DivSIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.divsi" }
    public static var documentation: String { "`a / b`, rounded towards zero." }
    public static var traits: Traits { [.pure, .undefinedForSome] }
    public static func rightIdentity(width: Int) -> Int? { width == 1 ? nil : 1 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      quotient(a, b, width)
    }
  }

  public typealias DivUI = Binary<DivUIMember>
  public enum DivUIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.divui" }
    public static var documentation: String { "`a / b` of unsigned numbers." }
    public static var traits: Traits { [.pure, .undefinedForSome] }
    public static func rightIdentity(width: Int) -> Int? { width == 1 ? -1 : 1 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      b == 0 ? nil : Int(truncatingIfNeeded: a.unsignedBits(width) / b.unsignedBits(width))
    }
  }

  public typealias FloorDivSI = Binary<FloorDivSIMember>
  public enum FloorDivSIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.floordivsi" }
    public static var documentation: String { "`a / b`, rounded down." }
    public static var traits: Traits { [.pure, .undefinedForSome] }
    public static func rightIdentity(width: Int) -> Int? { width == 1 ? nil : 1 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      quotient(a, b, width).map { a % b != 0 && (a < 0) != (b < 0) ? $0 - 1 : $0 }
    }
  }

  public typealias CeilDivSI = Binary<CeilDivSIMember>
  public enum CeilDivSIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.ceildivsi" }
    public static var documentation: String { "`a / b`, rounded up." }
    public static var traits: Traits { [.pure, .undefinedForSome] }
    public static func rightIdentity(width: Int) -> Int? { width == 1 ? nil : 1 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      quotient(a, b, width).map { a % b != 0 && (a < 0) == (b < 0) ? $0 + 1 : $0 }
    }
  }

  public typealias CeilDivUI = Binary<CeilDivUIMember>
  public enum CeilDivUIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.ceildivui" }
    public static var documentation: String { "`a / b` of unsigned numbers, rounded up." }
    public static var traits: Traits { [.pure, .undefinedForSome] }
    public static func rightIdentity(width: Int) -> Int? { width == 1 ? -1 : 1 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      let (left, right) = (a.unsignedBits(width), b.unsignedBits(width))
      guard right != 0 else { return nil }
      return Int(truncatingIfNeeded: left / right + (left % right == 0 ? 0 : 1))
    }
  }

  public typealias RemSI = Binary<RemSIMember>
  public enum RemSIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.remsi" }
    public static var canonicalization: RuleSet { Arith.remainderRules(of: Self.self) }
    public static var documentation: String { "The remainder of `divsi`, with the sign of `a`." }
    public static var traits: Traits { [.pure, .undefinedForSome] }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      quotient(a, b, width).map { a &- $0 &* b }
    }
  }

  public typealias RemUI = Binary<RemUIMember>
  public enum RemUIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.remui" }
    public static var canonicalization: RuleSet { Arith.remainderRules(of: Self.self) }
    public static var documentation: String { "The remainder of `divui`." }
    public static var traits: Traits { [.pure, .undefinedForSome] }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      b == 0 ? nil : Int(truncatingIfNeeded: a.unsignedBits(width) % b.unsignedBits(width))
    }
  }

  public typealias MaxSI = Binary<MaxSIMember>
  public enum MaxSIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.maxsi" }
    public static func rightIdentity(width: Int) -> Int? { leastSigned(width) }
    public static func rightZero(width: Int) -> Int? { greatestSigned(width) }
    public static var documentation: String { "The greater of two signed numbers." }
    public static var ofEqualOperands: EqualOperandsResult? { .operand }
    public static var traits: Traits { [.pure, .commutative] }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? { max(a, b) }
  }

  public typealias MinSI = Binary<MinSIMember>
  public enum MinSIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.minsi" }
    public static func rightIdentity(width: Int) -> Int? { greatestSigned(width) }
    public static func rightZero(width: Int) -> Int? { leastSigned(width) }
    public static var documentation: String { "The lesser of two signed numbers." }
    public static var ofEqualOperands: EqualOperandsResult? { .operand }
    public static var traits: Traits { [.pure, .commutative] }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? { min(a, b) }
  }

  public typealias MaxUI = Binary<MaxUIMember>
  public enum MaxUIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.maxui" }
    public static func rightIdentity(width: Int) -> Int? { 0 }
    public static func rightZero(width: Int) -> Int? { -1 }
    public static var documentation: String { "The greater of two unsigned numbers." }
    public static var ofEqualOperands: EqualOperandsResult? { .operand }
    public static var traits: Traits { [.pure, .commutative] }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      a.unsignedBits(width) > b.unsignedBits(width) ? a : b
    }
  }

  public typealias MinUI = Binary<MinUIMember>
  public enum MinUIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.minui" }
    public static func rightIdentity(width: Int) -> Int? { -1 }
    public static func rightZero(width: Int) -> Int? { 0 }
    public static var documentation: String { "The lesser of two unsigned numbers." }
    public static var ofEqualOperands: EqualOperandsResult? { .operand }
    public static var traits: Traits { [.pure, .commutative] }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      a.unsignedBits(width) < b.unsignedBits(width) ? a : b
    }
  }

  private static func leastSigned(_ width: Int) -> Int { Int.min >> (64 - width) }
  private static func greatestSigned(_ width: Int) -> Int { Int.max >> (64 - width) }

  /// The quotient rounded towards zero; `nil` where dividing is undefined.
  private static func quotient(_ a: Int, _ b: Int, _ width: Int) -> Int? {
    let least = width >= 64 ? Int.min : -(1 << (width - 1))
    return b == 0 || (a == least && b == -1) ? nil : a / b
  }
}
