import IR

extension SCF.For {
  /// Loops that run never or once, and values that do not change on the way.
  public static var canonicalization: RuleSet { RuleSet([knownTrips, unchangedValues]) }

  /// `for i = 4 to 4 { a }  -->  nothing`, `for i = 4 to 5 { a(i) }  -->  a(4)`.
  private static let knownTrips = RewriteRule("loop-trips", on: SCF.For.self, benefit: 2) {
    loop, operation, rewriter in
    guard let body = rewriter.module.body(of: operation) else { return .noMatch("it has no body") }
    switch rewriter.module.trips(from: loop.lowerBound, to: loop.upperBound, by: loop.step) {
    case .none:
      rewriter.replace(operation, with: loop.initial)
      return .rewritten
    case .one:
      let values = rewriter.inline(
        body, before: operation, arguments: [loop.lowerBound] + loop.initial)
      rewriter.replace(operation, with: values)
      return .rewritten
    case .many, .unknown: return .noMatch("it may run more than once")
    }
  }

  /// A carried value that no iteration changes, or that nobody asks for, is not carried.
  ///
  ///     x = for … carrying (v = a) { …; yield v }  -->  x = a, v = a
  private static let unchangedValues = RewriteRule("unchanged-carried-value", on: SCF.For.self) {
    loop, operation, rewriter in
    let module = rewriter.module
    guard let body = module.body(of: operation), let yield = module.lastOperation(in: body),
      module.operandCount(of: yield) == loop.initial.count,
      module.arguments(of: body).count == loop.initial.count + 1
    else { return .noMatch("it does not verify") }
    var kept: [Int] = []
    for (index, initial) in loop.initial.enumerated() {
      let argument = module.arguments(of: body)[index + 1]
      let next = module.operand(index, of: yield)
      let isUnchanged = next == argument || next == initial
      let isUnused =
        !module.hasUses(argument) && !module.hasUses(module.result(index, of: operation))
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
    _ kept: [Int], in operation: OperationID, _ loop: SCF.For
  ) {
    let new = insert(
      SCF.For(
        from: loop.lowerBound, to: loop.upperBound, step: loop.step,
        initial: kept.map { loop.initial[$0] }), before: operation)
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

extension SCF.Parallel {
  /// Loops that run never or once.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("parallel-trips", on: SCF.Parallel.self) { loop, operation, rewriter in
        guard loop.initial.isEmpty, let body = rewriter.module.body(of: operation) else {
          return .noMatch("it reduces")
        }
        let trips = loop.lowerBounds.indices.map {
          rewriter.module.trips(
            from: loop.lowerBounds[$0], to: loop.upperBounds[$0], by: loop.steps[$0])
        }
        if trips.contains(.none) {
          rewriter.erase(operation)
          return .rewritten
        }
        guard trips.allSatisfy({ $0 == .one }) else { return .noMatch("it may run more than once") }
        _ = rewriter.inline(body, before: operation, arguments: loop.lowerBounds)
        rewriter.erase(operation)
        return .rewritten
      }
    ])
  }
}

extension SCF.While {
  /// A loop whose condition never holds runs its first region once.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("while-false", on: SCF.While.self) { loop, operation, rewriter in
        let module = rewriter.module
        guard let before = module.body(of: operation),
          let end = module.lastOperation(in: before),
          let condition: SCF.Condition = module.match(end),
          case .integer(0, _)? = module.constantValue(of: condition.condition)
        else { return .noMatch("the condition may hold") }
        let given = rewriter.inline(before, before: operation, arguments: loop.initial)
        rewriter.replace(operation, with: Array(given.dropFirst()))
        return .rewritten
      }
    ])
  }
}

/// How often a loop runs, as far as is known.
enum Trips {
  case none, one, many, unknown
}

extension Module {
  /// How often a loop with these bounds runs.
  func trips(from lower: ValueID, to upper: ValueID, by step: ValueID) -> Trips {
    if lower == upper { return .none }
    guard case .integer(let first, _)? = constantValue(of: lower),
      case .integer(let end, _)? = constantValue(of: upper)
    else { return .unknown }
    if first >= end { return .none }
    guard case .integer(let step, _)? = constantValue(of: step), step > 0 else { return .unknown }
    let (next, overflow) = first.addingReportingOverflow(step)
    return overflow || next >= end ? .one : .many
  }
}
