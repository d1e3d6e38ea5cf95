import IR

/// An operation on one value that gives a value of the same type.
public protocol UnaryMember: FamilyMember {}

/// One operand, one result, one type.
public struct Unary<Member: UnaryMember>: ResultTypeInferring, FoldableOperation,
  CanonicalizableOperation
{
  public static var mnemonic: String { Member.mnemonic }
  public static var documentation: String { Member.documentation }
  public static var form: Form? {
    Member.form ?? Form("$operand \(Member.flags) attr-dict `:` type($result)")
  }
  public static var traits: Traits { Member.traits.union(.sameOperandsAndResultType) }
  public static var signature: Signature {
    Signature(
      operands: [.init("operand", Member.operandConstraint)],
      results: [.init("result", Member.operandConstraint)], properties: Member.properties)
  }

  public var operand: ValueID
  /// Inherent attributes, such as `fastmath`; usually none.
  public var properties: AttributeDictionary

  public init(_ operand: ValueID, properties: AttributeDictionary = [:]) {
    self.operand = operand
    self.properties = properties
  }

  public init(_ operation: OperationID, in module: borrowing Module) {
    operand = module.operandOrMissing(0, of: operation)
    properties = module.properties(of: operation)
  }

  public var state: OperationState {
    OperationState(name: Self.mnemonic, operands: [operand], properties: properties)
  }

  public func resultTypes(in module: Module) -> [Type] { [module.type(of: operand)] }

  public static var canonicalization: RuleSet { Member.canonicalization }

  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    Member.fold(operation, in: module, constants: constants).map { [$0] }
  }
}
