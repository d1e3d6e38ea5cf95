import IR

/// A reduction of a vector's elements to one.
public protocol ReduceKind: LLVM.IntrinsicKind {}

extension ReduceKind {
  public static var traits: Traits { [.pure] }
  public static var operands: [Signature.Slot] { [.init("in", .vector)] }
  public static var results: [Signature.Slot] { [.init("res", .any)] }
  public static var properties: [Signature.Property] { [LLVM.fastMathProperty] }
}

/// A reduction that begins with a value.
public protocol StartedReduceKind: ReduceKind {}

extension StartedReduceKind {
  public static var operands: [Signature.Slot] {
    [.init("start_value", .float), .init("input", .vector)]
  }
}

extension LLVM {
  public typealias ReduceFAdd = Intrinsic<ReduceFAddKind>
  public enum ReduceFAddKind: StartedReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.fadd" }
    public static var documentation: String {
      "The sum of a start value and the elements; in order unless reassociation is allowed."
    }
  }

  public typealias ReduceFMul = Intrinsic<ReduceFMulKind>
  public enum ReduceFMulKind: StartedReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.fmul" }
    public static var documentation: String {
      "The product of a start value and the elements; in order unless reassociation is allowed."
    }
  }

  public typealias ReduceAdd = Intrinsic<ReduceAddKind>
  public enum ReduceAddKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.add" }
    public static var documentation: String { "The elements combined by `add`." }
  }

  public typealias ReduceMul = Intrinsic<ReduceMulKind>
  public enum ReduceMulKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.mul" }
    public static var documentation: String { "The elements combined by `mul`." }
  }

  public typealias ReduceAnd = Intrinsic<ReduceAndKind>
  public enum ReduceAndKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.and" }
    public static var documentation: String { "The elements combined by `and`." }
  }

  public typealias ReduceOr = Intrinsic<ReduceOrKind>
  public enum ReduceOrKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.or" }
    public static var documentation: String { "The elements combined by `or`." }
  }

  public typealias ReduceXOr = Intrinsic<ReduceXOrKind>
  public enum ReduceXOrKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.xor" }
    public static var documentation: String { "The elements combined by `xor`." }
  }

  public typealias ReduceSMax = Intrinsic<ReduceSMaxKind>
  public enum ReduceSMaxKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.smax" }
    public static var documentation: String { "The elements combined by `smax`." }
  }

  public typealias ReduceSMin = Intrinsic<ReduceSMinKind>
  public enum ReduceSMinKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.smin" }
    public static var documentation: String { "The elements combined by `smin`." }
  }

  public typealias ReduceUMax = Intrinsic<ReduceUMaxKind>
  public enum ReduceUMaxKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.umax" }
    public static var documentation: String { "The elements combined by `umax`." }
  }

  public typealias ReduceUMin = Intrinsic<ReduceUMinKind>
  public enum ReduceUMinKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.umin" }
    public static var documentation: String { "The elements combined by `umin`." }
  }

  public typealias ReduceFMax = Intrinsic<ReduceFMaxKind>
  public enum ReduceFMaxKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.fmax" }
    public static var documentation: String { "The elements combined by `fmax`." }
    public static var form: Form? { LLVM.intrinsicForm }
  }

  public typealias ReduceFMin = Intrinsic<ReduceFMinKind>
  public enum ReduceFMinKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.fmin" }
    public static var documentation: String { "The elements combined by `fmin`." }
    public static var form: Form? { LLVM.intrinsicForm }
  }

  public typealias ReduceFMaximum = Intrinsic<ReduceFMaximumKind>
  public enum ReduceFMaximumKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.fmaximum" }
    public static var documentation: String { "The elements combined by `fmaximum`." }
    public static var form: Form? { LLVM.intrinsicForm }
  }

  public typealias ReduceFMinimum = Intrinsic<ReduceFMinimumKind>
  public enum ReduceFMinimumKind: ReduceKind {
    public static var mnemonic: String { "llvm.intr.vector.reduce.fminimum" }
    public static var documentation: String { "The elements combined by `fminimum`." }
    public static var form: Form? { LLVM.intrinsicForm }
  }
}
