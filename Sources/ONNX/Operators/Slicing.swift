import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators that take tensors apart and put them together.
  static let slicing: [OperatorImport] = [
    OperatorImport("Concat", since: 4) { (node, build) throws(Diagnostic) in
      let inputs = try node.allInputs()
      guard let axis = try node.optionalInt("axis") else {
        throw .error("attribute 'axis' is missing")
      }
      return [try build.concatenate(inputs, axis: try node.axis(axis, rank: inputs[0].rank))]
    },
    OperatorImport("Split", since: 2) { (node, build) throws(Diagnostic) in
      try build.split(node)
    },
    OperatorImport("Slice") { (node, build) throws(Diagnostic) in
      [try build.slice(node)]
    },
    OperatorImport("Expand", since: 8) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let target = try node.integers(ofInput: 1, "shape") ?? []
      return [try build.expand(input, to: try build.broadcast([input.sizes, target]))]
    },
    OperatorImport("Tile", since: 6) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let repeats = try node.integers(ofInput: 1, "repeats") ?? []
      guard repeats.count == input.rank else {
        throw .error("'repeats' has \(repeats.count) elements for an input of rank \(input.rank)")
      }
      if repeats.allSatisfy({ $0 == 1 }) { return [input] }
      let x = build.value(input)
      return [try build.emit(Graph.Tile(x, repeats: repeats, in: build.module))]
    },
    OperatorImport("Pad", since: 2) { (node, build) throws(Diagnostic) in
      [try build.pad(node)]
    },
    OperatorImport("CenterCropPad", since: 18) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let target = try node.integers(ofInput: 1, "shape") ?? []
      var begins = Array(repeating: IndexExpression.zero, count: input.rank)
      var ends = begins
      let axes = try node.integers("axes") ?? Array(0..<input.rank)
      guard axes.count == target.count else {
        throw .error("'shape' has \(target.count) elements for \(axes.count) axes")
      }
      for (given, size) in zip(axes, target) {
        let axis = try node.axis(given, rank: input.rank)
        let added = size - input.sizes[axis]
        // Of an odd number of elements the end gets one more; when cropping, it loses one more.
        begins[axis] =
          build.assumptions.isNonNegative(added)
          ? added.floorDivided(by: 2) : -(-added).floorDivided(by: 2)
        ends[axis] = added - begins[axis]
      }
      let x = build.value(input)
      return [try build.emit(Graph.Pad(x, begins: begins, ends: ends, in: build.module))]
    },
  ]
}

extension GraphBuilder {
  /// The inputs one after another.
  mutating func concatenate(
    _ inputs: [ImportedTensor], axis: Int
  ) throws(Diagnostic) -> ImportedTensor {
    let rank = inputs[0].rank
    for input in inputs where input.rank != rank {
      throw .error("inputs have ranks \(rank) and \(input.rank)")
    }
    for other in 0..<rank where other != axis {
      for input in inputs.dropFirst() {
        try requireEqual(
          inputs[0].sizes[other], input.sizes[other], "inputs differ along axis \(other)")
      }
    }
    if inputs.count == 1 { return inputs[0] }
    if let result = concatenateKnown(inputs, axis: axis) { return result }
    let values = inputs.filter { $0.sizes[axis] != 0 }.map { value($0) }
    guard !values.isEmpty else { return inputs[0] }
    return try emit(Graph.Concat(values, axis: axis, in: module))
  }

  private mutating func concatenateKnown(
    _ inputs: [ImportedTensor], axis: Int
  ) -> ImportedTensor? {
    let shapes = inputs.compactMap(\.staticSizes)
    let elements = inputs.compactMap(\.known)
    guard shapes.count == inputs.count, elements.count == inputs.count,
      elements.map(\.count).reduce(0, +) <= ImportedTensor.knownLimit,
      inputs.allSatisfy({ $0.element == inputs[0].element })
    else { return nil }
    var result: [KnownElement] = []
    for outer in 0..<shapes[0][..<axis].reduce(1, *) {
      for (shape, known) in zip(shapes, elements) {
        let run = shape[axis...].reduce(1, *)
        result += known[(outer * run)..<((outer + 1) * run)]
      }
    }
    var sizes = shapes[0]
    sizes[axis] = shapes.map { $0[axis] }.reduce(0, +)
    return tensor(known: result, sizes: sizes, element: inputs[0].element)
  }

  /// The input repeated to larger sizes.
  mutating func expand(
    _ input: ImportedTensor, to sizes: [IndexExpression]
  ) throws(Diagnostic) -> ImportedTensor {
    if input.sizes == sizes { return input }
    if let shape = sizes.constants, let known = input.knownElements(broadcastTo: shape) {
      return tensor(known: known, sizes: shape, element: input.element)
    }
    let x = value(input)
    return try emit(Graph.Broadcast(x, sizes: sizes, in: module))
  }

  fileprivate mutating func split(_ node: Node) throws(Diagnostic) -> [ImportedTensor] {
    let input = try node.input(0)
    let axis = try node.axis(try node.int("axis", default: 0), rank: input.rank)
    let size = input.sizes[axis]
    let given =
      node.version >= 13
      ? try node.integers(ofInput: 1, "split")
      : try node.integers("split")?.map { IndexExpression($0) }
    let count = try node.int("num_outputs", default: node.proto.outputs.count)
    guard count == node.proto.outputs.count else {
      throw .error("'num_outputs' is \(count), but there are \(node.proto.outputs.count) outputs")
    }
    let parts = if let given { given } else { try equalParts(of: size, count, node) }
    try requireEqual(parts.reduce(0, +), size, "the parts do not add up to axis \(axis)")
    var start = IndexExpression.zero
    var outputs: [ImportedTensor] = []
    for part in parts {
      outputs.append(try take(input, axis: axis, from: start, count: part))
      start += part
    }
    return outputs
  }

  /// Parts of one size; from version 18 on the last may be smaller.
  private func equalParts(
    of size: IndexExpression, _ count: Int, _ node: Node
  ) throws(Diagnostic) -> [IndexExpression] {
    guard count > 0 else { throw .error("cannot split into \(count) parts") }
    let number = IndexExpression(count)
    let part = size.ceilDivided(by: number)
    if size.remainder(by: number) == 0 {
      return Array(repeating: size.floorDivided(by: number), count: count)
    }
    guard node.version >= 18 else {
      throw .error("axis of size '\(size)' cannot be split into \(count) equal parts")
    }
    return Array(repeating: part, count: count - 1) + [size - part * IndexExpression(count - 1)]
  }

  /// `count` elements along an axis.
  mutating func take(
    _ input: ImportedTensor, axis: Int, from start: IndexExpression, count: IndexExpression
  ) throws(Diagnostic) -> ImportedTensor {
    guard input.sizes.indices.contains(axis) else {
      throw .error("shape \(input.sizes.text) has no axis \(axis)")
    }
    var starts = Array(repeating: IndexExpression.zero, count: input.rank)
    var sizes = input.sizes
    (starts[axis], sizes[axis]) = (start, count)
    return try slice(
      input, starts: starts, steps: Array(repeating: 1, count: input.rank), sizes: sizes)
  }

  /// Every `steps`-th element from `starts` on.
  mutating func slice(
    _ input: ImportedTensor, starts: [IndexExpression], steps: [Int], sizes: [IndexExpression]
  ) throws(Diagnostic) -> ImportedTensor {
    let isWhole = zip(starts, steps).allSatisfy { $0 == 0 && $1 == 1 } && sizes == input.sizes
    if isWhole { return input }
    if let known = input.known, let shape = input.staticSizes, let counts = sizes.constants,
      let from = starts.constantIntegers, steps.allSatisfy({ $0.magnitude < 1 << 32 })
    {
      var strides = Array(repeating: 1, count: shape.count)
      for axis in shape.indices.dropLast().reversed() {
        strides[axis] = strides[axis + 1] * shape[axis + 1]
      }
      let first = zip(from, strides).map { $0 * $1 }.reduce(0, +)
      let places = Coordinates.positions(
        counts, strides: zip(strides, steps).map { $0 * $1 }, from: first)
      guard places.allSatisfy(known.indices.contains) else {
        throw .error("takes elements outside of the shape \(input.sizes.text)")
      }
      return tensor(known: places.map { known[$0] }, sizes: counts, element: input.element)
    }
    let x = value(input)
    return try emit(
      Graph.Slice(
        x, starts: starts, steps: steps.map { IndexExpression($0) }, sizes: sizes, in: module))
  }

  fileprivate mutating func pad(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let input = try node.input(0)
    let rank = input.rank
    let given =
      node.version >= 11
      ? try node.integers(ofInput: 1, "pads") ?? []
      : try (node.integers("pads") ?? []).map { IndexExpression($0) }
    let axes = try node.constantIntegers(ofInput: 3, "axes") ?? Array(0..<rank)
    guard given.count == 2 * axes.count else {
      throw .error(
        "'pads' has \(given.count) elements, expected two for each of \(axes.count) axes")
    }
    var begins = Array(repeating: IndexExpression.zero, count: rank)
    var ends = begins
    for (place, axis) in axes.enumerated() {
      let axis = try node.axis(axis, rank: rank)
      (begins[axis], ends[axis]) = (given[place], given[place + axes.count])
    }
    let mode = try node.choice("mode", default: Graph.PadMode.constant)
    if begins.allSatisfy({ $0 == 0 }) && ends.allSatisfy({ $0 == 0 }) { return input }
    var fill = node.optionalInput(2)
    if node.version < 11, let number = try node.optionalFloat("value"), number != 0 {
      fill = scalar(number, input.element)
    }
    let x = value(input)
    let padding = mode == .constant ? fill.map { value($0) } : nil
    return try emit(
      Graph.Pad(x, value: padding, begins: begins, ends: ends, mode: mode, in: module))
  }
}

// MARK: - Slice

extension GraphBuilder {
  fileprivate mutating func slice(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let input = try node.input(0)
    let isOld = node.version < 10
    func list(_ index: Int, _ name: String) throws(Diagnostic) -> [IndexExpression]? {
      isOld
        ? try node.integers(name)?.map { IndexExpression($0) }
        : try node.integers(ofInput: index, name)
    }
    guard let starts = try list(1, "starts"), let ends = try list(2, "ends"),
      starts.count == ends.count
    else { throw .error("'starts' and 'ends' must be given and equally long") }
    let axes =
      try isOld ? node.integers("axes") : node.constantIntegers(ofInput: 3, "axes")
    let steps = isOld ? nil : try node.constantIntegers(ofInput: 4, "steps")
    let places = axes ?? Array(starts.indices)
    guard places.count == starts.count, steps.map({ $0.count == starts.count }) ?? true else {
      throw .error("'starts', 'ends', 'axes' and 'steps' must be equally long")
    }
    var first = Array(repeating: IndexExpression.zero, count: input.rank)
    var step = Array(repeating: 1, count: input.rank)
    var sizes = input.sizes
    for (place, axis) in places.enumerated() {
      let axis = try node.axis(axis, rank: input.rank)
      step[axis] = steps?[place] ?? 1
      guard step[axis] != 0, step[axis].magnitude < 1 << 48 else {
        throw .error("the step of axis \(axis) is \(step[axis])")
      }
      (first[axis], sizes[axis]) = extent(
        from: starts[place], to: ends[place], by: step[axis], of: input.sizes[axis])
    }
    return try slice(input, starts: first, steps: step, sizes: sizes)
  }

  /// First element and number of elements of a slice of `size` elements, by ONNX's rules: negative
  /// positions count from the end, and positions outside are moved to the edge.
  private func extent(
    from start: IndexExpression, to end: IndexExpression, by step: Int, of size: IndexExpression
  ) -> (first: IndexExpression, count: IndexExpression) {
    let lowest: IndexExpression = step > 0 ? 0 : -1
    let first = clamp(
      fromFront(start, size), 0, step > 0 ? size : size - 1)
    let last = clamp(fromFront(end, size), lowest, step > 0 ? size : size - 1)
    var span = step > 0 ? last - first : first - last
    if step > 0, case .maximum(let a, let b)? = first.singleFactor {
      // The last so many elements, or all if there are fewer.
      span = .minimum(last - a, last - b)
    }
    let count = span.ceilDivided(by: IndexExpression(abs(step)))
    return (first, assumptions.simplified(.maximum(0, count)))
  }

  private func clamp(
    _ position: IndexExpression, _ low: IndexExpression, _ high: IndexExpression
  ) -> IndexExpression {
    assumptions.simplified(.maximum(low, assumptions.simplified(.minimum(position, high))))
  }

  /// Counts a negative position from the end.
  ///
  /// Huge numbers, which mean "to the end", are cut so that
  /// arithmetic with them does not overflow.
  private func fromFront(
    _ position: IndexExpression, _ size: IndexExpression
  ) -> IndexExpression {
    if let constant = position.constantValue {
      let limit = 1 << 48
      let cut = IndexExpression(min(max(constant, -limit), limit))
      return constant < 0 ? cut + size : cut
    }
    if assumptions.isNonNegative(position) { return position }
    if assumptions.isNonNegative(-position - 1) { return position + size }
    let isNegative = IndexExpression.minimum(1, .maximum(0, -position))
    return position + isNegative * size
  }
}
