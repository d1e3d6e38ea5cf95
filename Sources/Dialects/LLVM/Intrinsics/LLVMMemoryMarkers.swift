import IR

// Intrinsics of memory: bytes in bulk, how long memory is used, the stack, and variadic arguments.

extension LLVM {
  public typealias Memcpy = Intrinsic<MemcpyKind>
  public enum MemcpyKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.memcpy" }
    public static var documentation: String { "Copies bytes to memory that does not overlap." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("dst", LLVM.pointer), .init("src", LLVM.pointer), .init("len", LLVM.integer),
      ]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] {
      [.init("isVolatile", .bool)] + aliasProperties
    }
    public static var call: IntrinsicCall? {
      IntrinsicCall(
        overloads: [.argument(0), .argument(1), .argument(2)], immediates: [.init(3, "isVolatile")])
    }
  }

  public typealias Memmove = Intrinsic<MemmoveKind>
  public enum MemmoveKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.memmove" }
    public static var documentation: String { "Copies bytes to memory that may overlap." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("dst", LLVM.pointer), .init("src", LLVM.pointer), .init("len", LLVM.integer),
      ]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] {
      [.init("isVolatile", .bool)] + aliasProperties
    }
    public static var call: IntrinsicCall? {
      IntrinsicCall(
        overloads: [.argument(0), .argument(1), .argument(2)], immediates: [.init(3, "isVolatile")])
    }
  }

  public typealias MemcpyInline = Intrinsic<MemcpyInlineKind>
  public enum MemcpyInlineKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.memcpy.inline" }
    public static var documentation: String { "Copies a known number of bytes, never by a call." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("dst", LLVM.pointer), .init("src", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] {
      [.init("len", .integer), .init("isVolatile", .bool)] + aliasProperties
    }
    public static var call: IntrinsicCall? {
      IntrinsicCall(
        overloads: [.argument(0), .argument(1), .argument(2)],
        immediates: [.init(2, "len"), .init(3, "isVolatile")])
    }
  }

  public typealias Memset = Intrinsic<MemsetKind>
  public enum MemsetKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.memset" }
    public static var documentation: String { "Writes one byte to each of many." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [
        .init("dst", LLVM.pointer), .init("val", LLVM.byte), .init("len", LLVM.integer),
      ]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] {
      [.init("isVolatile", .bool)] + aliasProperties
    }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(0), .argument(2)], immediates: [.init(3, "isVolatile")])
    }
  }

  public typealias LifetimeStart = Intrinsic<LifetimeStartKind>
  public enum LifetimeStartKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.lifetime.start" }
    public static var documentation: String { "Memory of the stack is used from here on." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("ptr", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [.init("size", .number(.i64))] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(1)], immediates: [.init(0, "size")])
    }
    public static var form: Form? { "$size `,` $ptr attr-dict `:` type($ptr)" }
  }

  public typealias LifetimeEnd = Intrinsic<LifetimeEndKind>
  public enum LifetimeEndKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.lifetime.end" }
    public static var documentation: String { "Memory of the stack is not used from here on." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("ptr", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [.init("size", .number(.i64))] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(1)], immediates: [.init(0, "size")])
    }
    public static var form: Form? { "$size `,` $ptr attr-dict `:` type($ptr)" }
  }

  public typealias InvariantStart = Intrinsic<InvariantStartKind>
  public enum InvariantStartKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.invariant.start" }
    public static var documentation: String { "Memory does not change from here on." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("ptr", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.defaultPointer)] }
    public static var properties: [Signature.Property] { [.init("size", .number(.i64))] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(1)], immediates: [.init(0, "size")])
    }
    public static var form: Form? { "$size `,` $ptr attr-dict `:` type($ptr)" }
  }

  public typealias InvariantEnd = Intrinsic<InvariantEndKind>
  public enum InvariantEndKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.invariant.end" }
    public static var documentation: String { "Memory may change from here on." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("start", LLVM.defaultPointer), .init("ptr", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [.init("size", .number(.i64))] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.argument(2)], immediates: [.init(1, "size")])
    }
    public static var form: Form? { "$start `,` $size `,` $ptr attr-dict `:` type($ptr)" }
  }

  public typealias Stacksave = Intrinsic<StacksaveKind>
  public enum StacksaveKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.stacksave" }
    public static var documentation: String { "Where the stack is." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      []
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.pointer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result]) }
    public static var form: Form? { "attr-dict `:` type($res)" }
  }

  public typealias Stackrestore = Intrinsic<StackrestoreKind>
  public enum StackrestoreKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.stackrestore" }
    public static var documentation: String { "Gives back what was taken from the stack since." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("ptr", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.argument(0)]) }
    public static var form: Form? { "$ptr attr-dict `:` type($ptr)" }
  }

  public typealias ThreadlocalAddress = Intrinsic<ThreadlocalAddressKind>
  public enum ThreadlocalAddressKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.threadlocal.address" }
    public static var documentation: String { "Where a global of each thread is for this one." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("global", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.pointer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.argument(0)]) }
  }

  public typealias Vastart = Intrinsic<VastartKind>
  public enum VastartKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.vastart" }
    public static var documentation: String {
      "Begins to take the arguments of a variadic function."
    }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("arg_list", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(name: "llvm.va_start", overloads: [.argument(0)])
    }
    public static var form: Form? { "$arg_list attr-dict `:` type($arg_list)" }
  }

  public typealias Vacopy = Intrinsic<VacopyKind>
  public enum VacopyKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.vacopy" }
    public static var documentation: String { "Where taking arguments is, a second time." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("dest_list", LLVM.pointer), .init("src_list", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(name: "llvm.va_copy", overloads: [.argument(0)])
    }
    public static var form: Form? { "$src_list `to` $dest_list attr-dict `:` type(operands)" }
  }

  public typealias Vaend = Intrinsic<VaendKind>
  public enum VaendKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.vaend" }
    public static var documentation: String { "Ends what `llvm.intr.vastart` began." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("arg_list", LLVM.pointer)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(name: "llvm.va_end", overloads: [.argument(0)])
    }
    public static var form: Form? { "$arg_list attr-dict `:` type($arg_list)" }
  }
}
