import IR

extension LLVM {
  public struct Constant: OperationDefinition {
    public static var mnemonic: String { "llvm.mlir.constant" }
    public static var documentation: String {
      "A constant: a number, a complex number, or a vector or array of numbers."
    }
    public static var form: Form? {
      Form(
        "`(` custom<Value>($value) `)` attr-dict `:` type($res)",
        ["Value": .typedAttribute("value")])
    }
    public static var traits: Traits { [.pure, .constantLike, .convertsConstant] }
    public static var signature: Signature {
      Signature(results: [.init("res", LLVM.valueType)], properties: [.init("value", .any)])
    }

    public var value: Attribute
    public var type: Type

    public init(_ value: Attribute, as type: Type? = nil) {
      self.value = value
      self.type = type ?? value.type ?? .none
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.property("value", of: operation) ?? .unit
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, resultTypes: [type], properties: ["value": value])
    }
  }

  /// A value that is known by its type alone.
  public protocol NullaryKind: Sendable {
    static var mnemonic: String { get }
    static var documentation: String { get }
  }

  /// No operands; the result is known by its type alone.
  public struct Nullary<Kind: NullaryKind>: OperationDefinition {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public static var traits: Traits { [.pure] }
    public static var form: Form? { "attr-dict `:` type($res)" }
    public static var signature: Signature {
      Signature(results: [.init("res", LLVM.valueType)])
    }

    public var type: Type

    public init(_ type: Type) { self.type = type }

    public init(_ operation: OperationID, in module: borrowing Module) {
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, resultTypes: [type]) }
  }

  public typealias Undef = Nullary<UndefKind>
  public enum UndefKind: NullaryKind {
    public static var mnemonic: String { "llvm.mlir.undef" }
    public static var documentation: String { "Any value, a different one at each use." }
  }

  public typealias Poison = Nullary<PoisonKind>
  public enum PoisonKind: NullaryKind {
    public static var mnemonic: String { "llvm.mlir.poison" }
    public static var documentation: String { "A value that must not be looked at." }
  }

  public typealias Zero = Nullary<ZeroKind>
  public enum ZeroKind: NullaryKind {
    public static var mnemonic: String { "llvm.mlir.zero" }
    public static var documentation: String { "The value of all zero bits: null for a pointer." }
  }

  public typealias NoneToken = Plain<NoneTokenMember>
  public enum NoneTokenMember: PlainMember {
    public static var mnemonic: String { "llvm.mlir.none" }
    public static var documentation: String { "The token that stands for nothing." }
    public static var form: Form? { "attr-dict `:` type($res)" }
    public static var signature: Signature { Signature(results: [.init("res", LLVM.token)]) }
  }

  public struct Global: VerifiableOperation {
    public static var mnemonic: String { "llvm.mlir.global" }
    public static var documentation: String { "Memory that lives as long as the program." }
    public static var traits: Traits { [.symbol, .isolatedFromAbove] }
    public static var signature: Signature {
      Signature(
        properties: [
          .init("global_type", LLVM.elementType), .init("sym_name", .string),
          .init("linkage", .dialect(Linkage.self)), .init("value", .any, optional: true),
          .init("constant", .unit, optional: true),
          .init("alignment", LLVM.alignment, optional: true),
          .init("addr_space", .integer, optional: true), .init("dso_local", .unit, optional: true),
          .init("thread_local_", .unit, optional: true),
          .init("unnamed_addr", .any, optional: true), .init("visibility_", .any, optional: true),
          .init("section", .string, optional: true),
          .init("comdat", Function.nestedSymbol, optional: true),
        ], regions: 1)
    }

    public var name: String
    public var type: Type
    public var linkage: Linkage
    /// A string or dense elements; `nil` for memory that is defined elsewhere.
    public var value: Attribute?
    public var isConstant: Bool
    public var alignment: Int?

    public init(
      _ name: String, _ type: Type, linkage: Linkage, value: Attribute?, isConstant: Bool = true,
      alignment: Int? = nil
    ) {
      self.name = name
      self.type = type
      self.linkage = linkage
      self.value = value
      self.isConstant = isConstant
      self.alignment = alignment
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.property("sym_name", of: operation)?.stringValue ?? ""
      type = module.property("global_type", of: operation)?.typeValue ?? .none
      linkage = module.property("linkage", of: operation)?.cast(to: Linkage.self) ?? .external
      value = module.property("value", of: operation)
      isConstant = module.property("constant", of: operation) != nil
      alignment = module.property("alignment", of: operation)?.integerValue
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic,
        properties: [
          "sym_name": .string(name), "global_type": .type(type), "linkage": .of(linkage),
          "addr_space": .integer(0, .i32), "unnamed_addr": .i64(0), "visibility_": .i64(0),
        ], regionCount: 1)
      state.properties["value"] = value
      if isConstant { state.properties["constant"] = .unit }
      state.properties["alignment"] = alignment.map { .i64($0) }
      return state
    }
  }

  public struct AddressOf: OperationDefinition {
    public static var mnemonic: String { "llvm.mlir.addressof" }
    public static var documentation: String { "Where a global or function is." }
    public static var form: Form? { "$global_name attr-dict `:` type($res)" }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        results: [.init("res", LLVM.pointer)], properties: [.init("global_name", .symbol)])
    }

    public var name: String

    public init(_ name: String) { self.name = name }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.property("global_name", of: operation)?.symbolValue ?? ""
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, resultTypes: [LLVM.ptr], properties: ["global_name": .symbol(name)])
    }
  }
}
