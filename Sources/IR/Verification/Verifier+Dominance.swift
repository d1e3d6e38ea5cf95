import Support

extension Verifier {
  /// Every operand is defined where the operation can see it, before it.
  mutating func verifyOperands(of operation: OperationID) {
    guard let block = module.block(of: operation) else { return }
    for (index, slot) in module.row(operation).operands.range.enumerated() {
      verify(ValueID(raw: module.operandRows[slot].value), index, of: operation, in: block)
    }
  }

  private mutating func verify(
    _ value: ValueID, _ index: Int, of operation: OperationID, in block: BlockID
  ) {
    let definition = module.definingOperation(of: value)
    let home: BlockID
    switch module.definition(of: value) {
    case .argument(let block, _): home = block
    case .result(let definer, _):
      guard let block = module.block(of: definer) else {
        return error(
          "operand \(index) of \(quoted(operation)) is a result of an operation that is in no "
            + "block", at: operation)
      }
      home = block
    }
    // The common case: both in one block.
    if home == block {
      guard let definition, !isBefore(definition, operation) else { return }
      if !isGraphRegion(module.region(of: home)) {
        report(index, of: operation, "is used before it is defined", definition)
      }
      return
    }
    verifyFar(definition, home, index, of: operation, in: block)
  }

  /// The definition is in another block: one around the operation, or one before it.
  private mutating func verifyFar(
    _ definition: OperationID?, _ home: BlockID, _ index: Int, of operation: OperationID,
    in block: BlockID
  ) {
    let region = module.region(of: home)
    var around = operation
    var place = block
    while let current = module.region(of: place), current != region {
      around = module.owner(of: current)
      if module.isIsolated(around), !isInside(home, of: around) {
        return report(
          index, of: operation, "comes from outside of \(quoted(around)), which is isolated",
          definition)
      }
      guard !module.isIsolated(around), let outer = module.block(of: around) else {
        return report(
          index, of: operation, "is defined in a region that is not around it", definition)
      }
      place = outer
    }
    if place == home {
      guard let definition, !isGraphRegion(region) || definition == around,
        !isBefore(definition, around)
      else { return }
      return report(index, of: operation, "is used before it is defined", definition)
    }
    guard let region else { return }
    if dominators[region] == nil { dominators[region] = Dominators(of: region, in: module) }
    if dominators[region]?.dominates(home, place) == false {
      report(
        index, of: operation, "is not defined on every way to it; pass it as a block argument",
        definition)
    }
  }

  private func isInside(_ block: BlockID, of around: OperationID) -> Bool {
    var current: BlockID? = block
    while let block = current, let region = module.region(of: block) {
      let owner = module.owner(of: region)
      if owner == around { return true }
      current = module.block(of: owner)
    }
    return false
  }

  private mutating func report(
    _ index: Int, of operation: OperationID, _ problem: String, _ definition: OperationID?
  ) {
    let notes = definition.map { [Diagnostic.note("defined here", at: module.location(of: $0))] }
    error("operand \(index) of \(quoted(operation)) \(problem)", at: operation, notes: notes ?? [])
  }

  /// Whether an operation stands before another one of its block.
  private func isBefore(_ first: OperationID, _ second: OperationID) -> Bool {
    (places[first.index] ?? 0) < (places[second.index] ?? 0)
  }

  /// Whether the order of operations in the region's blocks does not matter.
  private func isGraphRegion(_ region: RegionID?) -> Bool {
    guard let region else { return false }
    guard let traits = module.traits(of: module.owner(of: region)) else { return true }
    return traits.contains(.graphRegion)
  }
}
