import Support

extension Module {
  /// Checks everything that must hold of the module: structure, dominance, signatures, traits, and
  /// what operations check themselves.
  ///
  /// Each finding says where and what to do.
  public func verify() -> Diagnostics { verify(top) }

  /// Checks `operation` with everything inside it; the symbols that it refers to only where their
  /// table is inside it too.
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
  var places = NumberMap()
  var dominators: [RegionID: Dominators] = [:]
  /// Operations whose signature and traits were found right, one of each kind.
  private var verified = ScopedRows()
  /// Operations that refer to symbols, until the table around them has been walked.
  private var symbolUsers: [OperationID] = []
  private var symbols = SymbolTables()
  private var errorCount: Int { diagnostics.errorCount }

  init(_ module: Module) { self.module = module }

  mutating func verify(_ operation: OperationID) {
    let before = errorCount
    let usersBefore = symbolUsers.count
    let row = module.row(operation)
    let facts = module.facts(of: operation)
    if let facts {
      verifyForm(of: operation, row, facts)
    } else {
      verifyUnregistered(operation)
    }
    verifyPosition(of: operation, facts?.traits)
    if let facts, !facts.parents.isEmpty { verifyParent(of: operation, facts.parents) }
    verifyOperands(of: operation)
    for region in row.regions.range {
      verify(RegionID(region), of: operation, facts)
    }
    let isTable = facts?.traits.contains(.symbolTable) ?? false
    if isTable { verifySymbols(in: operation) }
    // An operation's own check may rely on everything above, inside it too.
    if errorCount == before, let own = facts?.verifiable {
      own.verify(operation, in: module, &diagnostics)
    }
    if isTable { verifySymbolUsers(from: usersBefore) }
    if errorCount == before, facts?.symbolUser != nil { symbolUsers.append(operation) }
  }

  /// Checks the operations inside a table, not inside one in it, that refer to symbols.
  private mutating func verifySymbolUsers(from first: Int) {
    for user in symbolUsers[first...] {
      guard let definition = module.facts(of: user)?.symbolUser else { continue }
      definition.verifySymbols(of: user, in: module, &symbols, &diagnostics)
    }
    symbolUsers.removeSubrange(first...)
  }

  /// Signature and traits: what depends on nothing but name, types and properties, and is therefore
  /// looked at once for all operations that agree in them.
  private mutating func verifyForm(
    of operation: OperationID, _ row: OperationRow, _ facts: OperationFacts
  ) {
    guard row.regions.count == 0, row.successors.count == 0 else {
      verifySignature(of: operation, module.context.signatures[Int(row.name)])
      return verifyTraits(of: operation, facts.traits)
    }
    let hash = module.formHash(of: row)
    if verified.first(hash: hash, where: { module.hasSameForm(row, OperationID(raw: $0)) }) != nil {
      return
    }
    let before = errorCount
    verifySignature(of: operation, module.context.signatures[Int(row.name)])
    verifyTraits(of: operation, facts.traits)
    if errorCount == before { verified.add(operation.index, hash: hash) }
  }

  /// Numbers the operations of the blocks around `operation` that it may use values of.
  mutating func placeSurroundings(of operation: OperationID) {
    // One table for the whole module; otherwise room for no more than what is looked at.
    if operation == module.top { places.setRun(of: module.operationCapacity, from: 0, to: 0) }
    var current = operation
    while !module.isIsolated(current) || module.operandCount(of: current) > 0,
      let block = module.block(of: current), let region = module.region(of: block)
    {
      number(region)
      current = module.owner(of: region)
    }
  }

  private mutating func number(_ region: RegionID) {
    var block = module.regionRows[region.row].first
    while block != noRow {
      var place: UInt32 = 0
      var inner = module.blockRows[Int(block)].first
      while inner != noRow {
        places.set(inner, to: place)
        place &+= 1
        inner = module.operationRows[Int(inner)].next
      }
      block = module.blockRows[Int(block)].next
    }
  }

  private mutating func verify(
    _ region: RegionID, of operation: OperationID, _ facts: OperationFacts?
  ) {
    number(region)
    let blocks = module.blocks(in: region)
    if blocks.count > 1 { verifyBranches(in: region, blocks, of: operation) }
    for block in blocks {
      verifyEnd(of: block, of: operation, facts, isOnly: blocks.count == 1)
      var next = module.firstOperation(in: block)
      while let inner = next {
        verify(inner)
        next = module.next(after: inner)
      }
    }
  }

  private mutating func verifyUnregistered(_ operation: OperationID) {
    let name = module.name(of: operation)
    guard !module.context.allowsUnregisteredDialects, name != "builtin.module" else { return }
    error("'\(name)' is not registered; register its dialect with the context", at: operation)
  }

  mutating func error(_ message: String, at operation: OperationID, notes: [Diagnostic] = []) {
    diagnostics.error(message, at: module.location(of: operation), notes: notes)
  }

  /// `'name'`, for messages.
  func quoted(_ operation: OperationID) -> String { "'\(module.name(of: operation))'" }
}

extension Module {
  /// A number that is the same for operations that agree in name, types and properties.
  fileprivate func formHash(of row: OperationRow) -> UInt32 {
    var hasher = RowHasher()
    hasher.combine(row.name)
    hasher.combine(row.properties)
    hasher.combine(row.operands.count)
    for slot in row.operands.range {
      hasher.combine(valueRows[Int(operandRows[slot].value)].type)
    }
    for value in row.results.range { hasher.combine(valueRows[value].type) }
    return hasher.value
  }

  fileprivate func hasSameForm(_ row: OperationRow, _ other: OperationID) -> Bool {
    let known = self.row(other)
    guard row.name == known.name, row.properties == known.properties,
      row.operands.count == known.operands.count, row.results.count == known.results.count
    else { return false }
    for (mine, theirs) in zip(row.operands.range, known.operands.range)
    where valueRows[Int(operandRows[mine].value)].type
      != valueRows[Int(operandRows[theirs].value)].type
    { return false }
    for (mine, theirs) in zip(row.results.range, known.results.range)
    where valueRows[mine].type != valueRows[theirs].type { return false }
    return true
  }
}
