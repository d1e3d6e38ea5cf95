import Dialects

extension Graph.Pad: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let fill = try scope.value(value)
    let begins = try scope.checked(begins, count: operand.rank, "begins")
    let ends = try scope.checked(ends, count: operand.rank, "ends")
    let shape = operand.shape.indices.map { begins[$0] &+ operand.shape[$0] &+ ends[$0] }
    try scope.checkSize(shape)
    if let fill, fill.count != 1 || fill.kind != operand.kind {
      throw EvaluationError("the value to pad with must be one element of \(operand.kind)")
    }
    if shape.contains(0) {
      return [TensorValue(uncheckedShape: shape, kind: operand.kind, bytes: [])]
    }
    // For each axis, where each position comes from; nil for the given value.
    var sources: [[Int?]] = []
    for axis in shape.indices {
      sources.append(
        try (0..<shape[axis]).mapThrowing { (position: Int) throws(EvaluationError) -> Int? in
          try mode.source(of: position - begins[axis], size: operand.shape[axis])
        })
    }
    let strides = rowMajorStrides(operand.shape)
    var places: [Int] = []
    places.reserveCapacity(shape.product)
    forEachCoordinate(of: shape) { coordinate in
      var place = 0
      for axis in coordinate.indices {
        guard let source = sources[axis][coordinate[axis]] else {
          places.append(-1)
          return
        }
        place += source * strides[axis]
      }
      places.append(place)
    }
    return [operand.picking(places, shape: shape, fill: fill)]
  }
}

extension Graph.PadMode {
  /// Which of `size` elements lies at `position`, counted from the first; `nil` for the given value.
  fileprivate func source(of position: Int, size: Int) throws(EvaluationError) -> Int? {
    if (0..<size).contains(position) { return position }
    if self == .constant { return nil }
    guard size > 0 else { throw EvaluationError("an axis without elements cannot be extended") }
    switch self {
    case .constant: return nil
    case .edge: return position < 0 ? 0 : size - 1
    case .wrap: return position - position.floorDivided(by: size) * size
    case .reflect:
      // Back and forth with a period of twice the distance from end to end.
      let period = max(2 * (size - 1), 1)
      let phase = position - position.floorDivided(by: period) * period
      return size == 1 ? 0 : min(phase, period - phase)
    }
  }
}

extension Sequence {
  /// `map` with a closure that throws one type of error.
  func mapThrowing<Result, Failure: Error>(
    _ transform: (Element) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try transform(element)) }
    return results
  }
}

extension Graph.Trilu: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    guard operand.rank >= 2 else { throw EvaluationError("expected rank 2 or more") }
    // Far beyond the matrix one diagonal is like another.
    let offset = min(max(try scope.checked(diagonal, count: 1, "diagonal")[0], -1 << 40), 1 << 40)
    var places: [Int] = []
    places.reserveCapacity(operand.count)
    forEachCoordinate(of: operand.shape) { coordinate in
      let row = coordinate[operand.rank - 2]
      let column = coordinate[operand.rank - 1]
      let distance = column - row - offset
      places.append((upper ? distance >= 0 : distance <= 0) ? places.count : -1)
    }
    return [operand.picking(places, shape: operand.shape)]
  }
}
