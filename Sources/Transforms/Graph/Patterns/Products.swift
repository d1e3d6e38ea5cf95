import Dialects
import IR
import Support

/// A product of values times a number: `coefficient * factors[0] * factors[1] * …`.
struct Product {
  var coefficient = 1.0
  var factors: [ValueID] = []
}

extension Builder {
  /// `value` as a product, in whatever order and grouping it is written: through `mul`, `neg`,
  /// and `div` by a number, as long as what is inside is used only here.
  func product(_ value: ValueID, isRoot: Bool = true, depth: Int = 8) -> Product {
    if let number = uniform(value) { return Product(coefficient: number) }
    guard depth > 0, isRoot || module.hasOneUse(value) else { return Product(factors: [value]) }
    func inner(_ value: ValueID) -> Product { product(value, isRoot: false, depth: depth - 1) }
    if let mul = match(value, as: Graph.Mul.self) {
      let (left, right) = (inner(mul.lhs), inner(mul.rhs))
      return Product(
        coefficient: left.coefficient * right.coefficient, factors: left.factors + right.factors)
    }
    if let div = match(value, as: Graph.Div.self), let divisor = uniform(div.rhs), divisor != 0 {
      let left = inner(div.lhs)
      return Product(coefficient: left.coefficient / divisor, factors: left.factors)
    }
    if let neg = match(value, as: Graph.Neg.self) {
      let operand = inner(neg.input)
      return Product(coefficient: -operand.coefficient, factors: operand.factors)
    }
    return Product(factors: [value])
  }

  /// `value` as a polynomial in `variable`, up to degree 3: the coefficients from the constant on.
  ///
  /// `nil` if it is not one.
  func polynomial(_ value: ValueID, in variable: ValueID, depth: Int = 12) -> [Double]? {
    if value == variable { return [0, 1] }
    if let number = uniform(value) { return [number] }
    guard depth > 0 else { return nil }
    func inner(_ value: ValueID) -> [Double]? {
      polynomial(value, in: variable, depth: depth - 1)
    }
    if let sum = match(value, as: Graph.Add.self) {
      guard let left = inner(sum.lhs), let right = inner(sum.rhs) else { return nil }
      return left.adding(right, times: 1)
    }
    if let difference = match(value, as: Graph.Sub.self) {
      guard let left = inner(difference.lhs), let right = inner(difference.rhs) else { return nil }
      return left.adding(right, times: -1)
    }
    if let mul = match(value, as: Graph.Mul.self) {
      guard let left = inner(mul.lhs), let right = inner(mul.rhs) else { return nil }
      return left.multiplied(by: right)
    }
    if let div = match(value, as: Graph.Div.self), let divisor = uniform(div.rhs), divisor != 0 {
      return inner(div.lhs)?.map { $0 / divisor }
    }
    if let neg = match(value, as: Graph.Neg.self) { return inner(neg.input)?.map { -$0 } }
    if let pow = match(value, as: Graph.Pow.self), let exponent = uniform(pow.rhs),
      let base = inner(pow.lhs), exponent == 2 || exponent == 3
    {
      let square = base.multiplied(by: base)
      return exponent == 2 ? square : square?.multiplied(by: base)
    }
    return nil
  }

  /// Whether `value` is the polynomial with these coefficients, up to about float16's precision.
  func isPolynomial(_ value: ValueID, _ expected: [Double], in variable: ValueID) -> Bool {
    guard let found = polynomial(value, in: variable), found.count <= expected.count else {
      return false
    }
    return expected.indices.allSatisfy { degree in
      let coefficient = degree < found.count ? found[degree] : 0
      return abs(coefficient - expected[degree]) <= 2e-3 * abs(expected[degree])
    }
  }
}

extension [Double] {
  fileprivate func adding(_ other: [Double], times factor: Double) -> [Double] {
    (0..<Swift.max(count, other.count)).map {
      ($0 < count ? self[$0] : 0) + factor * ($0 < other.count ? other[$0] : 0)
    }
  }

  /// `nil` above degree 3.
  fileprivate func multiplied(by other: [Double]) -> [Double]? {
    guard count + other.count - 1 <= 4 else { return nil }
    var result = [Double](repeating: 0, count: count + other.count - 1)
    for (i, a) in enumerated() { for (j, b) in other.enumerated() { result[i + j] += a * b } }
    return result
  }
}
