import Dialects
import IR
import Support

/// Keeps narrow weights narrow; see `RuleSet.delayDequantization`.
public let delayDequantization = Pass.applying(
  .delayDequantization, "delay-dequantization",
  "multiplies by the scale of narrow weights after the product or gather, not before")

extension RuleSet {
  /// Keeps narrow constant weights narrow: multiplies by their scale after the matrix product or
  /// the gather, not before.
  ///
  ///     matmul(x, mul(cast(w : i8), s : 1xn))    -->  mul(matmul(x, cast(w)), s)
  ///     gather(mul(cast(w : i8), s : vx1), i)    -->  mul(cast(gather(w, i)), gather(s, i))
  public static let delayDequantization = RuleSet([
    .blocksInMatMul,
    RewriteRule("scale-after-matmul", replacing: Graph.MatMul.self) {
      (product, build) throws(Diagnostic) in
      guard let scaled = build.match(product.rhs, as: Graph.Mul.self),
        let (weight, scale) = build.dequantized(scaled),
        let factor = try build.columnScale(scale, of: weight, in: product)
      else { return nil }
      var product = product
      product.rhs = weight
      return try build.make(Graph.Mul.self, build.insert(product), factor)
    },
    RewriteRule("scale-after-gather", replacing: Graph.Gather.self) {
      (gather, build) throws(Diagnostic) in
      guard let scaled = build.match(gather.data, as: Graph.Mul.self),
        let (weight, scale) = build.dequantized(scaled)
      else { return nil }
      return try build.split(gather, weight, scale)
    },
    RewriteRule("cast-after-gather", replacing: Graph.Gather.self) {
      (gather, build) throws(Diagnostic) in
      guard let cast = build.narrowCast(gather.data) else { return nil }
      let rows = build.insert(
        try Graph.Gather(cast.input, gather.indices, axis: gather.axis, in: build.module))
      return build.insert(
        try Graph.Cast(
          rows, to: cast.resultType.elementType, saturates: cast.saturates, in: build.module))
    },
    RewriteRule("scale-after-slice", replacing: Graph.Slice.self) {
      (slice, build) throws(Diagnostic) in
      guard let scaled = build.match(slice.input, as: Graph.Mul.self),
        let (weight, scale) = build.dequantized(scaled)
      else { return nil }
      let part = try build.slice(weight, as: slice)
      return try build.make(Graph.Mul.self, part, build.slice(scale, as: slice))
    },
    RewriteRule("cast-after-slice", replacing: Graph.Slice.self) {
      (slice, build) throws(Diagnostic) in
      guard let cast = build.narrowCast(slice.input) else { return nil }
      let part = try build.slice(cast.input, as: slice)
      return build.insert(
        try Graph.Cast(
          part, to: cast.resultType.elementType, saturates: cast.saturates, in: build.module))
    },
  ])
}

extension Builder {
  /// The cast of a constant from a narrower type that gives `value`.
  fileprivate func narrowCast(_ value: ValueID) -> Graph.Cast? {
    guard let cast = match(value, as: Graph.Cast.self), isConstant(cast.input),
      let narrow = element(cast.input).bitWidth, let wide = element(value).bitWidth, narrow < wide
    else { return nil }
    return cast
  }

  /// A product of a widened constant with a constant scale.
  fileprivate func dequantized(_ product: Graph.Mul) -> (weight: ValueID, scale: ValueID)? {
    for (weight, scale) in [(product.lhs, product.rhs), (product.rhs, product.lhs)]
    where narrowCast(weight) != nil && isConstantLike(scale) {
      if module.type(of: weight) == product.resultType { return (weight, scale) }
    }
    return nil
  }

  /// The scale in a shape that broadcasts to the product's columns; `nil` if it changes along the
  /// dimension that is summed over or between matrices.
  fileprivate mutating func columnScale(
    _ scale: ValueID, of weight: ValueID, in product: Graph.MatMul
  ) throws(Diagnostic) -> ValueID? {
    let (own, whole) = (sizes(scale), sizes(weight))
    guard whole.count >= 2 else { return nil }
    let column = product.transposesRHS ? whole.count - 2 : whole.count - 1
    let offset = whole.count - own.count
    for dimension in own.indices where dimension + offset != column && own[dimension] != 1 {
      return nil
    }
    let columns = column >= offset ? own[column - offset] : 1
    return try reshape(scale, to: columns == 1 ? [] : [columns])
  }

  fileprivate mutating func split(
    _ gather: Graph.Gather, _ weight: ValueID, _ scale: ValueID
  ) throws(Diagnostic) -> ValueID? {
    let whole = sizes(weight)
    let own = Array(repeating: IndexExpression.one, count: whole.count - sizes(scale).count)
    let aligned = try reshape(scale, to: own + sizes(scale))
    let rows = insert(try Graph.Gather(weight, gather.indices, axis: gather.axis, in: module))
    let factors: ValueID
    if sizes(aligned)[gather.axis] == 1 {
      // One scale for all: the axis becomes the dimensions of the indices, all of size one.
      let ones = sizes(gather.indices).map { _ in IndexExpression.one }
      let (front, back) = (sizes(aligned)[..<gather.axis], sizes(aligned)[(gather.axis + 1)...])
      factors = try reshape(aligned, to: front + ones + back)
    } else {
      factors = insert(
        try Graph.Gather(aligned, gather.indices, axis: gather.axis, in: module))
    }
    return try make(Graph.Mul.self, rows, factors)
  }

  /// The same part of a value that broadcasts to the slice's operand.
  fileprivate mutating func slice(
    _ value: ValueID, as slice: Graph.Slice
  ) throws(Diagnostic) -> ValueID {
    let own = sizes(value)
    let offset = slice.starts.count - own.count
    let target = slice.resultType.sizes ?? []
    func part<Part>(_ whole: [Part], _ still: Part) -> [Part] {
      own.indices.map { own[$0] == 1 ? still : whole[$0 + offset] }
    }
    return insert(
      try Graph.Slice(
        value, starts: part(slice.starts, 0), steps: part(slice.steps, 1),
        sizes: part(target, 1), in: module))
  }
}
