import IR

extension Module {
  /// Makes the users of a value use a constant; `false` if no dialect can write it down.
  mutating func replace(_ value: ValueID, byConstant constant: Attribute) -> Bool {
    let point: InsertionPoint
    let dialect: String
    switch definition(of: value) {
    case .result(let operation, _):
      point = .after(operation)
      dialect = name(of: operation)
    case .argument(let block, _):
      point = .atStart(of: block)
      dialect = region(of: block).map { name(of: owner(of: $0)) } ?? ""
    }
    guard var state = context.constant(constant, type(of: value), near: dialect) else {
      return false
    }
    state.location = location(of: value)
    state.kind = context.definition(named: state.name).map { ObjectIdentifier($0) }
    let new = insert(state, at: point)
    replaceAllUses(of: value, with: result(of: new))
    return true
  }
}
