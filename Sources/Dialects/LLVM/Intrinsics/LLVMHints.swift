import IR

// Intrinsics that tell something about the program, or stop it.

extension LLVM {
  public typealias Assume = Intrinsic<AssumeKind>
  public enum AssumeKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.assume" }
    public static var documentation: String { "Promises that a condition holds." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("cond", .boolean)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
  }

  public typealias SsaCopy = Intrinsic<SsaCopyKind>
  public enum SsaCopyKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.ssa.copy" }
    public static var documentation: String { "The same value, by another name." }
    public static var traits: Traits { [.pure, .sameOperandsAndResultType] }
    public static var operands: [Signature.Slot] {
      [.init("operand", .any)]
    }
    public static var results: [Signature.Slot] { [.init("res", .any)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.argument(0)]) }
    public static var form: Form? { "$operand attr-dict `:` type($operand)" }
  }

  public typealias IsConstant = Intrinsic<IsConstantKind>
  public enum IsConstantKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.is.constant" }
    public static var documentation: String { "Whether a value is known when code is generated." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("val", LLVM.valueType)]
    }
    public static var results: [Signature.Slot] { [.init("res", .boolean)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.argument(0)]) }
  }

  public typealias Expect = Intrinsic<ExpectKind>
  public enum ExpectKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.expect" }
    public static var documentation: String { "A value, and which it probably is." }
    public static var traits: Traits { [.pure, .sameOperandsAndResultType] }
    public static var operands: [Signature.Slot] {
      [.init("val", LLVM.integer), .init("expected", LLVM.integer)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.argument(0)]) }
    public static var form: Form? { "$val `,` $expected attr-dict `:` type($val)" }
  }

  public typealias ExpectWithProbability = Intrinsic<ExpectWithProbabilityKind>
  public enum ExpectWithProbabilityKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.expect.with.probability" }
    public static var documentation: String { "A value, which it may be, and how probably." }
    public static var traits: Traits { [.pure, .sameOperandsAndResultType] }
    public static var operands: [Signature.Slot] {
      [.init("val", LLVM.integer), .init("expected", LLVM.integer)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [.init("prob", .number(.f64))] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(0)], immediates: [.init(2, "prob")])
    }
    public static var form: Form? { "$val `,` $expected `,` $prob attr-dict `:` type($val)" }
  }

  public typealias Trap = Intrinsic<TrapKind>
  public enum TrapKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.trap" }
    public static var documentation: String { "Ends the program." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      []
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
  }

  public typealias Debugtrap = Intrinsic<DebugtrapKind>
  public enum DebugtrapKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.debugtrap" }
    public static var documentation: String { "Stops for a debugger." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      []
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
  }

  public typealias Ubsantrap = Intrinsic<UbsantrapKind>
  public enum UbsantrapKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.ubsantrap" }
    public static var documentation: String {
      "Ends the program, for undefined behaviour of a kind."
    }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      []
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [.init("failureKind", .number(.i8))] }
    public static var call: IntrinsicCall? { IntrinsicCall(immediates: [.init(0, "failureKind")]) }
  }

  public typealias VarAnnotation = Intrinsic<VarAnnotationKind>
  public enum VarAnnotationKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.var.annotation" }
    public static var documentation: String { "A note about a variable." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("val", LLVM.pointer), .init("annotation", LLVM.pointer),
        .init("fileName", LLVM.pointer), .init("line", LLVM.word), .init("attr", LLVM.pointer),
      ]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(0), .argument(1)])
    }
  }

  public typealias PtrAnnotation = Intrinsic<PtrAnnotationKind>
  public enum PtrAnnotationKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.ptr.annotation" }
    public static var documentation: String { "A pointer, with a note." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("ptr", LLVM.pointer), .init("annotation", LLVM.pointer),
        .init("fileName", LLVM.pointer), .init("line", LLVM.word), .init("attr", LLVM.pointer),
      ]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.pointer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result, .argument(2)]) }
  }

  public typealias Annotation = Intrinsic<AnnotationKind>
  public enum AnnotationKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.annotation" }
    public static var documentation: String { "A number, with a note." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("integer", LLVM.integer), .init("annotation", LLVM.pointer),
        .init("fileName", LLVM.pointer), .init("line", LLVM.word),
      ]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result, .argument(2)]) }
  }

  public typealias EhTypeidFor = Intrinsic<EhTypeidForKind>
  public enum EhTypeidForKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.eh.typeid.for" }
    public static var documentation: String { "The number of the type of an exception." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("type_info", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.argument(0)]) }
    public static var form: Form? { "$type_info attr-dict `:` functional-type(operands, results)" }
  }
}
