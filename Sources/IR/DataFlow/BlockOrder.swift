extension Module {
  /// The blocks that control can reach from the entry of a region, each before those it goes to, but
  /// for loops.
  public func blocksInReversePostorder(of region: RegionID) -> [BlockID] {
    guard let entry = entryBlock(of: region) else { return [] }
    return [entry].postorder { block in
      lastOperation(in: block).map { successors(of: $0).reversed() } ?? []
    }.reversed()
  }

  /// The blocks that go to a block, each as often as it does.
  func predecessors(of block: BlockID) -> [BlockID] {
    var found: [BlockID] = []
    var slot = blockRows[block.row].firstUse
    while slot != noRow {
      if let user = self.block(of: OperationID(raw: successorRows[Int(slot)].user)) {
        found.append(user)
      }
      slot = successorRows[Int(slot)].nextUse
    }
    return found
  }
}
