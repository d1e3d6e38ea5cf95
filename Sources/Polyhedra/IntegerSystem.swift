import Support

/// Conditions on integers that must hold together: an exact question for isl.
///
/// The unknowns are the dimensions `d0…` of the expressions and the named symbols, which lie in
/// their declared ranges. Sums, constant multiples, `floordiv` and `mod` by positive constants,
/// `min` and `max` are exact. Anything else (a product of unknowns, a division by a symbol) stands
/// for an unknown number that is the same wherever the same product or quotient occurs: no solution
/// is ever lost, but one that is found may not be real, and `Answer` says so.
///
///     var system = IntegerSystem(dimensions: 2, symbols: ["m": SymbolRange(1, 64)])
///     system.require(nonNegative: index("m - 1 - d0 * 14 - d1"))
///     system.find()                                  // m = 1, d0 = 0, d1 = 0
public struct IntegerSystem: Hashable, Sendable {
  /// How many dimensions may occur.
  public var dimensionCount: Int
  /// Ranges of the symbols; one that is not listed is any size.
  public var symbols: [String: SymbolRange]
  private(set) var nonNegative: [IndexExpression] = []
  private(set) var zero: [IndexExpression] = []

  public init(dimensions: Int, symbols: [String: SymbolRange] = [:]) {
    dimensionCount = dimensions
    self.symbols = symbols
  }

  /// Requires `expression >= 0`.
  public mutating func require(nonNegative expression: IndexExpression) {
    if let value = expression.constantValue, value >= 0 { return }
    nonNegative.append(expression)
  }

  /// Requires `left == right`.
  ///
  /// Two numbers whose quotients by a size are equal, and whose remainders are too, are equal: that
  /// follows from no sum of the two conditions, so it is added to them.
  public mutating func require(_ left: IndexExpression, equals right: IndexExpression) {
    let difference = left - right
    if difference == 0 || zero.contains(difference) { return }
    zero.append(difference)
    guard let own = QuotientEquation(difference),
      zero.contains(where: { QuotientEquation($0)?.isOtherHalf(of: own) ?? false })
    else { return }
    require(own.left, equals: own.right)
  }

  /// Requires `left < right`.
  public mutating func require(_ left: IndexExpression, isLessThan right: IndexExpression) {
    require(nonNegative: right - left - 1)
  }

  /// Requires `0 <= expression < extent`.
  public mutating func require(_ expression: IndexExpression, isBelow extent: IndexExpression) {
    require(nonNegative: expression)
    require(expression, isLessThan: extent)
  }

  /// Takes in all that `other` requires of the same dimensions and symbols.
  public mutating func formUnion(ofConditionsIn other: IntegerSystem) {
    nonNegative += other.nonNegative
    zero += other.zero
  }

  /// Whether a condition is a constant that does not hold, so that nobody need be asked.
  var isPlainlyImpossible: Bool {
    nonNegative.contains { ($0.constantValue ?? 0) < 0 }
      || zero.contains { $0.constantValue != nil }
  }

  var expressions: [IndexExpression] { nonNegative + zero }
}

/// A condition that the quotients, or the remainders, of two numbers by a size are equal.
private struct QuotientEquation {
  let left: IndexExpression
  let right: IndexExpression
  let by: IndexExpression
  let isRemainder: Bool

  /// `nil` if `difference`, which is zero, is not that of two quotients or remainders.
  init?(_ difference: IndexExpression) {
    guard difference.constant == 0, difference.terms.count == 2,
      difference.terms[0].coefficient == -difference.terms[1].coefficient,
      let first = difference.terms[0].factors.single,
      let second = difference.terms[1].factors.single
    else { return nil }
    switch (first, second) {
    case (.floorDivision(let a, let by), .floorDivision(let b, let other)) where by == other:
      (left, right, self.by, isRemainder) = (a, b, by, false)
    case (.remainder(let a, let by), .remainder(let b, let other)) where by == other:
      (left, right, self.by, isRemainder) = (a, b, by, true)
    default: return nil
    }
    // By constants isl divides itself.
    if by.constantValue != nil { return nil }
  }

  /// Whether one says of the quotients what the other says of the remainders.
  func isOtherHalf(of other: QuotientEquation) -> Bool {
    guard by == other.by, isRemainder != other.isRemainder else { return false }
    return (left == other.left && right == other.right)
      || (left == other.right && right == other.left)
  }
}

/// Values of symbols and dimensions.
public struct IntegerPoint: Hashable, Sendable, CustomStringConvertible {
  public var symbols: [String: Int]
  /// The values of `d0…`.
  public var dimensions: [Int]

  public init(symbols: [String: Int], dimensions: [Int]) {
    self.symbols = symbols
    self.dimensions = dimensions
  }

  public var description: String {
    let named = symbols.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    return (named + dimensions.enumerated().map { "d\($0.offset) = \($0.element)" })
      .joined(separator: ", ")
  }
}

/// What is known about an integer question.
public enum Answer: Hashable, Sendable {
  /// There is no such point, for any values of the symbols in their ranges.
  case never
  /// This is such a point.
  case example(IntegerPoint)
  /// It could not be decided; why.
  case unknown(String)
}
