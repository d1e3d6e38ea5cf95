import IR
import Support

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// Functions of one known element.

extension KnownArithmetic {
  func opposite(_ a: KnownElement) -> KnownElement? {
    switch a {
    case .integer: difference(.integer(0), a)
    case .number(let x): .number(-x)
    case .fraction(let above, let below): .fraction(-above, over: below)
    }
  }

  func magnitude(_ a: KnownElement) -> KnownElement? {
    switch a {
    case .integer(let x):
      assumptions.isNonNegative(x) ? a : maximum(a, .integer(-x))
    case .number(let x): .number(abs(x))
    case .fraction(let above, let below):
      assumptions.isNonNegative(above) && assumptions.isNonNegative(below) ? a : nil
    }
  }

  func floored(_ a: KnownElement) -> KnownElement? {
    switch a {
    case .integer: a
    case .number(let x): .number(x.rounded(.down))
    case .fraction(let above, let below):
      assumptions.isNonNegative(below - 1)
        ? .fraction(assumptions.simplified(above.floorDivided(by: below)), over: 1) : nil
    }
  }

  func raised(_ a: KnownElement) -> KnownElement? {
    switch a {
    case .integer: a
    case .number(let x): .number(x.rounded(.up))
    case .fraction(let above, let below):
      assumptions.isNonNegative(below - 1)
        ? .fraction(assumptions.simplified(above.ceilDivided(by: below)), over: 1) : nil
    }
  }

  func squareRoot(_ a: KnownElement) -> KnownElement? {
    guard case .number(let x) = a else { return nil }
    return .number(element.rounded(x.squareRoot()))
  }

  func reciprocal(_ a: KnownElement) -> KnownElement? { ratio(.number(1), a) }

  /// The element in another type: floats become integers by rounding towards zero.
  func converted(_ a: KnownElement, to target: Type) -> KnownElement? {
    if target.isFloat && !target.hasKnownNumbers { return nil }
    let arithmetic = KnownArithmetic(assumptions: assumptions, element: target)
    switch (a, target) {
    case (.integer, .i1): return element == .i1 ? a : isEqual(a, .integer(0)).flatMap(negated)
    case (.number(let x), .i1): return .integer(x == 0 ? 0 : 1)
    case (.integer(let x), _) where target.isFloat:
      return x.constantValue.map { .number(target.rounded(Double($0))) } ?? .fraction(x, over: 1)
    case (.integer, _): return arithmetic.sum(a, .integer(0))
    case (.number(let x), _) where target.isFloat: return .number(target.rounded(x))
    case (.number(let x), _):
      guard x.isFinite, let whole = Int(exactly: x.rounded(.towardZero)) else { return nil }
      return arithmetic.sum(.integer(IndexExpression(whole)), .integer(0))
    case (.fraction, _) where target.isFloat: return a
    case (.fraction(let above, let below), _):
      guard target != .i1, assumptions.isNonNegative(above), assumptions.isNonNegative(below - 1)
      else { return nil }
      return .integer(assumptions.simplified(above.floorDivided(by: below)))
    }
  }
}
