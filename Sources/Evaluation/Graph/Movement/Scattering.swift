import Dialects

extension Graph.ScatterElements: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let data = try scope.value(data)
    let positions = try scope.value(indices)
    let updates = try scope.value(updates)
    let axis = try scope.checked(axis: axis, rank: data.rank)
    guard updates.shape == positions.shape else {
      throw EvaluationError(
        "updates must have the shape of the indices, \(positions.shape), found \(updates.shape)")
    }
    let places = try elementPlaces(in: data.shape, positions, axis: axis)
    return [try data.scattering(updates, to: places, run: 1, reduction)]
  }
}

extension Graph.ScatterND: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let data = try scope.value(data)
    let positions = try scope.value(indices)
    let updates = try scope.value(updates)
    let starts = try slicePlaces(in: data.shape, positions)
    let slice = data.shape[(positions.shape.last ?? 0)...]
    guard updates.shape == positions.shape.dropLast() + slice else {
      throw EvaluationError(
        "updates must have shape \(positions.shape.dropLast() + slice), found \(updates.shape)")
    }
    return [try data.scattering(updates, to: starts, run: slice.reduce(1, *), reduction)]
  }
}

extension TensorValue {
  /// This with runs of `run` updates combined with what is at each of `starts`, in order.
  fileprivate func scattering(
    _ updates: TensorValue, to starts: [Int], run: Int, _ reduction: Graph.ScatterReduction
  ) throws(EvaluationError) -> TensorValue {
    guard updates.kind == kind else {
      throw EvaluationError("updates must be \(kind), found \(updates.kind)")
    }
    if kind.isFloat {
      var values = doubles
      values.scatter(updates.doubles, to: starts, run: run, reduction.real)
      return TensorValue(shape, kind: kind, doubles: values)
    }
    var values = integers
    values.scatter(updates.integers, to: starts, run: run, reduction.integer)
    return TensorValue(shape, kind: kind, integers: values)
  }
}

extension Array {
  fileprivate mutating func scatter(
    _ updates: [Element], to starts: [Int], run: Int, _ combine: (Element, Element) -> Element
  ) {
    for (number, start) in starts.enumerated() {
      for step in 0..<run {
        self[start + step] = combine(self[start + step], updates[number * run + step])
      }
    }
  }
}

extension Graph.ScatterReduction {
  fileprivate var real: (Double, Double) -> Double {
    switch self {
    case .none: return { $1 }
    case .add: return { $0 + $1 }
    case .mul: return { $0 * $1 }
    case .max: return RealFunctions.maximum
    case .min: return RealFunctions.minimum
    }
  }

  fileprivate var integer: (Int128, Int128) -> Int128 {
    switch self {
    case .none: return { $1 }
    case .add: return { $0 &+ $1 }
    case .mul: return { $0 &* $1 }
    case .max: return { Swift.max($0, $1) }
    case .min: return { Swift.min($0, $1) }
    }
  }
}
