import IR

/// A conversion instruction.
public protocol LLVMCast: CastMember {}

extension LLVMCast {
  public static var operandConstraint: TypeConstraint { .any }
  public static var resultConstraint: TypeConstraint { .any }
  public static var keepsShape: Bool { false }
}

extension LLVM {
  /// An integer as a wider one, filling with the sign.
  public typealias SExt = Cast<SExtMember>
  public enum SExtMember: LLVMCast {
    public static var mnemonic: String { "llvm.sext" }
  }

  /// An integer as a wider one, filling with zeros.
  public typealias ZExt = Cast<ZExtMember>
  public enum ZExtMember: LLVMCast {
    public static var mnemonic: String { "llvm.zext" }
  }

  /// The low bits of an integer.
  public typealias Trunc = Cast<TruncMember>
  public enum TruncMember: LLVMCast {
    public static var mnemonic: String { "llvm.trunc" }
  }

  /// A float as a wider float.
  public typealias FPExt = Cast<FPExtMember>
  public enum FPExtMember: LLVMCast {
    public static var mnemonic: String { "llvm.fpext" }
  }

  /// A float as a narrower float, rounded to nearest even.
  public typealias FPTrunc = Cast<FPTruncMember>
  public enum FPTruncMember: LLVMCast {
    public static var mnemonic: String { "llvm.fptrunc" }
  }

  /// A signed integer as the nearest float.
  public typealias SIToFP = Cast<SIToFPMember>
  public enum SIToFPMember: LLVMCast {
    public static var mnemonic: String { "llvm.sitofp" }
  }

  /// An unsigned integer as the nearest float.
  public typealias UIToFP = Cast<UIToFPMember>
  public enum UIToFPMember: LLVMCast {
    public static var mnemonic: String { "llvm.uitofp" }
  }

  /// A float as a signed integer, rounded towards zero.
  public typealias FPToSI = Cast<FPToSIMember>
  public enum FPToSIMember: LLVMCast {
    public static var mnemonic: String { "llvm.fptosi" }
  }

  /// A float as an unsigned integer, rounded towards zero.
  public typealias FPToUI = Cast<FPToUIMember>
  public enum FPToUIMember: LLVMCast {
    public static var mnemonic: String { "llvm.fptoui" }
  }

  /// The same bits as another type.
  public typealias Bitcast = Cast<BitcastMember>
  public enum BitcastMember: LLVMCast {
    public static var mnemonic: String { "llvm.bitcast" }
  }

  /// An address as an integer.
  public typealias PtrToInt = Cast<PtrToIntMember>
  public enum PtrToIntMember: LLVMCast {
    public static var mnemonic: String { "llvm.ptrtoint" }
  }

  /// An integer as an address.
  public typealias IntToPtr = Cast<IntToPtrMember>
  public enum IntToPtrMember: LLVMCast {
    public static var mnemonic: String { "llvm.inttoptr" }
  }
}
