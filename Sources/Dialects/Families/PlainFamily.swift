import IR
import Support

/// An operation that is used as it is declared: nothing here builds it or asks for its parts by
/// name often enough to give them a struct of their own.
public protocol PlainMember: Sendable {
  /// The operation's full name, `dialect.verb`.
  static var mnemonic: String { get }
  /// What it does; see `OperationDefinition.documentation`.
  static var documentation: String { get }
  /// How it is written for people; `nil` for the generic form.
  static var form: Form? { get }
  /// What holds for it; pure unless it says otherwise.
  static var traits: Traits { get }
  static var signature: Signature { get }
  /// What is wrong with an operation whose signature fits, each after "'name' ".
  static func problems(with operation: OperationID, in module: Module) -> [String]
  /// See `SymbolUserMember`; never written by hand.
  static var symbolUser: (any SymbolUserOperation.Type)? { get }
  /// The rules that make it simpler; see `CanonicalizableOperation`.
  static var canonicalization: RuleSet { get }
  /// What it computes, when that is known; see `FoldableOperation`.
  static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]?
  /// A simpler form; see `InPlaceFoldableOperation`.
  static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm?
}

extension PlainMember {
  public static var form: Form? { nil }
  public static var traits: Traits { [.pure] }
  public static func problems(with operation: OperationID, in module: Module) -> [String] { [] }
  public static var symbolUser: (any SymbolUserOperation.Type)? { nil }
  public static var canonicalization: RuleSet { RuleSet() }
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? { nil }
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? { nil }
}

/// A plain operation that refers to a symbol and needs it to be there; see `SymbolUserOperation`.
public protocol SymbolUserMember: PlainMember {
  /// What is wrong with the symbols, each after "'name' ".
  static func symbolProblems(
    with operation: OperationID, in module: Module, _ symbols: inout SymbolTables
  ) -> [String]
}

extension SymbolUserMember {
  public static var symbolUser: (any SymbolUserOperation.Type)? { Plain<Self>.self }
}

extension Plain: SymbolUserOperation where Member: SymbolUserMember {
  public static func verifySymbols(
    of operation: OperationID, in module: Module, _ symbols: inout SymbolTables,
    _ diagnostics: inout Diagnostics
  ) {
    for problem in Member.symbolProblems(with: operation, in: module, &symbols) {
      diagnostics.error("'\(mnemonic)' \(problem)", at: module.location(of: operation))
    }
  }
}

/// An operation as its parts: operands and results in order, properties by name.
public struct Plain<Member: PlainMember>: VerifiableOperation, FoldableOperation,
  InPlaceFoldableOperation, CanonicalizableOperation
{
  public static var mnemonic: String { Member.mnemonic }
  public static var documentation: String { Member.documentation }
  public static var form: Form? { Member.form }
  public static var traits: Traits { Member.traits }
  public static var signature: Signature { Member.signature }
  public static var symbolUser: (any SymbolUserOperation.Type)? { Member.symbolUser }

  public var operands: [ValueID]
  public var resultTypes: [Type]
  public var properties: AttributeDictionary
  public var regionCount: Int

  public init(
    _ operands: [ValueID] = [], resultTypes: [Type] = [], properties: AttributeDictionary = [:],
    regionCount: Int = 0
  ) {
    self.operands = operands
    self.resultTypes = resultTypes
    self.properties = properties
    self.regionCount = regionCount
  }

  public init(_ operation: OperationID, in module: borrowing Module) {
    operands = module.operands(of: operation)
    resultTypes = module.resultTypes(of: operation)
    properties = module.properties(of: operation)
    regionCount = module.regionCount(of: operation)
  }

  public var state: OperationState {
    OperationState(
      name: Self.mnemonic, operands: operands, resultTypes: resultTypes, properties: properties,
      regionCount: regionCount)
  }

  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    for problem in Member.problems(with: operation, in: module) {
      diagnostics.error("'\(mnemonic)' \(problem)", at: module.location(of: operation))
    }
  }

  public static var canonicalization: RuleSet { Member.canonicalization }

  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    Member.fold(operation, in: module, constants: constants)
  }

  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    Member.simplerForm(of: operation, in: module, constants: constants)
  }
}

extension Module {
  /// The types of an operation's operands.
  func operandTypes(of operation: OperationID) -> [Type] {
    operands(of: operation).map { type(of: $0) }
  }

  /// The types of an operation's results.
  func resultTypes(of operation: OperationID) -> [Type] {
    results(of: operation).map { type(of: $0) }
  }
}
