import Support

/// An operation, declared once: the same struct declares it, is inserted to build it, and comes
/// back as a typed snapshot when it is matched.
///
/// Behaviour beyond this is opt-in by conformance, in a file of its own: `VerifiableOperation`,
/// `FoldableOperation`, and whatever interfaces a dialect or a pass defines.
public protocol OperationDefinition: Sendable {
  /// `dialect.verb_or_noun`, as in the text form.
  static var mnemonic: String { get }
  /// What it does, for people, in Markdown: a summary, and after an empty line whatever else there
  /// is to know, with an example of its text indented by four spaces.
  ///
  /// The pages under `docs/dialects` and the language server show it.
  static var documentation: String { get }
  /// What holds for every such operation.
  static var traits: Traits { get }
  /// The shape of the operation, for the generic verifier and the documentation.
  static var signature: Signature { get }
  /// How it is written for people; `nil` if only in the generic form.
  static var form: Form? { get }
  /// Reads an operation of this kind. Called only on operations whose name is `mnemonic`; must not
  /// trap on one that does not verify.
  init(_ operation: OperationID, in module: borrowing Module)
  /// What to create. `kind` and `location` are filled in by whoever inserts it, and so are the
  /// result types when the operation is `ResultTypeInferring`.
  var state: OperationState { get }
  /// What to create in `module`: `state`, unless the operation is `ResultTypeInferring`.
  func state(in module: Module) -> OperationState

  /// This declaration as one that folds, if it is one; likewise the next three.
  ///
  /// Never written by hand: the protocols answer. A cast would ask the same of the whole program's
  /// conformances, for every operation at every start.
  static var foldable: (any FoldableOperation.Type)? { get }
  static var simplifiable: (any InPlaceFoldableOperation.Type)? { get }
  static var verifiable: (any VerifiableOperation.Type)? { get }
  static var symbolUser: (any SymbolUserOperation.Type)? { get }
}

extension OperationDefinition {
  public static var foldable: (any FoldableOperation.Type)? { nil }
  public static var simplifiable: (any InPlaceFoldableOperation.Type)? { nil }
  public static var verifiable: (any VerifiableOperation.Type)? { nil }
  public static var symbolUser: (any SymbolUserOperation.Type)? { nil }

  /// The names that only properties may have.
  static var inherentNames: Set<String> {
    let signature = signature
    func areDivided(_ slots: [Signature.Slot]) -> Bool {
      slots.filter { $0.arity != .one }.count > 1
    }
    var names = Set(signature.properties.map(\.name))
    if areDivided(signature.operands) { names.insert("operandSegmentSizes") }
    if areDivided(signature.results) { names.insert("resultSegmentSizes") }
    return names
  }

  /// The properties that say nothing if they have these values.
  static var impliedProperties: [(name: String, value: Attribute)] {
    signature.properties.compactMap { property in property.implied.map { (property.name, $0) } }
  }

  public static var documentation: String { "" }
  public static var form: Form? { nil }
  public func state(in module: Module) -> OperationState { state }
}

/// An operation whose result types follow from its operands, so that nobody needs to give them.
public protocol ResultTypeInferring: OperationDefinition {
  /// The types of the results, from the types that the operands have in `module`.
  func resultTypes(in module: Module) -> [Type]
}

extension ResultTypeInferring {
  public func state(in module: Module) -> OperationState {
    var state = state
    state.resultTypes = resultTypes(in: module)
    return state
  }
}

/// An operation with rules beyond its signature.
public protocol VerifiableOperation: OperationDefinition {
  /// Reports what is wrong with `operation`; its signature has already been checked.
  static func verify(_ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics)
}

extension VerifiableOperation {
  public static var verifiable: (any VerifiableOperation.Type)? { Self.self }
}
