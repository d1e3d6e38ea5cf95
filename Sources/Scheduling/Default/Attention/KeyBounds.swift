import Dialects
import IR
import Support

/// The keys that a query may see, where comparisons of positions hide the others.
///
///     begin(i) <= j < end(i)
struct KeyBounds {
  /// Each is the first key after those that may be seen, over the axes of the scores.
  var ends: [IndexExpression] = []
  /// Each is the first key that may be seen.
  var begins: [IndexExpression] = []
  /// What the bounds come from: a key is hidden where one of these is zero or more, over the iterators of
  /// the scores.
  private var hidden: [IndexExpression] = []
  /// Whether hidden scores must be numbers; hidden values must be in any case.
  var needsNumbers = false

  /// `nil` when all keys may be seen, or nothing is known.
  init?(_ plan: AttentionPlan, assumptions: Assumptions) {
    guard plan.scores.anchor.reduction.count == 1, plan.result.anchor.reduction.count == 1 else {
      return nil
    }
    for hidden in Self.candidates(plan) {
      guard let (sign, bound) = Self.solve(hidden, plan) else { continue }
      if sign > 0 ? ends.contains(bound) : begins.contains(bound) { continue }
      guard let scores = MaskedScores(plan, hidden: hidden, assumptions: assumptions) else {
        continue
      }
      if sign > 0 { ends.append(bound) } else { begins.append(bound) }
      self.hidden.append(hidden)
      if scores.readsScores { needsNumbers = true }
    }
    if ends.isEmpty, begins.isEmpty { return nil }
  }

  /// What keys may be hidden by: each is zero or more where they are, over the iterators of the scores.
  private static func candidates(_ plan: AttentionPlan) -> [IndexExpression] {
    var found: [IndexExpression] = []
    for link in plan.chain {
      let (stage, key): (Stage, Int)
      switch link {
      case .wide(let wide): (stage, key) = (wide, plan.rank - 1)
      case .reduction(let reduction): (stage, key) = (reduction, reduction.spatial.count)
      case .narrow: continue
      }
      guard let body = stage.body(in: plan.source) else { continue }
      let positions = KeyPositions(
        plan.source, plan.source.arguments(of: body), key: key, rank: plan.rank)
      for operation in plan.source.operations(in: body) {
        guard let condition = positions.condition(of: operation) else { continue }
        for hidden in [condition, -1 - condition] where !found.contains(hidden) {
          found.append(hidden)
        }
      }
    }
    return found
  }

  /// Keys from `bound` on are hidden, over the axes of the scores, if the sign is positive; else those
  /// before it.
  private static func solve(
    _ hidden: IndexExpression, _ plan: AttentionPlan
  ) -> (sign: Int, bound: IndexExpression)? {
    guard let (slope, rest) = hidden.linear(in: plan.rank - 1), let sign = slope.constantValue,
      abs(sign) == 1,
      (0..<plan.rank - 1).allSatisfy({ rest.linear(in: $0)?.coefficient.constantValue != nil })
    else { return nil }
    return (sign, sign > 0 ? -rest : rest + 1)
  }

  /// The keys that any of some queries may see, at least one if there are any; `places` are the first and
  /// the last place of the queries along each axis.
  func range(
    _ places: [(first: IndexExpression, last: IndexExpression)], keys: IndexExpression
  ) -> (begin: IndexExpression, end: IndexExpression) {
    let last = ends.reduce(keys) { .minimum($0, Self.extreme($1, places, isLast: true)) }
    let end = IndexExpression.minimum(keys, .maximum(last, 1))
    let begin = begins.reduce(IndexExpression.zero) {
      .maximum($0, Self.extreme($1, places, isLast: false))
    }
    return (.maximum(0, .minimum(begin, end - 1)), end)
  }

  /// The keys that all of some queries may see, as far as that is known; there may be none.
  func common(
    _ places: [(first: IndexExpression, last: IndexExpression)], keys: IndexExpression
  ) -> (begin: IndexExpression, end: IndexExpression) {
    (
      begins.reduce(.zero) { .maximum($0, Self.extreme($1, places, isLast: true)) },
      ends.reduce(keys) { .minimum($0, Self.extreme($1, places, isLast: false)) }
    )
  }

  /// What comparisons of a stage give for keys that a query may see; the key is its iterator `key`.
  func comparisons(of stage: Stage, key: Int, _ plan: AttentionPlan) -> [ValueID: Bool] {
    guard let body = stage.body(in: plan.source) else { return [:] }
    let positions = KeyPositions(
      plan.source, plan.source.arguments(of: body), key: key, rank: plan.rank)
    var known: [ValueID: Bool] = [:]
    for operation in plan.source.operations(in: body) {
      guard let condition = positions.condition(of: operation) else { continue }
      let isFalse = hidden.contains(condition)
      if isFalse || hidden.contains(-1 - condition) {
        known[plan.source.result(of: operation)] = !isFalse
      }
    }
    return known
  }

  /// The end of the keys that the unit may see that sees the fewest, of queries of some sizes; the first unit
  /// has `lanes` along an axis, or all there are.
  func fewest(
    _ sizes: some Sequence<IndexExpression>, unit: (axis: Int, lanes: Int)?, keys: IndexExpression
  ) -> IndexExpression {
    let places = sizes.enumerated().map {
      axis, size -> (first: IndexExpression, last: IndexExpression) in
      let isInUnit = axis == unit?.axis
      return (isInUnit ? .minimum(IndexExpression(unit?.lanes ?? 1), size) - 1 : 0, size - 1)
    }
    let end = ends.reduce(keys) { .minimum($0, Self.extreme($1, places, isLast: false)) }
    return .minimum(keys, .maximum(end, 1))
  }

  /// The largest value of a bound, or the smallest.
  private static func extreme(
    _ bound: IndexExpression, _ places: [(first: IndexExpression, last: IndexExpression)],
    isLast: Bool
  ) -> IndexExpression {
    let chosen = places.enumerated().map { axis, place in
      let slope = bound.linear(in: axis)?.coefficient.constantValue ?? 0
      return (slope >= 0) == isLast ? place.last : place.first
    }
    return bound.substituting(dimensions: chosen)
  }
}

/// Comparisons of positions in a stage of attention.
struct KeyPositions {
  let source: Module
  let iterators: [ValueID]
  /// The iterators of the scores, by those of the stage.
  private let places: [IndexExpression]

  /// `key` is the stage's iterator over keys, of scores with `rank` axes.
  init(_ source: Module, _ iterators: [ValueID], key: Int, rank: Int) {
    (self.source, self.iterators) = (source, iterators)
    places = iterators.indices.map {
      $0 == key ? .dimension(rank - 1) : $0 < rank - 1 ? .dimension($0) : 0
    }
  }

  /// What is zero or more where a comparison holds, over the iterators of the scores.
  func condition(of operation: OperationID) -> IndexExpression? {
    guard let compare = source.match(operation, as: Arith.CmpI.self),
      let left = position(source.operand(0, of: operation)),
      let right = position(source.operand(1, of: operation))
    else { return nil }
    switch compare.predicate {
    case .signedLess: return right - left - 1
    case .signedLessOrEqual: return right - left
    case .signedGreater: return left - right - 1
    case .signedGreaterOrEqual: return left - right
    default: return nil
    }
  }

  /// An integer as an expression; sizes are far from where arithmetic would wrap around.
  private func position(_ value: ValueID) -> IndexExpression? {
    var resolver = IndexResolver(source, iterators)
    if let index = resolver.resolve([.dimension(0)], [value])?.first {
      return index.substituting(dimensions: places)
    }
    if let number = source.constantValue(of: value)?.integerValue { return IndexExpression(number) }
    guard let operation = source.definingOperation(of: value) else { return nil }
    let operands = source.operands(of: operation)
    switch source.name(of: operation) {
    case "arith.index_cast": return position(operands[0])
    case "arith.addi", "arith.subi":
      guard let left = position(operands[0]), let right = position(operands[1]) else { return nil }
      return source.name(of: operation) == "arith.addi" ? left + right : left - right
    default: return nil
    }
  }
}
