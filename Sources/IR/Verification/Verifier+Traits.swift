import Support

extension Verifier {
  mutating func verifyTraits(of operation: OperationID, _ traits: Traits) {
    if traits.contains(.sameOperandsAndResultType) { verifySameType(of: operation) }
    if traits.contains(.sameOperandTypes) { verifySameOperandTypes(of: operation) }
    if traits.contains(.constantLike) { verifyConstant(operation) }
    if traits.contains(.singleBlock) {
      for region in module.regions(of: operation) where module.blocks(in: region).count != 1 {
        error(
          "the region of \(quoted(operation)) must have one block, "
            + "not \(module.blocks(in: region).count)", at: operation)
      }
    }
    if traits.contains(.symbol) { verifySymbol(operation) }
    if traits.contains(.symbolTable), module.regionCount(of: operation) != 1 {
      error("\(quoted(operation)) must have one region for its symbols", at: operation)
    }
  }

  private mutating func verifySymbol(_ operation: OperationID) {
    if module.property("sym_name", of: operation)?.stringValue == nil {
      error(
        "\(quoted(operation)) needs a name: the property 'sym_name', a string", at: operation)
    }
    if let parent = module.parent(of: operation), let definition = module.definition(of: parent),
      !definition.traits.contains(.symbolTable)
    {
      error(
        "\(quoted(operation)) is in \(quoted(parent)), which has no symbols; it must be directly in an"
          + " operation that has, as 'builtin.module'", at: operation)
    }
    guard let visibility = module.property("sym_visibility", of: operation),
      !["public", "private", "nested"].contains(visibility.stringValue)
    else { return }
    error(
      "'sym_visibility' of \(quoted(operation)) must be \"public\", \"private\" or \"nested\", "
        + "not '\(visibility)'", at: operation)
  }

  private mutating func verifySameType(of operation: OperationID) {
    let operands = module.operands(of: operation).map { module.type(of: $0) }
    let results = module.results(of: operation).map { module.type(of: $0) }
    guard let first = operands.first ?? results.first else { return }
    for (index, type) in operands.enumerated() where type != first {
      error(
        "the operands and results of \(quoted(operation)) must have one type; operand \(index) is "
          + "'\(type)', operand 0 '\(first)'", at: operation)
    }
    for (index, type) in results.enumerated() where type != first {
      error(
        "the operands and results of \(quoted(operation)) must have one type; result \(index) is "
          + "'\(type)', operand 0 '\(first)'", at: operation)
    }
  }

  private mutating func verifySameOperandTypes(of operation: OperationID) {
    let types = module.operands(of: operation).map { module.type(of: $0) }
    for (index, type) in types.enumerated() where type != types[0] {
      error(
        "the operands of \(quoted(operation)) must have one type; operand \(index) is '\(type)', "
          + "operand 0 '\(types[0])'", at: operation)
    }
  }

  private mutating func verifyConstant(_ operation: OperationID) {
    guard module.operandCount(of: operation) == 0, module.resultCount(of: operation) == 1 else {
      error("\(quoted(operation)) is a constant: no operands and one result", at: operation)
      return
    }
    guard let value = module.property("value", of: operation),
      module.traits(of: operation)?.contains(.convertsConstant) != true
    else { return }
    let type = module.type(of: module.result(of: operation))
    if let actual = value.type, actual != type, !isSameButEncoding(actual, type) {
      error(
        "the value of \(quoted(operation)) has the type '\(actual)', its result '\(type)'",
        at: operation)
    }
  }

  /// The encoding of a tensor type says more about sizes that the data have anyway.
  private func isSameButEncoding(_ left: Type, _ right: Type) -> Bool {
    guard case .tensor(let left) = left, case .tensor(let right) = right else { return false }
    return left.shape == right.shape && left.element == right.element
  }

  /// No two operations directly inside have the same `sym_name`.
  mutating func verifySymbols(in operation: OperationID) {
    var seen: [String: OperationID] = [:]
    for block in module.regions(of: operation).flatMap({ module.blocks(in: $0) }) {
      for inner in module.operations(in: block) {
        guard let name = module.property("sym_name", of: inner)?.stringValue else { continue }
        if let first = seen[name] {
          error(
            "the symbol '@\(name)' is already taken; give this \(quoted(inner)) another name",
            at: inner,
            notes: [.note("the other '@\(name)' is here", at: module.location(of: first))])
        } else {
          seen[name] = inner
        }
      }
    }
  }
}
