import Dialects
import IR
import Support
import TensorExpressions

extension Graph.Constant: LowerableOperation {
  /// Numbers are written where they are used; a constant that is not the same number everywhere must
  /// be small, as bigger ones are operands of the kernel.
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let element = resultType.elementType
    guard case .dense(let elements) = value, let sizes = resultType.sizes,
      let shape = resultType.staticSizes, let width = resultType.elementByteCount
    else { throw kernel.unsupported("a constant inside a kernel must be 'dense'") }
    let count = elements.isSplat ? 1 : shape.reduce(1, *)
    guard count <= 64 else {
      throw kernel.unsupported(
        "a constant of \(count) different elements must be an operand of the kernel")
    }
    let numbers = elements.bytes.withUnsafeBytes { bytes in
      (0..<count).map { place in
        element.isFloat
          ? Scalar.constant(
            ElementCoding.number(in: bytes, at: place * width, as: element) ?? 0, element)
          : .integer(
            element == .i1
              ? -(ElementCoding.integer(in: bytes, at: place * width, as: element) ?? 0)
              : ElementCoding.integer(in: bytes, at: place * width, as: element) ?? -1, element)
      }
    }
    kernel.define(listed(numbers, sizes, element))
  }
}

/// A tensor whose elements are listed in row-major order; one is for all positions.
private func listed(_ elements: [Scalar], _ shape: [IndexExpression], _ element: Type) -> Tensor {
  Tensor(shape: shape, element: element) { position in
    guard var result = elements.last else { return .integer(0, element.computed) }
    if elements.count == 1 { return result }
    var place = Scalar.integer(0, .index)
    for (axis, index) in position.enumerated() {
      place = place * .index(shape[axis]) + index.scalar
    }
    for (number, value) in elements.enumerated().dropLast().reversed() {
      result = select(.compare(.equal, place, .integer(number, .index)), value, result)
    }
    return result
  }
}

extension Index {
  /// The position as a number of type `index`.
  var scalar: Scalar {
    switch self {
    case .at(let expression): .index(expression)
    case .value(let scalar): scalar
    }
  }
}

extension Graph.SizeTensor: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    guard let sizes = resultType.sizes else { throw kernel.unsupported("its sizes are unknown") }
    let element = resultType.elementType
    let values = elements.map { Scalar.index($0).converted(to: element) }
    kernel.define(listed(values, sizes, element))
  }
}

extension Graph.Iota: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    guard let sizes = resultType.sizes, let start = start.first, let step = step.first else {
      throw kernel.unsupported("its sizes are unknown")
    }
    let (element, axis) = (resultType.elementType, axis)
    kernel.define(
      Tensor(shape: sizes, element: element) { position in
        switch position[axis] {
        case .at(let expression):
          return Scalar.index(start + step * expression).converted(to: element)
        case .value(let value):
          return (Scalar.index(start) + .index(step) * value).converted(to: element)
        }
      })
  }
}
