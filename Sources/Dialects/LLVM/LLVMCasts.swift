import IR

/// A conversion instruction.
public protocol LLVMCast: CastMember {}

extension LLVMCast {
  public static var operandConstraint: TypeConstraint { LLVM.valueType }
  public static var resultConstraint: TypeConstraint { LLVM.valueType }
}

/// A conversion between integers of different widths.
public protocol LLVMIntegerCast: LLVMCast {}

extension LLVMIntegerCast {
  public static var operandConstraint: TypeConstraint { LLVM.integerLike }
  public static var resultConstraint: TypeConstraint { LLVM.integerLike }
}

/// A conversion between floats of different widths.
public protocol LLVMFloatCast: LLVMCast {}

extension LLVMFloatCast {
  public static var operandConstraint: TypeConstraint { LLVM.floatLike }
  public static var resultConstraint: TypeConstraint { LLVM.floatLike }
}

extension LLVM {
  public typealias SExt = Cast<SExtMember>
  public enum SExtMember: LLVMIntegerCast {
    public static func objection(from source: Type, to target: Type) -> String? {
      widthObjection(narrow: source, wide: target)
    }
    public static var mnemonic: String { "llvm.sext" }
    public static var canonicalization: RuleSet {
      RuleSet([
        Arith.joining(SExt.self, after: SExt.self),
        Arith.joining(SExt.self, after: ZExt.self, as: ZExt.self),
      ])
    }
    public static var documentation: String { "An integer as a wider one, filling with the sign." }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.ExtSIMember.fold(operation, in: module, constants: constants)
    }
  }

  public typealias ZExt = Cast<ZExtMember>
  public enum ZExtMember: LLVMIntegerCast {
    public static func objection(from source: Type, to target: Type) -> String? {
      widthObjection(narrow: source, wide: target)
    }
    public static var mnemonic: String { "llvm.zext" }
    public static var canonicalization: RuleSet {
      RuleSet([Arith.joining(ZExt.self, after: ZExt.self)])
    }
    public static var documentation: String { "An integer as a wider one, filling with zeros." }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.ExtUIMember.fold(operation, in: module, constants: constants)
    }
  }

  public typealias Trunc = Cast<TruncMember>
  public enum TruncMember: LLVMIntegerCast {
    public static func objection(from source: Type, to target: Type) -> String? {
      widthObjection(narrow: target, wide: source)
    }
    public static var mnemonic: String { "llvm.trunc" }
    public static var canonicalization: RuleSet {
      RuleSet([
        Arith.joining(Trunc.self, after: Trunc.self), Arith.undoing(Trunc.self, of: SExt.self),
        Arith.undoing(Trunc.self, of: ZExt.self),
      ])
    }
    public static var documentation: String { "The low bits of an integer." }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.TruncIMember.fold(operation, in: module, constants: constants)
    }
  }

  public typealias FPExt = Cast<FPExtMember>
  public enum FPExtMember: LLVMFloatCast {
    public static func objection(from source: Type, to target: Type) -> String? {
      widthObjection(narrow: source, wide: target)
    }
    public static var mnemonic: String { "llvm.fpext" }
    public static var canonicalization: RuleSet {
      RuleSet([Arith.joining(FPExt.self, after: FPExt.self)])
    }
    public static var documentation: String { "A float as a wider float." }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.ExtFMember.fold(operation, in: module, constants: constants)
    }
  }

  public typealias FPTrunc = Cast<FPTruncMember>
  public enum FPTruncMember: LLVMFloatCast {
    public static func objection(from source: Type, to target: Type) -> String? {
      widthObjection(narrow: target, wide: source)
    }
    public static var mnemonic: String { "llvm.fptrunc" }
    public static var canonicalization: RuleSet {
      RuleSet([Arith.undoing(FPTrunc.self, of: FPExt.self)])
    }
    public static var documentation: String {
      "A float as a narrower float, rounded to nearest even."
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.TruncFMember.fold(operation, in: module, constants: constants)
    }
  }

  public typealias SIToFP = Cast<SIToFPMember>
  public enum SIToFPMember: LLVMCast {
    public static var operandConstraint: TypeConstraint { LLVM.integerLike }
    public static var resultConstraint: TypeConstraint { LLVM.floatLike }
    public static var mnemonic: String { "llvm.sitofp" }
    public static var documentation: String { "A signed integer as the nearest float." }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.SIToFPMember.fold(operation, in: module, constants: constants)
    }
  }

  public typealias UIToFP = Cast<UIToFPMember>
  public enum UIToFPMember: LLVMCast {
    public static var operandConstraint: TypeConstraint { LLVM.integerLike }
    public static var resultConstraint: TypeConstraint { LLVM.floatLike }
    public static var mnemonic: String { "llvm.uitofp" }
    public static var documentation: String { "An unsigned integer as the nearest float." }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.UIToFPMember.fold(operation, in: module, constants: constants)
    }
  }

  public typealias FPToSI = Cast<FPToSIMember>
  public enum FPToSIMember: LLVMCast {
    public static var operandConstraint: TypeConstraint { LLVM.floatLike }
    public static var resultConstraint: TypeConstraint { LLVM.integerLike }
    public static var mnemonic: String { "llvm.fptosi" }
    public static var documentation: String { "A float as a signed integer, rounded towards zero." }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.FPToSIMember.fold(operation, in: module, constants: constants)
    }
  }

  public typealias FPToUI = Cast<FPToUIMember>
  public enum FPToUIMember: LLVMCast {
    public static var operandConstraint: TypeConstraint { LLVM.floatLike }
    public static var resultConstraint: TypeConstraint { LLVM.integerLike }
    public static var mnemonic: String { "llvm.fptoui" }
    public static var documentation: String {
      "A float as an unsigned integer, rounded towards zero."
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      Arith.FPToUIMember.fold(operation, in: module, constants: constants)
    }
  }

  public typealias Bitcast = Cast<BitcastMember>
  public enum BitcastMember: LLVMCast {
    public static var keepsShape: Bool { false }
    public static func wholeObjection(from source: Type, to target: Type) -> String? {
      if LLVM.pointerLike.holds(source) != LLVM.pointerLike.holds(target) {
        return "makes pointers of pointers only; 'llvm.ptrtoint' and 'llvm.inttoptr' do more"
      }
      guard let from = source.lanesBitWidth, let to = target.lanesBitWidth, from != to else {
        return nil
      }
      return "keeps the bits: the operand has \(from), the result \(to)"
    }
    public static var mnemonic: String { "llvm.bitcast" }
    public static var canonicalization: RuleSet {
      RuleSet([
        Arith.undoing(Bitcast.self, of: Bitcast.self),
        Arith.joining(Bitcast.self, after: Bitcast.self),
      ])
    }
    public static var documentation: String { "The same bits as another type." }
  }

  public typealias AddressSpaceCast = Cast<AddressSpaceCastMember>
  public enum AddressSpaceCastMember: LLVMCast {
    public static var operandConstraint: TypeConstraint { LLVM.pointerLike }
    public static var resultConstraint: TypeConstraint { LLVM.pointerLike }
    public static var keepsShape: Bool { false }
    public static var mnemonic: String { "llvm.addrspacecast" }
    public static var documentation: String { "An address in another address space." }
  }

  public typealias Freeze = Unary<FreezeMember>
  public enum FreezeMember: UnaryMember {
    public static var mnemonic: String { "llvm.freeze" }
    public static var documentation: String {
      "The value; if that is undefined or poison, one that is the same at each use."
    }
    public static var operandConstraint: TypeConstraint { LLVM.valueType }
  }

  public typealias PtrToInt = Cast<PtrToIntMember>
  public enum PtrToIntMember: LLVMCast {
    public static var operandConstraint: TypeConstraint { LLVM.pointerLike }
    public static var resultConstraint: TypeConstraint { LLVM.integerLike }
    public static var keepsShape: Bool { false }
    public static var mnemonic: String { "llvm.ptrtoint" }
    public static var documentation: String { "An address as an integer." }
  }

  public typealias IntToPtr = Cast<IntToPtrMember>
  public enum IntToPtrMember: LLVMCast {
    public static var operandConstraint: TypeConstraint { LLVM.integerLike }
    public static var resultConstraint: TypeConstraint { LLVM.pointerLike }
    public static var keepsShape: Bool { false }
    public static var mnemonic: String { "llvm.inttoptr" }
    public static var documentation: String { "An integer as an address." }
  }
}

extension Type {
  /// The bits of a scalar, or of all elements of a vector of a known size.
  fileprivate var lanesBitWidth: Int? {
    guard case .vector(let vector) = self else { return bitWidth }
    guard !vector.scalable.contains(true) else { return nil }
    return vector.element.bitWidth.map { vector.shape.reduce($0, &*) }
  }
}
