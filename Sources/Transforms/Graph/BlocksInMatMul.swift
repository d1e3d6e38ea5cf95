import Dialects
import IR
import Support

extension RewriteRule {
  /// Lets a product find the scales of its weights by block.
  ///
  ///     matmul(x : m×k, reshape(cast(w : i4) * s : k/32×1×n : k/32×32×n))
  ///       --> einsum "ayz,yzn->an" (reshape(x : m×k/32×32), cast(w) * s)
  ///
  /// so that weights stay narrow and each block of a sum is multiplied by its scale once. A weight
  /// whose last block is cut off is multiplied with an `x` that is filled up with zeros.
  static let blocksInMatMul = RewriteRule("blocks-in-matmul", replacing: Graph.MatMul.self) {
    (product, build) throws(Diagnostic) in
    guard !product.transposesLHS,
      let weight = build.blockedWeight(product.rhs, isTransposed: product.transposesRHS),
      let depth = build.sizes(product.lhs).last
    else { return nil }
    let form = build.sizes(weight)
    let (blocks, size) = product.transposesRHS ? (form[1], form[2]) : (form[0], form[1])
    var x = product.lhs
    let rank = build.sizes(x).count
    // Letters for the axes that stay; there are not more.
    guard rank <= 20 else { return nil }
    let missing = build.module.graphAssumptions.simplified(blocks * size - depth)
    if missing != 0 {
      var ends = Array(repeating: IndexExpression.zero, count: rank)
      ends[rank - 1] = missing
      x = build.insert(try Graph.Pad(x, begins: ends.map { _ in 0 }, ends: ends, in: build.module))
    }
    let sizes = build.sizes(x).dropLast() + [blocks, size]
    let rows = String("abcdefghijklmopqrstu".prefix(rank - 1))
    let columns = product.transposesRHS ? "nyz" : "yzn"
    let operands = [try build.reshape(x, to: Array(sizes)), weight]
    return build.insert(
      try Graph.Einsum(operands, equation: "\(rows)yz,\(columns)->\(rows)n", in: build.module))
  }
}

extension Builder {
  /// The quantised constant of three axes, `[blocks, steps, columns]` or, transposed, `[columns, blocks,
  /// steps]`, that a matrix is a reshape of, or the beginning of one.
  fileprivate func blockedWeight(_ matrix: ValueID, isTransposed: Bool) -> ValueID? {
    var value = matrix
    if let slice = match(value, as: Graph.Slice.self) {
      guard slice.starts.allSatisfy({ $0 == 0 }), slice.steps.allSatisfy({ $0 == 1 }) else {
        return nil
      }
      value = slice.input
    }
    guard let reshape = match(value, as: Graph.Reshape.self),
      DequantizedConstant(reshape.input, in: module) != nil
    else { return nil }
    let form = sizes(reshape.input)
    guard form.count == 3 else { return nil }
    let joined = isTransposed ? [form[0], form[1] * form[2]] : [form[0] * form[1], form[2]]
    return sizes(value) == joined ? reshape.input : nil
  }
}
