import Support

extension Verifier {
  /// A terminator is last in its block; what branches is a terminator.
  mutating func verifyPosition(of operation: OperationID, _ traits: Traits?) {
    let isTerminator = traits?.contains(.terminator) ?? false
    guard isTerminator || module.row(operation).successors.count > 0 else { return }
    let successors = module.successors(of: operation)
    guard let block = module.block(of: operation) else { return }
    if module.next(after: operation) != nil {
      error("\(quoted(operation)) must be the last operation of its block", at: operation)
    }
    for successor in successors where module.region(of: successor) != module.region(of: block) {
      error("\(quoted(operation)) branches to a block of another region", at: operation)
    }
  }

  /// An operation that belongs to some others is directly in one of them.
  mutating func verifyParent(of operation: OperationID, _ parents: [String]) {
    if let parent = module.parent(of: operation), parents.contains(module.name(of: parent)) {
      return
    }
    let places = parents.map { "'\($0)'" }
    let list =
      places.count == 1
      ? places[0] : places.dropLast().joined(separator: ", ") + " or " + places[places.count - 1]
    error("\(quoted(operation)) must be directly in \(list)", at: operation)
  }

  /// A block ends in a terminator, the one that its operation wants if it wants a certain one, unless
  /// it wants none.
  mutating func verifyEnd(
    of block: BlockID, of operation: OperationID, _ facts: OperationFacts?, isOnly: Bool
  ) {
    guard let facts else { return verifyUnregisteredEnd(of: block, of: operation, isOnly) }
    guard !facts.traits.contains(.noTerminator) else { return }
    guard let last = module.lastOperation(in: block) else {
      let end = facts.terminator.map { "'\($0)'" } ?? "a terminator"
      return error("a block of \(quoted(operation)) is empty; it must end in \(end)", at: operation)
    }
    if let wanted = facts.terminator {
      guard module.name(of: last) != wanted else { return }
      return error(
        "a block of \(quoted(operation)) ends in \(quoted(last)); it must end in '\(wanted)'",
        at: last)
    }
    if let own = module.traits(of: last), !own.contains(.terminator) {
      error(
        "a block of \(quoted(operation)) ends in \(quoted(last)), which is not a terminator",
        at: last)
    }
  }

  /// Blocks of what is not registered may end in anything, but control must leave all but one.
  private mutating func verifyUnregisteredEnd(
    of block: BlockID, of operation: OperationID, _ isOnly: Bool
  ) {
    guard !isOnly, module.lastOperation(in: block) == nil else { return }
    error("a block of \(quoted(operation)) is empty; it must end in a terminator", at: operation)
  }

  /// Nothing branches to the entry.
  mutating func verifyBranches(
    in region: RegionID, _ blocks: [BlockID], of operation: OperationID
  ) {
    guard !module.hasNoPredecessors(blocks[0]) else { return }
    for block in blocks {
      guard let last = module.lastOperation(in: block),
        module.successors(of: last).contains(blocks[0])
      else { continue }
      error(
        "\(quoted(last)) branches to the first block of its region; put an empty block before it",
        at: last)
    }
  }
}
