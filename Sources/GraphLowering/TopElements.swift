import Dialects
import IR
import Support
import TensorExpressions

extension Graph.TopK: LowerableOperation {
  /// Every element counts those that come before it; the one with rank `p` goes to place `p`.
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let extent = x.shape[axis]
    func along(_ position: [IndexExpression], _ index: IndexExpression) -> [IndexExpression] {
      var position = position
      position[axis] = index
      return position
    }
    let rank = kernel.program.reduce(kernel.name("rank"), x.shape, over: [extent], .sum, .i64) {
      position, reduced in
      let (own, other) = (x[position], x[along(position, reduced[0])])
      let isEarlier = Scalar.index(reduced[0]) .< .index(position[axis])
      let precedes = comesFirst(other, own) | (isEarlier & ~comesFirst(own, other))
      return select(precedes, .integer(1, .i64), .integer(0, .i64))
    }
    let places = try kernel.destination(1)
    kernel.program.reduce(kernel.name("place"), into: places, over: [extent], .sum) {
      position, reduced in
      let isIt =
        rank[along(position, reduced[0])] .== Scalar.index(position[axis]).converted(to: .i64)
      return select(
        isIt, Scalar.index(reduced[0]).converted(to: .i64), .integer(0, .i64))
    }
    let extents = try kernel.destination().shape
    let known = kernel
    try kernel.compute { position in
      var place = position.map { Index.at($0) }
      place[axis] = known.position(places[position], in: extent, extents: extents)
      return x[at: place]
    }
  }

  /// NaN counts as the largest.
  private func comesFirst(_ x: Scalar, _ y: Scalar) -> Scalar {
    let plain = Scalar.compare(takesLargest ? .greater : .less, x, y)
    guard x.type.isFloat else { return plain }
    let (xIsNaN, yIsNaN) = (Scalar.compare(.notEqual, x, x), Scalar.compare(.notEqual, y, y))
    return plain | (takesLargest ? xIsNaN & ~yIsNaN : yIsNaN & ~xIsNaN)
  }
}
