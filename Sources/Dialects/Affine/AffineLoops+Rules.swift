import IR
import Support

extension Affine.For: InPlaceFoldableOperation, CanonicalizableOperation, CarryingLoop {
  /// Bounds put together with what computes their operands.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    var loop = Affine.For(operation, in: module)
    guard
      let lower = module.simplified(
        loop.lower.map, loop.lower.operands, of: operation,
        leavingOut: { Affine.MaxKind.redundant($0) }),
      let upper = module.simplified(
        loop.upper.map, loop.upper.operands, of: operation,
        leavingOut: { Affine.MinKind.redundant($0) })
    else { return nil }
    loop.lower = Bound(lower.map, lower.operands)
    loop.upper = Bound(upper.map, upper.operands)
    let state = loop.state
    return SimplerForm(operands: state.operands, properties: state.properties)
  }

  /// Loops that run never or once, and values that do not change on the way.
  public static var canonicalization: RuleSet {
    RuleSet([knownTrips, unchangedCarriedValue(on: Affine.For.self)])
  }

  private static let knownTrips = RewriteRule("affine-loop-trips", on: Affine.For.self, benefit: 2)
  {
    loop, operation, rewriter in
    guard let body = rewriter.module.body(of: operation) else { return .noMatch("it has no body") }
    switch rewriter.module.trips(from: loop.lower, to: loop.upper, by: loop.step, of: operation) {
    case .none:
      rewriter.replace(operation, with: loop.initial)
      return .rewritten
    case .one:
      let least = rewriter.insert(
        Affine.Max(loop.lower.map, loop.lower.operands), before: operation)
      let first = rewriter.module.result(of: least)
      let values = rewriter.inline(body, before: operation, arguments: [first] + loop.initial)
      rewriter.replace(operation, with: values)
      return .rewritten
    case .many, .unknown: return .noMatch("it may run more than once")
    }
  }
}

extension Affine.Parallel: InPlaceFoldableOperation, CanonicalizableOperation {
  /// Bounds put together with what computes their operands.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    var loop = Affine.Parallel(operation, in: module)
    guard
      let lower = module.simplified(
        loop.lower, of: operation, leavingOut: { Affine.MaxKind.redundant($0) }),
      let upper = module.simplified(
        loop.upper, of: operation, leavingOut: { Affine.MinKind.redundant($0) })
    else { return nil }
    loop.lower = lower
    loop.upper = upper
    let state = loop.state
    return SimplerForm(operands: state.operands, properties: state.properties)
  }

  /// Nests that run never or once.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("affine-parallel-trips", on: Affine.Parallel.self) { loop, operation, rewriter in
        guard let body = rewriter.module.body(of: operation) else { return .noMatch }
        let bounds = zip(loop.lower.maps, loop.upper.maps).map {
          (
            Affine.For.Bound($0, loop.lower.operands), Affine.For.Bound($1, loop.upper.operands)
          )
        }
        let trips = zip(bounds, loop.steps).map {
          rewriter.module.trips(from: $0.0, to: $0.1, by: $1, of: operation)
        }
        if trips.contains(.none) {
          let neutral = zip(loop.reductions, loop.resultTypes).compactMap { $0.neutral($1) }
          guard neutral.count == loop.resultTypes.count else {
            return .noMatch("a reduction of nothing has no value")
          }
          let values = rewriter.build(
            at: .before(operation), location: rewriter.module.location(of: operation)
          ) { build in
            neutral.map { build.insert(Arith.Constant($0)) }
          }
          rewriter.replace(operation, with: values)
          return .rewritten
        }
        guard trips.allSatisfy({ $0 == .one }) else { return .noMatch("it may run more than once") }
        let counters = rewriter.build(
          at: .before(operation), location: rewriter.module.location(of: operation)
        ) { build in
          bounds.map { build.insert(Affine.Max($0.0.map, $0.0.operands)) }
        }
        rewriter.replace(
          operation, with: rewriter.inline(body, before: operation, arguments: counters))
        return .rewritten
      }
    ])
  }
}

extension Module {
  /// How often a loop with these bounds runs.
  fileprivate func trips(
    from lower: Affine.For.Bound, to upper: Affine.For.Bound, by step: Int,
    of operation: OperationID
  ) -> Trips {
    guard lower.operands.count == lower.map.inputCount,
      upper.operands.count == upper.map.inputCount, step > 0
    else { return .unknown }
    var composition = AffineComposition(for: operation, in: self)
    let first = composition.compose(lower.map, lower.operands)
    let end = composition.compose(upper.map, upper.operands)
    let differences = end.flatMap { end in
      first.map { first in
        // Bounds may be further apart than numbers go.
        let (_, overflow) = end.constant.subtractingReportingOverflow(first.constant)
        return overflow ? nil : (end - first).constantValue
      }
    }
    let known = differences.compactMap { $0 }
    guard let least = known.min() else { return .unknown }
    if least <= 0 { return .none }
    guard known.count == differences.count else { return .unknown }
    return least <= step ? .one : .many
  }

  /// Bounds of a nest in their simplest form, group by group.
  fileprivate func simplified(
    _ bounds: Affine.Parallel.Bounds, of operation: OperationID,
    leavingOut redundant: ([IndexExpression]) -> Set<Int>
  ) -> Affine.Parallel.Bounds? {
    guard bounds.operands.count == bounds.map.inputCount else { return nil }
    var composition = AffineComposition(for: operation, in: self)
    var results: [IndexExpression] = []
    var groups: [Int] = []
    for map in bounds.maps {
      let group = composition.compose(map, bounds.operands)
      let lost = redundant(group)
      groups.append(group.count - lost.count)
      results += group.indices.filter { !lost.contains($0) }.map { group[$0] }
    }
    let (map, operands) = composition.map(of: results)
    return .init(map, operands, groups: groups)
  }
}
