/// A tensor seen as rows: along each, some axes run; across them, the others.
///
/// This is how everything that works along axes is written: get rows, work on each, put back.
struct Rows {
  /// The shape of the operand.
  let shape: [Int]
  /// The axes that run along a row, in their order.
  let axes: [Int]
  let count: Int
  let length: Int
  private let permutation: [Int]
  private let arranged: TensorValue

  init(of tensor: TensorValue, along axes: [Int]) throws(EvaluationError) {
    guard axes.allSatisfy({ (0..<tensor.rank).contains($0) }), Set(axes).count == axes.count else {
      throw EvaluationError("axes \(axes) are not distinct axes of shape \(tensor.shape)")
    }
    shape = tensor.shape
    self.axes = axes.sorted()
    let across = shape.indices.filter { !axes.contains($0) }
    permutation = across + self.axes
    count = across.map { tensor.shape[$0] }.product
    length = self.axes.map { tensor.shape[$0] }.product
    arranged = tensor.transposed(permutation)
  }

  /// The elements row after row.
  var doubles: [Double] { arranged.doubles }
  var integers: [Int128] { arranged.integers }

  /// The shape with one element for each row; `keeping` leaves the axes with size one.
  func reducedShape(keeping: Bool) -> [Int] {
    shape.indices.compactMap { axes.contains($0) ? (keeping ? 1 : nil) : shape[$0] }
  }

  /// A tensor of the operand's shape from elements row after row.
  func restored(_ value: TensorValue) -> TensorValue {
    let arranged = TensorValue(
      uncheckedShape: permutation.map { shape[$0] }, kind: value.kind, bytes: value.bytes)
    var inverse = permutation
    for (place, axis) in permutation.enumerated() { inverse[axis] = place }
    return arranged.transposed(inverse)
  }

  /// A tensor of the operand's shape: `transform` of every row, a run of `length` elements.
  func mapRows(
    to kind: ScalarKind, _ transform: (ArraySlice<Double>) -> [Double]
  ) -> TensorValue {
    let values = doubles
    var results: [Double] = []
    results.reserveCapacity(values.count)
    for row in 0..<count {
      results += transform(values[row * length..<(row + 1) * length])
    }
    return restored(TensorValue([values.count], kind: kind, doubles: results))
  }
}
