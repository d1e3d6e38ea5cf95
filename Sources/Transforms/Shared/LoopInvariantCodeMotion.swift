import IR
import Support

/// Moves what gives the same in every iteration in front of the loop, inner loops first.
///
/// Only operations without effects move, and of those only such as are defined for all operands: a
/// loop may run no iteration, and must not divide by zero then.
///
/// Before:
///
///     "scf.for"(%0, %arg0, %1) ({
///     ^bb0(%arg2: index):
///       %2 = "arith.addf"(%arg1, %arg1) : (f32, f32) -> f32
///       "memref.store"(%2, %arg3, %arg2) : (f32, memref<?xf32>, index) -> ()
///       "scf.yield"() : () -> ()
///     }) : (index, index, index) -> ()
///
/// After: the `arith.addf` stands in front of the `scf.for`.
public let loopInvariantCodeMotion = Pass(
  "loop-invariant-code-motion", "moves what does not change out of loops"
) { module, root, context in
  var loops: [OperationID] = []
  module.walk(root) { if module.isLoop($0) { loops.append($0) } }
  // Parents come before children in a walk.
  for loop in loops.reversed() {
    context.count("operations", module.moveInvariants(outOf: loop))
  }
}

extension Module {
  fileprivate func isLoop(_ operation: OperationID) -> Bool {
    definition(of: operation)?.traits.contains(.loop) ?? false
  }

  /// Moves what is invariant directly in the body of a loop; gives how many operations.
  fileprivate mutating func moveInvariants(outOf loop: OperationID) -> Int {
    guard block(of: loop) != nil else { return 0 }
    var count = 0
    for block in regions(of: loop).flatMap({ blocks(in: $0) }) {
      for operation in operations(in: block)
      where isMovable(operation) && dependsOnlyOnOutside(operation, of: loop) {
        move(operation, to: .before(loop))
        count += 1
      }
    }
    return count
  }

  private func isMovable(_ operation: OperationID) -> Bool {
    guard isPure(operation) else { return false }
    var isDefined = true
    walk(operation) { inner in
      isDefined = isDefined && isDefinedForAll(inner)
    }
    return isDefined
  }

  /// Whether an operation may run where it would not have run.
  private func isDefinedForAll(_ operation: OperationID) -> Bool {
    guard let traits = definition(of: operation)?.traits else { return false }
    if !traits.contains(.undefinedForSome) { return true }
    // A divisor that is a constant other than 0 and -1 suits every dividend.
    guard operandCount(of: operation) == 2,
      case .integer(let divisor, _)? = constantValue(of: operand(1, of: operation))
    else { return false }
    return divisor != 0 && divisor != -1
  }

  /// Whether nothing that an operation uses, inside it too, is computed in the loop.
  private func dependsOnlyOnOutside(_ operation: OperationID, of loop: OperationID) -> Bool {
    var isIndependent = true
    walk(operation) { inner in
      for value in operands(of: inner) where isIndependent {
        isIndependent = isDefined(value, outside: loop) || isDefined(value, inside: operation)
      }
    }
    return isIndependent
  }

  private func isDefined(_ value: ValueID, outside loop: OperationID) -> Bool {
    !isDefined(value, inside: loop)
  }

  private func isDefined(_ value: ValueID, inside root: OperationID) -> Bool {
    var current: OperationID? =
      switch definition(of: value) {
      case .result(let operation, _): parent(of: operation)
      case .argument(let block, _): region(of: block).map { owner(of: $0) }
      }
    while let operation = current {
      if operation == root { return true }
      current = parent(of: operation)
    }
    return false
  }
}
