import IR
import Support

/// Shows that a statement reads what another one has written, by giving the writer's loop counters for
/// each element digit by digit.
///
///     for i in 30 { for j in 5 { for k in 16 { T[j * 16 + k] = … };  for l in 80 { … = T[l] } } }
///
/// `T[l]` is written where j = l floordiv 16 and k = l mod 16. What it cannot show may be true: then
/// integer sets are asked.
struct WrittenDigits {
  private let reader: Statement
  private let read: Statement.Access
  /// What the reader's domain requires to be at least zero.
  private let known: [DigitSum]

  /// `nil` if the reader has no such access, or one whose element is computed.
  init?(_ reader: Statement, _ load: OperationID) {
    guard let read = reader.accesses.first(where: { $0.operation == load }),
      !read.indices.contains(nil)
    else { return nil }
    (self.reader, self.read) = (reader, read)
    known = reader.domain.map { DigitSum($0) }
  }

  /// Whether each element has been written by a statement before it is read, in the same iteration of all
  /// loops around both, of which those up to number `place` must be.
  func isWritten(by writer: Statement, within place: Int?) -> Bool {
    writer.accesses.contains { write in
      guard write.buffer == read.buffer, write.isWrite, write.isInitial || !write.accumulates,
        !write.indices.contains(nil), write.indices.count == read.indices.count
      else { return false }
      return writer.block == reader.block
        ? isInitialised(by: write, within: place) : isWritten(by: write, of: writer, within: place)
    }
  }

  /// Whether the statement has initialised the element itself, where all that is reduced over is zero.
  private func isInitialised(by write: Statement.Access, within place: Int?) -> Bool {
    guard write.isInitial, write.indices == read.indices else { return false }
    let reduced = reader.reductions.reduce(into: Set()) { $0.formUnion($1.dimensionNumbers) }
    let fixed = reader.digits.prefix(place.map { $0 + 1 } ?? 0).joined()
    guard reduced.isDisjoint(with: fixed),
      write.indices.allSatisfy({ $0?.dimensionNumbers.isDisjoint(with: reduced) ?? false })
    else { return false }
    func first(_ expression: IndexExpression) -> IndexExpression {
      expression.substituting { leaf in
        guard case .dimension(let number) = leaf, reduced.contains(number) else { return nil }
        return 0
      }
    }
    return write.onlyAtZero.allSatisfy { first($0) == 0 }
      && reader.domain.allSatisfy { condition in
        let condition = first(condition)
        if let value = condition.constantValue { return value >= 0 }
        return reader.domain.contains(condition)
          || isAtLeast(0, DigitSum(condition), reader.extents)
      }
  }

  /// Whether another statement has written the element, in the same iteration of all loops around both.
  private func isWritten(
    by write: Statement.Access, of writer: Statement, within place: Int?
  ) -> Bool {
    let shared = zip(writer.loops, reader.loops).prefix { $0.0 == $0.1 }.count
    guard writer.number < reader.number, place.map({ $0 < shared }) ?? true else { return false }
    let outer = reader.digits[..<shared].reduce(0) { $0 + $1.count }
    // The writer's own digits come after the reader's.
    let shift = reader.dimensionCount - outer
    let extents = reader.extents + writer.extents[outer...]
    func moved(_ expression: IndexExpression) -> DigitSum? {
      let sum = DigitSum(expression)
      guard sum.rest.dimensionNumbers.allSatisfy({ $0 < outer }) else { return nil }
      return DigitSum(
        sum.digits.map {
          ($0.dimension < outer ? $0.dimension : $0.dimension + shift, $0.coefficient)
        }, rest: sum.rest)
    }
    let isOwn = { (dimension: Int) in dimension >= reader.dimensionCount }
    // For each axis the writer's own digits, and what they must come to.
    var axes: [(own: DigitSum, value: DigitSum)] = []
    for (target, source) in zip(write.indices, read.indices) {
      guard let target = target.flatMap(moved), let source = source.map({ DigitSum($0) }) else {
        return false
      }
      let own = target.part(where: isOwn)
      let value = source.adding(target, times: -1).adding(own, times: 1)
      guard let span = Self.span(of: own, extents), isAtLeast(0, value, extents),
        isAtLeast(0, DigitSum([], rest: IndexExpression(span)).adding(value, times: -1), extents),
        axes.allSatisfy({ other in
          !own.digits.contains { other.own.coefficient(of: $0.dimension) != 0 }
        })
      else { return false }
      axes.append((own, value))
    }
    // Digits of no axis may be zero.
    func isFree(_ dimension: Int) -> Bool {
      isOwn(dimension) && axes.allSatisfy { $0.own.coefficient(of: dimension) == 0 }
    }
    func hasTheseDigits(_ condition: IndexExpression) -> Bool {
      guard let sum = moved(condition) else { return false }
      let goal = DigitSum(sum.digits.filter { !isFree($0.dimension) }, rest: sum.rest)
      if isAtLeast(0, goal, extents) { return true }
      return axes.contains { holds(goal, $0.own, $0.value, extents) }
    }
    return writer.domain.allSatisfy(hasTheseDigits)
      && write.onlyAtZero.allSatisfy { expression in
        moved(expression)?.digits.allSatisfy { isFree($0.dimension) } ?? false
      }
  }

  /// The greatest number that digits make, if they make each one from zero to it.
  private static func span(of own: DigitSum, _ extents: [IndexExpression?]) -> Int? {
    var span = 0
    for (dimension, coefficient) in own.digits.sorted(by: { $0.coefficient < $1.coefficient }) {
      guard coefficient > 0, coefficient <= span + 1,
        let extent = extents[dimension]?.constantValue, extent > 0
      else { return nil }
      span += coefficient * (extent - 1)
    }
    return span
  }

  /// Whether a condition holds of digits of an axis, which make `value`: some multiple of it has so many
  /// of them that `value` stands for all, or for all but the least significant.
  private func holds(
    _ goal: DigitSum, _ own: DigitSum, _ value: DigitSum, _ extents: [IndexExpression?]
  ) -> Bool {
    let inGoal = own.digits.filter { goal.coefficient(of: $0.dimension) != 0 }
    guard let least = inGoal.min(by: { $0.coefficient < $1.coefficient }) else { return false }
    let weight = goal.coefficient(of: least.dimension)
    // goal * a - (own - value) * b, where the least significant digit cancels.
    let common = Self.greatestCommonDivisor(least.coefficient, abs(weight))
    let (a, b) = (least.coefficient / common, weight / common)
    let scaled = goal.scaled(by: a).adding(own, times: -b).adding(value, times: b)
    return isAtLeast(1 - a, scaled, extents)
  }

  /// Whether a sum over the reader's digits, and others with constant extents, is never below `bound`: by
  /// the extents, or beside something that is at least zero.
  ///
  ///     9 * d0 + 3 * d1 + d2 <= 127  ->  3 * d0 + d1 <= 42
  private func isAtLeast(_ bound: Int, _ sum: DigitSum, _ extents: [IndexExpression?]) -> Bool {
    func isPlain(_ sum: DigitSum, _ bound: Int) -> Bool {
      sum.least(extents).map { $0 >= bound } ?? false
    }
    if isPlain(sum, bound) { return true }
    guard let leading = sum.digits.first else { return false }
    return known.contains { condition in
      let other = condition.coefficient(of: leading.dimension)
      guard other != 0, (other < 0) == (leading.coefficient < 0) else { return false }
      if other % leading.coefficient == 0 {
        let factor = other / leading.coefficient
        let difference = sum.scaled(by: factor).adding(condition, times: -1)
        // An integer above `bound - 1` is at least `bound`.
        return isPlain(difference, factor * (bound - 1) + 1)
      }
      guard leading.coefficient % other == 0 else { return false }
      return isPlain(sum.adding(condition, times: -leading.coefficient / other), bound)
    }
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }
}
