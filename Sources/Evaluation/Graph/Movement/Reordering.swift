import Dialects

extension Graph.Reshape: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let shape = try scope.shape(of: resultType)
    guard let result = operand.reshaped(to: shape) else {
      throw EvaluationError(
        "shape \(operand.shape) has \(operand.count) elements, shape \(shape) has \(shape.product)")
    }
    return [result]
  }
}

extension Graph.Transpose: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    guard permutation.sorted() == Array(0..<operand.rank) else {
      throw EvaluationError("\(permutation) is not a permutation of \(operand.rank) axes")
    }
    return [operand.transposed(permutation)]
  }
}

extension Graph.Broadcast: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let shape = try scope.shape(of: resultType)
    try scope.checkSize(shape)
    guard let result = operand.broadcast(to: shape) else {
      throw EvaluationError("shape \(operand.shape) does not broadcast to \(shape)")
    }
    return [result]
  }
}

extension Graph.Concat: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    var operands: [TensorValue] = []
    for input in inputs { operands.append(try scope.value(input)) }
    guard let first = operands.first else { throw EvaluationError("expected at least one operand") }
    let axis = try scope.checked(axis: axis, rank: first.rank)
    var shape = first.shape
    shape[axis] = 0
    for operand in operands {
      var expected = shape
      expected[axis] = operand.rank == shape.count ? operand.shape[axis] : 0
      guard operand.shape == expected, operand.kind == first.kind else {
        throw EvaluationError(
          "cannot join shape \(operand.shape) with shape \(first.shape) along axis \(axis)")
      }
      shape[axis] += operand.shape[axis]
    }
    // In memory a result row is one run of each operand in turn.
    let rows = shape[..<axis].reduce(1, &*)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(shape.product * first.kind.byteCount)
    for row in 0..<rows {
      for operand in operands {
        let run = operand.bytes.count / rows
        bytes.append(contentsOf: operand.bytes[row * run..<(row + 1) * run])
      }
    }
    return [TensorValue(uncheckedShape: shape, kind: first.kind, bytes: bytes)]
  }
}

extension Graph.Slice: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let starts = try scope.checked(starts, count: operand.rank, "starts")
    let steps = try scope.checked(steps, count: operand.rank, "steps")
    let shape = try scope.shape(of: resultType)
    guard shape.count == operand.rank else {
      throw EvaluationError("the result must have rank \(operand.rank), found \(shape.count)")
    }
    if shape.contains(0) {
      return [TensorValue(uncheckedShape: shape, kind: operand.kind, bytes: [])]
    }
    for axis in shape.indices {
      let (span, overflows) = (shape[axis] - 1).multipliedReportingOverflow(by: steps[axis])
      let range = 0..<operand.shape[axis]
      guard !overflows, range.contains(starts[axis]), range.contains(starts[axis] &+ span) else {
        throw EvaluationError(
          "\(shape[axis]) elements along axis \(axis) from \(starts[axis]) in steps of "
            + "\(steps[axis]) are not all within the operand, which has \(operand.shape[axis])")
      }
    }
    let strides = rowMajorStrides(operand.shape)
    return [
      operand.strided(
        shape: shape, strides: shape.indices.map { strides[$0] * steps[$0] },
        offset: starts.dot(strides))
    ]
  }
}

extension Graph.Tile: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let repeats = try scope.checked(repeats, count: operand.rank, "repeats")
    let shape = zip(operand.shape, repeats).map { size, count in
      let (product, overflows) = size.multipliedReportingOverflow(by: count)
      return overflows ? -1 : product
    }
    try scope.checkSize(shape)
    let strides = rowMajorStrides(operand.shape)
    var places: [Int] = []
    places.reserveCapacity(shape.product)
    forEachCoordinate(of: shape) { coordinate in
      var place = 0
      for axis in coordinate.indices {
        place += coordinate[axis] % operand.shape[axis] * strides[axis]
      }
      places.append(place)
    }
    return [operand.picking(places, shape: shape)]
  }
}
