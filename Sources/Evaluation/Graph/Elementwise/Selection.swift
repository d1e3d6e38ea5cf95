import Dialects

extension Graph.Where: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let condition = try scope.value(condition)
    let left = try scope.value(lhs)
    let right = try scope.value(rhs)
    guard left.kind == right.kind, condition.kind == .bool else {
      throw EvaluationError("expected truth values and two operands of one element type")
    }
    let shape = broadcastShape(left.shape, right.shape)
      .flatMap { broadcastShape(condition.shape, $0) }
    guard let shape else {
      throw EvaluationError(
        "shapes \(condition.shape), \(left.shape) and \(right.shape) do not broadcast")
    }
    try scope.checkSize(shape)
    let chosen = condition.broadcast(to: shape)?.booleans ?? []
    let a = left.broadcast(to: shape) ?? left
    let b = right.broadcast(to: shape) ?? right
    let size = a.kind.byteCount
    var bytes = b.bytes
    for place in chosen.indices where chosen[place] {
      for byte in place * size..<(place + 1) * size { bytes[byte] = a.bytes[byte] }
    }
    return [TensorValue(uncheckedShape: shape, kind: a.kind, bytes: bytes)]
  }
}

extension Graph.Clip: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    var result = try scope.value(input)
    let lower = try scope.value(minimum)
    let upper = try scope.value(maximum)
    if let lower {
      result = try result.bounded(by: lower, RealFunctions.maximum, max)
    }
    if let upper {
      result = try result.bounded(by: upper, RealFunctions.minimum, min)
    }
    return [result]
  }
}

extension TensorValue {
  fileprivate func bounded(
    by bound: TensorValue, _ floats: (Double, Double) -> Double,
    _ integers: (Int128, Int128) -> Int128
  ) throws(EvaluationError) -> TensorValue {
    guard let bound = bound.broadcast(to: shape),
      let result = zipFloats(bound, floats) ?? zipIntegers(bound, integers)
    else {
      throw EvaluationError(
        "a bound of shape \(bound.shape) and \(bound.kind) does not fit shape \(shape) and \(kind)")
    }
    return result
  }
}
