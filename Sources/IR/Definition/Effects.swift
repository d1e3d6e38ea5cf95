extension Module {
  /// Whether nothing is lost when the operation is erased while its results are unused.
  ///
  /// True for `pure` operations and those that only read memory, and for `recursivelyPure` ones
  /// if it is true for everything inside but terminators.
  public func isErasableIfUnused(_ operation: OperationID) -> Bool {
    guard let traits = definition(of: operation)?.traits, !traits.contains(.terminator) else {
      return false
    }
    if !traits.isDisjoint(with: [.pure, .readsMemory]) { return true }
    return traits.contains(.recursivelyPure)
      && everythingInside(operation) { isErasableIfUnused($0) }
  }

  /// Whether the operation has no effect and depends on nothing but its operands, so that equal
  /// ones can be merged and it can be moved.
  public func isPure(_ operation: OperationID) -> Bool {
    guard let traits = definition(of: operation)?.traits, !traits.contains(.terminator) else {
      return false
    }
    if traits.contains(.pure) { return true }
    return traits.contains(.recursivelyPure) && everythingInside(operation) { isPure($0) }
  }

  /// Whether none of the operation's results is used.
  public func isUnused(_ operation: OperationID) -> Bool {
    results(of: operation).allSatisfy { !hasUses($0) }
  }

  /// Whether the operation ends its block.
  public func isTerminator(_ operation: OperationID) -> Bool {
    definition(of: operation)?.traits.contains(.terminator) ?? !successors(of: operation).isEmpty
  }

  private func everythingInside(
    _ operation: OperationID, _ holds: (OperationID) -> Bool
  ) -> Bool {
    regions(of: operation).allSatisfy { region in
      blocks(in: region).allSatisfy { block in
        operations(in: block).allSatisfy { isTerminator($0) || holds($0) }
      }
    }
  }
}
