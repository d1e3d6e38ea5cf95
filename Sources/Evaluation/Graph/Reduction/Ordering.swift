import Dialects

// Positions of the largest or smallest elements.

extension Graph.ArgReduce: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let axis = try scope.checked(axis: axis, rank: operand.rank)
    let rows = try Rows(of: operand, along: [axis])
    guard rows.length > 0 || rows.count == 0 else {
      throw EvaluationError("axis \(axis) has no elements, so none is the \(kind.rawValue)imum")
    }
    let positions =
      operand.kind.isFloat
      ? positions(rows.doubles, rows) { isBetter($0, than: $1) }
      : positions(rows.integers, rows) { kind == .max ? $0 > $1 : $0 < $1 }
    return [TensorValue(rows.reducedShape(keeping: keepsAxis), positions)]
  }

  /// NaN beats every number.
  private func isBetter(_ x: Double, than y: Double) -> Bool {
    if x.isNaN || y.isNaN { return x.isNaN && !y.isNaN }
    return kind == .max ? x > y : x < y
  }

  private func positions<Value>(
    _ values: [Value], _ rows: Rows, _ isBetter: (Value, Value) -> Bool
  ) -> [Int64] {
    (0..<rows.count).map { row in
      let start = row * rows.length
      var best = 0
      for place in 1..<max(rows.length, 1) {
        let (new, old) = (values[start + place], values[start + best])
        if isBetter(new, old) || (selectsLast && !isBetter(old, new)) { best = place }
      }
      return Int64(best)
    }
  }
}

extension Graph.TopK: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let axis = try scope.checked(axis: axis, rank: operand.rank)
    let wanted = try scope.checked(count, count: 1, "count")[0]
    guard (0...operand.shape[axis]).contains(wanted) else {
      throw EvaluationError(
        "cannot take \(wanted) of \(operand.shape[axis]) elements along axis \(axis)")
    }
    let rows = try Rows(of: operand, along: [axis])
    let order =
      operand.kind.isFloat
      ? order(rows.doubles, rows, wanted) { comesFirst($0, $1) }
      : order(rows.integers, rows, wanted) { takesLargest ? $0 > $1 : $0 < $1 }
    var shape = operand.shape
    shape[axis] = wanted
    let positions = TensorValue(shapeOfRows(shape, axis), order.map(Int64.init))
    var back = Array(0..<operand.rank - 1)
    back.insert(operand.rank - 1, at: axis)
    let indices = positions.transposed(back)
    return [
      operand.picking(try elementPlaces(in: operand.shape, indices, axis: axis), shape: shape),
      indices,
    ]
  }

  /// `shape` with `axis` moved to the end.
  private func shapeOfRows(_ shape: [Int], _ axis: Int) -> [Int] {
    shape[..<axis] + shape[(axis + 1)...] + [shape[axis]]
  }

  /// NaN counts as the largest.
  private func comesFirst(_ x: Double, _ y: Double) -> Bool {
    if x.isNaN || y.isNaN { return takesLargest ? x.isNaN && !y.isNaN : !x.isNaN && y.isNaN }
    return takesLargest ? x > y : x < y
  }

  /// The positions of the first `wanted` elements of each row; of equals, the earlier first.
  private func order<Value>(
    _ values: [Value], _ rows: Rows, _ wanted: Int, _ comesFirst: (Value, Value) -> Bool
  ) -> [Int] {
    (0..<rows.count).flatMap { row in
      let start = row * rows.length
      return (0..<rows.length).sorted { left, right in
        let (x, y) = (values[start + left], values[start + right])
        return comesFirst(x, y) || (!comesFirst(y, x) && left < right)
      }.prefix(wanted)
    }
  }
}
