import Dialects
import IR
import Support

/// How a convolution reads its input without what pads it, where only steps inside of it are taken.
///
/// Before: `P[y + p, x + q] * w`, with `P[j, i] = inside(j, i) ? X[j - 1, i - 1] : 0`. After:
/// `X[y + p - 1, x + q - 1] * w`, for the steps that `steps` says.
struct UnpaddedRead {
  let buffer: ValueID
  /// The element's index, over the iterators of the convolution.
  let map: [IndexExpression]
  /// The steps to take, by axis of the reduction.
  let steps: [Int: PaddedSteps]

  /// `nil` when the input is padded with anything but zeros, or conditions are about more than one step
  /// and one place.
  init?(
    _ pad: Stage, read factor: Contraction.Operand, by anchor: Stage, source: Module,
    assumptions: Assumptions
  ) {
    let region = PaddedRegion(pad, source, assumptions, mayMerge: false)
    guard factor.buffer == pad.output, let input = region.input else { return nil }
    let count = anchor.spatial.count
    var steps: [Int: PaddedSteps] = [:]
    for (place, bounds) in region.bounds {
      let axes = factor.map[place].dimensionNumbers.sorted()
      guard axes.count == 2, axes[0] < count, axes[1] >= count, steps[axes[1] - count] == nil,
        let tap = factor.map[place].linear(in: axes[1]), let own = tap.rest.linear(in: axes[0]),
        tap.coefficient.constantValue ?? 0 > 0, own.coefficient.constantValue ?? 0 > 0
      else { return nil }
      steps[axes[1] - count] = PaddedSteps(
        axis: axes[0], placeStep: own.coefficient, tapStep: tap.coefficient, rest: own.rest,
        lower: bounds.lower.first ?? 0, upper: bounds.upper.first ?? region.extents[place])
    }
    buffer = input.buffer
    map = input.map.map { $0.substituting(dimensions: factor.map) }
    self.steps = steps
  }
}
