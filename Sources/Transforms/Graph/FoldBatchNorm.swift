import Dialects
import IR
import Support

/// Moves batch normalisation into weights; see `RuleSet.foldBatchNorm`.
public let foldBatchNorm = Pass.applying(
  .foldBatchNorm + .foldChannelScale, "fold-batch-norm",
  "moves batch normalisation, scales and shifts into the weights before them")

extension RuleSet {
  /// Turns batch normalisation into a scale and a shift a channel, inside the weights of the
  /// convolution or matrix product before it where that has no other user.
  ///
  ///     batch_norm(conv(x, w, b), …)     -->  conv(x, w * s, (b - mean) * s + shift)
  ///     batch_norm(matmul(x, w), …)      -->  add(matmul(x, w * s), t)
  ///     batch_norm(x, …)                 -->  add(mul(x, s), t)
  public static let foldBatchNorm = RuleSet([
    RewriteRule("fold-batch-norm", replacing: Graph.BatchNorm.self) {
      (norm, build) throws(Diagnostic) in
      let (scale, shift) = try build.affine(norm)
      if build.module.hasOneUse(norm.input) {
        if let conv = build.match(norm.input, as: Graph.Conv.self) {
          return try build.fold(scale, shift, into: conv)
        }
        if let product = build.match(norm.input, as: Graph.MatMul.self),
          let folded = try build.fold(scale, shift, into: product)
        {
          return folded
        }
      }
      let rank = build.sizes(norm.input).count
      let product = try build.make(
        Graph.Mul.self, norm.input, build.perChannel(scale, at: 1, rank: rank))
      return try build.make(
        Graph.Add.self, product, build.perChannel(shift, at: 1, rank: rank))
    }
  ])
}

extension Builder {
  /// The normalisation as `x * scale + shift`.
  fileprivate mutating func affine(
    _ norm: Graph.BatchNorm
  ) throws(Diagnostic) -> (scale: ValueID, shift: ValueID) {
    let epsilon = scalar(norm.epsilon, like: norm.variance)
    let variance = try make(Graph.Add.self, norm.variance, epsilon)
    let deviation = try make(Graph.Sqrt.self, variance)
    let scale = try make(Graph.Div.self, norm.scale, deviation)
    let centre = try make(Graph.Mul.self, norm.mean, scale)
    return (scale, try make(Graph.Sub.self, norm.bias, centre))
  }

  /// A vector in the shape that broadcasts it along dimension `axis` of `rank`.
  fileprivate mutating func perChannel(
    _ vector: ValueID, at axis: Int, rank: Int
  ) throws(Diagnostic) -> ValueID {
    let ones = Array(repeating: IndexExpression.one, count: rank - axis - 1)
    return try reshape(vector, to: sizes(vector) + ones)
  }

  fileprivate mutating func fold(
    _ scale: ValueID, _ shift: ValueID, into conv: Graph.Conv
  ) throws(Diagnostic) -> ValueID? {
    var conv = conv
    let factor = try perChannel(scale, at: 0, rank: sizes(conv.weight).count)
    conv.weight = try make(Graph.Mul.self, conv.weight, factor)
    if let bias = conv.bias {
      let scaled = try make(Graph.Mul.self, bias, scale)
      conv.bias = try make(Graph.Add.self, scaled, shift)
    } else {
      conv.bias = shift
    }
    return insert(conv)
  }

  /// Channels are dimension 1, so this is for products of matrices only.
  fileprivate mutating func fold(
    _ scale: ValueID, _ shift: ValueID, into product: Graph.MatMul
  ) throws(Diagnostic) -> ValueID? {
    guard product.resultType.rank == 2, sizes(product.rhs).count == 2 else { return nil }
    var product = product
    let factor = try perChannel(
      scale, at: product.transposesRHS ? 0 : 1, rank: 2)
    product.rhs = try make(Graph.Mul.self, product.rhs, factor)
    return try make(Graph.Add.self, insert(product), shift)
  }
}
