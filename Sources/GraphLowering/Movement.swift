import Dialects
import IR
import Support
import TensorExpressions

// Movements that are a change of indices.

extension Graph.Reshape: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let sizes = try kernel.destination().shape
    let map = kernel.simplified(
      reshapeMap(from: x.shape, to: sizes, kernel.areEqual), extents: sizes)
    try kernel.compute { _ in x[map] }
  }
}

/// Where each element of a reshaped tensor is in the original, over `d0…` for its own position.
///
/// Runs of dimensions with as many elements on both sides are dealt with one by one, so that sizes
/// that do not change keep their index.
func reshapeMap(
  from source: [IndexExpression], to target: [IndexExpression],
  _ areEqual: (IndexExpression, IndexExpression) -> Bool
) -> [IndexExpression] {
  if source.contains(0) || target.contains(0) { return source.map { _ in 0 } }
  var map: [IndexExpression] = []
  var (from, to) = (0, 0)
  while from < source.count || to < target.count {
    let (endFrom, endTo) = run(source, from, target, to, areEqual)
    var place: IndexExpression = 0
    for axis in to..<endTo {
      place = place * target[axis] + (target[axis] == 1 ? 0 : .dimension(axis))
    }
    var stride = IndexExpression.product(source[from..<endFrom])
    let outermost = (from..<endFrom).first { source[$0] != 1 }
    for axis in from..<endFrom {
      guard source[axis] != 1 else {
        map.append(0)
        continue
      }
      stride = .product(source[(axis + 1)..<endFrom])
      let along = stride == 1 ? place : place.floorDivided(by: stride)
      map.append(axis == outermost ? along : along.remainder(by: source[axis]))
    }
    (from, to) = (endFrom, endTo)
  }
  return map
}

/// Where the shortest run ends that has as many elements on both sides.
private func run(
  _ source: [IndexExpression], _ from: Int, _ target: [IndexExpression], _ to: Int,
  _ areEqual: (IndexExpression, IndexExpression) -> Bool
) -> (Int, Int) {
  let most = source.count - from + target.count - to
  for length in 1...max(most, 1) {
    for steps in max(0, length - (target.count - to))...min(length, source.count - from) {
      let (endFrom, endTo) = (from + steps, to + length - steps)
      let left = IndexExpression.product(source[from..<endFrom])
      if areEqual(left, .product(target[to..<endTo])) { return (endFrom, endTo) }
    }
  }
  return (source.count, target.count)
}

extension Graph.Transpose: AnyOrderOperation {
  /// From a tensor that has channels last in its type.
  var hasChannels: Bool { permutation.count > 2 && permutation[1] == permutation.count - 1 }

  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    try kernel.compute { position in
      var source = position
      for (axis, from) in permutation.enumerated() { source[from] = position[axis] }
      return x[source]
    }
  }
}

extension Graph.Broadcast: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    try kernel.compute { x[broadcast: $0] }
  }
}

extension Graph.Slice: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    try kernel.compute { position in
      x[position.indices.map { starts[$0] + steps[$0] * position[$0] }]
    }
  }
}

extension Graph.Tile: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    try kernel.compute { position in
      x[
        position.indices.map { axis in
          repeats[axis] == 1
            ? position[axis]
            : x.shape[axis] == 1 ? 0 : position[axis].remainder(by: x.shape[axis])
        }]
    }
  }
}

extension Graph.Trilu: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    guard let diagonal = diagonal.first else { throw kernel.unsupported("it has no diagonal") }
    try kernel.compute { position in
      let (row, column) = (position[position.count - 2], position[position.count - 1])
      let distance = Scalar.index(column - row - diagonal)
      let value = x[position]
      let isKept = Scalar.compare(upper ? .greaterOrEqual : .lessOrEqual, distance, 0)
      return select(isKept, value, .integer(0, value.type))
    }
  }
}

extension Graph.Concat: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    var parts: [Tensor] = []
    for input in inputs {
      let part = try kernel.tensor(input)
      if part.shape[axis] != 0 { parts.append(part) }
    }
    guard let last = parts.last else {
      let element = resultType.elementType
      return try kernel.compute { _ in .integer(0, element.computed) }
    }
    // Where each part begins; reads of parts that are not chosen are kept inside them.
    var starts: [IndexExpression] = [0]
    for part in parts.dropLast() { starts.append(starts[starts.count - 1] + part.shape[axis]) }
    let lastStart = starts[starts.count - 1]
    try kernel.compute { position in
      func read(_ part: Tensor, _ start: IndexExpression) -> Scalar {
        var place = position
        let size = part.shape[axis]
        place[axis] = .maximum(.minimum(position[axis] - start, .maximum(size - 1, 0)), 0)
        if parts.count == 1 { place[axis] = position[axis] }
        return part[place]
      }
      var result = read(last, lastStart)
      for index in parts.indices.dropLast().reversed() {
        let isBefore = Scalar.index(position[axis]) .< .index(starts[index + 1])
        result = select(isBefore, read(parts[index], starts[index]), result)
      }
      return result
    }
  }
}
