import IR
import Support

/// Arithmetic on known elements.
///
/// Every function gives nil where the result cannot be expressed; the
/// node is then imported as an operation.
struct KnownArithmetic {
  /// Ranges of the symbolic sizes.
  let assumptions: Assumptions
  /// The element type of the operands.
  let element: Type

  private func integer(_ expression: IndexExpression) -> KnownElement {
    if let value = expression.constantValue { return .integer(IndexExpression(wrapped(value))) }
    return .integer(assumptions.simplified(expression))
  }

  /// A constant cut to the width of the element type, as integer arithmetic does.
  private func wrapped(_ value: Int) -> Int {
    guard case .integer(let width, let sign) = element, width < 64, width > 1 else { return value }
    let cut = value & ((1 << width) - 1)
    return sign != .unsigned && cut >> (width - 1) == 1 ? cut - (1 << width) : cut
  }

  private func number(_ value: Double) -> KnownElement { .number(element.rounded(value)) }

  private func truth(_ value: Bool) -> KnownElement { .integer(value ? 1 : 0) }

  // MARK: Two operands

  func sum(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    switch (a, b) {
    case (.integer(let x), .integer(let y)): return integer(x + y)
    case (.number(let x), .number(let y)): return number(x + y)
    default:
      guard let x = a.quotient, let y = b.quotient else { return nil }
      return .quotient(x.above * y.below + y.above * x.below, x.below * y.below, as: element)
    }
  }

  func difference(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    switch (a, b) {
    case (.integer(let x), .integer(let y)): return integer(x - y)
    case (.number(let x), .number(let y)): return number(x - y)
    default:
      guard let x = a.quotient, let y = b.quotient else { return nil }
      return .quotient(x.above * y.below - y.above * x.below, x.below * y.below, as: element)
    }
  }

  func product(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    switch (a, b) {
    case (.integer(let x), .integer(let y)): return integer(x * y)
    case (.number(let x), .number(let y)): return number(x * y)
    default:
      guard let x = a.quotient, let y = b.quotient else { return nil }
      return .quotient(x.above * y.above, x.below * y.below, as: element)
    }
  }

  /// Integers are divided towards zero.
  func ratio(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    switch (a, b) {
    case (.integer(let x), .integer(let y)):
      if let x = x.constantValue, let y = y.constantValue {
        let (quotient, overflow) = x.dividedReportingOverflow(by: y)
        return overflow ? nil : integer(IndexExpression(quotient))
      }
      guard assumptions.isNonNegative(x), assumptions.isNonNegative(y - 1) else { return nil }
      return integer(x.floorDivided(by: y))
    case (.number(let x), .number(let y)): return number(x / y)
    default:
      guard let x = a.quotient, let y = b.quotient else { return nil }
      return .quotient(x.above * y.below, x.below * y.above, as: element)
    }
  }

  /// The remainder of integers, with the sign of the divisor.
  func remainder(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    guard case .integer(let x) = a, case .integer(let y) = b, assumptions.isNonNegative(y - 1)
    else { return nil }
    return integer(x.remainder(by: y))
  }

  func power(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    guard let exponent = b.constantNumber.flatMap({ Int(exactly: $0) }), (0...8).contains(exponent)
    else { return nil }
    var result: KnownElement? = element.isFloat ? .number(1) : .integer(1)
    for _ in 0..<exponent { result = result.flatMap { product($0, a) } }
    return result
  }

  func minimum(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    switch (a, b) {
    case (.integer(let x), .integer(let y)): integer(.minimum(x, y))
    case (.number(let x), .number(let y)): x.isNaN || y.isNaN ? .number(.nan) : .number(min(x, y))
    default: nil
    }
  }

  func maximum(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    switch (a, b) {
    case (.integer(let x), .integer(let y)): integer(.maximum(x, y))
    case (.number(let x), .number(let y)): x.isNaN || y.isNaN ? .number(.nan) : .number(max(x, y))
    default: nil
    }
  }

  // MARK: Truth

  /// Whether a < b: decided by the ranges of the sizes, or one of `min(1, max(0, b - a))`.
  func isLess(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    switch (a, b) {
    case (.integer(let x), .integer(let y)):
      if assumptions.isNonNegative(y - x - 1) { return truth(true) }
      if assumptions.isNonNegative(x - y) { return truth(false) }
      return .integer(.minimum(1, .maximum(0, y - x)))
    case (.number(let x), .number(let y)): return truth(x < y)
    default:
      guard let x = a.quotient, let y = b.quotient,
        assumptions.isNonNegative(x.below - 1), assumptions.isNonNegative(y.below - 1)
      else { return nil }
      return isLess(.integer(x.above * y.below), .integer(y.above * x.below))
    }
  }

  /// Whether a >= b; not where one of them is not a number.
  func isAtLeast(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    if case .number(let x) = a, case .number(let y) = b { return truth(x >= y) }
    return isLess(a, b).flatMap(negated)
  }

  func isEqual(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    switch (a, b) {
    case (.integer(let x), .integer(let y)):
      if x == y { return truth(true) }
      if assumptions.isNonNegative(y - x - 1) || assumptions.isNonNegative(x - y - 1) {
        return truth(false)
      }
      return .integer(.maximum(0, 1 - .maximum(x - y, y - x)))
    case (.number(let x), .number(let y)): return truth(x == y)
    default:
      guard let x = a.quotient, let y = b.quotient else { return nil }
      return isEqual(.integer(x.above * y.below), .integer(y.above * x.below))
    }
  }

  func both(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    guard case .integer(let x) = a, case .integer(let y) = b else { return nil }
    return .integer(x * y)
  }

  func either(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    guard case .integer(let x) = a, case .integer(let y) = b else { return nil }
    return .integer(assumptions.simplified(.maximum(x, y)))
  }

  func exactlyOne(_ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    guard case .integer(let x) = a, case .integer(let y) = b else { return nil }
    return .integer(x + y - 2 * (x * y))
  }

  func negated(_ a: KnownElement) -> KnownElement? {
    guard case .integer(let x) = a else { return nil }
    return .integer(1 - x)
  }

  func choice(_ condition: KnownElement, _ a: KnownElement, _ b: KnownElement) -> KnownElement? {
    if a == b { return a }
    guard case .integer(let c) = condition else { return nil }
    if let c = c.constantValue { return c == 0 ? b : a }
    guard case .integer(let x) = a, case .integer(let y) = b else { return nil }
    return .integer(c * x + (1 - c) * y)
  }
}
