import Dialects
import Formats
import IR
import Support

extension OperatorTable {
  /// Operators whose result does not depend on data.
  static let constants: [OperatorImport] = [
    OperatorImport("Constant") { (node, build) throws(Diagnostic) in
      [try build.constant(node)]
    },
    OperatorImport("ConstantOfShape", since: 9) { (node, build) throws(Diagnostic) in
      let sizes = try node.integers(ofInput: 0, "input") ?? []
      try build.checkSizes(sizes)
      let value =
        try node.tensor("value").map { (stored) throws(Diagnostic) in try build.tensor(stored) }
        ?? build.scalar(0, .f32)
      return [try build.fill(with: value, sizes: sizes)]
    },
    OperatorImport("EyeLike") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      guard input.rank == 2 else { throw .error("input 0 must have rank 2, found \(input.rank)") }
      let element = try node.element("dtype") ?? input.element
      let offset = IndexExpression(try node.int("k", default: 0))
      let column = try build.emit(
        Graph.Iota(sizes: input.sizes, axis: 1, start: -offset, in: build.module))
      let row = try build.emit(Graph.Iota(sizes: input.sizes, axis: 0, in: build.module))
      return [try build.cast(try build.binary(Graph.Equal.self, row, column), to: element)]
    },
    OperatorImport("Range") { (node, build) throws(Diagnostic) in
      [try build.range(try node.input(0), try node.input(1), try node.input(2))]
    },
  ]
}

extension GraphBuilder {
  fileprivate mutating func constant(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    guard let attribute = node.proto.attributes.first else {
      throw .error("has no value; give it the attribute 'value'")
    }
    switch attribute.value {
    case .tensor(let proto):
      guard let stored = proto.stored else {
        throw .error("elements of type \(proto.format) are not supported")
      }
      let result = try tensor(stored)
      name(result, node.proto.outputs.first ?? "constant")
      return result
    case .float(let value): return scalar(Double(value), .f32)
    case .int(let value): return scalar(Double(value), .i64)
    case .floats(let values):
      return tensor(known: values.map { .number(Double($0)) }, sizes: [values.count], element: .f32)
    case .ints(let values): return vector(values.map { IndexExpression(Int($0)) })
    default:
      throw .error(
        "attribute '\(attribute.name)' is \(attribute.value.kindName), which is not supported")
    }
  }

  /// One value everywhere.
  mutating func fill(
    with value: ImportedTensor, sizes: [IndexExpression]
  ) throws(Diagnostic) -> ImportedTensor {
    if let shape = sizes.constants, let known = value.known, known.count == 1 {
      let count = shape.reduce(1, *)
      return tensor(
        known: Array(repeating: known[0], count: count), sizes: shape, element: value.element)
    }
    guard value.elementCount == 1 else {
      throw .error("the value must be one element, found shape \(value.sizes.text)")
    }
    let scalar = try reshape(value, to: [])
    let operand = self.value(scalar)
    return try emit(Graph.Broadcast(operand, sizes: sizes, in: module))
  }

  /// `start`, `start + step`, … up to and without `limit`.
  fileprivate mutating func range(
    _ start: ImportedTensor, _ limit: ImportedTensor, _ step: ImportedTensor
  ) throws(Diagnostic) -> ImportedTensor {
    if start.element.isFloat, let first = start.numbers?.first, let last = limit.numbers?.first,
      let by = step.numbers?.first
    {
      return try floatRange(first, last, by, start.element)
    }
    guard let first = start.integers?.first, let last = limit.integers?.first,
      let by = step.integers?.first?.constantValue
    else {
      throw .error(
        "start, limit and step decide about the size, but are known only at run time; "
          + "make them constants or sizes")
    }
    guard by != 0, by.magnitude < 1 << 48 else { throw .error("the step is \(by)") }
    let span = by > 0 ? last - first : first - last
    let count = assumptions.simplified(
      .maximum(0, span.ceilDivided(by: IndexExpression(abs(by)))))
    if let count = count.constantValue, count <= ImportedTensor.knownLimit {
      let elements = (0..<count).map { KnownElement.integer(first + IndexExpression($0 * by)) }
      let integers = tensor(known: elements, sizes: [count], element: .i64)
      return try cast(integers, to: start.element)
    }
    return try emit(
      Graph.Iota(
        sizes: [count], element: start.element, start: first, step: IndexExpression(by), in: module)
    )
  }

  private mutating func floatRange(
    _ first: Double, _ last: Double, _ step: Double, _ element: Type
  ) throws(Diagnostic) -> ImportedTensor {
    let count = max(0, ((last - first) / step).rounded(.up))
    guard count.isFinite, let whole = Int(exactly: count), whole <= 1 << 40 else {
      throw .error("from \(first) to \(last) by \(step) is no range")
    }
    if whole <= ImportedTensor.knownLimit {
      let elements = (0..<whole).map { index in
        KnownElement.number(element.rounded(first + Double(index) * step))
      }
      return tensor(known: elements, sizes: [whole], element: element)
    }
    let positions = try emit(
      Graph.Iota(sizes: [IndexExpression(whole)], element: element, in: module))
    let scaled = try binary(Graph.Mul.self, positions, scalar(step, element))
    return try binary(Graph.Add.self, scaled, scalar(first, element))
  }
}
