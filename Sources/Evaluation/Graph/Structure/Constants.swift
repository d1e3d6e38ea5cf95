import Dialects

extension Graph.Constant: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    [try TensorValue(value, in: scope.module)]
  }
}

extension Graph.SizeTensor: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let shape = try scope.shape(of: resultType)
    let values = try scope.sizes(elements)
    guard shape.product == values.count else {
      throw EvaluationError("\(values.count) elements do not fit shape \(shape)")
    }
    return [TensorValue(shape, values.map(Int64.init))]
  }
}

extension Graph.Iota: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let shape = try scope.shape(of: resultType)
    try scope.checkSize(shape)
    let axis = try scope.checked(axis: axis, rank: shape.count)
    let start = try scope.checked(start, count: 1, "start")[0]
    let step = try scope.checked(step, count: 1, "step")[0]
    var values: [Int128] = []
    values.reserveCapacity(shape.product)
    forEachCoordinate(of: shape) { coordinate in
      values.append(Int128(start) + Int128(step) * Int128(coordinate[axis]))
    }
    return [TensorValue(shape, kind: try scope.kind(of: resultType), integers: values)]
  }
}
