import Dialects
import IR
import Support

extension OperatorTable {
  /// The grid for `GridSample` that an affine map makes.
  static let affineGrid = OperatorImport("AffineGrid") { (node, build) throws(Diagnostic) in
    [try build.affineGrid(node)]
  }
}

extension GraphBuilder {
  /// The positions that affine maps give for evenly spaced ones.
  fileprivate mutating func affineGrid(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let theta = try node.input(0)
    guard let size = try node.integers(ofInput: 1, "size"), [4, 5].contains(size.count),
      theta.rank == 3, theta.sizes[2] == IndexExpression(size.count - 1)
    else {
      throw .error(
        "'size' must have 4 or 5 elements and 'theta' a column for each axis and one more")
    }
    let extents = Array(size[2...])
    let rank = extents.count
    func column(_ number: Int) throws(Diagnostic) -> ImportedTensor {
      let part = try take(theta, axis: 2, from: IndexExpression(number), count: 1)
      let ones = Array(repeating: IndexExpression.one, count: rank)
      return try reshape(part, to: [theta.sizes[0]] + ones + [IndexExpression(rank)])
    }
    var grid = try column(rank)
    for (axis, extent) in extents.enumerated() {
      let places = try emit(Graph.Iota(sizes: [extent], element: theta.element, in: module))
      let spaced = try evenlySpaced(
        places, extent, alignsCorners: try node.bool("align_corners"))
      var shape = Array(repeating: IndexExpression.one, count: rank + 2)
      shape[axis + 1] = extent
      let coordinate = try reshape(spaced, to: shape)
      let product = try binary(Graph.Mul.self, try column(rank - 1 - axis), coordinate)
      grid = try binary(Graph.Add.self, grid, product)
    }
    return grid
  }

  /// Places along an axis between -1 and 1: the centres of the elements, or from end to end.
  private mutating func evenlySpaced(
    _ places: ImportedTensor, _ extent: IndexExpression, alignsCorners: Bool
  ) throws(Diagnostic) -> ImportedTensor {
    let element = places.element
    let count = try number(alignsCorners ? .maximum(extent - 1, 1) : extent, element)
    let double = try binary(Graph.Mul.self, places, scalar(2, element))
    let shifted =
      try alignsCorners ? double : binary(Graph.Add.self, double, scalar(1, element))
    let fraction = try binary(Graph.Div.self, shifted, count)
    return try binary(Graph.Sub.self, fraction, scalar(1, element))
  }
}
