import Dialects
import IR
import Support

/// What becomes of a score at a key that a comparison of positions hides from its query, through all
/// stages between the products.
///
///     P = exp(S + (j <= i ? 0 : -inf) - largest) / sum        P is zero where j > i, whatever S is
///
/// Such a key changes neither a largest nor a sum, and its weight is zero; only numbers that are no
/// numbers could show that it was there. A row whose keys are all hidden has no weights at all, so what
/// is the same for all keys of a query counts as a number: where it is none, no weight of the row is one.
struct MaskedScores {
  let source: Module
  let rank: Int
  let assumptions: Assumptions
  /// A key is hidden where this is zero or more, over the iterators of the scores.
  let hidden: IndexExpression
  /// Whether it matters that the score is a number.
  private(set) var readsScores = false
  private var buffers: [ValueID: Known] = [:]

  /// What is known of a value.
  private enum Known: Equatable {
    /// A number other than zero.
    case number(Double)
    case zero
    /// A number that is not further from zero than this.
    case bounded(Double)
    case negativeInfinity
    /// A number, or minus infinity.
    case low
    /// The same for all keys of the query.
    case perQuery
    case truth(Bool)
    /// What a reduction had before.
    case accumulator
    case unknown
  }

  private static let largestNumber = 1e37
  /// As large as numbers of `f16` are, and somewhat less.
  private static let largestHalf = 6e4

  /// The largest magnitude of the elements of queries and keys whose products are taken for numbers.
  static func largestElement(_ plan: AttentionPlan) -> Double {
    let hasHalves = plan.wide.contains { plan.source.bufferType(of: $0)?.element == .f16 }
    let depth = Double(plan.scores.depthCount.constantValue ?? AttentionPlan.deepest)
    return hasHalves ? (largestHalf / 2 / depth).squareRoot() : 1e15
  }

  /// Goes through the chain of a plan.
  ///
  /// - Returns: `nil` if a hidden key may change a result, though all elements are numbers.
  init?(_ plan: AttentionPlan, hidden: IndexExpression, assumptions: Assumptions) {
    (source, rank, self.hidden, self.assumptions) = (plan.source, plan.rank, hidden, assumptions)
    let depth = Double(plan.scores.depthCount.constantValue ?? AttentionPlan.deepest)
    let element = Self.largestElement(plan)
    let score = Known.bounded(depth * element * element)
    buffers[plan.scores.anchor.output] = score
    for link in plan.chain {
      switch link {
      case .wide(let stage):
        buffers[stage.output] = stored(by: stage, key: rank - 1, scores: plan.scores.anchor.output)
      case .narrow(let stage): buffers[stage.output] = .perQuery
      case .reduction(let stage):
        buffers[stage.output] = .accumulator
        let result = stored(
          by: stage, key: stage.spatial.count, scores: plan.scores.anchor.output)
        guard result == .accumulator else { return nil }
        buffers[stage.output] = .perQuery
      }
    }
    guard buffers[plan.weights] == .zero else { return nil }
  }

  /// What a stage stores for a hidden key, which is its iterator `key`.
  private mutating func stored(by stage: Stage, key: Int, scores: ValueID) -> Known {
    guard let body = stage.body(in: source) else { return .unknown }
    let positions = KeyPositions(source, source.arguments(of: body), key: key, rank: rank)
    var known: [ValueID: Known] = [:]
    for operation in source.operations(in: body) {
      if let store = source.match(operation, as: Program.Store.self) {
        return known[store.value] ?? .unknown
      }
      guard source.resultCount(of: operation) == 1 else { continue }
      let result = source.result(of: operation)
      if let load = source.match(operation, as: Program.Load.self) {
        known[result] = buffers[load.buffer] ?? .unknown
        if load.buffer == scores { readsScores = true }
      } else if let condition = positions.condition(of: operation) {
        known[result] = truth(of: condition)
      } else if let constant = source.constantValue(of: result) {
        known[result] = Self.known(constant, source.type(of: result))
      } else {
        let operands = source.operands(of: operation)
        known[result] = apply(
          operation, operands.map { known[$0] ?? .unknown }, isOne: Set(operands).count == 1)
      }
    }
    return .unknown
  }

  private static func known(_ constant: Attribute, _ type: Type) -> Known {
    if type == .i1 { return constant.integerValue.map { .truth($0 != 0) } ?? .unknown }
    guard let value = constant.floatValue else { return .unknown }
    if value == 0 { return .zero }
    if value == -.infinity { return .negativeInfinity }
    return value.isFinite ? .number(value) : .unknown
  }

  /// Whether `condition >= 0` follows from the key being hidden, or the opposite does.
  private func truth(of condition: IndexExpression) -> Known {
    let more = assumptions.simplified(condition - hidden).constantValue
    if let more, more >= 0 { return .truth(true) }
    let less = assumptions.simplified(-1 - condition - hidden).constantValue
    if let less, less >= 0 { return .truth(false) }
    return .unknown
  }

  // MARK: Operations

  private func apply(_ operation: OperationID, _ x: [Known], isOne: Bool) -> Known {
    switch (source.name(of: operation), x.count) {
    case ("arith.select", 3):
      if case .truth(let condition) = x[0] { return x[condition ? 1 : 2] }
      return Self.either(x[1], x[2])
    case ("arith.addf", 2): return Self.sum(x[0], x[1])
    case ("arith.subf", 2): return Self.sum(x[0], Self.negated(x[1]))
    case ("arith.mulf", 2): return Self.product(x[0], x[1])
    case ("arith.divf", 2):
      if case .number(let divisor) = x[1] { return Self.product(x[0], Self.number(1 / divisor)) }
      return x[1] == .perQuery ? Self.product(x[0], x[1]) : .unknown
    case ("arith.negf", 1): return Self.negated(x[0])
    case ("arith.maxnumf", 2), ("arith.maximumf", 2):
      return Set([0, 1].map { x[$0] == .accumulator }).count == 2
        && x.contains(.negativeInfinity) ? .accumulator : .unknown
    case ("arith.extf", 1): return x[0]
    case ("arith.truncf", 1):
      let type = source.type(of: source.result(of: operation))
      return Self.narrowed(x[0], largest: type == .f16 ? Self.largestHalf : Self.largestNumber)
    case ("math.exp", 1): return x[0] == .negativeInfinity ? .zero : .unknown
    case ("math.tanh", 1): return Self.magnitude(x[0]) == nil ? .unknown : .bounded(1)
    case ("arith.cmpf", 2):
      let predicate = Arith.CmpF(operation, in: source).predicate
      let isNumber = Self.magnitude(x[0]) != nil || x[0] == .negativeInfinity || x[0] == .low
      if isOne, isNumber, let predicate { return .truth(predicate.holds(1, 1)) }
      return .unknown
    case ("arith.andi", 2): return Self.logic(x[0], x[1], strong: false) { $0 && $1 }
    case ("arith.ori", 2): return Self.logic(x[0], x[1], strong: true) { $0 || $1 }
    case ("arith.xori", 2):
      if case .truth(let left) = x[0], case .truth(let right) = x[1] {
        return .truth(left != right)
      }
      return .unknown
    default: return .unknown
    }
  }

  /// What a narrower type makes of a value, of which numbers up to `largest` stay numbers.
  private static func narrowed(_ x: Known, largest: Double) -> Known {
    switch x {
    case .zero, .negativeInfinity, .low, .perQuery: x
    // A small one may become zero.
    case .number(let value) where abs(value) > 1e-4 && abs(value) < largest: x
    case .number, .bounded:
      magnitude(x).map { $0 < largest ? .bounded($0 * 1.01) : .unknown } ?? .unknown
    default: .unknown
    }
  }

  private static func number(_ value: Double) -> Known {
    value == 0 ? .zero : abs(value) < largestNumber ? .number(value) : .unknown
  }

  private static func bounded(_ value: Double) -> Known {
    value < largestNumber ? .bounded(value) : .unknown
  }

  /// How far from zero a number may be; `nil` if it may be none.
  private static func magnitude(_ x: Known) -> Double? {
    switch x {
    case .number(let value): abs(value)
    case .zero: 0
    case .bounded(let value): value
    default: nil
    }
  }

  private static func negated(_ x: Known) -> Known {
    switch x {
    case .number(let value): .number(-value)
    case .zero, .bounded, .perQuery: x
    default: .unknown
    }
  }

  /// Whether a value is the same for all keys of a query.
  private static func isPerQuery(_ x: Known) -> Bool {
    if case .number = x { return true }
    return x == .perQuery || x == .zero
  }

  private static func sum(_ x: Known, _ y: Known) -> Known {
    for (one, other) in [(x, y), (y, x)] {
      let isLow = magnitude(other) != nil || other == .low || other == .negativeInfinity
      if one == .negativeInfinity { return isLow || other == .perQuery ? one : .unknown }
      if one == .low { return isLow ? .low : .unknown }
      if one == .accumulator { return other == .zero ? one : .unknown }
    }
    guard let left = magnitude(x), let right = magnitude(y) else {
      return isPerQuery(x) && isPerQuery(y) ? .perQuery : .unknown
    }
    return bounded(left + right)
  }

  private static func product(_ x: Known, _ y: Known) -> Known {
    for (one, other) in [(x, y), (y, x)] where one == .zero {
      return magnitude(other) != nil || other == .perQuery ? .zero : .unknown
    }
    for (one, other) in [(x, y), (y, x)] {
      if one == .negativeInfinity, case .number(let factor) = other, factor > 0 { return one }
    }
    guard let left = magnitude(x), let right = magnitude(y) else {
      return isPerQuery(x) && isPerQuery(y) ? .perQuery : .unknown
    }
    return bounded(left * right)
  }

  private static func either(_ x: Known, _ y: Known) -> Known {
    if x == y { return x }
    if let left = magnitude(x), let right = magnitude(y) { return bounded(max(left, right)) }
    let all = [x, y].allSatisfy {
      magnitude($0) != nil || $0 == .negativeInfinity || $0 == .low
    }
    return all ? .low : .unknown
  }

  private static func logic(
    _ x: Known, _ y: Known, strong: Bool, _ rule: (Bool, Bool) -> Bool
  ) -> Known {
    if x == .truth(strong) || y == .truth(strong) { return .truth(strong) }
    if case .truth(let left) = x, case .truth(let right) = y { return .truth(rule(left, right)) }
    return .unknown
  }
}
