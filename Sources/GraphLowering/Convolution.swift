import Dialects
import IR
import Support
import TensorExpressions

extension Graph.Window {
  /// How many elements a window needs along each axis for so many positions.
  func needed(positions: [IndexExpression], kernel: [IndexExpression]) -> [IndexExpression] {
    positions.indices.map { axis in
      let steps = IndexExpression.maximum(positions[axis] - 1, 0)
      return steps * IndexExpression(strides[axis])
        + (kernel[axis] - 1) * IndexExpression(dilations[axis]) + 1
    }
  }

  /// The place of an element of the window at a position, in the padded operand.
  func place(_ position: [IndexExpression], _ offset: [IndexExpression]) -> [IndexExpression] {
    position.indices.map {
      position[$0] * IndexExpression(strides[$0]) + offset[$0] * IndexExpression(dilations[$0])
    }
  }
}

extension Graph.Conv: LowerableOperation {
  /// Padding is a stage of its own, so that the product is a plain reduction.
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (x, weight) = (try kernel.tensor(input), try kernel.tensor(weight))
    let bias = try kernel.tensor(bias)
    let result = try kernel.destination().shape
    let taps = Array(weight.shape[2...])
    let needed = window.needed(positions: Array(result[2...]), kernel: taps)
    let padded = kernel.padded(
      x, begins: [0, 0] + window.padsBegin, to: Array(x.shape[..<2]) + needed)
    let channels = weight.shape[1]
    let perGroup = weight.shape[0].floorDivided(by: IndexExpression(groups))
    let extents = [channels] + taps
    let known = kernel
    let all = result + extents
    try kernel.reduce(
      over: extents, .sum,
      finish: bias.map { bias in { sum, position in sum + bias[position[1]] } }
    ) { position, reduced in
      let group: IndexExpression =
        groups == 1 ? 0 : position[1].floorDivided(by: perGroup)
      let channel = known.simplified([group * channels + reduced[0]], extents: all)
      let place = known.simplified(
        window.place(Array(position[2...]), Array(reduced[1...])), extents: all)
      return padded[[position[0]] + channel + place]
        * weight[[position[1], reduced[0]] + reduced[1...]]
    }
  }
}
