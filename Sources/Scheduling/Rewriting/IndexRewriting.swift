import Dialects
import IR
import Support

// Index values: loops are rewritten by saying what an old counter is in terms of new ones.

extension Module {
  /// Makes every user of the index `old` use `expression` over `values` instead.
  ///
  ///     loops, blocks and accesses over (i, k)  with i = d0 * 14 + d1 over (io, ii)
  ///       -> the same over (k, io, ii)
  public mutating func rewriteIndex(
    _ old: ValueID, as expression: IndexExpression, over values: [ValueID]
  ) {
    for user in users(of: old) {
      guard let (first, keys) = indexMaps(of: user) else {
        let index = insert(Program.Index(expression, values), at: .before(user))
        let value = result(of: index)
        for (place, operand) in operands(of: user).enumerated() where operand == old {
          setOperand(place, of: user, to: value)
        }
        continue
      }
      let all = operands(of: user)
      let indices = Array(all.dropFirst(first))
      var kept = indices.filter { $0 != old }
      for value in values where !kept.contains(value) { kept.append(value) }
      let replacement = expression.substituting(
        dimensions: values.map { .dimension(kept.firstIndex(of: $0) ?? 0) })
      let substitution = indices.map { value -> IndexExpression in
        value == old ? replacement : .dimension(kept.firstIndex(of: value) ?? 0)
      }
      var dictionary = properties(of: user)
      for key in keys {
        let map = dictionary[key]?.mapExpressions ?? []
        dictionary[key] = .map(map.map { $0.substituting(dimensions: substitution) })
      }
      setOperands(of: user, to: Array(all.prefix(first)) + kept)
      setProperties(of: user, to: dictionary)
    }
  }

  /// Makes users of `value` that are under `operation`, or it itself, use `other`.
  mutating func moveUses(of value: ValueID, to other: ValueID, under operation: OperationID) {
    for use in uses(of: value) {
      var current: OperationID? = use.operation
      while let place = current, place != operation { current = parent(of: place) }
      if current == operation { setOperand(use.index, of: use.operation, to: other) }
    }
  }

  /// Where the index operands of an operation of the dialect begin, and its maps over them.
  private func indexMaps(of operation: OperationID) -> (first: Int, keys: [String])? {
    switch name(of: operation) {
    case Program.For.mnemonic: (0, ["extent"])
    case Program.Block.mnemonic: (0, ["bindings", "predicate"])
    case Program.Index.mnemonic: (0, ["map"])
    case Program.Load.mnemonic, Program.Prefetch.mnemonic, Program.Region.mnemonic: (1, ["map"])
    case Program.Store.mnemonic: (2, ["map"])
    default: nil
    }
  }

  /// Makes a block run only where `condition`, over `values`, is at least zero.
  public mutating func addCondition(
    _ condition: IndexExpression, over values: [ValueID], to block: OperationID
  ) {
    guard var signature = match(block, as: Program.Block.self) else { return }
    let used = condition.dimensionNumbers
    for (place, value) in values.enumerated()
    where used.contains(place) && !signature.counters.contains(value) {
      signature.counters.append(value)
    }
    let own = condition.substituting(
      dimensions: values.map { .dimension(signature.counters.firstIndex(of: $0) ?? 0) })
    guard !signature.predicate.contains(own) else { return }
    signature.predicate.append(own)
    setOperands(of: block, to: signature.counters)
    setProperty("predicate", of: block, to: .map(signature.predicate))
  }

  /// Inserts a loop with an empty body.
  public mutating func insertLoop(
    _ loop: Program.For, at point: InsertionPoint, location: Location
  ) -> (loop: OperationID, body: BlockID, counter: ValueID) {
    let operation = insert(loop, at: point, location: location)
    let body = appendBlock(to: region(of: operation), argumentTypes: [.index])
    return (operation, body, arguments(of: body)[0])
  }
}

extension ScheduledProgram {
  /// A block's name that no other block has.
  func uniqueBlockName(_ name: String) -> String {
    let taken = Set(allBlocks(under: function).map { blockName($0) })
    if !taken.contains(name) { return name }
    var number = 1
    while taken.contains("\(name)_\(number)") { number += 1 }
    return "\(name)_\(number)"
  }

  /// Copies an operation before or after itself; copied blocks get names of their own.
  mutating func copy(
    _ operation: OperationID, to point: InsertionPoint, suffix: String
  ) -> (copy: OperationID, mapping: ValueMapping) {
    var mapping = ValueMapping()
    let copy = module.clone(operation, at: point, mapping: &mapping)
    for block in allBlocks(under: copy) {
      // The copy's own name is taken by the original.
      module.setProperty(
        "name", of: block, to: .string(uniqueBlockName(blockName(block) + suffix)))
    }
    return (copy, mapping)
  }
}
