import IR

extension Module {
  /// Replaces operations, constants alone if that is asked for, by equal ones that come before them
  /// on every way, `limit` at most; gives how many it erased.
  mutating func eliminateEqualOperations(
    in root: OperationID, onlyConstants: Bool = false, limit: Int = .max
  ) -> Int {
    var known = EqualOperations()
    var elimination = Elimination(onlyConstants: onlyConstants, limit: limit)
    elimination.visit(root, of: &self, &known)
    return elimination.erased
  }
}

/// One walk; `known` is what has been computed on the way here.
private struct Elimination {
  let onlyConstants: Bool
  let limit: Int
  var erased = 0

  mutating func visit(
    _ root: OperationID, of module: inout Module, _ known: inout EqualOperations
  ) {
    // What is isolated cannot use what was computed outside.
    if module.isIsolated(root) {
      var inner = EqualOperations()
      for region in module.regions(of: root) { visit(region, of: &module, &inner) }
    } else {
      for region in module.regions(of: root) { visit(region, of: &module, &known) }
    }
  }

  /// Walks the dominator tree: what a block computes is known in the blocks that it dominates.
  private mutating func visit(
    _ region: RegionID, of module: inout Module, _ known: inout EqualOperations
  ) {
    let start = known.mark
    defer { known.leave(to: start) }
    let blocks = module.blocks(in: region)
    if blocks.count == 1 { return visit(blocks[0], of: &module, &known) }
    var marks: [Int] = []
    for (block, depth) in Dominators(of: region, in: module).preorder {
      if depth < marks.count {
        known.leave(to: marks[depth])
        marks.removeLast(marks.count - depth)
      }
      marks.append(known.mark)
      visit(block, of: &module, &known)
    }
  }

  private mutating func visit(
    _ block: BlockID, of module: inout Module, _ known: inout EqualOperations
  ) {
    // What was read since the last operation that may write.
    var reads = EqualOperations()
    for operation in module.operations(in: block) {
      if module.regionCount(of: operation) > 0 { visit(operation, of: &module, &known) }
      guard erased < limit else { return }
      if onlyConstants,
        !(module.definition(of: operation)?.traits.contains(.constantLike) ?? false)
      {
        continue
      }
      let earlier: OperationID?
      if module.mayWrite(operation) {
        reads.leave(to: 0)
        continue
      } else if module.resultCount(of: operation) == 0 || module.isTerminator(operation) {
        continue
      } else if module.isPure(operation) {
        earlier = known.findOrAdd(operation, in: module)
      } else {
        earlier = reads.findOrAdd(operation, in: module)
      }
      guard let earlier else { continue }
      module.replace(operation, with: module.results(of: earlier))
      erased += 1
    }
  }
}
