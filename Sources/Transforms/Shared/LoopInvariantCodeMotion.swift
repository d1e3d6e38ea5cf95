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
/// After: the `arith.addf` stands in front of the `scf.for`. Where reasons are asked for, remarks say
/// what keeps the others there.
public let loopInvariantCodeMotion = Pass(
  "loop-invariant-code-motion", "moves what does not change out of loops"
) { module, root, context in
  var loops: [OperationID] = []
  module.walk(root) { if module.isLoop($0) { loops.append($0) } }
  // Parents come before children in a walk.
  for loop in loops.reversed() {
    let seen = module.moveInvariants(outOf: loop, limit: context.rewritesLeft ?? .max)
    for (operation, obstacle) in seen {
      guard let obstacle else {
        context.count("operations")
        context.noteRewrites(1)
        continue
      }
      guard context.explainsRules else { continue }
      context.remark(
        .missed, at: module.location(of: operation),
        "'\(module.name(of: operation))' stays in the loop: "
          + module.text(of: obstacle, to: operation))
    }
  }
}

/// What keeps an operation in a loop.
private enum Obstacle {
  /// An operation, or one inside it, does more than give results.
  case effect(OperationID)
  /// An operation, or one inside it, is not defined for all operands.
  case undefined(OperationID)
  /// An operation, or one inside it, uses what the loop computes.
  case operand(Int, OperationID)
}

extension Module {
  fileprivate func isLoop(_ operation: OperationID) -> Bool {
    definition(of: operation)?.traits.contains(.loop) ?? false
  }

  /// Moves what is invariant directly in the body of a loop; gives what it looked at, with what keeps
  /// it there; stops after `limit` that move.
  fileprivate mutating func moveInvariants(
    outOf loop: OperationID, limit: Int
  ) -> [(operation: OperationID, obstacle: Obstacle?)] {
    guard block(of: loop) != nil else { return [] }
    var seen: [(operation: OperationID, obstacle: Obstacle?)] = []
    var moved = 0
    for block in regions(of: loop).flatMap({ blocks(in: $0) }) {
      for operation in operations(in: block) where !isTerminator(operation) {
        let obstacle = obstacle(toMoving: operation, outOf: loop)
        if obstacle == nil {
          guard moved < limit else { return seen }
          move(operation, to: .before(loop))
          moved += 1
        }
        seen.append((operation, obstacle))
      }
    }
    return seen
  }

  private func obstacle(toMoving operation: OperationID, outOf loop: OperationID) -> Obstacle? {
    var found: Obstacle?
    walk(operation) { inner in
      guard found == nil else { return }
      if !hasNoEffectItself(inner), !(isTerminator(inner) && inner != operation) {
        found = .effect(inner)
      } else if !isDefinedForAll(inner) {
        found = .undefined(inner)
      } else {
        found = operands(of: inner).firstIndex { value in
          isDefined(value, inside: loop) && !isDefined(value, inside: operation)
        }.map { .operand($0, inner) }
      }
    }
    return found
  }

  /// Whether an operation has no effect but for those of what is inside it.
  private func hasNoEffectItself(_ operation: OperationID) -> Bool {
    !(traits(of: operation) ?? []).isDisjoint(with: [.pure, .recursivelyPure])
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

  /// The obstacle in words, of which `operation` is the subject.
  fileprivate func text(of obstacle: Obstacle, to operation: OperationID) -> String {
    func subject(_ inner: OperationID) -> String {
      inner == operation ? "it" : "'\(name(of: inner))' in it"
    }
    switch obstacle {
    case .effect(let inner):
      let isRead = traits(of: inner)?.contains(.readsMemory) ?? false
      return subject(inner) + (isRead ? " reads memory" : " may have effects")
    case .undefined(let inner):
      return subject(inner) + " is not defined for all operands, and the loop may not run"
    case .operand(let index, let inner):
      let place = "operand \(index)" + (inner == operation ? "" : " of \(subject(inner))")
      switch definition(of: operand(index, of: inner)) {
      case .argument: return place + " is an argument of the loop"
      case .result(let definer, _):
        return place
          + " is computed there by '\(name(of: definer))' at \(location(of: definer).summary)"
      }
    }
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
