extension Module {
  /// Whether nothing is lost when the operation is erased while its results are unused.
  ///
  /// True for `pure` operations and those that only read memory, and for `recursivelyPure` ones
  /// if it is true for everything inside but terminators.
  public func isErasableIfUnused(_ operation: OperationID) -> Bool {
    guard let traits = traits(of: operation), !traits.contains(.terminator) else {
      return false
    }
    if !traits.isDisjoint(with: [.pure, .readsMemory]) { return !isOrdered(operation) }
    return traits.contains(.recursivelyPure)
      && everythingInside(operation) { isErasableIfUnused($0) }
  }

  /// Whether the operation has no effect and depends on nothing but its operands, so that equal
  /// ones can be merged and it can be moved.
  public func isPure(_ operation: OperationID) -> Bool {
    guard let traits = traits(of: operation), !traits.contains(.terminator) else {
      return false
    }
    if traits.contains(.pure) { return true }
    return traits.contains(.recursivelyPure) && everythingInside(operation) { isPure($0) }
  }

  /// Whether the operation, or anything inside it, may do more than give results and read memory.
  public func mayWrite(_ operation: OperationID) -> Bool {
    guard let traits = traits(of: operation) else { return true }
    if !traits.isDisjoint(with: [.pure, .readsMemory]) { return isOrdered(operation) }
    if traits.contains(.recursivelyPure) { return !everythingInside(operation) { !mayWrite($0) } }
    return !traits.contains(.terminator)
  }

  /// Whether the operation, apart from what is inside it, may do more than give results, read memory
  /// and end a block.
  public func hasOwnEffect(_ operation: OperationID) -> Bool {
    let harmless: Traits = [.pure, .readsMemory, .recursivelyPure, .terminator]
    guard let traits = traits(of: operation), !traits.isDisjoint(with: harmless) else {
      return true
    }
    return isOrdered(operation)
  }

  /// Whether an access of memory must happen as it is written: it is volatile, or atomic.
  private func isOrdered(_ operation: OperationID) -> Bool {
    guard traits(of: operation)?.contains(.mayBeOrdered) ?? false else { return false }
    return property("volatile_", of: operation) != nil
      || property("ordering", of: operation)?.integerValue ?? 0 != 0
  }

  /// Whether none of the operation's results is used.
  public func isUnused(_ operation: OperationID) -> Bool {
    row(operation).results.range.allSatisfy { valueRows[$0].firstUse == noRow }
  }

  /// Whether the operation ends its block.
  public func isTerminator(_ operation: OperationID) -> Bool {
    traits(of: operation)?.contains(.terminator) ?? (row(operation).successors.count > 0)
  }

  private func everythingInside(
    _ operation: OperationID, _ holds: (OperationID) -> Bool
  ) -> Bool {
    for region in row(operation).regions.range {
      var block = regionRows[region].first
      while block != noRow {
        var inner = blockRows[Int(block)].first
        while inner != noRow {
          let operation = OperationID(raw: inner)
          guard isTerminator(operation) || holds(operation) else { return false }
          inner = operationRows[Int(inner)].next
        }
        block = blockRows[Int(block)].next
      }
    }
    return true
  }
}
