import Dialects
import IR
import Support

/// Simplifies the operands of matrix products; see `RuleSet.absorbLayout`.
public let absorbLayout = Pass.applying(
  .absorbLayout, "absorb-layout",
  "takes transpositions and numeric factors out of the operands of matrix products")

extension RuleSet {
  /// Takes transpositions and numeric factors out of the operands of matrix products.
  ///
  ///     matmul(x, transpose(y, [0,1,3,2]))    -->  matmul(x, y) <{transpose_rhs = true}>
  ///     matmul(x * 0.5, y)                    -->  matmul(x, y) * 0.5
  public static let absorbLayout = RuleSet([
    RewriteRule("matmul-transpose-rhs", replacing: Graph.MatMul.self) {
      (product, build) throws(Diagnostic) in
      guard let (source, flag) = try build.untransposed(product.rhs, product.transposesRHS)
      else { return nil }
      var product = product
      (product.rhs, product.transposesRHS) = (source, flag)
      return build.insert(product)
    },
    RewriteRule("matmul-transpose-lhs", replacing: Graph.MatMul.self) {
      (product, build) throws(Diagnostic) in
      guard let (source, flag) = try build.untransposed(product.lhs, product.transposesLHS)
      else { return nil }
      var product = product
      (product.lhs, product.transposesLHS) = (source, flag)
      return build.insert(product)
    },
    RewriteRule("matmul-factor-lhs", replacing: Graph.MatMul.self) {
      (product, build) throws(Diagnostic) in
      guard let (source, factor) = build.factored(product.lhs) else { return nil }
      var product = product
      product.lhs = source
      return try build.make(Graph.Mul.self, build.insert(product), factor)
    },
    RewriteRule("matmul-factor-rhs", replacing: Graph.MatMul.self) {
      (product, build) throws(Diagnostic) in
      guard let (source, factor) = build.factored(product.rhs) else { return nil }
      var product = product
      product.rhs = source
      return try build.make(Graph.Mul.self, build.insert(product), factor)
    },
  ])
}

extension Builder {
  /// An operand of a product from before its last two dimensions were swapped, if that leaves no
  /// transposition, or one that keeps rows contiguous where it did not before.
  fileprivate mutating func untransposed(
    _ value: ValueID, _ isTransposed: Bool
  ) throws(Diagnostic) -> (ValueID, Bool)? {
    guard let transpose = match(value, as: Graph.Transpose.self) else { return nil }
    let rank = transpose.permutation.count
    guard rank >= 2, transpose.permutation[rank - 1] != rank - 1 else { return nil }
    var swapped = transpose.permutation
    swapped.swapAt(rank - 1, rank - 2)
    guard swapped[rank - 1] == rank - 1 else { return nil }
    return (try self.transpose(transpose.input, swapped), !isTransposed)
  }

  /// An operand that is a product with one number, and that number as a scalar.
  fileprivate mutating func factored(_ value: ValueID) -> (ValueID, ValueID)? {
    guard module.hasOneUse(value), let product = match(value, as: Graph.Mul.self),
      element(value).isFloat, let number = uniform(product.rhs),
      sizes(product.lhs) == sizes(value)
    else { return nil }
    return (product.lhs, scalar(number, like: value))
  }
}
