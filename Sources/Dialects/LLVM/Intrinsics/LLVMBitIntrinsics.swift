import IR

extension LLVM {
  public typealias CountLeadingZeros = Intrinsic<CountLeadingZerosKind>
  public enum CountLeadingZerosKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.ctlz" }
    public static var documentation: String { "How many leading bits are zero." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] { [.init("in", LLVM.integerLike)] }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integerLike)] }
    public static var properties: [Signature.Property] { [.init("is_zero_poison", .bool)] }
  }

  public typealias CountTrailingZeros = Intrinsic<CountTrailingZerosKind>
  public enum CountTrailingZerosKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.cttz" }
    public static var documentation: String { "How many trailing bits are zero." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] { [.init("in", LLVM.integerLike)] }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integerLike)] }
    public static var properties: [Signature.Property] { [.init("is_zero_poison", .bool)] }
  }

  public typealias CountOnes = Intrinsic<CountOnesKind>
  public enum CountOnesKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.ctpop" }
    public static var documentation: String { "How many bits are one." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] { [.init("in", LLVM.integerLike)] }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integerLike)] }
    public static var properties: [Signature.Property] { [] }
    public static var form: Form? { LLVM.intrinsicForm }
  }

  public typealias ExpandLoad = Intrinsic<ExpandLoadKind>
  public enum ExpandLoadKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.masked.expandload" }
    public static var documentation: String {
      "Elements behind a pointer, one after the other, where the mask holds."
    }
    public static var traits: Traits { [.readsMemory] }
    public static var operands: [Signature.Slot] {
      [.init("ptr", .any), .init("mask", .vector), .init("passthru", .vector)]
    }
    public static var results: [Signature.Slot] { [.init("res", .vector)] }
    public static var properties: [Signature.Property] { [] }
  }

  public typealias CompressStore = Intrinsic<CompressStoreKind>
  public enum CompressStoreKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.masked.compressstore" }
    public static var documentation: String {
      "Writes the elements where the mask holds, one after the other."
    }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("value", .vector), .init("ptr", .any), .init("mask", .vector)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
  }
}
