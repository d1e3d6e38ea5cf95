import Dialects
import IR
import Support

extension RuleSet {
  /// Finds activation functions that an exporter spelt out, in every order of operands.
  ///
  ///     0.5 * x * (1 + erf(x / sqrt 2))                         -->  gelu(x)
  ///     0.5 * x * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3)))   -->  gelu(x), by tanh
  ///     x * sigmoid(a * x)                                      -->  swish(x)
  ///     x * min(max(x + 3, 0), 6) / 6                           -->  hard_swish(x)
  ///     1 / (1 + exp(-x))                                       -->  sigmoid(x)
  ///     x * tanh(softplus(x))                                   -->  mish(x)
  public static let recognizeActivations = RuleSet([
    RewriteRule("gelu", replacing: Graph.Mul.self) { (root, build) throws(Diagnostic) in
      try build.productActivation(root, .gelu)
    },
    RewriteRule("swish", replacing: Graph.Mul.self) { (root, build) throws(Diagnostic) in
      try build.productActivation(root, .swish)
    },
    RewriteRule("hard-swish", replacing: Graph.Mul.self) { (root, build) throws(Diagnostic) in
      try build.productActivation(root, .hardSwish)
    },
    RewriteRule("mish", replacing: Graph.Mul.self) { (root, build) throws(Diagnostic) in
      try build.productActivation(root, .mish)
    },
    RewriteRule("sigmoid", replacing: Graph.Reciprocal.self) { (root, build) throws(Diagnostic) in
      guard let sum = build.match(root.input, as: Graph.Add.self),
        build.isUniform(sum.rhs, 1), let exp = build.match(sum.lhs, as: Graph.Exp.self),
        let neg = build.match(exp.input, as: Graph.Neg.self)
      else { return nil }
      return try build.make(Graph.Sigmoid.self, neg.input)
    },
  ])
}

/// An activation that is a number times x times a special function of x.
private enum ProductPattern { case gelu, swish, hardSwish, mish }

extension Builder {
  /// Tries a pattern of the form `coefficient * x * special(x)` on a product: `pattern` is asked
  /// with `x` the first factor, then the second.
  ///
  /// A coefficient that the function does not have itself stays as a factor.
  fileprivate mutating func productActivation(
    _ root: Graph.Mul, _ pattern: ProductPattern
  ) throws(Diagnostic) -> ValueID? {
    let left = product(root.lhs, isRoot: module.hasOneUse(root.lhs))
    let right = product(root.rhs, isRoot: module.hasOneUse(root.rhs))
    let factors = left.factors + right.factors
    guard factors.count == 2 else { return nil }
    let coefficient = left.coefficient * right.coefficient
    for (x, special) in [(factors[0], factors[1]), (factors[1], factors[0])] {
      guard module.type(of: x) == root.resultType, module.type(of: special) == root.resultType
      else { continue }
      let parts = (coefficient, x, special)
      let found =
        switch pattern {
        case .gelu: try gelu(parts)
        case .swish: try swish(parts)
        case .hardSwish: try hardSwish(parts)
        case .mish: try mish(parts)
        }
      if let found { return try times(found.value, found.factor) }
    }
    return nil
  }

  private mutating func times(
    _ value: ValueID, _ factor: Double
  ) throws(Diagnostic) -> ValueID {
    if abs(factor - 1) < 1e-5 { return value }
    return try make(Graph.Mul.self, value, scalar(factor, like: value))
  }

  fileprivate mutating func gelu(
    _ parts: (coefficient: Double, x: ValueID, special: ValueID)
  ) throws(Diagnostic) -> (value: ValueID, factor: Double)? {
    let (coefficient, x, special) = parts
    let factor = 2 * coefficient
    guard let sum = match(special, as: Graph.Add.self) else { return nil }
    // A one on the left has been moved to the right, if constants were put in order.
    let inner = isUniform(sum.rhs, 1) ? sum.lhs : sum.rhs
    guard isUniform(sum.rhs, 1) || isUniform(sum.lhs, 1) else { return nil }
    if let erf = match(inner, as: Graph.Erf.self),
      isPolynomial(erf.input, [0, 0.5.squareRoot()], in: x)
    {
      return (insert(try Graph.Gelu(x, usesTanh: false, in: module)), factor)
    }
    let scale = (2 / Double.pi).squareRoot()
    if let tanh = match(inner, as: Graph.Tanh.self),
      isPolynomial(tanh.input, [0, scale, 0, scale * 0.044715], in: x)
    {
      return (insert(try Graph.Gelu(x, usesTanh: true, in: module)), factor)
    }
    return nil
  }

  fileprivate mutating func swish(
    _ parts: (coefficient: Double, x: ValueID, special: ValueID)
  ) throws(Diagnostic) -> (value: ValueID, factor: Double)? {
    guard let sigmoid = match(parts.special, as: Graph.Sigmoid.self),
      let inner = polynomial(sigmoid.input, in: parts.x), inner.count == 2, inner[0] == 0
    else { return nil }
    return (insert(try Graph.Swish(parts.x, alpha: inner[1], in: module)), parts.coefficient)
  }

  fileprivate mutating func hardSwish(
    _ parts: (coefficient: Double, x: ValueID, special: ValueID)
  ) throws(Diagnostic) -> (value: ValueID, factor: Double)? {
    let (coefficient, x, special) = parts
    if let hard = match(special, as: Graph.HardSigmoid.self), hard.input == x,
      abs(hard.alpha - 1 / 6) < 1e-5, hard.beta == 0.5
    {
      return (try make(Graph.HardSwish.self, x), coefficient)
    }
    guard let (input, low, high) = clamp(special), low == 0, high > 0,
      isPolynomial(input, [high / 2, high / 6], in: x)
    else { return nil }
    return (try make(Graph.HardSwish.self, x), coefficient * high)
  }

  fileprivate mutating func mish(
    _ parts: (coefficient: Double, x: ValueID, special: ValueID)
  ) throws(Diagnostic) -> (value: ValueID, factor: Double)? {
    guard let tanh = match(parts.special, as: Graph.Tanh.self),
      let softplus = match(tanh.input, as: Graph.Softplus.self), softplus.input == parts.x
    else { return nil }
    return (try make(Graph.Mish.self, parts.x), parts.coefficient)
  }

  /// `value` as something kept between two numbers, whether by `clip`, or `min` of `relu`.
  private func clamp(_ value: ValueID) -> (input: ValueID, low: Double, high: Double)? {
    if let clip = match(value, as: Graph.Clip.self), let minimum = clip.minimum,
      let maximum = clip.maximum, let low = uniform(minimum), let high = uniform(maximum)
    {
      return (clip.input, low, high)
    }
    if let smaller = match(value, as: Graph.Min.self), let high = uniform(smaller.rhs),
      let relu = match(smaller.lhs, as: Graph.Relu.self)
    {
      return (relu.input, 0, high)
    }
    return nil
  }
}
