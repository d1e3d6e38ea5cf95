import Dialects
import IR
import Support

extension RuleSet {
  /// Moves constant factors and summands of convolutions into their weights and biases.
  ///
  ///     mul(conv(x, w, b), s : Cx1x1)    -->  conv(x, w * s, b * s)
  ///     add(conv(x, w, b), t : Cx1x1)    -->  conv(x, w, b + t)
  public static let foldChannelScale = RuleSet([
    RewriteRule("scale-into-conv", replacing: Graph.Mul.self) {
      (product, build) throws(Diagnostic) in
      if var conv = build.soleConv(product.lhs), build.isConstant(conv.weight) {
        guard let scale = try build.channels(product.rhs, of: conv.resultType) else { return nil }
        conv.weight = try build.scaled(conv.weight, by: scale, at: 0)
        if let bias = conv.bias { conv.bias = try build.make(Graph.Mul.self, bias, scale) }
        return build.insert(conv)
      }
      guard var conv = build.soleConvTranspose(product.lhs), build.isConstant(conv.weight),
        conv.groups == 1, let scale = try build.channels(product.rhs, of: conv.resultType)
      else { return nil }
      conv.weight = try build.scaled(conv.weight, by: scale, at: 1)
      if let bias = conv.bias { conv.bias = try build.make(Graph.Mul.self, bias, scale) }
      return build.insert(conv)
    },
    RewriteRule("shift-into-conv", replacing: Graph.Add.self) { (sum, build) throws(Diagnostic) in
      if var conv = build.soleConv(sum.lhs) {
        guard let shift = try build.channels(sum.rhs, of: conv.resultType) else { return nil }
        conv.bias = try build.shifted(conv.bias, by: shift)
        return build.insert(conv)
      }
      guard var conv = build.soleConvTranspose(sum.lhs),
        let shift = try build.channels(sum.rhs, of: conv.resultType)
      else { return nil }
      conv.bias = try build.shifted(conv.bias, by: shift)
      return build.insert(conv)
    },
  ])
}

extension Builder {
  fileprivate func soleConv(_ value: ValueID) -> Graph.Conv? {
    module.hasOneUse(value) ? match(value) : nil
  }

  fileprivate func soleConvTranspose(_ value: ValueID) -> Graph.ConvTranspose? {
    module.hasOneUse(value) ? match(value) : nil
  }

  /// A constant that broadcasts along the channels of a `type` only, as a vector.
  fileprivate mutating func channels(
    _ value: ValueID, of type: Type
  ) throws(Diagnostic) -> ValueID? {
    guard isConstantLike(value), let whole = type.sizes, whole.count >= 2 else { return nil }
    let own = sizes(value)
    guard own.count <= whole.count else { return nil }
    let offset = whole.count - own.count
    for dimension in own.indices where dimension + offset != 1 && own[dimension] != 1 {
      return nil
    }
    let isVector = offset <= 1 && own[1 - offset] == whole[1]
    if isVector { return try reshape(value, to: [whole[1]]) }
    if let number = uniform(value), let count = whole[1].constantValue {
      return insert(Graph.Constant(splat: number, shape: [count], element: element(value)))
    }
    return try broadcast(try reshape(value, to: [1]), to: [whole[1]])
  }

  /// `value` with every slice of dimension `axis` multiplied by its element of a vector.
  fileprivate mutating func scaled(
    _ value: ValueID, by scale: ValueID, at axis: Int
  ) throws(Diagnostic) -> ValueID {
    let ones = Array(repeating: IndexExpression.one, count: sizes(value).count - axis - 1)
    let factor = try reshape(scale, to: sizes(scale) + ones)
    return try make(Graph.Mul.self, value, factor)
  }

  fileprivate mutating func shifted(
    _ bias: ValueID?, by shift: ValueID
  ) throws(Diagnostic) -> ValueID {
    guard let bias else { return shift }
    return try make(Graph.Add.self, bias, shift)
  }
}
