import Dialects
import IR
import Support
import TensorExpressions

extension Graph.WinogradConv: AnyOrderOperation {
  /// Small products with the transforms, which are constants, around one product for each of the
  /// `n * n` elements of a tile, whose rows are the tiles of all images.
  ///
  ///     Z[image, tile row, x, i, c]  = sum over k of B[i, k] * P[image, c, tile row * m + k, x]
  ///     V[i, j, tile, c]             = sum over k of B[j, k] * Z[…, tile column * m + k, i, c]
  ///     M[i, j, tile, o]             = sum over c of V[i, j, tile, c] * U[i, j, c, o]
  ///     R[a, j, tile, o]             = sum over i of A[a, i] * M[i, j, tile, o]
  ///     Y[image, o, y, x]            = sum over j of A[x mod m, j] * R[y mod m, j, tile, o]
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (x, weight) = (try kernel.tensor(input), try kernel.tensor(weight))
    let (before, after) = (try kernel.tensor(inputTransform), try kernel.tensor(outputTransform))
    let bias = try kernel.tensor(bias)
    let target = try kernel.destination()
    let (side, step) = (before.shape[0], after.shape[0])
    guard let terms = side.constantValue else { throw kernel.unsupported("its tiles have no size") }
    let element = target.element.computed
    let (images, inputs, outputs) = (x.shape[0], x.shape[1], target.shape[1])
    let counts = target.shape[2...].map { $0.ceilDivided(by: step) }
    let tiles = images * counts[0] * counts[1]
    let sizes = counts.map { $0 * step + (side - step) }
    let padded = kernel.padded(
      x, begins: [0, 0] + window.padsBegin, to: [images, inputs] + sizes)
    let rows = kernel.program.reduce(
      kernel.name("rows"), [images, counts[0], sizes[1], side, inputs], over: [side], .sum, element
    ) { at, reduced in
      before[at[3], reduced[0]] * padded[at[0], at[4], at[1] * step + reduced[0], at[2]]
    }
    let known = kernel
    func simplified(
      _ expressions: [IndexExpression], _ extents: [IndexExpression]
    ) -> [IndexExpression] {
      known.simplified(expressions, extents: extents)
    }
    let extents = [side, side, tiles, inputs]
    let elements = kernel.program.reduce(
      kernel.name("elements"), extents, over: [side], .sum, element
    ) { at, reduced in
      let place = simplified(
        [
          at[2].floorDivided(by: counts[0] * counts[1]),
          at[2].floorDivided(by: counts[1]).remainder(by: counts[0]),
          at[2].remainder(by: counts[1]) * step + reduced[0],
        ], extents + [side])
      return before[at[1], reduced[0]] * rows[place + [at[0], at[3]]]
    }
    let products = kernel.program.reduce(
      kernel.name("products"), [side, side, tiles, outputs], over: [inputs], .sum, element
    ) { at, reduced in
      elements[at[0], at[1], at[2], reduced[0]] * weight[at[0], at[1], reduced[0], at[3]]
    }
    let halves = kernel.program.reduce(
      kernel.name("halves"), [step, side, tiles, outputs], over: [side], .sum, element
    ) { at, reduced in
      after[at[0], reduced[0]] * products[reduced[0], at[1], at[2], at[3]]
    }
    try kernel.compute { at in
      let tile =
        (at[0] * counts[0] + at[2].floorDivided(by: step)) * counts[1]
        + at[3].floorDivided(by: step)
      let (row, column) = (at[2].remainder(by: step), at[3].remainder(by: step))
      let sums = (0..<terms).map { term in
        let term = IndexExpression(term)
        return after[column, term] * halves[row, term, tile, at[1]]
      }
      let sum = sums.dropFirst().reduce(sums[0], +)
      return bias.map { sum + $0[at[1]] } ?? sum
    }
  }
}
