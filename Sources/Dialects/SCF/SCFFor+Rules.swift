import IR

extension SCF.For: CarryingLoop {
  /// Loops that run never or once, and values that do not change on the way.
  public static var canonicalization: RuleSet {
    RuleSet([knownTrips, unchangedCarriedValue(on: SCF.For.self)])
  }

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
        guard let before = rewriter.module.body(of: operation),
          let end = rewriter.module.lastOperation(in: before),
          let condition: SCF.Condition = rewriter.module.match(end),
          case .integer(0, _)? = rewriter.module.constantValue(of: condition.condition)
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
