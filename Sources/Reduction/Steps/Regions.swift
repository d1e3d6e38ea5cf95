import IR

extension ReductionStep {
  /// Puts what a region holds in the place of the operation around it.
  ///
  /// Before:
  ///
  ///     "scf.if"(%c) ({
  ///       "x.a"() : () -> ()
  ///       "scf.yield"() : () -> ()
  ///     }, {…}) : (i1) -> ()
  ///
  /// After:
  ///
  ///     "x.a"() : () -> ()
  public static let unwrapRegions = ReductionStep("unwrap-regions") { module in
    module.operationsInside().flatMap { operation in
      module.regions(of: operation).map { region in
        ReductionEdit(of: operation) { $0.unwrap(region, of: operation) }
      }
    }
  }

  /// Empties regions: erases all blocks, as of a function that becomes a declaration.
  public static let clearRegions = ReductionStep("clear-regions") { module in
    module.operationsInside().flatMap { operation in
      module.regions(of: operation).map { region in
        ReductionEdit(of: operation) { $0.erase($0.blocks(in: region)) }
      }
    }
  }
}

extension Module {
  fileprivate mutating func unwrap(_ region: RegionID, of operation: OperationID) {
    guard block(of: operation) != nil, blocks(in: region).count == 1,
      let body = entryBlock(of: region)
    else { return }
    for argument in arguments(of: body) where hasUses(argument) {
      guard let value = standIn(for: argument, definedBy: operation) else { return }
      replaceAllUses(of: argument, with: value)
    }
    var given: [ValueID] = []
    for inner in operations(in: body) {
      if endsBlock(inner) {
        given = operands(of: inner)
        eraseReplacing(inner)
      } else {
        move(inner, to: .before(operation))
      }
    }
    for (number, result) in results(of: operation).enumerated()
    where hasUses(result) && number < given.count && type(of: given[number]) == type(of: result) {
      replaceAllUses(of: result, with: given[number])
    }
    eraseReplacing(operation)
  }

  /// Erases blocks whose values nothing else uses, or only what is erased with them.
  mutating func erase(_ blocks: [BlockID]) {
    let operations = blocks.flatMap { self.operations(in: $0) }
    // Uses go first, so that values can go in any order.
    var inside: [OperationID] = []
    for operation in operations { walk(operation) { inside.append($0) } }
    for operation in inside { setOperands(of: operation, to: []) }
    for block in blocks { erase(block) }
  }
}
