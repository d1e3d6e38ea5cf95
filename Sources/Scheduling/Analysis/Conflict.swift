import Dialects
import IR
import Polyhedra
import Support

/// Two instances of statements that touch one element, at least one of them writing.
///
/// As an integer system: the dimensions of the first statement, then those of the second. Much is known
/// without it (`DigitTies`), so it is put together when it is asked for.
struct Conflict {
  private let pair: ConflictPair
  private var ties: DigitTies
  private var conditions: [Condition] = []

  private enum Condition {
    case equal(IndexExpression, IndexExpression)
    case less(IndexExpression, IndexExpression)
    case nonNegative(IndexExpression)
  }

  /// `nil` if no two instances touch the same element.
  fileprivate init?(_ pair: ConflictPair) {
    (self.pair, ties) = (pair, pair.ties)
    if ties.isImpossible { return nil }
  }

  var first: Statement { _read { yield pair.first } }
  var second: Statement { _read { yield pair.second } }
  var access: (Statement.Access, Statement.Access) { pair.access }

  /// All that is required.
  var system: IntegerSystem {
    var system = pair.system
    for condition in conditions {
      switch condition {
      case .equal(let left, let right): system.require(left, equals: right)
      case .less(let left, let right): system.require(left, isLessThan: right)
      case .nonNegative(let expression): system.require(nonNegative: expression)
      }
    }
    return system
  }

  /// The value of loop `place` in the first instance and in the second, digit by digit.
  func digits(of place: Int) -> [(first: IndexExpression, second: IndexExpression)] {
    numbers(of: place).map { a, b in
      (.dimension(a), .dimension(b + first.dimensionCount))
    }
  }

  private func numbers(of place: Int) -> Zip2Sequence<[Int], [Int]> {
    zip(first.digits[place], second.digits[place])
  }

  /// Whether threads may do both in any order, and at once.
  var isBetweenAtomicUpdates: Bool {
    first.isAtomic && second.isAtomic && access.0.accumulates && access.1.accumulates
      && first.combination == second.combination
  }

  /// How many of the outermost loops are around both.
  var sharedLoops: Int {
    zip(first.loops, second.loops).prefix { $0.0 == $0.1 }.count
  }

  /// Requires that an expression over the dimensions of both is at least zero.
  mutating func require(nonNegative expression: IndexExpression) {
    conditions.append(.nonNegative(expression))
  }

  /// Requires that both are in the same iteration of each of these loops.
  mutating func requireSame(_ places: some Sequence<Int>) {
    for place in places {
      for (one, other) in numbers(of: place) { requireSame(one, other) }
    }
  }

  private mutating func requireSame(_ one: Int, _ other: Int) {
    if ties.areEqual(one, other) { return }
    conditions.append(.equal(.dimension(one), .dimension(other + first.dimensionCount)))
    ties.tie(one, other)
    if pair.mayTeachMore { pair.learn(&ties) }
  }

  /// The systems in which the first instance's iteration of a loop is earlier.
  func earlier(in place: Int) -> [Conflict] { different(place, isEarlier: true) }

  /// The systems in which the first instance's iteration of a loop is later.
  func later(in place: Int) -> [Conflict] { different(place, isEarlier: false) }

  /// Whether the first instance's iteration of a loop is plainly never earlier, or never later.
  func excludes(earlier isEarlier: Bool, in place: Int) -> Bool {
    numbers(of: place).allSatisfy { excludes(earlier: isEarlier, $0, $1) }
  }

  private func excludes(earlier isEarlier: Bool, _ one: Int, _ other: Int) -> Bool {
    ties.areEqual(one, other) || (isEarlier ? ties.areZero.second[other] : ties.areZero.first[one])
  }

  private func different(_ place: Int, isEarlier: Bool) -> [Conflict] {
    var results: [Conflict] = []
    var equal = self
    for (one, other) in numbers(of: place) {
      if !equal.excludes(earlier: isEarlier, one, other) {
        let (left, right) = (
          IndexExpression.dimension(one), IndexExpression.dimension(other + first.dimensionCount)
        )
        var result = equal
        result.conditions.append(isEarlier ? .less(left, right) : .less(right, left))
        results.append(result)
      }
      equal.requireSame(one, other)
    }
    return results
  }

  /// The systems in which the first instance runs after the second in the program as it is.
  var firstIsLater: [Conflict] {
    ordered({ $0.later(in: $1) }, inText: first.number > second.number)
  }

  /// The systems in which the first instance runs before the second in the program as it is.
  var firstIsEarlier: [Conflict] {
    ordered({ $0.earlier(in: $1) }, inText: first.number < second.number)
  }

  /// The systems in which the first instance runs before the second, or is the same.
  var firstIsNotLater: [Conflict] {
    ordered({ $0.earlier(in: $1) }, inText: first.number <= second.number)
  }

  private func ordered(
    _ compare: (Conflict, Int) -> [Conflict], inText isOrdered: Bool
  ) -> [Conflict] {
    var results: [Conflict] = []
    var equal = self
    for place in 0..<sharedLoops {
      results += compare(equal, place)
      equal.requireSame([place])
    }
    if isOrdered { results.append(equal) }
    return results
  }
}

extension ProgramModel {
  /// The pairs of accesses of two statements that may touch one element, one of them writing.
  ///
  /// - Parameters:
  ///   - first: one statement.
  ///   - second: the other, or the same.
  ///   - ignoringCommuting: terms that are accumulated into one element do not conflict: their order does
  ///     not matter, only that the element is initialised first.
  ///   - buffer: only conflicts about this one, if given.
  ///   - place: only about buffers of which the iterations of the loop of this number, if given, do not
  ///     have one each.
  ///   - isOnce: of conflicts about the same instances one is enough.
  /// - Returns: what is not plainly impossible of them.
  func conflicts(
    _ first: Statement, _ second: Statement, ignoringCommuting: Bool,
    on buffer: ValueID? = nil, livingBeyond place: Int? = nil, once isOnce: Bool = false
  ) -> [Conflict] {
    var results: [Conflict] = []
    for a in first.accesses {
      if let buffer, a.buffer != buffer { continue }
      let lifetime = lifetimes[a.buffer] ?? 0
      if let place, lifetime > place { continue }
      for b in second.accesses where a.buffer == b.buffer && (a.isWrite || b.isWrite) {
        if ignoringCommuting, a.accumulates, b.accumulates,
          first.combination == second.combination
        {
          continue
        }
        if isOnce,
          results.contains(where: { $0.access.0.isPlaced(as: a) && $0.access.1.isPlaced(as: b) })
        {
          continue
        }
        let pair = ConflictPair(first, a, second, b, lifetime: lifetime, symbols)
        if let conflict = Conflict(pair) { results.append(conflict) }
      }
    }
    return results
  }

  /// Says where a conflict is, for a point of its system.
  func describe(_ conflict: Conflict, at point: IntegerPoint) -> String {
    let (first, second) = (conflict.first, conflict.second)
    let split = first.dimensionCount
    let head = Array(point.dimensions.prefix(split))
    let tail = Array(point.dimensions.dropFirst(split))
    func verb(_ access: Statement.Access) -> String {
      access.isInitial ? "initialises" : access.isWrite ? "writes" : "reads"
    }
    let element = conflict.access.0.indices.map { index -> String in
      index?.evaluate(symbols: point.symbols, dimensions: head).map(String.init) ?? "?"
    }
    let place = element.isEmpty ? "" : "element [\(element.joined(separator: ", "))] of "
    return
      "block '\(first.name)' \(verb(conflict.access.0)) \(place)"
      + "\(bufferName(conflict.access.0.buffer)) at \(at(first, head, point.symbols)), which block "
      + "'\(second.name)' \(verb(conflict.access.1)) at \(at(second, tail, point.symbols))"
      + sizes(point)
  }

  /// The values of the symbols, to be added to a message.
  func sizes(_ point: IntegerPoint) -> String {
    if point.symbols.isEmpty { return "" }
    return " (for "
      + point.symbols.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
      .joined(separator: ", ") + ")"
  }

  /// The counters of the loops around a statement.
  func at(_ statement: Statement, _ dimensions: [Int], _ symbols: [String: Int]) -> String {
    let parts = zip(statement.loopNames, statement.counters).map { name, counter in
      let value = counter.evaluate(symbols: symbols, dimensions: dimensions)
      return "\(name) = \(value.map(String.init) ?? "?")"
    }
    return parts.isEmpty ? "its only instance" : parts.joined(separator: ", ")
  }
}

/// Two accesses that may touch one element, and all that follows from that.
private final class ConflictPair {
  let first: Statement
  let second: Statement
  let access: (Statement.Access, Statement.Access)
  private(set) var ties: DigitTies
  private let symbols: [String: SymbolRange]
  /// How many of the outermost loops both are in the same iteration of, since each has a buffer of its
  /// own.
  private let lifetime: Int

  init(
    _ first: Statement, _ a: Statement.Access, _ second: Statement, _ b: Statement.Access,
    lifetime: Int, _ symbols: [String: SymbolRange]
  ) {
    (self.first, self.second, access, self.symbols) = (first, second, (a, b), symbols)
    let shared = zip(first.loops, second.loops).prefix { $0.0 == $0.1 }.count
    self.lifetime = min(lifetime, shared)
    ties = DigitTies(first.extents, second.extents)
    for place in 0..<self.lifetime {
      for (one, other) in zip(first.digits[place], second.digits[place]) { ties.tie(one, other) }
    }
    for expression in a.onlyAtZero { ties.require(zero: expression, first.extents, inFirst: true) }
    for expression in b.onlyAtZero {
      ties.require(zero: expression, second.extents, inFirst: false)
    }
    learn(&ties)
  }

  /// Adds what the indices being the same says, with all that is known.
  func learn(_ ties: inout DigitTies) {
    for (left, right) in zip(access.0.indices, access.1.indices) {
      guard let left, let right else { continue }
      ties.require(left, first.extents, equals: right, second.extents)
    }
  }

  /// Whether more may be learned once more is known: an index is more than a sum of digits.
  private(set) lazy var mayTeachMore: Bool = {
    access.0.indices.contains { index in
      index.map { !DigitSum($0).rest.dimensionNumbers.isEmpty } ?? false
    }
  }()

  /// What holds of both instances.
  private(set) lazy var system: IntegerSystem = {
    let shift = first.dimensionCount
    var system = IntegerSystem(dimensions: shift + second.dimensionCount, symbols: symbols)
    for condition in first.domain { system.require(nonNegative: condition) }
    for condition in second.domain {
      system.require(nonNegative: condition.movingDimensions(by: shift))
    }
    for (left, right) in zip(access.0.indices, access.1.indices) {
      guard let left, let right else { continue }
      let equations = left.equations(
        in: first.instances(symbols), with: right, in: second.instances(symbols))
      for (left, right) in equations {
        system.require(left, equals: right.movingDimensions(by: shift))
      }
    }
    for expression in access.0.onlyAtZero { system.require(expression, equals: 0) }
    for expression in access.1.onlyAtZero {
      system.require(expression.movingDimensions(by: shift), equals: 0)
    }
    for place in 0..<lifetime {
      for (one, other) in zip(first.digits[place], second.digits[place]) {
        system.require(.dimension(one), equals: .dimension(other + shift))
      }
    }
    return system
  }()
}
