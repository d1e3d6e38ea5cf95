import IR

/// A loop over one counter whose body takes the counter and carried values, and ends in a
/// terminator that gives the values to carry on.
protocol CarryingLoop: ResultTypeInferring {
  /// What the first iteration gets.
  var initial: [ValueID] { get set }
}

/// A carried value that no iteration changes, or that nobody asks for, is not carried.
///
///     x = for … carrying (v = a) { …; yield v }  -->  x = a, v = a
func unchangedCarriedValue<Loop: CarryingLoop>(on loop: Loop.Type) -> RewriteRule {
  RewriteRule("unchanged-carried-value", on: loop) { loop, operation, rewriter in
    guard let body = rewriter.module.body(of: operation),
      let yield = rewriter.module.lastOperation(in: body),
      rewriter.module.operandCount(of: yield) == loop.initial.count,
      rewriter.module.arguments(of: body).count == loop.initial.count + 1
    else { return .noMatch("it does not verify") }
    var kept: [Int] = []
    for (index, initial) in loop.initial.enumerated() {
      let argument = rewriter.module.arguments(of: body)[index + 1]
      let next = rewriter.module.operand(index, of: yield)
      let isUnchanged = next == argument || next == initial
      let isUnused =
        !rewriter.module.hasUses(argument)
        && !rewriter.module.hasUses(rewriter.module.result(index, of: operation))
      if !isUnchanged && !isUnused { kept.append(index) }
    }
    guard kept.count < loop.initial.count else { return .noMatch("every carried value changes") }
    for (index, initial) in loop.initial.enumerated() where !kept.contains(index) {
      rewriter.replaceAllUses(
        of: rewriter.module.arguments(of: body)[index + 1], with: initial)
      rewriter.replaceAllUses(of: rewriter.module.result(index, of: operation), with: initial)
    }
    rewriter.carryOnly(kept, in: operation, loop)
    return .rewritten
  }
}

extension Rewriter {
  /// Replaces a loop by one that carries only some of its values; the others have no uses.
  fileprivate mutating func carryOnly(
    _ kept: [Int], in operation: OperationID, _ loop: some CarryingLoop
  ) {
    var shorter = loop
    shorter.initial = kept.map { loop.initial[$0] }
    let new = insert(shorter, before: operation)
    guard let body = module.body(of: operation), let yield = module.lastOperation(in: body) else {
      return
    }
    let next = kept.map { module.operand($0, of: yield) }
    modify(yield) { $0.setOperands(of: yield, to: next) }
    modify(new) { module in
      module.setAttributes(of: new, to: module.attributes(of: operation))
      let old = module.arguments(of: body)
      let moved = [old[0]] + kept.map { old[$0 + 1] }
      let block = module.appendBlock(
        to: module.region(of: new), argumentTypes: moved.map { module.type(of: $0) })
      for (before, after) in zip(moved, module.arguments(of: block)) {
        module.replaceAllUses(of: before, with: after)
      }
      module.moveOperations(from: body, to: block)
    }
    for (index, place) in kept.enumerated() {
      replaceAllUses(of: module.result(place, of: operation), with: module.result(index, of: new))
    }
    erase(operation)
  }
}
