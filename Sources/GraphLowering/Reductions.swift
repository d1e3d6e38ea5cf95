import Dialects
import IR
import Support
import TensorExpressions

extension Graph.Reduce: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let extents = axes.map { x.shape[$0] }
    let count = IndexExpression.product(extents)
    let element = x.element.computed
    if axes.isEmpty, [.sum, .mean, .max, .min, .product].contains(kind) {
      return try kernel.compute { x[$0] }
    }
    func at(_ position: [IndexExpression], _ reduced: [IndexExpression]) -> Scalar {
      x[source(position, reduced, rank: x.shape.count)]
    }
    // Functions that are not of integers are computed in f64 and rounded towards zero.
    let real: Type = element.isFloat ? element : .f64
    switch kind {
    case .sum: try kernel.reduce(over: extents, .sum, at)
    case .max: try kernel.reduce(over: extents, .max, at)
    case .min: try kernel.reduce(over: extents, .min, at)
    case .product: try kernel.reduce(over: extents, .product, at)
    case .l1: try kernel.reduce(over: extents, .sum) { abs(at($0, $1)) }
    case .sumSquare:
      try kernel.reduce(over: extents, .sum) {
        let value = at($0, $1)
        return value * value
      }
    case .mean:
      let wide: Type = element.isFloat ? element : .i64
      let finish: KernelLowering.Finish = { sum, _ in
        if element.isFloat { return sum / Scalar.index(count).converted(to: element) }
        return sum / maximum(Scalar.index(count), .integer(1, .index)).converted(to: wide)
      }
      try kernel.reduce(over: extents, .sum, accumulator: wide, finish: finish) {
        at($0, $1).converted(to: wide)
      }
    case .l2:
      let root: KernelLowering.Finish = { sum, _ in sqrt(sum) }
      try kernel.reduce(over: extents, .sum, accumulator: real, finish: root) {
        let value = at($0, $1).converted(to: real)
        return value * value
      }
    case .logSum:
      let finish: KernelLowering.Finish = { sum, _ in log(sum) }
      try kernel.reduce(over: extents, .sum, accumulator: real, finish: finish) {
        at($0, $1).converted(to: real)
      }
    case .logSumExp:
      let target = try kernel.destination()
      let largest = kernel.program.reduce(
        kernel.name("max"), target.shape, over: extents, .max, real, order: target.order
      ) { at($0, $1).converted(to: real) }
      // Infinities are not subtracted from themselves.
      func base(_ position: [IndexExpression]) -> Scalar {
        let value = largest[position]
        return select(.compare(.less, abs(value), .infinity), value, .constant(0, real))
      }
      let finish: KernelLowering.Finish = { sum, position in log(sum) + base(position) }
      try kernel.reduce(over: extents, .sum, accumulator: real, finish: finish) {
        exp(at($0, $1).converted(to: real) - base($0))
      }
    }
  }

  /// The position in the operand, from that in the result and those reduced over.
  private func source(
    _ position: [IndexExpression], _ reduced: [IndexExpression], rank: Int
  ) -> [IndexExpression] {
    var kept = position[...]
    var rest = reduced[...]
    return (0..<rank).map { axis in
      guard axes.contains(axis) else { return kept.popFirst() ?? 0 }
      if keepsAxes { kept = kept.dropFirst() }
      return rest.popFirst() ?? 0
    }
  }
}

extension Graph.ArgReduce: LowerableOperation {
  /// First the extreme value, then the first or last position that has it.
  ///
  /// NaN is beyond all numbers.
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let shape = try kernel.destination().shape
    let extent = x.shape[axis]
    func at(_ position: [IndexExpression], _ k: IndexExpression) -> Scalar {
      var place = position
      if keepsAxis { place[axis] = k } else { place.insert(k, at: axis) }
      return x[place]
    }
    let best = kernel.program.reduce(
      kernel.name(kind.rawValue), shape, over: [extent], kind == .max ? .max : .min,
      x.element.computed
    ) { at($0, $1[0]) }
    let target = resultType.elementType
    try kernel.reduce(over: [extent], selectsLast ? .max : .min) { position, reduced in
      let (value, extreme) = (at(position, reduced[0]), best[position])
      var isBest = value .== extreme
      if value.type.isFloat {
        isBest = isBest | .compare(.notEqual, value, value)
      }
      let place = Scalar.index(reduced[0]).converted(to: target)
      return select(isBest, place, selectsLast ? target.lowest : target.highest)
    }
  }
}

extension Graph.CumulativeSum: LowerableOperation {
  /// The first element along the axis, then each from the one before; rows in parallel.
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let size = x.shape[axis]
    let element = x.element.computed
    // Half-precision sums are rounded once.
    let target = try kernel.destination()
    let isWide = element == target.element
    let sums = isWide ? target : kernel.program.allocate(x.shape, element)
    func at(_ position: [IndexExpression], _ step: IndexExpression) -> [IndexExpression] {
      var place = position
      place[axis] = isReversed ? size - 1 - step : step
      return place
    }
    var extents = x.shape
    extents[axis] = .minimum(size, 1)
    kernel.program.steps(
      kernel.name("first"), into: sums, over: extents, parallelCount: axis
    ) { position in
      let place = at(position, 0)
      return OrderedStep(
        place: place.map { .at($0) }, value: isExclusive ? .integer(0, element) : x[place])
    }
    extents[axis] = .maximum(size - 1, 0)
    kernel.program.steps(
      kernel.name("next"), into: sums, over: extents, parallelCount: axis
    ) { position in
      let (last, place) = (at(position, position[axis]), at(position, position[axis] + 1))
      return OrderedStep(
        place: place.map { .at($0) }, value: sums[last] + x[isExclusive ? last : place])
    }
    if !isWide { try kernel.compute { sums[$0] } }
  }
}
