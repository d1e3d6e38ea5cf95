import Dialects
import IR
import Support

// How element-wise operators are declared: by the graph operation, and by what they do to elements that
// are known.

extension OperatorImport {
  typealias KnownUnary =
    @Sendable (KnownArithmetic, KnownElement) -> KnownElement?
  typealias KnownBinary =
    @Sendable (KnownArithmetic, KnownElement, KnownElement) -> KnownElement?

  /// An operator of one tensor that is one operation.
  static func unary<Operation: Graph.PlainUnaryOperation>(
    _ name: String, _ operation: Operation.Type, since: Int = 6, known: KnownUnary? = nil
  ) -> OperatorImport {
    OperatorImport(name, since: since) { (node, build) throws(Diagnostic) in
      [try build.unary(operation, try node.input(0), known: known)]
    }
  }

  /// An operator of two tensors, broadcast to each other, that is one operation.
  static func binary<Operation: Graph.PlainBinaryOperation>(
    _ name: String, _ operation: Operation.Type, since: Int = 7, known: KnownBinary? = nil
  ) -> OperatorImport {
    OperatorImport(name, since: since) { (node, build) throws(Diagnostic) in
      [try build.binary(operation, try node.input(0), try node.input(1), known: known)]
    }
  }

  /// An operator of any number of tensors, taken together two by two.
  static func variadic<Operation: Graph.PlainBinaryOperation>(
    _ name: String, _ operation: Operation.Type, since: Int = 8, known: KnownBinary? = nil
  ) -> OperatorImport {
    OperatorImport(name, since: since) { (node, build) throws(Diagnostic) in
      let inputs = try node.allInputs()
      var result = inputs[0]
      for input in inputs.dropFirst() {
        result = try build.binary(operation, result, input, known: known)
      }
      return [result]
    }
  }
}

extension GraphBuilder {
  /// Applies a unary operation, at once where the elements are known.
  mutating func unary<Operation: Graph.PlainUnaryOperation>(
    _ operation: Operation.Type, _ input: ImportedTensor,
    known: OperatorImport.KnownUnary? = nil
  ) throws(Diagnostic) -> ImportedTensor {
    if let known, let elements = input.known, let sizes = input.staticSizes {
      let arithmetic = KnownArithmetic(assumptions: assumptions, element: input.element)
      let results = elements.compactMap { known(arithmetic, $0) }
      if results.count == elements.count {
        let element = Operation.resultElement == .boolean ? .i1 : input.element
        return tensor(known: results, sizes: sizes, element: element)
      }
    }
    let value = value(input)
    return try emit(Operation(value, in: module))
  }

  /// Applies a binary operation, at once where the elements are known.
  mutating func binary<Operation: Graph.PlainBinaryOperation>(
    _ operation: Operation.Type, _ left: ImportedTensor, _ right: ImportedTensor,
    known: OperatorImport.KnownBinary? = nil
  ) throws(Diagnostic) -> ImportedTensor {
    let sizes = try broadcast([left.sizes, right.sizes])
    if let known, left.element == right.element,
      let results = combine(left, right, sizes, { known($0, $1, $2) })
    {
      let element = Operation.resultElement == .boolean ? .i1 : left.element
      return tensor(known: results, sizes: sizes.compactMap(\.constantValue), element: element)
    }
    let (lhs, rhs) = (value(left), value(right))
    return try emit(Operation(lhs, rhs, in: module))
  }

  /// The known elements of two tensors combined, after broadcasting; nil where that is not possible.
  private func combine(
    _ left: ImportedTensor, _ right: ImportedTensor, _ sizes: [IndexExpression],
    _ function: (KnownArithmetic, KnownElement, KnownElement) -> KnownElement?
  ) -> [KnownElement]? {
    guard let shape = sizes.constants, let a = left.knownElements(broadcastTo: shape),
      let b = right.knownElements(broadcastTo: shape)
    else { return nil }
    let arithmetic = KnownArithmetic(assumptions: assumptions, element: left.element)
    var results: [KnownElement] = []
    for (x, y) in zip(a, b) {
      guard let result = function(arithmetic, x, y) else { return nil }
      results.append(result)
    }
    return results
  }
}

extension ImportedTensor {
  /// The known elements, repeated as broadcasting to `shape` repeats them.
  func knownElements(broadcastTo shape: [Int]) -> [KnownElement]? {
    guard let known, let own = staticSizes, own.count <= shape.count else { return nil }
    if own == shape { return known }
    let padded = Array(repeating: 1, count: shape.count - own.count) + own
    var elements: [KnownElement] = []
    for position in 0..<shape.reduce(1, *) {
      var (rest, stride, offset) = (position, 1, 0)
      for axis in shape.indices.reversed() {
        let index = rest % shape[axis]
        rest /= shape[axis]
        if padded[axis] != 1 { offset += index * stride }
        stride *= padded[axis]
      }
      elements.append(known[offset])
    }
    return elements
  }
}
