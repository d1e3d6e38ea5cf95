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
      let last = lastOperation(in: before)
    else { return nil }
    // Something follows only of choices between two; a switch of many would be read for each of them.
    guard row(last).successors.count <= 3, dominators.predecessors(of: block) == [before],
      let branch = (definition(of: last) as? any BranchOperation.Type)?.init(last, in: self)
    else { return nil }
    let successors = successors(of: last)
    let ways = successors.indices.filter { successors[$0] == block }
    return ways.count == 1 ? assumption(onTaking: ways[0], of: branch) : nil
  }
}
