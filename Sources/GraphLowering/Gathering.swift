import Dialects
import IR
import Support
import TensorExpressions

extension KernelLowering {
  /// The position along a dimension of `size` that an element names: negative ones count from the
  /// back, and what is outside reads the nearest.
  ///
  /// The element may be an expression over the stage's iterators, whose extents are `extents`.
  func position(
    _ element: Scalar, in size: IndexExpression, extents: [IndexExpression]
  ) -> Index {
    if let expression = element.indexExpression {
      var known = assumptions
      for (number, extent) in extents.enumerated() { known.setExtent(of: number, to: extent) }
      if known.isNonNegative(expression), known.proves(expression + 1, atMost: size) {
        return .at(known.simplified(expression))
      }
      if known.proves(expression + 1, atMost: 0), known.isNonNegative(expression + size) {
        return .at(known.simplified(expression + size))
      }
    }
    let index = element.converted(to: .index)
    let limit = Scalar.index(size)
    let wrapped = element.type.isUnsigned ? index : select(index .< 0, index + limit, index)
    let inside = maximum(minimum(wrapped, .index(size - 1)), .integer(0, .index))
    return .value(inside)
  }
}

extension Graph.Gather: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (data, indices) = (try kernel.tensor(data), try kernel.tensor(indices))
    let extents = try kernel.destination().shape
    let known = kernel
    try kernel.compute { position in
      let inner = indices.shape.count
      let element = indices[Array(position[axis..<axis + inner])]
      let along = known.position(element, in: data.shape[axis], extents: extents)
      let before = position[..<axis].map { Index.at($0) }
      return data[at: before + [along] + position[(axis + inner)...].map { .at($0) }]
    }
  }
}

extension Graph.GatherElements: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (data, indices) = (try kernel.tensor(data), try kernel.tensor(indices))
    let extents = try kernel.destination().shape
    let known = kernel
    try kernel.compute { position in
      var place = position.map { Index.at($0) }
      place[axis] = known.position(indices[position], in: data.shape[axis], extents: extents)
      return data[at: place]
    }
  }
}

extension Graph.GatherND: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (data, indices) = (try kernel.tensor(data), try kernel.tensor(indices))
    let extents = try kernel.destination().shape
    guard let depth = indices.shape.last?.constantValue else {
      throw kernel.unsupported("its index tuples have no constant length")
    }
    let (known, batch) = (kernel, batchDimensions)
    try kernel.compute { position in
      let outer = indices.shape.count - 1
      var place = position[..<batch].map { Index.at($0) }
      for step in 0..<depth {
        let element = indices[Array(position[..<outer]) + [IndexExpression(step)]]
        place.append(known.position(element, in: data.shape[batch + step], extents: extents))
      }
      return data[at: place + position[outer...].map { .at($0) }]
    }
  }
}

extension Graph.OneHot: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (indices, values) = (try kernel.tensor(indices), try kernel.tensor(values))
    guard let depth = depth.first else { throw kernel.unsupported("it has no depth") }
    try kernel.compute { position in
      var place = position
      let along = place.remove(at: axis)
      let wanted = indices[place]
      func number(_ expression: IndexExpression) -> Scalar {
        wanted.type.isFloat
          ? .index(expression).converted(to: wanted.type)
          : .index(expression)
      }
      let own = wanted.type.isFloat ? wanted : wanted.converted(to: .index)
      let isHere = (own .== number(along)) | (own .== number(along - depth))
      return select(isHere, values[1], values[0])
    }
  }
}
