import Support

// Nothing here keeps a copy of the module while it changes: that would copy its memory.

extension GreedyDriver {
  /// Computes or simplifies an operation, or puts its constant on the right; `false` if it stays.
  mutating func fold(_ operation: OperationID) throws -> Bool {
    guard let facts = rewriter.module.facts(of: operation),
      facts.foldable != nil || facts.simplifiable != nil || facts.traits.contains(.commutative)
    else { return false }
    let row = rewriter.module.row(operation)
    constants.removeAll(keepingCapacity: true)
    for slot in row.operands.range {
      let value = ValueID(raw: rewriter.module.operandRows[slot].value)
      constants.append(rewriter.module.constantValue(of: value))
    }
    if facts.traits.contains(.commutative), constants.count == 2, constants[0] != nil,
      constants[1] == nil
    {
      let operands = rewriter.module.operands(of: operation)
      rewriter.modify(operation) { $0.setOperands(of: operation, to: [operands[1], operands[0]]) }
      summary.folded += 1
      try step(.constantToTheRight)
      return true
    }
    if let simplifiable = facts.simplifiable,
      let form = simplifiable.simplerForm(of: operation, in: rewriter.module, constants: constants),
      rewrite(operation, as: form)
    {
      summary.folded += 1
      try step(.foldInPlace(name: row.name))
      return true
    }
    guard
      let results = facts.foldable?.fold(operation, in: rewriter.module, constants: constants),
      results.count == Int(row.results.count), !results.isEmpty,
      let values = materialize(results, of: operation, facts.definition.mnemonic)
    else { return false }
    rewriter.replace(operation, with: values)
    summary.folded += 1
    try step(.fold(name: row.name))
    return true
  }

  /// Gives an operation other operands or properties; `false` if they are what it has.
  private mutating func rewrite(_ operation: OperationID, as form: SimplerForm) -> Bool {
    let operands = form.operands.flatMap { new in
      new == rewriter.module.operands(of: operation) ? nil : new
    }
    let properties = form.properties.flatMap { new in
      new == rewriter.module.properties(of: operation) ? nil : new
    }
    guard operands != nil || properties != nil else { return false }
    rewriter.modify(operation) { module in
      if let operands { module.setOperands(of: operation, to: operands) }
      if let properties { module.setProperties(of: operation, to: properties) }
    }
    return true
  }

  /// The values of fold results; `nil` if one is not new or no dialect can write it down.
  private mutating func materialize(
    _ results: [FoldResult], of operation: OperationID, _ mnemonic: String
  ) -> [ValueID]? {
    var states: [OperationState?] = []
    for (index, result) in results.enumerated() {
      let own = rewriter.module.result(index, of: operation)
      switch result {
      case .value(let value):
        guard rewriter.module.definingOperation(of: value) != operation,
          rewriter.module.hasSameType(value, own)
        else { return nil }
        states.append(nil)
      case .constant(let attribute):
        let type = rewriter.module.type(of: own)
        guard let state = rewriter.module.context.constant(attribute, type, near: mnemonic)
        else { return nil }
        states.append(state)
      }
    }
    var values: [ValueID] = []
    for (result, state) in zip(results, states) {
      if case .value(let value) = result {
        values.append(value)
      } else if let state {
        let constant = rewriter.insert(state, before: operation)
        values.append(rewriter.module.result(of: constant))
      }
    }
    return values
  }
}

extension Module {
  /// The value of a constant: the property `value` of the `constantLike` operation that defines it.
  public func constantValue(of value: ValueID) -> Attribute? {
    definingOperation(of: value).flatMap { constantValue(givenBy: $0) }
  }

  /// What an operation gives, if that is a constant.
  func constantValue(givenBy operation: OperationID) -> Attribute? {
    guard let traits = traits(of: operation), traits.contains(.constantLike),
      let value = property("value", of: operation)
    else { return nil }
    return traits.contains(.convertsConstant) && value.type != resultTypeOrNone(of: operation)
      ? nil : value
  }

  /// Whether two values are of one type.
  @inlinable public func hasSameType(_ left: ValueID, _ right: ValueID) -> Bool {
    valueRows[left.row].type == valueRows[right.row].type
  }
}

extension Context {
  /// The operation for a constant, from the dialect of `mnemonic` or else the first that has one.
  public func constant(
    _ value: Attribute, _ type: Type, near mnemonic: String
  ) -> OperationState? {
    let own = mnemonic.prefix { $0 != "." }
    if let dialect = dialects.first(where: { $0.name == own }),
      let state = dialect.makeConstant?(value, type)
    {
      return state
    }
    for dialect in dialects where dialect.name != own {
      if let state = dialect.makeConstant?(value, type) { return state }
    }
    return nil
  }
}
