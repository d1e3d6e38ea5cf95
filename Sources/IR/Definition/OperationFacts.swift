/// What is asked of a declaration at every operation, found out once, when the context is made.
///
/// Asking the declaration itself would take a call each time. Nothing here is counted.
struct OperationFacts: Sendable {
  let definition: any OperationDefinition.Type
  let kind: ObjectIdentifier
  let traits: Traits
  /// See `Signature`, for both.
  let parents: [String]
  let terminator: String?
  let foldable: (any FoldableOperation.Type)?
  let simplifiable: (any InPlaceFoldableOperation.Type)?
  let verifiable: (any VerifiableOperation.Type)?
  let symbolUser: (any SymbolUserOperation.Type)?

  init(_ definition: any OperationDefinition.Type, _ signature: Signature) {
    self.definition = definition
    kind = ObjectIdentifier(definition)
    traits = definition.traits
    parents = signature.parents
    terminator = signature.terminator
    // Nobody computes what a constant is.
    foldable = traits.contains(.constantLike) ? nil : definition.foldable
    simplifiable = definition.simplifiable
    verifiable = definition.verifiable
    symbolUser = definition.symbolUser
  }
}

extension Module {
  /// What the declaration of an operation says, if its dialect is registered.
  func facts(of operation: OperationID) -> OperationFacts? {
    let name = Int(row(operation).name)
    return name < context.facts.count ? context.facts[name] : nil
  }

  /// The traits of an operation, if its dialect is registered.
  public func traits(of operation: OperationID) -> Traits? {
    let name = Int(row(operation).name)
    return name < context.facts.count ? context.facts[name].traits : nil
  }
}
