import Dialects
import IR
import Support

extension RuleSet {
  /// Finds normalisations that an exporter spelt out.
  ///
  ///     d = x - mean(x); d / sqrt(mean(d * d) + e)      -->  layer_norm(x, 1)
  ///     layer_norm(x, 1) * w                            -->  layer_norm(x, w)
  ///     layer_norm(x, w) + b                            -->  layer_norm(x, w, b)
  ///     x / sqrt(mean(x * x) + e)                       -->  rms_norm(x, 1)
  ///     e = exp(x - max(x)); e / sum(e)                 -->  softmax(x)
  public static let recognizeNormalizations = RuleSet([
    RewriteRule("normalize-div", replacing: Graph.Div.self) { (root, build) throws(Diagnostic) in
      if let softmax = try build.softmax(root) { return softmax }
      guard let inner = build.match(root.rhs, as: Graph.Sqrt.self) else { return nil }
      return try build.normalization(of: root.lhs, squared: inner.input)
    },
    RewriteRule("normalize-mul", replacing: Graph.Mul.self) { (root, build) throws(Diagnostic) in
      for (value, factor) in [(root.lhs, root.rhs), (root.rhs, root.lhs)] {
        if let inverse = build.match(factor, as: Graph.Rsqrt.self),
          let found = try build.normalization(of: value, squared: inverse.input)
        {
          return found
        }
      }
      return nil
    },
    RewriteRule("layer-norm-scale", replacing: Graph.Mul.self) { (root, build) throws(Diagnostic) in
      for (value, scale) in [(root.lhs, root.rhs), (root.rhs, root.lhs)] {
        if let found = try build.scaled(value, by: scale) { return found }
      }
      return nil
    },
    RewriteRule("layer-norm-bias", replacing: Graph.Add.self) { (root, build) throws(Diagnostic) in
      for (value, bias) in [(root.lhs, root.rhs), (root.rhs, root.lhs)] {
        guard var norm = build.match(value, as: Graph.LayerNorm.self), norm.bias == nil,
          build.module.hasOneUse(value),
          let shaped = try build.parameter(bias, for: norm.input, axis: norm.axis)
        else { continue }
        norm.bias = shaped
        return build.insert(norm)
      }
      return nil
    },
  ])
}

extension Builder {
  /// `value / sqrt(squared)`, where squared is the mean of squares plus a number.
  fileprivate mutating func normalization(
    of value: ValueID, squared: ValueID
  ) throws(Diagnostic) -> ValueID? {
    guard let sum = match(squared, as: Graph.Add.self), let epsilon = uniform(sum.rhs),
      epsilon >= 0, let mean = meanOverTrailing(sum.lhs),
      squareBase(mean.input) == value || sameCentred(squareBase(mean.input), value)
    else { return nil }
    let one = scalar(1, like: value)
    let axis = mean.axes[0]
    if let centred = match(value, as: Graph.Sub.self),
      let average = meanOverTrailing(centred.rhs), average.input == centred.lhs,
      average.axes == mean.axes
    {
      return insert(
        try Graph.LayerNorm(centred.lhs, one, axis: axis, epsilon: epsilon, in: module))
    }
    return insert(try Graph.RMSNorm(value, one, axis: axis, epsilon: epsilon, in: module))
  }

  /// Whether both are the same difference, computed twice.
  private func sameCentred(_ left: ValueID?, _ right: ValueID) -> Bool {
    guard let left, let a = match(left, as: Graph.Sub.self),
      let b = match(right, as: Graph.Sub.self)
    else { return false }
    return a.lhs == b.lhs && a.rhs == b.rhs
  }

  /// What `value` is the square of.
  private func squareBase(_ value: ValueID) -> ValueID? {
    if let mul = match(value, as: Graph.Mul.self), mul.lhs == mul.rhs { return mul.lhs }
    if let pow = match(value, as: Graph.Pow.self), uniform(pow.rhs) == 2 { return pow.lhs }
    return nil
  }

  /// A mean over the last axes that keeps them.
  private func meanOverTrailing(_ value: ValueID) -> Graph.Reduce? {
    guard let reduce = match(value, as: Graph.Reduce.self), reduce.kind == .mean,
      reduce.keepsAxes, let first = reduce.axes.first,
      reduce.axes == Array(first..<sizes(reduce.input).count)
    else { return nil }
    return reduce
  }

  /// The normalisation that gives `value`, with its scale of one replaced by `scale`.
  fileprivate mutating func scaled(
    _ value: ValueID, by scale: ValueID
  ) throws(Diagnostic) -> ValueID? {
    guard module.hasOneUse(value) else { return nil }
    if var norm = match(value, as: Graph.LayerNorm.self), norm.bias == nil,
      uniform(norm.scale) == 1,
      let shaped = try parameter(scale, for: norm.input, axis: norm.axis)
    {
      norm.scale = shaped
      return insert(norm)
    }
    if var norm = match(value, as: Graph.RMSNorm.self), uniform(norm.scale) == 1,
      let shaped = try parameter(scale, for: norm.input, axis: norm.axis)
    {
      norm.scale = shaped
      return insert(norm)
    }
    return nil
  }

  /// `value` in the shape of a scale or bias of a normalisation over the axes from `axis` on; `nil`
  /// if it does not depend on those axes only.
  fileprivate mutating func parameter(
    _ value: ValueID, for input: ValueID, axis: Int
  ) throws(Diagnostic) -> ValueID? {
    let (own, whole) = (sizes(value), sizes(input))
    let extra = own.count - (whole.count - axis)
    guard own.count <= whole.count else { return nil }
    guard extra > 0 else { return value }
    guard own.prefix(extra).allSatisfy({ $0 == 1 }) else { return nil }
    return try reshape(value, to: Array(own.dropFirst(extra)))
  }

  /// `exp(x - max(x)) / sum(exp(x - max(x)))` along one axis.
  fileprivate mutating func softmax(_ root: Graph.Div) throws(Diagnostic) -> ValueID? {
    guard let exp = match(root.lhs, as: Graph.Exp.self),
      let sum = match(root.rhs, as: Graph.Reduce.self), sum.kind == .sum, sum.keepsAxes,
      sum.axes.count == 1, sum.input == root.lhs,
      let difference = match(exp.input, as: Graph.Sub.self),
      let maximum = match(difference.rhs, as: Graph.Reduce.self), maximum.kind == .max,
      maximum.keepsAxes, maximum.axes == sum.axes, maximum.input == difference.lhs
    else { return nil }
    return insert(try Graph.Softmax(difference.lhs, axis: sum.axes[0], in: module))
  }
}
