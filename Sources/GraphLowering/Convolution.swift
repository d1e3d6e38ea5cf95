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

extension Graph.Conv: AnyOrderOperation {
  /// Padding is a stage of its own, so that the product is a plain reduction.
  ///
  /// Several channels for each of several groups are summed with an axis for the groups, so that each
  /// is a product.
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (x, weight) = (try kernel.tensor(input), try kernel.tensor(weight))
    let bias = try kernel.tensor(bias)
    let target = try kernel.destination()
    let taps = Array(weight.shape[2...])
    let needed = window.needed(positions: Array(target.shape[2...]), kernel: taps)
    let padded = kernel.padded(
      x, begins: [0, 0] + window.padsBegin, to: Array(x.shape[..<2]) + needed)
    let sums = Sums(
      window: window, padded: padded, weight: weight, known: kernel)
    if groups == 1 || weight.shape[0] == IndexExpression(groups) {
      return try kernel.reduce(
        over: sums.extents, .sum,
        finish: bias.map { bias in { sum, position in sum + bias[position[1]] } }
      ) { position, reduced in
        let group: IndexExpression = groups == 1 ? 0 : position[1]
        return sums.term(
          group: group, output: position[1], position, reduced, loops: target.dimensions)
      }
    }
    let perGroup = weight.shape[0].floorDivided(by: IndexExpression(groups))
    let shape =
      [target.shape[0], IndexExpression(groups), perGroup] + target.shape[2...]
    let axes = Array(shape.indices)
    let order = target.order.last == 1 ? [0, 1] + axes[3...] + [2] : axes
    let loops = order.map { shape[$0] }
    let grouped = kernel.program.reduce(
      kernel.name("groups"), shape, over: sums.extents, .sum, target.element.computed,
      order: order
    ) { position, reduced in
      sums.term(
        group: position[1], output: position[1] * perGroup + position[2],
        [position[0]] + position[2...], reduced, loops: loops)
    }
    let known = kernel
    try kernel.compute { position in
      let channel = known.simplified(
        [position[1].floorDivided(by: perGroup), position[1].remainder(by: perGroup)],
        extents: target.dimensions)
      let sum = grouped[[position[0]] + channel + position[2...]]
      return bias.map { sum + $0[position[1]] } ?? sum
    }
  }

  /// What a convolution adds up.
  private struct Sums {
    let window: Graph.Window
    let padded: Tensor
    let weight: Tensor
    let known: KernelLowering

    private var taps: [IndexExpression] { Array(weight.shape[2...]) }
    /// Channels are innermost where they are neighbours in memory.
    private var endsWithChannels: Bool { padded.order.last == 1 }
    var extents: [IndexExpression] {
      endsWithChannels ? taps + [weight.shape[1]] : [weight.shape[1]] + taps
    }

    /// One product, for an output channel and a position whose first entry is the batch and whose last
    /// ones are along the window's axes.
    func term(
      group: IndexExpression, output: IndexExpression, _ position: [IndexExpression],
      _ reduced: [IndexExpression], loops: [IndexExpression]
    ) -> Scalar {
      let within = endsWithChannels ? reduced[taps.count] : reduced[0]
      let offsets = Array(endsWithChannels ? reduced[..<taps.count] : reduced[1...])
      let place = known.simplified(
        [group * weight.shape[1] + within]
          + window.place(Array(position.suffix(taps.count)), offsets),
        extents: loops + extents)
      return padded[[position[0]] + place] * weight[[output, within] + offsets]
    }
  }
}
