import IR

// Intrinsics of whole vectors: parts, lanes, and matrices in them.

extension LLVM {
  public typealias Vscale = Intrinsic<VscaleKind>
  public enum VscaleKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.vscale" }
    public static var documentation: String {
      "What the count of a scalable vector is multiplied by."
    }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      []
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integer)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result]) }
  }

  public typealias StepVector = Intrinsic<StepVectorKind>
  public enum StepVectorKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.experimental.stepvector" }
    public static var documentation: String { "`0, 1, 2, …`." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      []
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integerVector)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result]) }
    public static var form: Form? { "attr-dict `:` type($res)" }
  }

  public typealias InsertVector = Intrinsic<InsertVectorKind>
  public enum InsertVectorKind: VectorPart {
    public static var mnemonic: String { "llvm.intr.vector.insert" }
    public static var documentation: String { "A vector with another in it from a place on." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("dstvec", LLVM.anyVector), .init("srcvec", LLVM.anyVector)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.anyVector)] }
    public static var properties: [Signature.Property] { [.init("pos", .number(.i64))] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.result, .argument(1)], immediates: [.init(2, "pos")])
    }
    public static var form: Form? {
      "$srcvec `,` $dstvec `[` $pos `]` attr-dict `:` type($srcvec) `into` type($res)"
    }
  }

  public typealias ExtractVector = Intrinsic<ExtractVectorKind>
  public enum ExtractVectorKind: VectorPart {
    public static var mnemonic: String { "llvm.intr.vector.extract" }
    public static var documentation: String { "A part of a vector from a place on." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("srcvec", LLVM.anyVector)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.anyVector)] }
    public static var properties: [Signature.Property] { [.init("pos", .number(.i64))] }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.result, .argument(0)], immediates: [.init(1, "pos")])
    }
    public static var form: Form? {
      "$srcvec `[` $pos `]` attr-dict `:` type($res) `from` type($srcvec)"
    }
  }

  public typealias Interleave2 = Intrinsic<Interleave2Kind>
  public enum Interleave2Kind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.vector.interleave2" }
    public static var documentation: String { "Elements of one and the other in turn." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("vec1", LLVM.anyVector), .init("vec2", LLVM.anyVector)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.anyVector)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result]) }
  }

  public typealias Deinterleave2 = Intrinsic<Deinterleave2Kind>
  public enum Deinterleave2Kind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.vector.deinterleave2" }
    public static var documentation: String { "Every other element, and the rest." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("vec", LLVM.anyVector)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.valueType)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.argument(0)]) }
  }

  public typealias ActiveLaneMask = Intrinsic<ActiveLaneMaskKind>
  public enum ActiveLaneMaskKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.get.active.lane.mask" }
    public static var documentation: String {
      "Where a counter is below a limit in the lanes of a vector."
    }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] {
      [.init("base", LLVM.integer), .init("n", LLVM.integer)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.anyVector)] }
    public static var properties: [Signature.Property] { [] }
    public static var call: IntrinsicCall? { IntrinsicCall(overloads: [.result, .argument(0)]) }
    public static var form: Form? {
      "$base `,` $n attr-dict `:` type($base) `,` type($n) `to` type($res)"
    }
  }

  public typealias MatrixMultiply = Intrinsic<MatrixMultiplyKind>
  public enum MatrixMultiplyKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.matrix.multiply" }
    public static var documentation: String {
      "The product of matrices whose columns follow one another."
    }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("lhs", LLVM.anyVector), .init("rhs", LLVM.anyVector)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.anyVector)] }
    public static var properties: [Signature.Property] {
      [
        .init("lhs_rows", .number(.i32)), .init("lhs_columns", .number(.i32)),
        .init("rhs_columns", .number(.i32)),
      ]
    }
    public static var call: IntrinsicCall? {
      IntrinsicCall(
        overloads: [.result, .argument(0), .argument(1)],
        immediates: [.init(2, "lhs_rows"), .init(3, "lhs_columns"), .init(4, "rhs_columns")])
    }
    public static var form: Form? {
      "$lhs `,` $rhs attr-dict `:` `(` type($lhs) `,` type($rhs) `)` `->` type($res)"
    }
  }

  public typealias MatrixTranspose = Intrinsic<MatrixTransposeKind>
  public enum MatrixTransposeKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.matrix.transpose" }
    public static var documentation: String {
      "A matrix whose columns follow one another, with rows for columns."
    }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("matrix", LLVM.anyVector)]
    }
    public static var results: [Signature.Slot] { [.init("res", LLVM.anyVector)] }
    public static var properties: [Signature.Property] {
      [.init("rows", .number(.i32)), .init("columns", .number(.i32))]
    }
    public static var call: IntrinsicCall? {
      IntrinsicCall(overloads: [.result], immediates: [.init(1, "rows"), .init(2, "columns")])
    }
    public static var form: Form? { "$matrix attr-dict `:` type($matrix) `into` type($res)" }
  }
}
