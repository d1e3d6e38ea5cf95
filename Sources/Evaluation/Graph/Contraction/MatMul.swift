import Dialects

extension Graph.MatMul: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    var left = try scope.value(lhs)
    var right = try scope.value(rhs)
    guard left.rank > 0, right.rank > 0 else {
      throw EvaluationError("expected operands of rank 1 or more")
    }
    if transposesLHS { left = left.transposingMatrices }
    if transposesRHS { right = right.transposingMatrices }
    let (isRow, isColumn) = (left.rank == 1, right.rank == 1)
    // A vector on the left is a matrix of one row, on the right of one column.
    if isRow { left = left.reshaped(to: [1] + left.shape) ?? left }
    if isColumn { right = right.reshaped(to: right.shape + [1]) ?? right }
    let product = try MatrixProduct(left.shape, right.shape)
    try scope.checkSize(product.shape)
    guard let left = left.broadcast(to: product.batch + left.shape.suffix(2)),
      let right = right.broadcast(to: product.batch + right.shape.suffix(2))
    else { throw EvaluationError("batches do not broadcast") }
    let result = try product.result([left, right])
    var shape = product.batch
    if !isRow { shape.append(product.rows) }
    if !isColumn { shape.append(product.columns) }
    return [TensorValue(uncheckedShape: shape, kind: result.kind, bytes: result.bytes)]
  }
}

extension TensorValue {
  /// The last two axes swapped; a vector as it is.
  fileprivate var transposingMatrices: TensorValue {
    guard rank >= 2 else { return self }
    return transposed(Array(0..<rank - 2) + [rank - 1, rank - 2])
  }
}

/// Products of matrices, one for each element of a batch.
private struct MatrixProduct: Contraction {
  let batch: [Int]
  let rows: Int
  let depth: Int
  let columns: Int

  init(_ left: [Int], _ right: [Int]) throws(EvaluationError) {
    guard let batch = broadcastShape(left.dropLast(2), right.dropLast(2)),
      left[left.count - 1] == right[right.count - 2]
    else { throw EvaluationError("shapes \(left) and \(right) cannot be multiplied") }
    self.batch = batch
    rows = left[left.count - 2]
    depth = left[left.count - 1]
    columns = right[right.count - 1]
  }

  var shape: [Int] { batch + [rows, columns] }

  func contract<Number: Accumulator>(_ operands: [[Number]]) -> [Number] {
    var result = [Number](repeating: .zero, count: shape.product)
    for number in 0..<batch.product {
      addProduct(
        operands[0], from: number * rows * depth, operands[1], from: number * depth * columns,
        to: &result, from: number * rows * columns, rows: rows, depth: depth, columns: columns)
    }
    return result
  }
}

private func broadcastShape(_ left: ArraySlice<Int>, _ right: ArraySlice<Int>) -> [Int]? {
  broadcastShape(Array(left), Array(right))
}
