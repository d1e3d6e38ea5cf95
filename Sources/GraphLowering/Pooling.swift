import Dialects
import IR
import Support
import TensorExpressions

/// An operation that makes one element of those under a window over the spatial axes.
private protocol WindowedOperation {
  var kernel: [Int] { get }
  var window: Graph.Window { get }
}

extension Graph.MaxPool: WindowedOperation {}
extension Graph.AveragePool: WindowedOperation {}
extension Graph.LpPool: WindowedOperation {}

extension WindowedOperation {
  var taps: [IndexExpression] { kernel.map { IndexExpression($0) } }

  /// The operand with `value` around it, as large as all positions of the window need.
  func padded(
    _ x: Tensor, with value: Scalar?, in lowering: inout KernelLowering
  ) throws(Diagnostic) -> Tensor {
    let result = try lowering.destination().shape
    let needed = window.needed(positions: Array(result[2...]), kernel: taps)
    return lowering.padded(
      x, begins: [0, 0] + window.padsBegin, to: Array(x.shape[..<2]) + needed, with: value)
  }

  /// The place of a window's element in the padded operand.
  func place(_ position: [IndexExpression], _ offset: [IndexExpression]) -> [IndexExpression] {
    Array(position[..<2]) + window.place(Array(position[2...]), offset)
  }
}

extension Graph.MaxPool: AnyOrderOperation {
  func lower(into lowering: inout KernelLowering) throws(Diagnostic) {
    let x = try lowering.tensor(input)
    let lowest = Combination.max.identity(of: x.element.computed)
    let padded = try padded(x, with: lowest, in: &lowering)
    try lowering.reduce(over: taps, .max) { padded[place($0, $1)] }
  }
}

extension Graph.LpPool: AnyOrderOperation {
  func lower(into lowering: inout KernelLowering) throws(Diagnostic) {
    let x = try lowering.tensor(input)
    guard x.element.isFloat else { throw lowering.unsupported("its elements must be floats") }
    let padded = try padded(x, with: nil, in: &lowering)
    let (p, order) = (p, Double(p))
    let root: KernelLowering.Finish = { sum, _ in
      p == 1 ? sum : p == 2 ? sqrt(sum) : pow(sum, .constant(1 / order, sum.type))
    }
    try lowering.reduce(over: taps, .sum, finish: root) { position, offset in
      let value = padded[place(position, offset)]
      if p == 2 { return value * value }
      let size = abs(value)
      return p == 1 ? size : pow(size, .constant(order, size.type))
    }
  }
}

extension Graph.AveragePool: AnyOrderOperation {
  func lower(into lowering: inout KernelLowering) throws(Diagnostic) {
    let x = try lowering.tensor(input)
    let padded = try padded(x, with: nil, in: &lowering)
    let element = x.element.computed
    let counts = try counts(x, element, in: &lowering)
    let mean: KernelLowering.Finish = { sum, position in
      sum / (counts?[Array(position[2...])] ?? full(element))
    }
    try lowering.reduce(over: taps, .sum, finish: mean) { padded[place($0, $1)] }
  }

  /// The number of elements of a whole window.
  private func full(_ element: Type) -> Scalar { .integer(kernel.reduce(1, *), element) }

  /// How many elements count at each position; `nil` if that is all of the window everywhere.
  private func counts(
    _ x: Tensor, _ element: Type, in lowering: inout KernelLowering
  ) throws(Diagnostic) -> Tensor? {
    let positions = Array(try lowering.destination().shape[2...])
    let extents = positions + taps
    var (sizes, begins) = (Array(x.shape[2...]), window.padsBegin)
    if countsPadding {
      sizes = sizes.indices.map { sizes[$0] + begins[$0] + window.padsEnd[$0] }
      begins = begins.map { _ in 0 }
    }
    let known = lowering
    let rank = positions.count
    func conditions(_ position: [IndexExpression], _ offset: [IndexExpression]) -> [Scalar] {
      let place = window.place(position, offset)
      return known.bounds(
        of: place.indices.map { place[$0] - begins[$0] }, in: sizes, extents: extents)
    }
    let everywhere = (0..<2 * rank).map { IndexExpression.dimension($0) }
    if conditions(Array(everywhere[..<rank]), Array(everywhere[rank...])).isEmpty { return nil }
    return lowering.program.reduce(
      lowering.name("count"), positions, over: taps, .sum, element
    ) { position, offset in
      let one = Scalar.integer(1, element)
      let all = conditions(position, offset)
      guard let first = all.first else { return one }
      return select(all.dropFirst().reduce(first, &), one, .integer(0, element))
    }
  }
}
