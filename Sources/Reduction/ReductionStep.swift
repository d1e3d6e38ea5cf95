import IR

/// One change that makes a module smaller.
///
/// What it changes may be gone by the time that it is applied, after other edits; then it does nothing.
public struct ReductionEdit: Sendable {
  let apply: @Sendable (_ module: inout Module) -> Void

  public init(_ apply: @escaping @Sendable (_ module: inout Module) -> Void) {
    self.apply = apply
  }

  /// An edit of an operation, applied only while that is there.
  public init(
    of operation: OperationID, _ apply: @escaping @Sendable (_ module: inout Module) -> Void
  ) {
    self.apply = { module in if !module.isErased(operation) { apply(&module) } }
  }
}

/// A way to make modules smaller: for a module, all its edits, which are tried together, in groups
/// and one by one.
///
///     let dropLocations = ReductionStep("drop-locations") { module in
///       module.operationsInside().map { operation in
///         ReductionEdit(of: operation) { $0.setLocation(of: operation, to: .unknown) }
///       }
///     }
public struct ReductionStep: Sendable {
  /// Kebab-case, as in the progress.
  public let name: String
  /// The edits of a module, in the order in which they are applied.
  public let edits: @Sendable (Module) -> [ReductionEdit]

  public init(_ name: String, _ edits: @escaping @Sendable (Module) -> [ReductionEdit]) {
    self.name = name
    self.edits = edits
  }

  /// All steps that need no pass, the most effective first.
  public static let standard: [ReductionStep] = [
    .eraseTopLevel, .eraseOperations, .simplifyBranches, .mergeBlocks, .unwrapRegions,
    .clearRegions, .dropFunctionArguments, .dropFunctionResults, .dropOperands, .dropResults,
    .dropBlockArguments, .dropAttributes, .simplifyLiterals, .shrinkShapes, .dropLocations,
    .dropResources,
  ]

  /// The step that runs a transformation of the whole module, such as a pass, which gives `nil` where it
  /// fails.
  public static func transformation(
    _ name: String, _ transform: @escaping @Sendable (Module) -> Module?
  ) -> ReductionStep {
    ReductionStep(name) { _ in
      [ReductionEdit { module in if let changed = transform(module) { module = changed } }]
    }
  }
}

extension Module {
  /// Everything inside `top`, parents before children.
  public func operationsInside() -> [OperationID] {
    var all: [OperationID] = []
    walk { all.append($0) }
    return Array(all.dropFirst())
  }

  /// Whether the operation ends a block, as far as one can tell.
  func endsBlock(_ operation: OperationID) -> Bool {
    if let definition = definition(of: operation) {
      return definition.traits.contains(.terminator)
    }
    return !successors(of: operation).isEmpty
  }
}
