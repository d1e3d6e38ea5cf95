import IR
import Support

/// Replaces pure operations by earlier equal ones that come before them on every way, and reads of
/// memory by equal ones in the same block if nothing in between may write.
///
/// Equal are operations of the same kind with the same operands, in any order if they commute,
/// attributes and types; their regions, if they have any, hold equal operations.
///
/// Before:
///
///     %0 = "arith.addi"(%arg0, %arg1) : (i32, i32) -> i32
///     %1 = "arith.addi"(%arg1, %arg0) : (i32, i32) -> i32
///     %2 = "arith.muli"(%0, %1) : (i32, i32) -> i32
///
/// After:
///
///     %0 = "arith.addi"(%arg0, %arg1) : (i32, i32) -> i32
///     %1 = "arith.muli"(%0, %0) : (i32, i32) -> i32
public let commonSubexpressionElimination = Pass(
  "common-subexpression-elimination", "computes equal things once"
) { module, root, context in
  var known = EqualOperations()
  let erased = module.eliminateCommonSubexpressions(in: root, &known)
  context.count("erased", erased)
  if erased == 0 { context.preserveAllAnalyses() }
}

// Each gives how many operations it erased; `known` is what has been computed on the way here.
extension Module {
  fileprivate mutating func eliminateCommonSubexpressions(
    in root: OperationID, _ known: inout EqualOperations
  ) -> Int {
    var erased = 0
    // What is isolated cannot use what was computed outside.
    if isIsolated(root) {
      var inner = EqualOperations()
      for region in regions(of: root) {
        erased += eliminateCommonSubexpressions(in: region, &inner)
      }
    } else {
      for region in regions(of: root) {
        erased += eliminateCommonSubexpressions(in: region, &known)
      }
    }
    return erased
  }

  /// Walks the dominator tree: what a block computes is known in the blocks that it dominates.
  private mutating func eliminateCommonSubexpressions(
    in region: RegionID, _ known: inout EqualOperations
  ) -> Int {
    let start = known.mark
    defer { known.leave(to: start) }
    let blocks = blocks(in: region)
    if blocks.count == 1 { return eliminateCommonSubexpressions(in: blocks[0], &known) }
    var erased = 0
    var marks: [Int] = []
    for (block, depth) in Dominators(of: region, in: self).preorder {
      if depth < marks.count {
        known.leave(to: marks[depth])
        marks.removeLast(marks.count - depth)
      }
      marks.append(known.mark)
      erased += eliminateCommonSubexpressions(in: block, &known)
    }
    return erased
  }

  private mutating func eliminateCommonSubexpressions(
    in block: BlockID, _ known: inout EqualOperations
  ) -> Int {
    var erased = 0
    // What was read since the last operation that may write.
    var reads = EqualOperations()
    for operation in operations(in: block) {
      if regionCount(of: operation) > 0 {
        erased += eliminateCommonSubexpressions(in: operation, &known)
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
