import IR

// Intrinsics of functions that stop in between and go on later.

extension LLVM {
  public typealias CoroId = Intrinsic<CoroIdKind>
  public enum CoroIdKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.coro.id" }
    public static var documentation: String { "Says what a coroutine is." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("align", LLVM.word), .init("promise", LLVM.pointer), .init("coroaddr", LLVM.pointer),
        .init("fnaddrs", LLVM.pointer),
      ]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.token)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
    public static var form: Form? {
      "$align `,` $promise `,` $coroaddr `,` $fnaddrs attr-dict `:` functional-type(operands, results)"
    }
  }

  public typealias CoroBegin = Intrinsic<CoroBeginKind>
  public enum CoroBeginKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.coro.begin" }
    public static var documentation: String { "The frame of a coroutine." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("token", LLVM.token), .init("mem", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.pointer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
    public static var form: Form? {
      "$token `,` $mem attr-dict `:` functional-type(operands, results)"
    }
  }

  public typealias CoroSize = Intrinsic<CoroSizeKind>
  public enum CoroSizeKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.coro.size" }
    public static var documentation: String { "How many bytes the frame has." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      []
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result]) }
    public static var form: Form? { "attr-dict `:` type($res)" }
  }

  public typealias CoroAlign = Intrinsic<CoroAlignKind>
  public enum CoroAlignKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.coro.align" }
    public static var documentation: String { "What the frame must be aligned to." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      []
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result]) }
    public static var form: Form? { "attr-dict `:` type($res)" }
  }

  public typealias CoroSave = Intrinsic<CoroSaveKind>
  public enum CoroSaveKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.coro.save" }
    public static var documentation: String { "Where a coroutine will be resumed." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("handle", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.token)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
    public static var form: Form? { "$handle attr-dict `:` functional-type(operands, results)" }
  }

  public typealias CoroSuspend = Intrinsic<CoroSuspendKind>
  public enum CoroSuspendKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.coro.suspend" }
    public static var documentation: String { "Leaves a coroutine until it is resumed." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("save", LLVM.token), .init("final", .boolean)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.byte)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
    public static var form: Form? { "$save `,` $final attr-dict `:` type($res)" }
  }

  public typealias CoroEnd = Intrinsic<CoroEndKind>
  public enum CoroEndKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.coro.end" }
    public static var documentation: String { "Leaves a coroutine for ever." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("handle", LLVM.pointer), .init("unwind", .boolean), .init("retvals", LLVM.token),
      ]
    }
    public static var results: [Signature.Slot] { [.init("res", .boolean)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
    public static var form: Form? {
      "$handle `,` $unwind `,` $retvals attr-dict `:` functional-type(operands, results)"
    }
  }

  public typealias CoroFree = Intrinsic<CoroFreeKind>
  public enum CoroFreeKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.coro.free" }
    public static var documentation: String { "The memory of the frame, to be given back." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("id", LLVM.token), .init("handle", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.pointer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
    public static var form: Form? {
      "$id `,` $handle attr-dict `:` functional-type(operands, results)"
    }
  }

  public typealias CoroResume = Intrinsic<CoroResumeKind>
  public enum CoroResumeKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.coro.resume" }
    public static var documentation: String { "Goes on in a coroutine." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("handle", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
    public static var form: Form? { "$handle attr-dict `:` type($handle)" }
  }

  public typealias CoroPromise = Intrinsic<CoroPromiseKind>
  public enum CoroPromiseKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.coro.promise" }
    public static var documentation: String { "Where a coroutine keeps what it promised." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("handle", LLVM.pointer), .init("align", LLVM.word), .init("from", .boolean),
      ]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.pointer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall() }
    public static var form: Form? {
      "$handle `,` $align `,` $from attr-dict `:` functional-type(operands, results)"
    }
  }
}
