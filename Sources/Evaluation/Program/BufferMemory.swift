import IR

/// The memory of one buffer while a program runs: elements, and which of them have been written.
package struct BufferMemory: Sendable {
  package let name: String
  package let shape: [Int]
  package let strides: [Int]
  /// What elements the buffer has in a tensor value.
  package let kind: ScalarKind
  package var elements: [Scalar]
  package var isWritten: [Bool]

  /// A buffer in which nothing has been written.
  package init(named name: String, shape: [Int], kind: ScalarKind) {
    (self.name, self.shape, self.kind) = (name, shape, kind)
    strides = rowMajorStrides(shape)
    elements = [Scalar](repeating: .zero, count: shape.product)
    isWritten = [Bool](repeating: false, count: shape.product)
  }

  /// A buffer that holds a tensor.
  package init(named name: String, holding tensor: TensorValue) {
    (self.name, shape, kind) = (name, tensor.shape, tensor.kind)
    strides = rowMajorStrides(shape)
    isWritten = [Bool](repeating: true, count: tensor.count)
    if kind.isFloat {
      elements = tensor.doubles.map { Scalar($0) }
    } else if kind == .bool {
      elements = tensor.integers.map { Scalar($0 == 0 ? Int64(0) : -1) }
    } else {
      // Arithmetic is signless: an unsigned element is held as the signed one with the same bits.
      let format = ScalarFormat.integer(width: kind.bitWidth)
      elements = tensor.integers.map { Scalar(format.wrapped(Int64(truncatingIfNeeded: $0))) }
    }
  }

  /// Forgets everything that was written.
  package mutating func clear() {
    for place in isWritten.indices { isWritten[place] = false }
  }

  /// The contents as a tensor.
  ///
  /// - Throws: when an element was never written.
  package func tensor() throws(EvaluationError) -> TensorValue {
    if let missing = isWritten.firstIndex(of: false) {
      let index = rowMajorCoordinate(of: missing, in: shape)
      throw EvaluationError("element \(index) of buffer '\(name)' is never written")
    }
    if kind.isFloat { return TensorValue(shape, kind: kind, doubles: elements.map(\.double)) }
    return TensorValue(shape, kind: kind, integers: elements.map { Int128($0.integer) })
  }
}
