import IR

/// An operation on three values of one type that gives a value of that type.
public protocol TernaryMember: FamilyMember {}

/// Three operands, one result, one type: fused multiply-add.
public struct Ternary<Member: TernaryMember>: ResultTypeInferring {
  public static var mnemonic: String { Member.mnemonic }
  public static var documentation: String { Member.documentation }
  public static var form: Form? {
    Member.form ?? Form("$a `,` $b `,` $c \(Member.flags) attr-dict `:` type($result)")
  }
  public static var traits: Traits { Member.traits.union(.sameOperandsAndResultType) }
  public static var signature: Signature {
    Signature(
      operands: ["a", "b", "c"].map { .init($0, Member.operandConstraint) },
      results: [.init("result", Member.operandConstraint)], properties: Member.properties)
  }

  public var a: ValueID
  public var b: ValueID
  public var c: ValueID
  /// Inherent attributes, such as `fastmath`; usually none.
  public var properties: AttributeDictionary

  public init(
    _ a: ValueID, _ b: ValueID, _ c: ValueID, properties: AttributeDictionary = [:]
  ) {
    self.a = a
    self.b = b
    self.c = c
    self.properties = properties
  }

  public init(_ operation: OperationID, in module: borrowing Module) {
    a = module.operandOrMissing(0, of: operation)
    b = module.operandOrMissing(1, of: operation)
    c = module.operandOrMissing(2, of: operation)
    properties = module.properties(of: operation)
  }

  public var state: OperationState {
    OperationState(name: Self.mnemonic, operands: [a, b, c], properties: properties)
  }

  public func resultTypes(in module: Module) -> [Type] { [module.type(of: a)] }
}
