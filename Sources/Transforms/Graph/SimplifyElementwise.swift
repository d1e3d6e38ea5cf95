import Dialects
import IR
import Support

extension RuleSet {
  /// Identities of arithmetic and logic.
  ///
  ///     x * 1, x + 0, x / 1, x ^ 1       -->  x
  ///     x / c                            -->  x * (1 / c)          (floats)
  ///     x ^ 2                            -->  x * x
  ///     (x * c) * d                      -->  x * (c * d)
  ///     and(x, true)                     -->  x
  public static let simplifyElementwise =
    constantsRight + neutral + powers + logic + reassociation

  private static let constantsRight = RuleSet([
    swap("add-constant-right", Graph.Add.self), swap("mul-constant-right", Graph.Mul.self),
    swap("and-constant-right", Graph.And.self), swap("or-constant-right", Graph.Or.self),
    swap("max-constant-right", Graph.Max.self), swap("min-constant-right", Graph.Min.self),
  ])

  private static func swap<Root: Graph.PlainBinaryOperation>(
    _ name: String, _ root: Root.Type
  ) -> RewriteRule {
    RewriteRule(name, replacing: root) { (sum, build) throws(Diagnostic) in
      guard build.isConstantLike(sum.lhs), !build.isConstantLike(sum.rhs) else { return nil }
      return try build.make(root, sum.rhs, sum.lhs)
    }
  }

  private static let neutral = RuleSet([
    neutral("add-zero", Graph.Add.self, 0), neutral("sub-zero", Graph.Sub.self, 0),
    neutral("mul-one", Graph.Mul.self, 1), neutral("div-one", Graph.Div.self, 1),
    neutral("pow-one", Graph.Pow.self, 1),
    RewriteRule("neg-neg", replacing: Graph.Neg.self) { (outer, build) throws(Diagnostic) in
      build.match(outer.input, as: Graph.Neg.self)?.input
    },
    RewriteRule("mul-minus-one", replacing: Graph.Mul.self) { (product, build) throws(Diagnostic) in
      guard build.uniform(product.rhs) == -1,
        build.sizes(product.lhs) == product.resultType.sizes
      else { return nil }
      return try build.make(Graph.Neg.self, product.lhs)
    },
    RewriteRule("add-neg", replacing: Graph.Add.self) { (sum, build) throws(Diagnostic) in
      guard let negative = build.match(sum.rhs, as: Graph.Neg.self) else { return nil }
      return try build.make(Graph.Sub.self, sum.lhs, negative.input)
    },
    RewriteRule("div-constant", replacing: Graph.Div.self) { (quotient, build) throws(Diagnostic) in
      guard build.element(quotient.rhs).isFloat, let divisor = build.uniform(quotient.rhs),
        divisor != 0, (1 / divisor).isNormal
      else { return nil }
      let factor = build.scalar(1 / divisor, like: quotient.rhs)
      let product = try build.make(Graph.Mul.self, quotient.lhs, factor)
      return try build.broadcast(product, to: quotient.resultType.sizes ?? [])
    },
    RewriteRule("max-zero", replacing: Graph.Max.self) { (larger, build) throws(Diagnostic) in
      guard build.uniform(larger.rhs) == 0, build.sizes(larger.lhs) == larger.resultType.sizes
      else { return nil }
      return try build.make(Graph.Relu.self, larger.lhs)
    },
    RewriteRule("clip-at-zero", replacing: Graph.Clip.self) { (clip, build) throws(Diagnostic) in
      guard clip.maximum == nil, let minimum = clip.minimum, build.uniform(minimum) == 0 else {
        return clip.minimum == nil && clip.maximum == nil ? clip.input : nil
      }
      return try build.make(Graph.Relu.self, clip.input)
    },
  ])

  private static func neutral<Root: Graph.BinaryOperation>(
    _ name: String, _ root: Root.Type, _ number: Double
  ) -> RewriteRule {
    RewriteRule(name, replacing: root) { (operation, build) throws(Diagnostic) in
      guard build.uniform(operation.rhs) == number, let sizes = operation.resultType.sizes else {
        return nil
      }
      return try build.broadcast(operation.lhs, to: sizes)
    }
  }

  private static let powers = RuleSet([
    RewriteRule("pow-constant", replacing: Graph.Pow.self) { (power, build) throws(Diagnostic) in
      let base = power.lhs
      guard let exponent = build.uniform(power.rhs),
        build.sizes(base) == power.resultType.sizes
      else { return nil }
      let isFloat = build.element(base).isFloat
      switch exponent {
      case 2: return try build.make(Graph.Mul.self, base, base)
      case 3:
        let square = try build.make(Graph.Mul.self, base, base)
        return try build.make(Graph.Mul.self, square, base)
      case 0.5 where isFloat: return try build.make(Graph.Sqrt.self, base)
      case -1 where isFloat: return try build.make(Graph.Reciprocal.self, base)
      case -0.5 where isFloat: return try build.make(Graph.Rsqrt.self, base)
      default: return nil
      }
    },
    RewriteRule("one-over", replacing: Graph.Div.self) { (quotient, build) throws(Diagnostic) in
      guard build.uniform(quotient.lhs) == 1, build.element(quotient.rhs).isFloat,
        build.sizes(quotient.rhs) == quotient.resultType.sizes
      else { return nil }
      return try build.make(Graph.Reciprocal.self, quotient.rhs)
    },
    RewriteRule("reciprocal-of-sqrt", replacing: Graph.Reciprocal.self) {
      (outer, build) throws(Diagnostic) in
      guard let root = build.match(outer.input, as: Graph.Sqrt.self) else { return nil }
      return try build.make(Graph.Rsqrt.self, root.input)
    },
  ])

  private static let reassociation = RuleSet([
    reassociate("mul-mul-constants", Graph.Mul.self) { $0 * $1 },
    reassociate("add-add-constants", Graph.Add.self) { $0 + $1 },
  ])

  /// `(x op c) op d` with two numbers becomes `x op e`.
  private static func reassociate<Root: Graph.PlainBinaryOperation>(
    _ name: String, _ root: Root.Type, _ combine: @escaping @Sendable (Double, Double) -> Double
  ) -> RewriteRule {
    RewriteRule(name, replacing: root) { (outer, build) throws(Diagnostic) in
      guard build.element(outer.lhs).isFloat, let second = build.uniform(outer.rhs),
        let inner = build.match(outer.lhs, as: Root.self),
        let first = build.uniform(inner.rhs), combine(first, second).isFinite,
        inner.resultType == outer.resultType
      else { return nil }
      let constant = build.scalar(combine(first, second), like: outer.rhs)
      let result = try build.make(root, inner.lhs, constant)
      return try build.broadcast(result, to: outer.resultType.sizes ?? [])
    }
  }

  private static let logic = RuleSet([
    RewriteRule("and-constant", replacing: Graph.And.self) { (both, build) throws(Diagnostic) in
      guard let value = build.uniform(both.rhs) else { return nil }
      return try build.broadcast(
        value == 0 ? both.rhs : both.lhs, to: both.resultType.sizes ?? [])
    },
    RewriteRule("or-constant", replacing: Graph.Or.self) { (either, build) throws(Diagnostic) in
      guard let value = build.uniform(either.rhs) else { return nil }
      return try build.broadcast(
        value == 0 ? either.lhs : either.rhs, to: either.resultType.sizes ?? [])
    },
    RewriteRule("and-itself", replacing: Graph.And.self) { (both, _) throws(Diagnostic) in
      both.lhs == both.rhs ? both.lhs : nil
    },
    RewriteRule("or-itself", replacing: Graph.Or.self) { (either, _) throws(Diagnostic) in
      either.lhs == either.rhs ? either.lhs : nil
    },
    RewriteRule("not-not", replacing: Graph.Not.self) { (outer, build) throws(Diagnostic) in
      build.match(outer.input, as: Graph.Not.self)?.input
    },
    RewriteRule("where-constant", replacing: Graph.Where.self) {
      (choice, build) throws(Diagnostic) in
      guard let value = build.uniform(choice.condition) else {
        guard choice.lhs == choice.rhs else { return nil }
        return try build.broadcast(choice.lhs, to: choice.resultType.sizes ?? [])
      }
      return try build.broadcast(
        value == 0 ? choice.rhs : choice.lhs, to: choice.resultType.sizes ?? [])
    },
    RewriteRule("where-not", replacing: Graph.Where.self) { (choice, build) throws(Diagnostic) in
      guard let negation = build.match(choice.condition, as: Graph.Not.self) else { return nil }
      return build.insert(
        try Graph.Where(negation.input, choice.rhs, choice.lhs, in: build.module))
    },
  ])
}

extension Builder {
  /// Whether `value` is a constant, perhaps broadcast.
  func isConstantLike(_ value: ValueID) -> Bool {
    if let broadcast = match(value, as: Graph.Broadcast.self) {
      return isConstantLike(broadcast.input)
    }
    return isConstant(value)
  }
}
