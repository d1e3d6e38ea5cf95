import IR

/// A binary operation of `llvm` on integers.
public protocol LLVMIntegerBinary: BinaryMember {}

extension LLVMIntegerBinary {
  public static var form: Form? { LLVM.form(of: mnemonic) }
  public static var operandConstraint: TypeConstraint { LLVM.integerLike }
  public static var properties: [Signature.Property] {
    [
      .init(
        "overflowFlags", .dialect(LLVM.Overflow.self), optional: true,
        implied: .of(LLVM.Overflow([]))),
      .init("isExact", .unit, optional: true),
      .init("isDisjoint", .unit, optional: true),
    ]
  }
}

/// A binary operation of `llvm` on floats.
public protocol LLVMFloatBinary: BinaryMember {}

extension LLVMFloatBinary {
  public static var form: Form? { LLVM.form(of: mnemonic) }
  public static var operandConstraint: TypeConstraint { LLVM.floatLike }
  public static var properties: [Signature.Property] { [LLVM.fastMathProperty] }
}

/// A unary operation of `llvm` on floats.
public protocol LLVMFloatUnary: UnaryMember {}

extension LLVMFloatUnary {
  public static var form: Form? { LLVM.form(of: mnemonic) }
  public static var operandConstraint: TypeConstraint { LLVM.floatLike }
  public static var properties: [Signature.Property] { [LLVM.fastMathProperty] }
}

/// An operation of `llvm` that folds as one of `arith` does: what its flags promise does not change
/// a result that is known.
public protocol LLVMTwin: FamilyMember {
  /// The operation of `arith` that computes the same.
  associatedtype Twin: FamilyMember
}

extension LLVMTwin {
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> FoldResult? {
    Twin.fold(operation, in: module, constants: constants)
  }
}

extension LLVM {
  /// The form of an intrinsic; `nil` for that of an instruction's family.
  static func form(of mnemonic: String) -> Form? {
    mnemonic.hasPrefix("llvm.intr.") ? intrinsicForm : nil
  }

  static var fastMathProperty: Signature.Property {
    .init("fastmathFlags", .dialect(FastMath.self), optional: true, implied: .of(FastMath([])))
  }

  public typealias Add = Binary<AddMember>
  public enum AddMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.AddIMember
    public static var mnemonic: String { "llvm.add" }
    public static var documentation: String { "`a + b`." }
    public static var traits: Traits { [.pure, .commutative] }
  }

  public typealias Sub = Binary<SubMember>
  public enum SubMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.SubIMember
    public static var mnemonic: String { "llvm.sub" }
    public static var documentation: String { "`a - b`." }
  }

  public typealias Mul = Binary<MulMember>
  public enum MulMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.MulIMember
    public static var mnemonic: String { "llvm.mul" }
    public static var documentation: String { "`a * b`." }
    public static var traits: Traits { [.pure, .commutative] }
  }

  public typealias SDiv = Binary<SDivMember>
  public enum SDivMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.DivSIMember
    public static var mnemonic: String { "llvm.sdiv" }
    public static var documentation: String { "`a / b` rounded towards zero." }
  }

  public typealias UDiv = Binary<UDivMember>
  public enum UDivMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.DivUIMember
    public static var mnemonic: String { "llvm.udiv" }
    public static var documentation: String { "`a / b` of unsigned numbers." }
  }

  public typealias SRem = Binary<SRemMember>
  public enum SRemMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.RemSIMember
    public static var mnemonic: String { "llvm.srem" }
    public static var documentation: String { "The remainder of sdiv." }
  }

  public typealias URem = Binary<URemMember>
  public enum URemMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.RemUIMember
    public static var mnemonic: String { "llvm.urem" }
    public static var documentation: String { "The remainder of udiv." }
  }

  public typealias And = Binary<AndMember>
  public enum AndMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.AndIMember
    public static var mnemonic: String { "llvm.and" }
    public static var documentation: String { "Bitwise and." }
    public static var traits: Traits { [.pure, .commutative] }
  }

  public typealias Or = Binary<OrMember>
  public enum OrMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.OrIMember
    public static var mnemonic: String { "llvm.or" }
    public static var documentation: String { "Bitwise or." }
    public static var traits: Traits { [.pure, .commutative] }
  }

  public typealias XOr = Binary<XOrMember>
  public enum XOrMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.XOrIMember
    public static var mnemonic: String { "llvm.xor" }
    public static var documentation: String { "Bitwise exclusive or." }
    public static var traits: Traits { [.pure, .commutative] }
  }

  public typealias Shl = Binary<ShlMember>
  public enum ShlMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.ShLIMember
    public static var mnemonic: String { "llvm.shl" }
    public static var documentation: String { "`a << b`." }
  }

  public typealias LShr = Binary<LShrMember>
  public enum LShrMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.ShRUIMember
    public static var mnemonic: String { "llvm.lshr" }
    public static var documentation: String { "`a >> b`, filling with zeros." }
  }

  public typealias AShr = Binary<AShrMember>
  public enum AShrMember: LLVMIntegerBinary, LLVMTwin {
    public typealias Twin = Arith.ShRSIMember
    public static var mnemonic: String { "llvm.ashr" }
    public static var documentation: String { "`a >> b`, filling with the sign." }
  }

  public typealias FAdd = Binary<FAddMember>
  public enum FAddMember: LLVMFloatBinary, LLVMTwin {
    public typealias Twin = Arith.AddFMember
    public static var mnemonic: String { "llvm.fadd" }
    public static var documentation: String { "`a + b`." }
  }

  public typealias FSub = Binary<FSubMember>
  public enum FSubMember: LLVMFloatBinary, LLVMTwin {
    public typealias Twin = Arith.SubFMember
    public static var mnemonic: String { "llvm.fsub" }
    public static var documentation: String { "`a - b`." }
  }

  public typealias FMul = Binary<FMulMember>
  public enum FMulMember: LLVMFloatBinary, LLVMTwin {
    public typealias Twin = Arith.MulFMember
    public static var mnemonic: String { "llvm.fmul" }
    public static var documentation: String { "`a * b`." }
  }

  public typealias FDiv = Binary<FDivMember>
  public enum FDivMember: LLVMFloatBinary, LLVMTwin {
    public typealias Twin = Arith.DivFMember
    public static var mnemonic: String { "llvm.fdiv" }
    public static var documentation: String { "`a / b`." }
  }

  public typealias FRem = Binary<FRemMember>
  public enum FRemMember: LLVMFloatBinary, LLVMTwin {
    public typealias Twin = Arith.RemFMember
    public static var mnemonic: String { "llvm.frem" }
    public static var documentation: String { "The remainder of a / b, with the sign of a." }
  }

  public typealias FNeg = Unary<FNegMember>
  public enum FNegMember: LLVMFloatUnary, LLVMTwin {
    public typealias Twin = Arith.NegFMember
    public static var mnemonic: String { "llvm.fneg" }
    public static var documentation: String { "`-a`." }
  }

  public typealias ICmp = Compare<ICmpMember>
  public enum ICmpMember: CompareMember {
    public typealias Predicate = IntegerPredicate
    public static var mnemonic: String { "llvm.icmp" }
    public static func mirrored(_ predicate: IntegerPredicate) -> IntegerPredicate? {
      predicate.mirrored
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.CmpIMember.fold(operation, in: module, constants: constants)
    }
    public static var documentation: String { "Compares integers or pointers." }
    public static var quotesPredicate: Bool { true }
    public static var operandConstraint: TypeConstraint { LLVM.integerOrPointerLike }
  }

  public typealias FCmp = Compare<FCmpMember>
  public enum FCmpMember: CompareMember {
    public typealias Predicate = FloatPredicate
    public static var mnemonic: String { "llvm.fcmp" }
    public static func mirrored(_ predicate: FloatPredicate) -> FloatPredicate? {
      predicate.mirrored
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.CmpFMember.fold(operation, in: module, constants: constants)
    }
    public static var documentation: String { "Compares floats." }
    public static var quotesPredicate: Bool { true }
    public static var operandConstraint: TypeConstraint { LLVM.floatLike }
    public static var properties: [Signature.Property] { [LLVM.fastMathProperty] }
  }
}
