extension Module {
  /// What holds where a branch goes to one of its successors.
  func assumption(
    onTaking number: Int, of branch: any BranchOperation
  ) -> RegionFlow.Assumption? {
    guard let selector = branch.selector, type(of: selector) == .i1 else { return nil }
    let ways = [true, false].filter { branch.successor(selectedBy: $0 ? -1 : 0) == number }
    return ways.count == 1 ? .condition(selector, holds: ways[0]) : nil
  }

  /// What holds at the start of a block to which only one way leads.
  func assumption(onEntering block: BlockID, _ dominators: Dominators) -> RegionFlow.Assumption? {
    guard let before = dominators.immediateDominator(of: block),
      let last = lastOperation(in: before),
      let branch = (definition(of: last) as? any BranchOperation.Type)?.init(last, in: self),
      dominators.predecessors(of: block) == [before]
    else { return nil }
    let ways = successors(of: last).indices.filter { successors(of: last)[$0] == block }
    return ways.count == 1 ? assumption(onTaking: ways[0], of: branch) : nil
  }
}
