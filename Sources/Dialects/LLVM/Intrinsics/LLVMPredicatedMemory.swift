import IR

// Reductions and accesses under a mask and with an explicit length.

extension LLVM {
  public typealias VpReduceAdd = Intrinsic<VpReduceAddKind>
  public enum VpReduceAddKind: PredicatedReduction, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.reduce.add" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `add`."
    }
  }

  public typealias VpReduceMul = Intrinsic<VpReduceMulKind>
  public enum VpReduceMulKind: PredicatedReduction, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.reduce.mul" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `mul`."
    }
  }

  public typealias VpReduceAnd = Intrinsic<VpReduceAndKind>
  public enum VpReduceAndKind: PredicatedReduction, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.reduce.and" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `and`."
    }
  }

  public typealias VpReduceOr = Intrinsic<VpReduceOrKind>
  public enum VpReduceOrKind: PredicatedReduction, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.reduce.or" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `or`."
    }
  }

  public typealias VpReduceXor = Intrinsic<VpReduceXorKind>
  public enum VpReduceXorKind: PredicatedReduction, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.reduce.xor" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `xor`."
    }
  }

  public typealias VpReduceSmax = Intrinsic<VpReduceSmaxKind>
  public enum VpReduceSmaxKind: PredicatedReduction, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.reduce.smax" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `smax`."
    }
  }

  public typealias VpReduceSmin = Intrinsic<VpReduceSminKind>
  public enum VpReduceSminKind: PredicatedReduction, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.reduce.smin" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `smin`."
    }
  }

  public typealias VpReduceUmax = Intrinsic<VpReduceUmaxKind>
  public enum VpReduceUmaxKind: PredicatedReduction, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.reduce.umax" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `umax`."
    }
  }

  public typealias VpReduceUmin = Intrinsic<VpReduceUminKind>
  public enum VpReduceUminKind: PredicatedReduction, PredicatedIntegers {
    public static var mnemonic: String { "llvm.intr.vp.reduce.umin" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `umin`."
    }
  }

  public typealias VpReduceFadd = Intrinsic<VpReduceFaddKind>
  public enum VpReduceFaddKind: PredicatedReduction, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.reduce.fadd" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `fadd`."
    }
  }

  public typealias VpReduceFmul = Intrinsic<VpReduceFmulKind>
  public enum VpReduceFmulKind: PredicatedReduction, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.reduce.fmul" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `fmul`."
    }
  }

  public typealias VpReduceFmax = Intrinsic<VpReduceFmaxKind>
  public enum VpReduceFmaxKind: PredicatedReduction, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.reduce.fmax" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `fmax`."
    }
  }

  public typealias VpReduceFmin = Intrinsic<VpReduceFminKind>
  public enum VpReduceFminKind: PredicatedReduction, PredicatedFloats {
    public static var mnemonic: String { "llvm.intr.vp.reduce.fmin" }
    public static var documentation: String {
      "The elements where it holds, and a start value, combined by `fmin`."
    }
  }

  public typealias VpLoad = Intrinsic<VpLoadKind>
  public enum VpLoadKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.vp.load" }
    public static var documentation: String { "The elements behind a pointer, where it holds." }
    public static var traits: Traits { [.readsMemory] }
    public static var operands: [Signature.Slot] {
      [
        .init("ptr", LLVM.pointer), .init("mask", LLVM.maskVector), .init("evl", LLVM.word),
      ]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.anyVector)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result, .argument(0)]) }
  }

  public typealias VpStore = Intrinsic<VpStoreKind>
  public enum VpStoreKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.vp.store" }
    public static var documentation: String { "Writes the elements, where it holds." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("val", LLVM.anyVector), .init("ptr", LLVM.pointer), .init("mask", LLVM.maskVector),
        .init("evl", LLVM.word),
      ]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(0), .argument(1)])
    }
  }

  public typealias VpStridedLoad = Intrinsic<VpStridedLoadKind>
  public enum VpStridedLoadKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.experimental.vp.strided.load" }
    public static var documentation: String { "Elements a stride of bytes apart, where it holds." }
    public static var traits: Traits { [.readsMemory] }
    public static var operands: [Signature.Slot] {
      [
        .init("ptr", LLVM.pointer), .init("stride", LLVM.integer), .init("mask", LLVM.maskVector),
        .init("evl", LLVM.word),
      ]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.anyVector)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.result, .argument(0), .argument(1)])
    }
  }

  public typealias VpStridedStore = Intrinsic<VpStridedStoreKind>
  public enum VpStridedStoreKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.experimental.vp.strided.store" }
    public static var documentation: String {
      "Writes elements a stride of bytes apart, where it holds."
    }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("val", LLVM.anyVector), .init("ptr", LLVM.pointer), .init("stride", LLVM.integer),
        .init("mask", LLVM.maskVector), .init("evl", LLVM.word),
      ]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(0), .argument(1), .argument(2)])
    }
  }
}
