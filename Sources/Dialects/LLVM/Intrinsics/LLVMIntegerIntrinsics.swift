import IR

// Intrinsics of whole numbers: those that do not wrap around, or say whether they did, and bits in
// other orders.

extension LLVM {
  public typealias SaddSat = Intrinsic<SaddSatKind>
  public enum SaddSatKind: SameIntegers {
    public static var mnemonic: String { "llvm.intr.sadd.sat" }
    public static var documentation: String {
      "The sum of signed numbers, or the nearest that there is."
    }
    public static var count: Int { 2 }
  }

  public typealias UaddSat = Intrinsic<UaddSatKind>
  public enum UaddSatKind: SameIntegers {
    public static var mnemonic: String { "llvm.intr.uadd.sat" }
    public static var documentation: String {
      "The sum of unsigned numbers, or the nearest that there is."
    }
    public static var count: Int { 2 }
  }

  public typealias SsubSat = Intrinsic<SsubSatKind>
  public enum SsubSatKind: SameIntegers {
    public static var mnemonic: String { "llvm.intr.ssub.sat" }
    public static var documentation: String {
      "The difference of signed numbers, or the nearest that there is."
    }
    public static var count: Int { 2 }
  }

  public typealias UsubSat = Intrinsic<UsubSatKind>
  public enum UsubSatKind: SameIntegers {
    public static var mnemonic: String { "llvm.intr.usub.sat" }
    public static var documentation: String {
      "The difference of unsigned numbers, or the nearest that there is."
    }
    public static var count: Int { 2 }
  }

  public typealias SshlSat = Intrinsic<SshlSatKind>
  public enum SshlSatKind: SameIntegers {
    public static var mnemonic: String { "llvm.intr.sshl.sat" }
    public static var documentation: String {
      "A shift to the left of a signed number, or the nearest that there is."
    }
    public static var count: Int { 2 }
  }

  public typealias UshlSat = Intrinsic<UshlSatKind>
  public enum UshlSatKind: SameIntegers {
    public static var mnemonic: String { "llvm.intr.ushl.sat" }
    public static var documentation: String {
      "A shift to the left of an unsigned number, or the nearest that there is."
    }
    public static var count: Int { 2 }
  }

  public typealias SaddWithOverflow = Intrinsic<SaddWithOverflowKind>
  public enum SaddWithOverflowKind: OverflowKind {
    public static var mnemonic: String { "llvm.intr.sadd.with.overflow" }
    public static var documentation: String {
      "The sum of signed numbers, and whether it wrapped around."
    }
  }

  public typealias UaddWithOverflow = Intrinsic<UaddWithOverflowKind>
  public enum UaddWithOverflowKind: OverflowKind {
    public static var mnemonic: String { "llvm.intr.uadd.with.overflow" }
    public static var documentation: String {
      "The sum of unsigned numbers, and whether it wrapped around."
    }
  }

  public typealias SsubWithOverflow = Intrinsic<SsubWithOverflowKind>
  public enum SsubWithOverflowKind: OverflowKind {
    public static var mnemonic: String { "llvm.intr.ssub.with.overflow" }
    public static var documentation: String {
      "The difference of signed numbers, and whether it wrapped around."
    }
  }

  public typealias UsubWithOverflow = Intrinsic<UsubWithOverflowKind>
  public enum UsubWithOverflowKind: OverflowKind {
    public static var mnemonic: String { "llvm.intr.usub.with.overflow" }
    public static var documentation: String {
      "The difference of unsigned numbers, and whether it wrapped around."
    }
  }

  public typealias SmulWithOverflow = Intrinsic<SmulWithOverflowKind>
  public enum SmulWithOverflowKind: OverflowKind {
    public static var mnemonic: String { "llvm.intr.smul.with.overflow" }
    public static var documentation: String {
      "The product of signed numbers, and whether it wrapped around."
    }
  }

  public typealias UmulWithOverflow = Intrinsic<UmulWithOverflowKind>
  public enum UmulWithOverflowKind: OverflowKind {
    public static var mnemonic: String { "llvm.intr.umul.with.overflow" }
    public static var documentation: String {
      "The product of unsigned numbers, and whether it wrapped around."
    }
  }

  public typealias Fshl = Intrinsic<FshlKind>
  public enum FshlKind: SameIntegers {
    public static var mnemonic: String { "llvm.intr.fshl" }
    public static var documentation: String {
      "The upper half of two numbers side by side, shifted to the left."
    }
    public static var count: Int { 3 }
  }

  public typealias Fshr = Intrinsic<FshrKind>
  public enum FshrKind: SameIntegers {
    public static var mnemonic: String { "llvm.intr.fshr" }
    public static var documentation: String {
      "The lower half of two numbers side by side, shifted to the right."
    }
    public static var count: Int { 3 }
  }

  public typealias Bitreverse = Intrinsic<BitreverseKind>
  public enum BitreverseKind: SameIntegers {
    public static var mnemonic: String { "llvm.intr.bitreverse" }
    public static var documentation: String { "The bits in the opposite order." }
    public static var count: Int { 1 }
  }

  public typealias Bswap = Intrinsic<BswapKind>
  public enum BswapKind: SameIntegers {
    public static var mnemonic: String { "llvm.intr.bswap" }
    public static var documentation: String { "The bytes in the opposite order." }
    public static var count: Int { 1 }
  }

  public typealias Lround = Intrinsic<LroundKind>
  public enum LroundKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.lround" }
    public static var documentation: String {
      "The nearest whole number as an integer, halves away from zero."
    }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("val", LLVM.anyFloat)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result, .argument(0)]) }
    public static var form: Form? { LLVM.intrinsicForm }
  }

  public typealias Llround = Intrinsic<LlroundKind>
  public enum LlroundKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.llround" }
    public static var documentation: String {
      "The nearest whole number as an integer, halves away from zero."
    }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("val", LLVM.anyFloat)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result, .argument(0)]) }
    public static var form: Form? { LLVM.intrinsicForm }
  }

  public typealias Lrint = Intrinsic<LrintKind>
  public enum LrintKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.lrint" }
    public static var documentation: String {
      "The nearest whole number as an integer, in the current rounding mode."
    }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("val", LLVM.anyFloat)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result, .argument(0)]) }
    public static var form: Form? { LLVM.intrinsicForm }
  }

  public typealias Llrint = Intrinsic<LlrintKind>
  public enum LlrintKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.llrint" }
    public static var documentation: String {
      "The nearest whole number as an integer, in the current rounding mode."
    }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("val", LLVM.anyFloat)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result, .argument(0)]) }
    public static var form: Form? { LLVM.intrinsicForm }
  }

  public typealias Powi = Intrinsic<PowiKind>
  public enum PowiKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.powi" }
    public static var documentation: String { "The power by an integer." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("val", LLVM.floatLike), .init("power", LLVM.integer)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.floatLike)] }
    public static var properties: [Signature.Property] { [LLVM.fastMathProperty] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(0), .argument(1)])
    }
    public static var form: Form? { LLVM.intrinsicForm }
  }

  public typealias IsFpclass = Intrinsic<IsFpclassKind>
  public enum IsFpclassKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.is.fpclass" }
    public static var documentation: String {
      "Whether a float is of one of the classes that the bits stand for."
    }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("in", LLVM.floatLike)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integerLike)] }
    public static var properties: [Signature.Property] { [.init("bit", .number(.i32))] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(0)], immediates: [.init(1, "bit")])
    }
  }
}
