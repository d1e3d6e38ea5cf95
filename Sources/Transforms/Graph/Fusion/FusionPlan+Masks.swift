import Dialects
import IR
import Support

// Masks that come of positions: of attention, and of rows that say where nothing may be seen.

extension FusionPlan {
  /// The masks that some operations read and that come of positions: what computes them, and what that
  /// reads.
  private func masks(
    of chain: Set<OperationID>
  ) -> (operations: Set<OperationID>, inputs: Set<ValueID>) {
    var (operations, inputs): (Set<OperationID>, Set<ValueID>) = ([], [])
    for operation in chain {
      for value in module.operands(of: operation) {
        guard let definition = module.definingOperation(of: value), !chain.contains(definition),
          let mask = positionalCone(of: value)
        else { continue }
        operations.formUnion(mask.operations)
        inputs.formUnion(mask.inputs)
      }
    }
    return (operations, inputs)
  }

  /// Lets a kernel compute the masks for itself that come of positions.
  ///
  ///     where(lessEqual(iota over keys, iota over queries), 0, -inf)
  ///
  /// Such a mask costs less than to read it, lane by lane; and seeing where it comes from, a kernel of
  /// attention leaves out the keys that it hides. All layers of a model may share it.
  mutating func takeMasks(of chain: Set<OperationID>, into group: inout FusionGroup) {
    let masks = masks(of: chain)
    // What is inside another kernel is in no memory.
    let isReady = masks.inputs.allSatisfy { value in
      guard let definition = module.definingOperation(of: value) else { return true }
      return !taken.contains(definition) || groups.contains { $0.root == definition }
    }
    guard isReady, group.operations.isDisjoint(with: masks.operations),
      group.operations.count + masks.operations.count <= Self.limit
    else { return }
    group.copied = masks.operations
    needed.formUnion(masks.inputs)
  }

  private static let longestMask = 24

  /// The cheap operations that lead to `value`, and what they read, if positions are among that.
  private func positionalCone(
    of value: ValueID
  ) -> (operations: Set<OperationID>, inputs: Set<ValueID>)? {
    var operations: Set<OperationID> = []
    var inputs: Set<ValueID> = []
    var waiting = [value]
    var hasPositions = false
    while let value = waiting.popLast() {
      guard let definition = module.definingOperation(of: value) else {
        inputs.insert(value)
        continue
      }
      if operations.contains(definition) || kind(definition) == .generator {
        if module.isA(definition, Graph.Iota.self) { hasPositions = true }
        continue
      }
      if isMaskOperation(definition) {
        if module.isA(definition, Graph.Trilu.self) { hasPositions = true }
        operations.insert(definition)
        waiting += module.operands(of: definition)
        if operations.count > Self.longestMask { return nil }
      } else if !module.isA(definition, Graph.Constant.self) {
        inputs.insert(value)
      }
    }
    return hasPositions ? (operations, inputs) : nil
  }

  private func isMaskOperation(_ operation: OperationID) -> Bool {
    guard module.resultCount(of: operation) == 1 else { return false }
    if module.isA(operation, Graph.Reshape.self) { return movesOnesOnly(operation) }
    if module.isA(operation, Graph.Broadcast.self) || module.isA(operation, Graph.Trilu.self) {
      return true
    }
    return kind(operation).isElementwise && kind(operation).isCheap
  }
}
