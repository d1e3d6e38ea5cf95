import Dialects
import IR
import Support
import TensorExpressions

extension Graph.Pad: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (x, fill) = (try kernel.tensor(input), try kernel.tensor(value))
    let extents = try kernel.destination().dimensions
    let known = kernel
    try kernel.compute { position in
      let inner = position.indices.map { position[$0] - begins[$0] }
      switch mode {
      case .constant:
        let outside = fill.map { $0[$0.shape.map { _ in 0 }] }
        return known.read(x, at: inner, extents: extents, otherwise: outside)
      case .edge:
        return x[known.simplified(known.clamped(inner, to: x.shape), extents: extents)]
      case .wrap:
        let wrapped = inner.indices.map {
          begins[$0] == 0 && ends[$0] == 0 ? inner[$0] : inner[$0].remainder(by: x.shape[$0])
        }
        return x[known.simplified(wrapped, extents: extents)]
      case .reflect:
        let mirrored = inner.indices.map { axis -> IndexExpression in
          if begins[axis] == 0, ends[axis] == 0 { return inner[axis] }
          // Back and forth with a period of twice the distance from end to end.
          let last = x.shape[axis] - 1
          let period = IndexExpression.maximum(last * 2, 1)
          let phase = inner[axis].remainder(by: period)
          return .minimum(.minimum(phase, period - phase), last)
        }
        return x[known.simplified(mirrored, extents: extents)]
      }
    }
  }
}

extension KernelLowering {
  /// Positions moved to the nearest that is inside.
  func clamped(_ position: [IndexExpression], to shape: [IndexExpression]) -> [IndexExpression] {
    zip(position, shape).map { .maximum(.minimum($0, $1 - 1), 0) }
  }

  /// The element at a position, or something else (zero if absent) where that is outside.
  func read(
    _ tensor: Tensor, at position: [IndexExpression], extents: [IndexExpression],
    otherwise: Scalar?
  ) -> Scalar {
    let inside = simplified(clamped(position, to: tensor.shape), extents: extents)
    let value = tensor[inside]
    var isInside: Scalar?
    for condition in bounds(of: position, in: tensor.shape, extents: extents) {
      isInside = isInside.map { $0 & condition } ?? condition
    }
    guard let isInside else { return value }
    return select(isInside, value, otherwise ?? .integer(0, value.type))
  }

  /// What must hold for a position to be inside, less what always does.
  func bounds(
    of position: [IndexExpression], in shape: [IndexExpression], extents: [IndexExpression]
  ) -> [Scalar] {
    var known = assumptions
    for (number, extent) in extents.enumerated() { known.setExtent(of: number, to: extent) }
    var conditions: [Scalar] = []
    for (index, size) in zip(position, shape) {
      if !known.isNonNegative(index) {
        conditions.append(.compare(.greaterOrEqual, .index(index), 0))
      }
      if !known.proves(index + 1, atMost: size) {
        conditions.append(.index(index) .< .index(size))
      }
    }
    return conditions
  }

  /// The tensor with zeros, or another value, around it: `begins` before each dimension and as many
  /// after that it has `shape`; the tensor itself if there is nothing to add.
  mutating func padded(
    _ tensor: Tensor, begins: [IndexExpression], to shape: [IndexExpression],
    with value: Scalar? = nil, part: String = "padding"
  ) -> Tensor {
    let shape = shape.map { assumptions.simplified($0) }
    let fits = zip(shape, tensor.shape).allSatisfy {
      assumptions.proves($0, atMost: assumptions.simplified($1))
    }
    if fits, begins.allSatisfy({ $0 == 0 }) { return tensor }
    let known = self
    let extents = tensor.order.map { shape[$0] }
    return program.compute(name(part), shape, tensor.element, order: tensor.order) { position in
      let inner = position.indices.map { position[$0] - begins[$0] }
      return known.read(tensor, at: inner, extents: extents, otherwise: value)
    }
  }
}
