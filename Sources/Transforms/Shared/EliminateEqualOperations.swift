import IR

extension Module {
  /// Replaces operations, constants alone if that is asked for, by equal ones that come before them
  /// on every way; gives how many it erased.
  mutating func eliminateEqualOperations(in root: OperationID, onlyConstants: Bool = false) -> Int {
    var known = EqualOperations()
    return eliminate(in: root, &known, onlyConstants)
  }

  // Each gives how many operations it erased; `known` is what has been computed on the way here.

  private mutating func eliminate(
    in root: OperationID, _ known: inout EqualOperations, _ onlyConstants: Bool
  ) -> Int {
    var erased = 0
    // What is isolated cannot use what was computed outside.
    if isIsolated(root) {
      var inner = EqualOperations()
      for region in regions(of: root) {
        erased += eliminate(in: region, &inner, onlyConstants)
      }
    } else {
      for region in regions(of: root) {
        erased += eliminate(in: region, &known, onlyConstants)
      }
    }
    return erased
  }

  /// Walks the dominator tree: what a block computes is known in the blocks that it dominates.
  private mutating func eliminate(
    in region: RegionID, _ known: inout EqualOperations, _ onlyConstants: Bool
  ) -> Int {
    let start = known.mark
    defer { known.leave(to: start) }
    let blocks = blocks(in: region)
    if blocks.count == 1 { return eliminate(in: blocks[0], &known, onlyConstants) }
    var erased = 0
    var marks: [Int] = []
    for (block, depth) in Dominators(of: region, in: self).preorder {
      if depth < marks.count {
        known.leave(to: marks[depth])
        marks.removeLast(marks.count - depth)
      }
      marks.append(known.mark)
      erased += eliminate(in: block, &known, onlyConstants)
    }
    return erased
  }

  private mutating func eliminate(
    in block: BlockID, _ known: inout EqualOperations, _ onlyConstants: Bool
  ) -> Int {
    var erased = 0
    // What was read since the last operation that may write.
    var reads = EqualOperations()
    for operation in operations(in: block) {
      if regionCount(of: operation) > 0 {
        erased += eliminate(in: operation, &known, onlyConstants)
      }
      if onlyConstants, !(definition(of: operation)?.traits.contains(.constantLike) ?? false) {
        continue
      }
      let earlier: OperationID?
      if mayWrite(operation) {
        reads.leave(to: 0)
        continue
      } else if resultCount(of: operation) == 0 || isTerminator(operation) {
        continue
      } else if isPure(operation) {
        earlier = known.findOrAdd(operation, in: self)
      } else {
        earlier = reads.findOrAdd(operation, in: self)
      }
      guard let earlier else { continue }
      replace(operation, with: results(of: earlier))
      erased += 1
    }
    return erased
  }
}
