import IR
import Support

/// Replaces pure operations by earlier equal ones that come before them on every way.
///
/// Before:
///
///     %0 = "arith.addi"(%arg0, %arg1) : (i32, i32) -> i32
///     %1 = "arith.addi"(%arg0, %arg1) : (i32, i32) -> i32
///     %2 = "arith.muli"(%0, %1) : (i32, i32) -> i32
///
/// After:
///
///     %0 = "arith.addi"(%arg0, %arg1) : (i32, i32) -> i32
///     %1 = "arith.muli"(%0, %0) : (i32, i32) -> i32
public let commonSubexpressionElimination = Pass(
  "common-subexpression-elimination", "computes equal things once"
) { module, root, context in
  var known = KnownOperations()
  module.eliminateCommonSubexpressions(in: root, &known)
  context.count("erased", known.erased)
}

/// What has been computed on the way here, with what each inner scope added.
private struct KnownOperations {
  private var operations: [OperationKey: OperationID] = [:]
  private var added: [OperationKey] = []
  var erased = 0

  /// Where the present scope began, to go back to.
  var mark: Int { added.count }

  mutating func leave(to mark: Int) {
    while added.count > mark { operations[added.removeLast()] = nil }
  }

  func equal(to key: OperationKey) -> OperationID? { operations[key] }

  mutating func add(_ key: OperationKey, _ operation: OperationID) {
    operations[key] = operation
    added.append(key)
  }
}

extension Module {
  fileprivate mutating func eliminateCommonSubexpressions(
    in root: OperationID, _ known: inout KnownOperations
  ) {
    // What is isolated cannot use what was computed outside.
    if isIsolated(root) {
      var inner = KnownOperations()
      for region in regions(of: root) { eliminateCommonSubexpressions(in: region, &inner) }
      known.erased += inner.erased
    } else {
      for region in regions(of: root) { eliminateCommonSubexpressions(in: region, &known) }
    }
  }

  /// Walks the dominator tree: what a block computes is known in the blocks that it dominates.
  private mutating func eliminateCommonSubexpressions(
    in region: RegionID, _ known: inout KnownOperations
  ) {
    let start = known.mark
    defer { known.leave(to: start) }
    let blocks = blocks(in: region)
    if blocks.count == 1 { return eliminateCommonSubexpressions(in: blocks[0], &known) }
    let dominators = Dominators(of: region, in: self)
    var children: [BlockID: [BlockID]] = [:]
    for block in dominators.reachable {
      guard let parent = dominators.immediateDominator(of: block) else { continue }
      children[parent, default: []].append(block)
    }
    // An explicit stack: the tree may be deep. `nil` leaves a block's scope.
    var stack: [(block: BlockID?, mark: Int)] = dominators.reachable.first.map { [($0, 0)] } ?? []
    while let (block, mark) = stack.popLast() {
      guard let block else {
        known.leave(to: mark)
        continue
      }
      stack.append((nil, known.mark))
      eliminateCommonSubexpressions(in: block, &known)
      for child in (children[block] ?? []).reversed() { stack.append((child, 0)) }
    }
  }

  private mutating func eliminateCommonSubexpressions(
    in block: BlockID, _ known: inout KnownOperations
  ) {
    for operation in operations(in: block) {
      if regionCount(of: operation) > 0 {
        eliminateCommonSubexpressions(in: operation, &known)
        continue
      }
      guard isPure(operation), resultCount(of: operation) > 0, let key = key(of: operation)
      else { continue }
      if let earlier = known.equal(to: key) {
        replace(operation, with: results(of: earlier))
        known.erased += 1
      } else {
        known.add(key, operation)
      }
    }
  }
}
