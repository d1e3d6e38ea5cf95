import Support

extension Module {
  /// Checks everything that must hold of the module: structure, dominance, signatures, traits, and
  /// what operations check themselves.
  ///
  /// Each finding says where and what to do.
  public func verify() -> Diagnostics { verify(top) }

  /// Checks `operation` with everything inside it.
  public func verify(_ operation: OperationID) -> Diagnostics {
    var verifier = Verifier(self)
    verifier.placeSurroundings(of: operation)
    verifier.verify(operation)
    return verifier.diagnostics
  }
}

/// Walks operations and checks each; one file for each kind of check.
struct Verifier {
  let module: Module
  var diagnostics = Diagnostics()
  /// For operations in blocks already walked, their place in the block.
  var places: ContiguousArray<Int32>
  var dominators: [RegionID: Dominators] = [:]
  private var errorCount = 0

  init(_ module: Module) {
    self.module = module
    places = ContiguousArray(repeating: 0, count: module.operationCapacity)
  }

  mutating func verify(_ operation: OperationID) {
    let before = errorCount
    let definition = module.definition(of: operation)
    if let definition {
      verifySignature(of: operation, definition)
      verifyTraits(of: operation, definition.traits)
    } else {
      verifyUnregistered(operation)
    }
    verifyPosition(of: operation, definition?.traits)
    verifyOperands(of: operation)
    for region in module.regions(of: operation) {
      verify(region, of: operation, definition?.traits)
    }
    if definition?.traits.contains(.symbolTable) ?? false { verifySymbols(in: operation) }
    // An operation's own check may rely on everything above, inside it too.
    if errorCount == before, let own = definition as? any VerifiableOperation.Type {
      let count = diagnostics.all.count
      own.verify(operation, in: module, &diagnostics)
      errorCount += diagnostics.all[count...].filter { $0.severity == .error }.count
    }
  }

  /// Numbers the operations of the blocks that `operation` is in.
  mutating func placeSurroundings(of operation: OperationID) {
    var current = operation
    while let block = module.block(of: current), let region = module.region(of: block) {
      number(region)
      current = module.owner(of: region)
    }
  }

  private mutating func number(_ region: RegionID) {
    for block in module.blocks(in: region) {
      for (place, inner) in module.operations(in: block).enumerated() {
        places[inner.row] = Int32(truncatingIfNeeded: place)
      }
    }
  }

  private mutating func verify(
    _ region: RegionID, of operation: OperationID, _ traits: Traits?
  ) {
    number(region)
    let blocks = module.blocks(in: region)
    if blocks.count > 1 { verifyBranches(in: region, blocks, of: operation) }
    for block in blocks {
      verifyEnd(of: block, of: operation, traits, isOnly: blocks.count == 1)
      for inner in module.operations(in: block) { verify(inner) }
    }
  }

  private mutating func verifyUnregistered(_ operation: OperationID) {
    let name = module.name(of: operation)
    guard !module.context.allowsUnregisteredDialects, name != "builtin.module" else { return }
    error("'\(name)' is not registered; register its dialect with the context", at: operation)
  }

  mutating func error(_ message: String, at operation: OperationID, notes: [Diagnostic] = []) {
    diagnostics.error(message, at: module.location(of: operation), notes: notes)
    errorCount += 1
  }

  /// `'name'`, for messages.
  func quoted(_ operation: OperationID) -> String { "'\(module.name(of: operation))'" }
}
