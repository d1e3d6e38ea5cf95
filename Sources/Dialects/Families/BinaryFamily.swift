import IR

/// An operation on two values of one type that gives a value of that type.
public protocol BinaryMember: FamilyMember {}

/// Two operands, one result, one type.
public struct Binary<Member: BinaryMember>: ResultTypeInferring, FoldableOperation,
  CanonicalizableOperation
{
  public static var mnemonic: String { Member.mnemonic }
  public static var documentation: String { Member.documentation }
  public static var form: Form? {
    Member.form ?? Form("$lhs `,` $rhs \(Member.flags) attr-dict `:` type($result)")
  }
  public static var traits: Traits { Member.traits.union(.sameOperandsAndResultType) }
  public static var signature: Signature {
    Signature(
      operands: [
        .init("lhs", Member.operandConstraint), .init("rhs", Member.operandConstraint),
      ],
      results: [.init("result", Member.operandConstraint)], properties: Member.properties)
  }

  public var lhs: ValueID
  public var rhs: ValueID
  /// Inherent attributes, such as `fastmath`; usually none.
  public var properties: AttributeDictionary

  public init(_ lhs: ValueID, _ rhs: ValueID, properties: AttributeDictionary = [:]) {
    self.lhs = lhs
    self.rhs = rhs
    self.properties = properties
  }

  public init(_ operation: OperationID, in module: borrowing Module) {
    lhs = module.operandOrMissing(0, of: operation)
    rhs = module.operandOrMissing(1, of: operation)
    properties = module.properties(of: operation)
  }

  public var state: OperationState {
    OperationState(name: Self.mnemonic, operands: [lhs, rhs], properties: properties)
  }

  public func resultTypes(in module: Module) -> [Type] { [module.type(of: lhs)] }

  public static var canonicalization: RuleSet { Member.canonicalization }

  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    Member.fold(operation, in: module, constants: constants).map { [$0] }
  }
}
