import Dialects
import IR
import Support
import TensorExpressions

/// How elements are gathered into rows that are normalised together.
private struct RowShape {
  /// The sizes of what is one number a row.
  var rows: [IndexExpression]
  /// The sizes within a row.
  var extents: [IndexExpression]
  /// The element of a row.
  var element: (_ row: [IndexExpression], _ within: [IndexExpression]) -> Scalar
}

extension KernelLowering {
  /// The mean of each row, of a function of its elements.
  private mutating func mean(
    _ part: String, _ shape: RowShape, _ element: Type,
    _ term: ([IndexExpression], Scalar) -> Scalar
  ) -> Tensor {
    let sum = program.reduce(name(part + "_sum"), shape.rows, over: shape.extents, .sum, element) {
      term($0, shape.element($0, $1))
    }
    let count = Scalar.index(.product(shape.extents)).converted(to: element)
    return program.compute(name(part), shape.rows, element) { sum[$0] / count }
  }

  /// The mean and variance of each row, in two passes.
  fileprivate mutating func statistics(
    _ shape: RowShape, _ element: Type
  ) -> (mean: Tensor, variance: Tensor) {
    let mean = mean("mean", shape, element) { $1 }
    let variance = self.mean("variance", shape, element) { row, value in
      let centered = value - mean[row]
      return centered * centered
    }
    return (mean, variance)
  }

  /// The mean square of each row.
  fileprivate mutating func meanSquare(_ shape: RowShape, _ element: Type) -> Tensor {
    mean("mean_square", shape, element) { $1 * $1 }
  }
}

/// Rows along all axes from `axis` on.
private func lastAxes(_ x: Tensor, from axis: Int) -> RowShape {
  RowShape(
    rows: Array(x.shape[..<axis]), extents: Array(x.shape[axis...]), element: { x[$0 + $1] })
}

extension Graph.LayerNorm: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (x, scale) = (try kernel.tensor(input), try kernel.tensor(scale))
    let bias = try kernel.tensor(bias)
    let (mean, variance) = kernel.statistics(lastAxes(x, from: axis), x.element.computed)
    try kernel.compute { position in
      let row = Array(position[..<axis])
      let normal = (x[position] - mean[row]) * (1 / sqrt(variance[row] + epsilon))
      let scaled = normal * scale[broadcast: position]
      return bias.map { scaled + $0[broadcast: position] } ?? scaled
    }
  }
}

extension Graph.RMSNorm: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (x, scale) = (try kernel.tensor(input), try kernel.tensor(scale))
    let square = kernel.meanSquare(lastAxes(x, from: axis), x.element.computed)
    try kernel.compute { position in
      let factor = 1 / sqrt(square[Array(position[..<axis])] + epsilon)
      return x[position] * factor * scale[broadcast: position]
    }
  }
}

extension Graph.InstanceNorm: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let (scale, bias) = (try kernel.tensor(scale), try kernel.tensor(bias))
    let (mean, variance) = kernel.statistics(lastAxes(x, from: 2), x.element.computed)
    try kernel.compute { position in
      let row = Array(position[..<2])
      let normal = (x[position] - mean[row]) * (1 / sqrt(variance[row] + epsilon))
      return normal * scale[position[1]] + bias[position[1]]
    }
  }
}

extension Graph.GroupNorm: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let (scale, bias) = (try kernel.tensor(scale), try kernel.tensor(bias))
    let count = x.shape[1].floorDivided(by: IndexExpression(groups))
    let shape = RowShape(
      rows: [x.shape[0], IndexExpression(groups)], extents: [count] + x.shape[2...],
      element: { x[[$0[0], $0[1] * count + $1[0]] + $1[1...]] })
    let (mean, variance) = kernel.statistics(shape, x.element.computed)
    let extents = try kernel.destination().dimensions
    let known = kernel
    try kernel.compute { position in
      let row = known.simplified(
        [position[0], position[1].floorDivided(by: count)], extents: extents)
      let normal = (x[position] - mean[row]) * (1 / sqrt(variance[row] + epsilon))
      return normal * scale[position[1]] + bias[position[1]]
    }
  }
}

extension Graph.BatchNorm: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let (scale, bias) = (try kernel.tensor(scale), try kernel.tensor(bias))
    let (mean, variance) = (try kernel.tensor(mean), try kernel.tensor(variance))
    try kernel.compute { position in
      let channel = position[1]
      let normal = (x[position] - mean[channel]) / sqrt(variance[channel] + epsilon)
      return normal * scale[channel] + bias[channel]
    }
  }
}

extension Graph.LRN: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let before = IndexExpression((size - 1) / 2)
    let extents = x.shape + [IndexExpression(size)]
    let known = kernel
    let sum = kernel.program.reduce(
      kernel.name("sum"), x.shape, over: [IndexExpression(size)], .sum, x.element.computed
    ) { position, reduced in
      var place = position
      place[1] = position[1] + reduced[0] - before
      let value = known.read(x, at: place, extents: extents, otherwise: nil)
      return value * value
    }
    try kernel.compute { position in
      let base = bias + (alpha / Double(size)) * sum[position]
      return x[position] / pow(base, .constant(beta, base.type))
    }
  }
}

extension Graph.LpNormalization: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    var shape = x.shape
    shape[axis] = 1
    let sum = kernel.program.reduce(
      kernel.name("sum"), shape, over: [x.shape[axis]], .sum, x.element.computed
    ) { position, reduced in
      var place = position
      place[axis] = reduced[0]
      let value = x[place]
      return p == 1 ? abs(value) : value * value
    }
    try kernel.compute { position in
      var row = position
      row[axis] = 0
      let norm = p == 1 ? sum[row] : sqrt(sum[row])
      let zero = Scalar.constant(0, norm.type)
      return select(norm .== 0, zero, x[position] / norm)
    }
  }
}
