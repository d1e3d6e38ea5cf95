import IR
import Support

extension LLVM {
  /// What sets an intrinsic apart: its name and its arguments.
  public protocol IntrinsicKind: Sendable {
    static var mnemonic: String { get }
    static var documentation: String { get }
    static var traits: Traits { get }
    static var operands: [Signature.Slot] { get }
    static var results: [Signature.Slot] { get }
    static var properties: [Signature.Property] { get }
    /// How it is written for people; `nil` for the generic form, where MLIR has no other.
    static var form: Form? { get }
    /// How it is called; `nil` where its arguments are not the operands.
    static var call: IntrinsicCall? { get }
    /// What is wrong with operands and results of these types, each after "'name' ".
    static func problems(_ operands: [Type], _ results: [Type]) -> [String]
  }

  /// An intrinsic of LLVM with arguments of several types.
  public struct Intrinsic<Kind: IntrinsicKind>: VerifiableOperation, IntrinsicCalling {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public static var form: Form? { Kind.form }
    public static var call: IntrinsicCall? { Kind.call }
    public static var traits: Traits { Kind.traits }
    public static var signature: Signature {
      Signature(
        operands: Kind.operands, results: Kind.results, properties: Kind.properties)
    }

    public var operands: [ValueID]
    public var resultType: Type?
    public var properties: AttributeDictionary

    public init(
      operands: [ValueID], resultType: Type? = nil, properties: AttributeDictionary = [:]
    ) {
      self.operands = operands
      self.resultType = resultType
      self.properties = properties
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      operands = module.operands(of: operation)
      resultType = module.results(of: operation).first.map { module.type(of: $0) }
      properties = module.properties(of: operation)
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: operands, resultTypes: resultType.map { [$0] } ?? [],
        properties: properties)
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let results = module.resultTypes(of: operation)
      for problem in Kind.problems(module.operandTypes(of: operation), results) {
        diagnostics.error("'\(mnemonic)' \(problem)", at: module.location(of: operation))
      }
    }
  }

  public typealias MaskedLoad = Intrinsic<MaskedLoadKind>
  public enum MaskedLoadKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.masked.load" }
    public static var documentation: String {
      "The elements behind a pointer where the mask holds, `passThrough` elsewhere."
    }
    public static var form: Form? { "operands attr-dict `:` functional-type(operands, results)" }
    public static var traits: Traits { [.readsMemory] }
    public static var operands: [Signature.Slot] {
      [.init("data", .any), .init("mask", .vector), .init("pass_thru", .vector, .variadic)]
    }
    public static var results: [Signature.Slot] { [.init("res", .vector)] }
    public static var properties: [Signature.Property] { [.init("alignment", LLVM.alignment)] }
  }

  public typealias MaskedStore = Intrinsic<MaskedStoreKind>
  public enum MaskedStoreKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.masked.store" }
    public static var documentation: String { "Writes the elements where the mask holds." }
    public static var form: Form? {
      """
      $value `,` $data `,` $mask attr-dict `:` type($value) `,` type($mask) `into`
      type($data)
      """
    }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("value", .vector), .init("data", .any), .init("mask", .vector)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [.init("alignment", LLVM.alignment)] }
  }

  public typealias MaskedGather = Intrinsic<MaskedGatherKind>
  public enum MaskedGatherKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.masked.gather" }
    public static var documentation: String {
      "The elements behind a vector of pointers where the mask holds."
    }
    public static var form: Form? { "operands attr-dict `:` functional-type(operands, results)" }
    public static var traits: Traits { [.readsMemory] }
    public static var operands: [Signature.Slot] {
      [.init("ptrs", .any), .init("mask", .vector), .init("pass_thru", .vector, .variadic)]
    }
    public static var results: [Signature.Slot] { [.init("res", .vector)] }
    public static var properties: [Signature.Property] { [.init("alignment", LLVM.alignment)] }
  }

  public typealias MaskedScatter = Intrinsic<MaskedScatterKind>
  public enum MaskedScatterKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.masked.scatter" }
    public static var documentation: String {
      "Writes the elements behind a vector of pointers where the mask holds."
    }
    public static var form: Form? {
      """
      $value `,` $ptrs `,` $mask attr-dict `:` type($value) `,` type($mask) `into`
      type($ptrs)
      """
    }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] {
      [.init("value", .vector), .init("ptrs", .any), .init("mask", .vector)]
    }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] { [.init("alignment", LLVM.alignment)] }
  }

  public typealias Prefetch = Intrinsic<PrefetchKind>
  public enum PrefetchKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.prefetch" }
    public static var documentation: String { "Says that memory will be needed soon." }
    public static var traits: Traits { [] }
    public static var operands: [Signature.Slot] { [.init("addr", .any)] }
    public static var results: [Signature.Slot] { [] }
    public static var properties: [Signature.Property] {
      [.init("rw", .integer), .init("hint", .integer), .init("cache", .integer)]
    }
  }

  public typealias Abs = Intrinsic<AbsKind>
  public enum AbsKind: IntrinsicKind {
    public static var mnemonic: String { "llvm.intr.abs" }
    public static var documentation: String { "The magnitude of an integer." }
    public static var traits: Traits { [.pure] }
    public static var operands: [Signature.Slot] { [.init("in", LLVM.integerLike)] }
    public static var results: [Signature.Slot] { [.init("res", LLVM.integerLike)] }
    public static var properties: [Signature.Property] {
      [.init("is_int_min_poison", .bool)]
    }
  }
}

extension LLVM.IntrinsicKind {
  public static var form: Form? { nil }
  public static var call: LLVM.IntrinsicCall? { nil }
  public static func problems(_ operands: [Type], _ results: [Type]) -> [String] { [] }
}

extension LLVM {
  /// `(%0, %1) {…} : (f32, f32) -> f32`.
  static var intrinsicForm: Form {
    "`(` operands `)` attr-dict `:` functional-type(operands, results)"
  }
}
