import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators that look elements up by index, and the inverse.
  static let indexing: [OperatorImport] = [
    OperatorImport("Gather") { (node, build) throws(Diagnostic) in
      let (data, indices) = (try node.input(0), try node.input(1))
      let axis = try node.axis(try node.int("axis", default: 0), rank: data.rank)
      return [try build.gather(data, indices, axis: axis)]
    },
    OperatorImport("GatherElements") { (node, build) throws(Diagnostic) in
      let data = try node.input(0)
      let axis = try node.axis(try node.int("axis", default: 0), rank: data.rank)
      let (x, i) = (build.value(data), build.value(try node.input(1)))
      return [try build.emit(Graph.GatherElements(x, i, axis: axis, in: build.module))]
    },
    OperatorImport("GatherND") { (node, build) throws(Diagnostic) in
      let (x, i) = (build.value(try node.input(0)), build.value(try node.input(1)))
      let batch = try node.int("batch_dims", default: 0)
      return [try build.emit(Graph.GatherND(x, i, batchDimensions: batch, in: build.module))]
    },
    OperatorImport("Scatter") { (node, build) throws(Diagnostic) in
      [try build.scatterElements(node)]
    },
    OperatorImport("ScatterElements") { (node, build) throws(Diagnostic) in
      [try build.scatterElements(node)]
    },
    OperatorImport("ScatterND") { (node, build) throws(Diagnostic) in
      let (x, i) = (build.value(try node.input(0)), build.value(try node.input(1)))
      let updates = build.value(try node.input(2))
      let reduction = try node.choice("reduction", default: Graph.ScatterReduction.none)
      return [
        try build.emit(Graph.ScatterND(x, i, updates, reduction: reduction, in: build.module))
      ]
    },
    OperatorImport("Trilu") { (node, build) throws(Diagnostic) in
      let x = build.value(try node.input(0))
      let diagonal = try node.integers(ofInput: 1, "k") ?? [0]
      let upper = try node.bool("upper", default: true)
      return [
        try build.emit(Graph.Trilu(x, upper: upper, diagonal: diagonal, in: build.module))
      ]
    },
    OperatorImport("OneHot", since: 9) { (node, build) throws(Diagnostic) in
      let indices = try node.input(0)
      guard let depth = try node.integers(ofInput: 1, "depth"), depth.count == 1 else {
        throw .error("'depth' must be one number")
      }
      let axis = try node.axis(try node.int("axis", default: -1), rank: indices.rank + 1)
      let (x, values) = (build.value(indices), build.value(try node.input(2)))
      return [
        try build.emit(Graph.OneHot(x, values, depth: depth, axis: axis, in: build.module))
      ]
    },
    OperatorImport("TopK") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let old = try node.optionalInt("k").map { [IndexExpression($0)] }
      let given = node.version < 10 ? old : try node.integers(ofInput: 1, "k")
      guard let count = given, count.count == 1 else {
        throw .error("'k' must be one number")
      }
      let axis = try node.axis(try node.int("axis", default: -1), rank: input.rank)
      try build.requireEqual(
        .minimum(input.sizes[axis], count[0]), count[0],
        "axis \(axis) of \(input.sizes.text) is shorter than 'k', \(count[0])")
      let x = build.value(input)
      return try build.emitAll(
        Graph.TopK(
          x, count: count[0], axis: axis, takesLargest: try node.bool("largest", default: true),
          isSorted: try node.bool("sorted", default: true), in: build.module))
    },
    OperatorImport("Compress", since: 9) { (node, build) throws(Diagnostic) in
      var input = try node.input(0)
      guard let condition = try node.constantNumbers(ofInput: 1, "condition") else {
        throw .error("'condition' is missing")
      }
      var axis = 0
      if let given = try node.optionalInt("axis") {
        axis = try node.axis(given, rank: input.rank)
      } else {
        input = try build.reshape(input, to: [.product(input.sizes)])
      }
      let kept = condition.indices.filter { condition[$0] != 0 }
      return [
        try build.gather(input, build.vector(kept.map { IndexExpression($0) }), axis: axis)
      ]
    },
    OperatorImport("ReverseSequence", since: 10) { (node, build) throws(Diagnostic) in
      [try build.reverseSequence(node)]
    },
  ]
}

extension GraphBuilder {
  /// Slices of `data` by index.
  ///
  /// Constant indices that are evenly spaced become a slice.
  mutating func gather(
    _ data: ImportedTensor, _ indices: ImportedTensor, axis: Int
  ) throws(Diagnostic) -> ImportedTensor {
    guard data.sizes.indices.contains(axis) else {
      throw .error("shape \(data.sizes.text) has no axis \(axis)")
    }
    let size = data.sizes[axis]
    if let places = indices.integers, let shape = indices.staticSizes {
      let fromFront = places.map { place in
        (place.constantValue ?? 0) < 0 ? place + size : place
      }
      if let known = data.known, let own = data.staticSizes, let rows = fromFront.constants {
        return try gatherKnown(data, known, own, rows, shape, axis: axis)
      }
      if let step = evenStep(fromFront) {
        return try gatherSlice(data, fromFront, step: step, shape, axis: axis)
      }
    }
    let (x, i) = (value(data), value(indices))
    return try emit(Graph.Gather(x, i, axis: axis, in: module))
  }

  /// The distance between the indices, if it is the same everywhere and not zero.
  private func evenStep(_ places: [IndexExpression]) -> Int? {
    if places.count == 1 { return 1 }
    guard places.count > 1, let step = (places[1] - places[0]).constantValue, step != 0,
      zip(places, places.dropFirst()).allSatisfy({ $1 - $0 == IndexExpression(step) })
    else { return nil }
    return step
  }

  private mutating func gatherSlice(
    _ data: ImportedTensor, _ places: [IndexExpression], step: Int, _ shape: [Int], axis: Int
  ) throws(Diagnostic) -> ImportedTensor {
    for place in [places[0], places[places.count - 1]] {
      guard let number = place.constantValue, let size = data.sizes[axis].constantValue else {
        continue
      }
      if !(0..<size).contains(number) {
        throw .error("index \(number) is out of range for axis \(axis) of size \(size)")
      }
    }
    var starts = Array(repeating: IndexExpression.zero, count: data.rank)
    var steps = Array(repeating: 1, count: data.rank)
    var sizes = data.sizes
    (starts[axis], steps[axis], sizes[axis]) = (places[0], step, IndexExpression(places.count))
    let taken = try slice(data, starts: starts, steps: steps, sizes: sizes)
    var target = data.sizes
    target.replaceSubrange(axis...axis, with: shape.map { IndexExpression($0) })
    return try reshape(taken, to: target)
  }

  private mutating func gatherKnown(
    _ data: ImportedTensor, _ known: [KnownElement], _ shape: [Int], _ rows: [Int],
    _ indexShape: [Int], axis: Int
  ) throws(Diagnostic) -> ImportedTensor {
    if let row = rows.first(where: { !(0..<shape[axis]).contains($0) }) {
      throw .error("index \(row) is out of range for axis \(axis) of size \(shape[axis])")
    }
    let (outer, inner) = (shape[..<axis].reduce(1, *), shape[(axis + 1)...].reduce(1, *))
    var elements: [KnownElement] = []
    for block in 0..<outer {
      for row in rows {
        let start = (block * shape[axis] + row) * inner
        elements += known[start..<start + inner]
      }
    }
    let sizes = Array(shape[..<axis]) + indexShape + Array(shape[(axis + 1)...])
    return tensor(known: elements, sizes: sizes, element: data.element)
  }

  fileprivate mutating func scatterElements(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let data = try node.input(0)
    let axis = try node.axis(try node.int("axis", default: 0), rank: data.rank)
    let (x, i) = (value(data), value(try node.input(1)))
    let updates = value(try node.input(2))
    let reduction = try node.choice("reduction", default: Graph.ScatterReduction.none)
    return try emit(
      Graph.ScatterElements(x, i, updates, axis: axis, reduction: reduction, in: module))
  }

  /// Position `t` of a sequence of length `n` is taken from `n - 1 - t`, and from `t` beyond its end.
  fileprivate mutating func reverseSequence(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let (input, lengths) = (try node.input(0), try node.input(1))
    let batch = try node.axis(try node.int("batch_axis", default: 1), rank: input.rank)
    let time = try node.axis(try node.int("time_axis", default: 0), rank: input.rank)
    var lengthSizes = Array(repeating: IndexExpression.one, count: input.rank)
    lengthSizes[batch] = input.sizes[batch]
    let length = try reshape(try cast(lengths, to: .i64), to: lengthSizes)
    let position = try emit(Graph.Iota(sizes: input.sizes, axis: time, in: module))
    let last = try binary(Graph.Sub.self, length, scalar(1, .i64))
    let mirrored = try binary(Graph.Sub.self, last, position)
    let isInside = try binary(Graph.Less.self, position, length)
    let source = try choose(isInside, mirrored, position)
    let (x, i) = (value(input), value(source))
    return try emit(Graph.GatherElements(x, i, axis: time, in: module))
  }
}
