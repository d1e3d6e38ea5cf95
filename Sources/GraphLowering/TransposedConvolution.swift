import Dialects
import IR
import Support
import TensorExpressions

extension Graph.ConvTranspose: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let taps = try kernel.sizes(of: weight).dropFirst(2).map(\.constantValue)
    let isDilated = window.dilations.indices.contains {
      window.dilations[$0] != 1 && window.strides[$0] != 1
    }
    let known = taps.compactMap { $0 }
    let isCropped = window.padsBegin.allSatisfy { kernel.assumptions.isNonNegative($0) }
    if known.count == taps.count, !isDilated, isCropped {
      try lowerPhases(taps: known, into: &kernel)
    } else {
      try lowerReach(into: &kernel)
    }
  }

  /// One dense convolution for each phase of the result.
  ///
  /// Counted from the first padded element, result element `u = q * stride + r` is reached by the
  /// taps `r + stride * j` only, from operand element `q - j * dilation`. So for every phase `r`
  /// the sum is a plain product over channels and `j`, and nothing is multiplied that does not
  /// count. A last stage interleaves the phases:
  ///
  ///     T[n, r, m, q] = sum over c, j of X[n, c, q - j] * W[c, m, r + stride * j]
  ///     Y[n, m, h] = T[n, (h + pad) mod stride, m, (h + pad) floordiv stride]
  private func lowerPhases(
    taps: [Int], into kernel: inout KernelLowering
  ) throws(Diagnostic) {
    let (x, weight) = (try kernel.tensor(input), try kernel.tensor(weight))
    let bias = try kernel.tensor(bias)
    let result = try kernel.destination()
    let axes = taps.indices
    let strides = window.strides.map { IndexExpression($0) }
    let dilations = window.dilations
    let steps = axes.map { (taps[$0] + window.strides[$0] - 1) / window.strides[$0] }
    let reach = axes.map { IndexExpression((steps[$0] - 1) * dilations[$0]) }
    let phases = axes.filter { window.strides[$0] != 1 }
    let known = kernel
    let positions = axes.map { axis in
      known.simplified(
        [(result.shape[axis + 2] + window.padsBegin[axis]).ceilDivided(by: strides[axis])],
        extents: [])[0]
    }
    let padded = kernel.padded(
      x, begins: [0, 0] + reach,
      to: Array(x.shape[..<2]) + axes.map { positions[$0] + reach[$0] })
    let filters = kernel.padded(
      weight, begins: weight.shape.map { _ in 0 },
      to: Array(weight.shape[..<2])
        + axes.map { IndexExpression(steps[$0] * window.strides[$0]) }, part: "taps")
    let perGroup = x.shape[1].floorDivided(by: IndexExpression(groups))
    let outputs = weight.shape[1]
    let shape =
      [result.shape[0]] + phases.map { strides[$0] } + [result.shape[1]] + positions
    let isLast = padded.order.last == 1
    let taken = steps.map { IndexExpression($0) }
    let extents = isLast ? taken + [perGroup] : [perGroup] + taken
    let (channelPlace, first) = (phases.count + 1, phases.count + 2)
    let rest = shape.indices.filter { $0 != channelPlace }
    let order = result.order.last == 1 ? rest + [channelPlace] : Array(shape.indices)
    let all = order.map { shape[$0] } + extents
    let sum = kernel.program.reduce(
      kernel.name("phases"), shape, over: extents, .sum, result.element.computed, order: order
    ) { position, reduced in
      let reduced = isLast ? [reduced[axes.count]] + reduced.dropLast() : reduced
      let output = position[channelPlace]
      let group: IndexExpression = groups == 1 ? 0 : output.floorDivided(by: outputs)
      let within = groups == 1 ? output : output.remainder(by: outputs)
      let channel = group * perGroup + reduced[0]
      var (place, tap) = ([position[0], channel], [channel, within])
      for axis in axes {
        let step = reduced[axis + 1]
        place.append(position[first + axis] + reach[axis] - step * IndexExpression(dilations[axis]))
        let phase = phases.firstIndex(of: axis).map { position[$0 + 1] } ?? 0
        tap.append(phase + step * strides[axis])
      }
      return padded[known.simplified(place, extents: all)]
        * filters[known.simplified(tap, extents: all)]
    }
    kernel.program.compute(kernel.name, into: result) { position in
      let places = axes.map { position[$0 + 2] + window.padsBegin[$0] }
      let phase = phases.map { places[$0].remainder(by: strides[$0]) }
      let value = sum[
        [position[0]] + phase + [position[1]]
          + axes.map { places[$0].floorDivided(by: strides[$0]) }]
      return bias.map { value + $0[position[1]] } ?? value
    }
  }

  /// Any dilation and stride: each element of the result sums over the window those operand elements
  /// that reach it.
  private func lowerReach(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (x, weight) = (try kernel.tensor(input), try kernel.tensor(weight))
    let bias = try kernel.tensor(bias)
    let result = try kernel.destination().dimensions
    let perGroup = x.shape[1].floorDivided(by: IndexExpression(groups))
    let outputs = weight.shape[1]
    let taps = Array(weight.shape[2...])
    let extents = [perGroup] + taps
    let known = kernel
    let all = result + extents
    try kernel.reduce(
      over: extents, .sum,
      finish: bias.map { bias in { sum, position in sum + bias[position[1]] } }
    ) { position, reduced in
      let group: IndexExpression = groups == 1 ? 0 : position[1].floorDivided(by: outputs)
      let within = groups == 1 ? position[1] : position[1].remainder(by: outputs)
      let channel = group * perGroup + reduced[0]
      var place: [IndexExpression] = [position[0], channel]
      var conditions: [Scalar] = []
      for axis in taps.indices {
        let stride = IndexExpression(window.strides[axis])
        let reach =
          position[axis + 2] + window.padsBegin[axis]
          - reduced[axis + 1] * IndexExpression(window.dilations[axis])
        place.append(reach.floorDivided(by: stride))
        if stride != 1 { conditions.append(Scalar.index(reach.remainder(by: stride)) .== 0) }
      }
      let source = known.simplified(place, extents: all)
      let value = known.read(x, at: source, extents: all, otherwise: nil)
      let filter = known.simplified([channel, within] + reduced[1...], extents: all)
      let product = value * weight[filter]
      guard let first = conditions.first else { return product }
      let reaches = conditions.dropFirst().reduce(first, &)
      return select(reaches, product, .integer(0, product.type))
    }
  }
}
