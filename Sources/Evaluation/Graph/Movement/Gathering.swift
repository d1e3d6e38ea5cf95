import Dialects

extension TensorValue {
  /// The elements as indices into an axis of `size`, negative ones counted from the back.
  func indices(into size: Int, axis: Int) throws(EvaluationError) -> [Int] {
    guard kind.isInteger else { throw EvaluationError("indices must be integers, found \(kind)") }
    return try integers.mapThrowing { (value: Int128) throws(EvaluationError) -> Int in
      try index(value, into: size, axis: axis)
    }
  }
}

/// `value` as an index into an axis of `size`, counted from the back if negative.
func index(_ value: Int128, into size: Int, axis: Int) throws(EvaluationError) -> Int {
  guard value >= -Int128(size), value < Int128(size) else {
    let range = size == 0 ? "it has no elements" : "expected \(-size) to \(size - 1)"
    throw EvaluationError("index \(value) is out of range for axis \(axis): \(range)")
  }
  return Int(value) + (value < 0 ? size : 0)
}

extension Graph.Gather: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let data = try scope.value(data)
    let positions = try scope.value(indices)
    let axis = try scope.checked(axis: axis, rank: data.rank)
    let wanted = try positions.indices(into: data.shape[axis], axis: axis)
    let shape = Array(data.shape[..<axis] + positions.shape + data.shape[(axis + 1)...])
    try scope.checkSize(shape)
    let outer = data.shape[..<axis].reduce(1, *)
    let inner = data.shape[(axis + 1)...].reduce(1, *) * data.kind.byteCount
    var bytes: [UInt8] = []
    bytes.reserveCapacity(outer * wanted.count * inner)
    for row in 0..<outer {
      for position in wanted {
        let start = (row * data.shape[axis] + position) * inner
        bytes.append(contentsOf: data.bytes[start..<start + inner])
      }
    }
    return [TensorValue(uncheckedShape: shape, kind: data.kind, bytes: bytes)]
  }
}

extension Graph.GatherElements: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let data = try scope.value(data)
    let positions = try scope.value(indices)
    let axis = try scope.checked(axis: axis, rank: data.rank)
    let places = try elementPlaces(in: data.shape, positions, axis: axis)
    return [data.picking(places, shape: positions.shape)]
  }
}

/// For each element of `positions`, the place in a tensor of `shape` that has the element's own
/// coordinate but for `axis`, where it has the element's value.
func elementPlaces(
  in shape: [Int], _ positions: TensorValue, axis: Int
) throws(EvaluationError) -> [Int] {
  guard positions.rank == shape.count else {
    throw EvaluationError("indices must have rank \(shape.count), found \(positions.rank)")
  }
  for other in shape.indices where other != axis {
    guard positions.shape[other] <= shape[other] else {
      throw EvaluationError("indices of shape \(positions.shape) do not fit shape \(shape)")
    }
  }
  let wanted = try positions.indices(into: shape[axis], axis: axis)
  let strides = rowMajorStrides(shape)
  var places: [Int] = []
  places.reserveCapacity(wanted.count)
  forEachCoordinate(of: positions.shape) { coordinate in
    let own = coordinate.dot(strides) - coordinate[axis] * strides[axis]
    places.append(own + wanted[places.count] * strides[axis])
  }
  return places
}

extension Graph.GatherND: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let data = try scope.value(data)
    let positions = try scope.value(indices)
    let starts = try slicePlaces(in: data.shape, positions, batchAxes: batchDimensions)
    let depth = batchDimensions + (positions.shape.last ?? 0)
    let slice = Array(data.shape[depth...])
    try scope.checkSize([starts.count] + slice)
    let size = slice.product * data.kind.byteCount
    var bytes: [UInt8] = []
    bytes.reserveCapacity(starts.count * size)
    for start in starts {
      let first = start * data.kind.byteCount
      bytes.append(contentsOf: data.bytes[first..<first + size])
    }
    return [
      TensorValue(
        uncheckedShape: positions.shape.dropLast() + slice, kind: data.kind, bytes: bytes)
    ]
  }
}

/// For each index tuple (along the last axis of `positions`) the place in a tensor of `shape` where
/// the slice starts that it names.
///
/// The first `batchAxes` axes of both are matched.
func slicePlaces(
  in shape: [Int], _ positions: TensorValue, batchAxes: Int = 0
) throws(EvaluationError) -> [Int] {
  guard positions.kind.isInteger else {
    throw EvaluationError("indices must be integers, found \(positions.kind)")
  }
  guard let depth = positions.shape.last, batchAxes >= 0, batchAxes < positions.rank,
    batchAxes + depth <= shape.count,
    positions.shape.prefix(batchAxes).elementsEqual(shape.prefix(batchAxes))
  else {
    throw EvaluationError("indices of shape \(positions.shape) do not fit shape \(shape)")
  }
  let strides = rowMajorStrides(shape)
  let values = positions.integers
  var places: [Int] = []
  try forEachCoordinate(of: positions.shape.dropLast()) {
    (coordinate: [Int]) throws(EvaluationError) in
    var place = 0
    for axis in 0..<batchAxes { place += coordinate[axis] * strides[axis] }
    let tuple = places.count * depth
    for step in 0..<depth {
      let axis = batchAxes + step
      place += try index(values[tuple + step], into: shape[axis], axis: axis) * strides[axis]
    }
    places.append(place)
  }
  return places
}

extension Graph.OneHot: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let positions = try scope.value(indices)
    let values = try scope.value(values)
    let depth = try scope.checked(depth, count: 1, "depth")[0]
    let axis = try scope.checked(axis: axis, rank: positions.rank + 1)
    try scope.checkSize(positions.shape + [depth])
    guard depth >= 0, values.count == 2 else {
      throw EvaluationError("expected a depth of at least zero and two values, off and on")
    }
    let wanted: [Int] = positions.doubles.map { value in
      guard value >= -Double(depth), value < Double(depth) else { return -1 }
      let whole = Int(value.rounded(.down))
      return Double(whole) == value ? (whole < 0 ? whole + depth : whole) : -1
    }
    var shape = positions.shape
    shape.insert(depth, at: axis)
    let strides = rowMajorStrides(positions.shape)
    var places: [Int] = []
    forEachCoordinate(of: shape) { coordinate in
      var own = coordinate
      own.remove(at: axis)
      places.append(wanted[own.dot(strides)] == coordinate[axis] ? 1 : 0)
    }
    return [values.picking(places, shape: shape)]
  }
}
