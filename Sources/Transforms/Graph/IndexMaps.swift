import Dialects
import Evaluation
import IR
import Support

/// What is known of integer tensors whose elements follow from their position.
///
/// Every element of such a tensor is an expression over its coordinates `d0`, `d1`, … and the
/// symbolic sizes. Positions, masks and indices of exported models are of this kind: ranges that
/// are reshaped, broadcast, added and concatenated.
struct IndexMaps {
  let module: Module
  let assumptions: Assumptions

  /// The element of `value` at `d0, d1, …`; `nil` if it does not follow from the position.
  func element(of value: ValueID, depth: Int = 16) -> IndexExpression? {
    guard depth > 0, let operation = module.definingOperation(of: value),
      let sizes = module.type(of: value).sizes, module.type(of: value).elementType != .i1,
      module.type(of: value).elementType.isInteger
    else { return nil }
    func inner(_ value: ValueID) -> IndexExpression? { element(of: value, depth: depth - 1) }
    if let constant = module.match(operation, as: Graph.Constant.self) {
      return affine(constant)
    }
    if let tensor = module.match(operation, as: Graph.SizeTensor.self) {
      return tensor.elements.count == 1 ? tensor.elements[0] : nil
    }
    if let iota = module.match(operation, as: Graph.Iota.self) {
      guard let start = iota.start.first, let step = iota.step.first else { return nil }
      return start + step * .dimension(iota.axis)
    }
    if let cast = module.match(operation, as: Graph.Cast.self) {
      // Positions fit 32 bits, but perhaps nothing narrower.
      return (cast.resultType.elementType.bitWidth ?? 0) >= 32 ? inner(cast.input) : nil
    }
    if let broadcast = module.match(operation, as: Graph.Broadcast.self) {
      return inner(broadcast.input).map { align($0, of: broadcast.input, to: sizes.count) }
    }
    if let reshape = module.match(operation, as: Graph.Reshape.self) {
      return inner(reshape.input).flatMap { reshaped($0, from: reshape.input, to: sizes) }
    }
    if let transpose = module.match(operation, as: Graph.Transpose.self) {
      var places = transpose.permutation.map { _ in IndexExpression.zero }
      for (index, source) in transpose.permutation.enumerated() where source < places.count {
        places[source] = .dimension(index)
      }
      return inner(transpose.input)?.substituting(dimensions: places)
    }
    if let slice = module.match(operation, as: Graph.Slice.self) {
      let places = slice.starts.indices.map {
        slice.starts[$0] + slice.steps[$0] * .dimension($0)
      }
      return inner(slice.input)?.substituting(dimensions: places)
    }
    return arithmetic(operation, rank: sizes.count, inner)
  }

  /// The elements along the last dimension of an operand of index tuples, each as an expression
  /// over the other coordinates.
  func tuples(of value: ValueID) -> [IndexExpression]? {
    guard let sizes = module.type(of: value).sizes, let count = sizes.last?.constantValue,
      (1...8).contains(count)
    else { return nil }
    let last = sizes.count - 1
    if let concat = module.match(definitionOf: value, as: Graph.Concat.self), concat.axis == last {
      let parts = concat.inputs.map { tuples(of: $0) }
      let known = parts.compactMap { $0 }
      return known.count == parts.count ? known.flatMap { $0 } : nil
    }
    guard let element = element(of: value) else { return nil }
    return (0..<count).map { index in
      element.substituting(
        dimensions: (0...last).map { $0 == last ? IndexExpression(index) : .dimension($0) })
    }
  }

  /// The range of `expression` over the coordinates of a tensor with `sizes`.
  func interval(of expression: IndexExpression, over sizes: [IndexExpression]) -> Interval {
    var known = assumptions
    for (number, size) in sizes.enumerated() { known.setExtent(of: number, to: size) }
    return known.interval(of: expression)
  }

  /// Whether `0 <= expression < bound` everywhere in a tensor with `sizes`.
  func isIndex(
    _ expression: IndexExpression, below bound: IndexExpression, over sizes: [IndexExpression]
  ) -> Bool {
    var known = assumptions
    for (number, size) in sizes.enumerated() { known.setExtent(of: number, to: size) }
    return known.isNonNegative(expression) && known.proves(expression + 1, atMost: bound)
  }

  private func arithmetic(
    _ operation: OperationID, rank: Int, _ inner: (ValueID) -> IndexExpression?
  ) -> IndexExpression? {
    guard module.operandCount(of: operation) == 2 else { return nil }
    let (left, right) = (module.operand(0, of: operation), module.operand(1, of: operation))
    let isKnown =
      [Graph.Add.mnemonic, Graph.Sub.mnemonic, Graph.Mul.mnemonic, Graph.Max.mnemonic]
      .contains(module.name(of: operation)) || module.isA(operation, Graph.Min.self)
    guard isKnown, let x = inner(left), let y = inner(right) else { return nil }
    let (a, b) = (align(x, of: left, to: rank), align(y, of: right, to: rank))
    switch module.name(of: operation) {
    case Graph.Add.mnemonic: return a + b
    case Graph.Sub.mnemonic: return a - b
    case Graph.Mul.mnemonic: return a * b
    case Graph.Max.mnemonic: return .maximum(a, b)
    default: return .minimum(a, b)
    }
  }

  /// An element expression of an operand in the coordinates of what it broadcasts to.
  private func align(
    _ expression: IndexExpression, of value: ValueID, to rank: Int
  ) -> IndexExpression {
    let sizes = module.type(of: value).sizes ?? []
    let offset = rank - sizes.count
    return expression.substituting(
      dimensions: sizes.indices.map { sizes[$0] == 1 ? .zero : .dimension($0 + offset) })
  }

  /// An element expression after a reshape that only adds and removes dimensions of size one.
  private func reshaped(
    _ expression: IndexExpression, from value: ValueID, to target: [IndexExpression]
  ) -> IndexExpression? {
    let sizes = module.type(of: value).sizes ?? []
    let source = sizes.indices.filter { sizes[$0] != 1 }
    let result = target.indices.filter { target[$0] != 1 }
    guard source.map({ sizes[$0] }) == result.map({ target[$0] }) else { return nil }
    var places = sizes.map { _ in IndexExpression.zero }
    for (old, new) in zip(source, result) { places[old] = .dimension(new) }
    return expression.substituting(dimensions: places)
  }

  /// A constant as `c + a * d0 + b * d1 + …`, if it is of that form.
  private func affine(_ constant: Graph.Constant) -> IndexExpression? {
    guard let shape = constant.resultType.staticSizes,
      let count = TensorValue.elementCount(of: shape), (1...65536).contains(count),
      let value = try? TensorValue(constant.value, in: module)
    else { return nil }
    let elements = value.integers.compactMap { Int(exactly: $0) }
    guard elements.count == count, elements.allSatisfy({ abs($0) < 1 << 32 }) else { return nil }
    var strides: [Int] = []
    var stride = 1
    for size in shape.reversed() {
      strides.insert(stride, at: 0)
      stride *= size
    }
    let steps = shape.indices.map { shape[$0] > 1 ? elements[strides[$0]] - elements[0] : 0 }
    for (place, element) in elements.enumerated() {
      let expected = shape.indices.reduce(elements[0]) {
        $0 + steps[$1] * (place / strides[$1] % shape[$1])
      }
      if expected != element { return nil }
    }
    return shape.indices.reduce(IndexExpression(elements[0])) {
      $0 + IndexExpression(steps[$1]) * .dimension($1)
    }
  }
}
