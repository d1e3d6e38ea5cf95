import Dialects
import IR
import Polyhedra
import Support

/// Two instances of statements that touch one element, at least one of them writing.
///
/// As an integer system: the dimensions of the first statement, then those of the second.
struct Conflict {
  let first: Statement
  let second: Statement
  let access: (Statement.Access, Statement.Access)
  var system: IntegerSystem

  /// The value of loop `place` in the first instance and in the second, digit by digit.
  func digits(of place: Int) -> [(first: IndexExpression, second: IndexExpression)] {
    zip(first.digits[place], second.digits[place]).map { a, b in
      (.dimension(a), .dimension(b + first.dimensionCount))
    }
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

  /// Requires that both are in the same iteration of each of these loops.
  mutating func requireSame(_ places: some Sequence<Int>) {
    for place in places {
      for digit in digits(of: place) { system.require(digit.first, equals: digit.second) }
    }
  }

  /// The systems in which the first instance's iteration of a loop is earlier.
  func earlier(in place: Int) -> [Conflict] {
    compare(place) { system, digit in system.require(digit.first, isLessThan: digit.second) }
  }

  /// The systems in which the first instance's iteration of a loop is later.
  func later(in place: Int) -> [Conflict] {
    compare(place) { system, digit in system.require(digit.second, isLessThan: digit.first) }
  }

  private func compare(
    _ place: Int,
    _ require: (inout IntegerSystem, (first: IndexExpression, second: IndexExpression)) -> Void
  ) -> [Conflict] {
    var results: [Conflict] = []
    var equal = self
    for digit in digits(of: place) {
      var one = equal
      require(&one.system, digit)
      results.append(one)
      equal.system.require(digit.first, equals: digit.second)
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
  /// Terms that are accumulated into one element do not conflict when `ignoringCommuting`: their
  /// order does not matter, only that the element is initialised first.
  func conflicts(
    _ first: Statement, _ second: Statement, ignoringCommuting: Bool,
    on buffer: ValueID? = nil
  ) -> [Conflict] {
    var results: [Conflict] = []
    for a in first.accesses {
      for b in second.accesses where a.buffer == b.buffer && (a.isWrite || b.isWrite) {
        if let buffer, a.buffer != buffer { continue }
        if ignoringCommuting, a.accumulates, b.accumulates,
          first.combination == second.combination
        {
          continue
        }
        results.append(conflict(first, a, second, b))
      }
    }
    return results
  }

  private func conflict(
    _ first: Statement, _ a: Statement.Access, _ second: Statement, _ b: Statement.Access
  ) -> Conflict {
    let shift = first.dimensionCount
    var system = IntegerSystem(dimensions: shift + second.dimensionCount, symbols: symbols)
    for condition in first.domain { system.require(nonNegative: condition) }
    for condition in second.domain {
      system.require(nonNegative: condition.movingDimensions(by: shift))
    }
    for (left, right) in zip(a.indices, b.indices) {
      guard let left, let right else { continue }
      let equations = left.equations(in: domain(of: first), with: right, in: domain(of: second))
      for (left, right) in equations {
        system.require(left, equals: right.movingDimensions(by: shift))
      }
    }
    for expression in a.onlyAtZero { system.require(expression, equals: 0) }
    for expression in b.onlyAtZero {
      system.require(expression.movingDimensions(by: shift), equals: 0)
    }
    var result = Conflict(first: first, second: second, access: (a, b), system: system)
    // Iterations of loops around the allocation have a buffer each.
    result.requireSame(0..<min(lifetimes[a.buffer] ?? 0, result.sharedLoops))
    return result
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
