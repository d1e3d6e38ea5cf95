import Dialects
import IR
import Support
import TensorExpressions

extension Graph.Resize: AnyOrderOperation {
  /// One axis after another, last first: each position is a weighted sum of a few of the operand's.
  ///
  /// Coordinates and weights are computed in f64, elements in their own format.
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    var tensor = try kernel.tensor(input)
    let operand = tensor.shape
    let target = try kernel.destination()
    let element: Type = tensor.element.isFloat ? tensor.element.computed : .f64
    var axes: [AxisResampling] = []
    for axis in operand.indices.reversed() {
      let isSame = kernel.areEqual(operand[axis], target.shape[axis]) && scales?[axis] ?? 1 == 1
      if isSame, options.coordinates != .cropAndResize { continue }
      let resampling = AxisResampling(
        options: options, axis: axis, operandSize: operand[axis], resultSize: target.shape[axis],
        scale: scales?[axis],
        region: region.map { ($0[axis], $0[operand.count + axis]) } ?? (0, 1))
      guard resampling.tapCount != nil else {
        throw kernel.unsupported(
          "with 'antialias' the scale of axis \(axis) must be constant and reach at most 64 elements"
        )
      }
      axes.append(resampling)
    }
    let keepsElements = options.interpolation == .nearest && options.coordinates != .cropAndResize
    let between = keepsElements ? tensor.element : element
    for (number, resampling) in axes.enumerated() {
      var shape = tensor.shape
      shape[resampling.axis] = resampling.resultSize
      let source = tensor
      if number == axes.count - 1 {
        return try kernel.compute { resampling.element(of: source, at: $0, as: between, shape) }
      }
      tensor = kernel.program.compute(
        kernel.name("axis\(resampling.axis)"), shape, between, order: tensor.order
      ) {
        resampling.element(of: source, at: $0, as: between, shape)
      }
    }
    try kernel.compute { tensor[$0] }
  }
}

/// How one axis is resampled.
private struct AxisResampling {
  let options: Graph.ResizeOptions
  let axis: Int
  let operandSize: IndexExpression
  let resultSize: IndexExpression
  /// The factor that was given, or else that of the sizes.
  let scale: Double?
  let region: (start: Double, end: Double)

  init(
    options: Graph.ResizeOptions, axis: Int, operandSize: IndexExpression,
    resultSize: IndexExpression, scale: Double?, region: (start: Double, end: Double)
  ) {
    (self.options, self.axis, self.region) = (options, axis, region)
    (self.operandSize, self.resultSize) = (operandSize, resultSize)
    if let old = operandSize.constantValue, let new = resultSize.constantValue, old > 0 {
      self.scale = scale ?? Double(new) / Double(old)
    } else {
      self.scale = scale
    }
  }

  private func number(_ size: IndexExpression) -> Scalar { Scalar.index(size).converted(to: .f64) }
  private var factor: Scalar {
    scale.map { .constant($0, .f64) } ?? number(resultSize) / number(operandSize)
  }
  /// By how much kernels widen.
  private var narrowing: Double { options.antialiases ? min(scale ?? 1, 1) : 1 }
  private var radius: Double { (options.interpolation == .linear ? 1 : 2) / narrowing }

  /// How many positions of the operand may count; `nil` if that is not known or too many.
  var tapCount: Int? {
    if options.interpolation == .nearest { return 1 }
    guard options.antialiases else { return options.interpolation == .linear ? 2 : 4 }
    guard scale != nil, radius <= 32 else { return nil }
    return Int((2 * radius).rounded(.down)) + 1
  }

  /// The element at a position of the result.
  func element(
    of source: Tensor, at position: [IndexExpression], as element: Type, _ shape: [IndexExpression]
  ) -> Scalar {
    func read(_ place: Index) -> Scalar {
      var places = position.map { Index.at($0) }
      places[axis] = place
      return source[at: places].converted(to: element)
    }
    if let repeats = repeatCount {
      return read(.at(position[axis].floorDivided(by: IndexExpression(repeats))))
    }
    let origin = origin(of: number(position[axis]))
    let value = sum(around: origin, as: element, read)
    guard options.coordinates == .cropAndResize else { return value }
    let last = number(operandSize - 1)
    let isOutside = (origin .< 0) | .compare(.greater, origin, last)
    return select(isOutside, .constant(options.extrapolationValue, element), value)
  }

  private func sum(
    around origin: Scalar, as element: Type, _ read: (Index) -> Scalar
  ) -> Scalar {
    if options.interpolation == .nearest { return read(clamped(rounded(origin))) }
    let first: Scalar =
      options.antialiases
      ? .apply(.ceil, origin - radius)
      : .apply(.floor, origin) - (options.interpolation == .linear ? 0 : 1)
    var total = Scalar.constant(0, element)
    var weights = Scalar.constant(0, .f64)
    for step in 0..<(tapCount ?? 0) {
      let place = first + Double(step)
      var weight = weight(at: (place - origin) * narrowing)
      if options.excludesOutside {
        let isInside = .compare(.greaterOrEqual, place, 0) & (place .< number(operandSize))
        weight = select(isInside, weight, .constant(0, .f64))
      }
      weights = weights + weight
      total = total + weight.converted(to: element) * read(clamped(place))
    }
    guard options.antialiases || options.excludesOutside else { return total }
    return total / weights.converted(to: element)
  }

  /// How often each element is repeated, if that is all.
  private var repeatCount: Int? {
    guard options.interpolation == .nearest, let scale, scale >= 1, scale == scale.rounded(),
      let count = Int(exactly: scale), resultSize == operandSize * IndexExpression(count)
    else { return nil }
    switch (options.coordinates, options.nearest) {
    case (.asymmetric, .floor), (.halfPixel, _): break
    default: return nil
    }
    // Exactly halfway lies nothing, so all ways to round but floor and ceil agree.
    if options.coordinates == .halfPixel, [.floor, .ceil].contains(options.nearest) { return nil }
    return count
  }

  /// Where a position of the result is in the operand.
  private func origin(of position: Scalar) -> Scalar {
    let last = number(operandSize - 1)
    let exactSize = factor * number(operandSize)
    let isOne = exactSize .== 1
    // Not to divide by zero where the quotient is not used.
    let steps = select(isOne, .constant(1, .f64), exactSize - 1)
    switch options.coordinates {
    case .halfPixel: return (position + 0.5) / factor - 0.5
    case .halfPixelSymmetric:
      let offset = number(operandSize) / 2 * (1 - number(resultSize) / exactSize)
      return offset + (position + 0.5) / factor - 0.5
    case .pytorchHalfPixel:
      let isSingle = Scalar.compare(.equal, .index(resultSize), 1)
      return select(isSingle, .constant(0, .f64), (position + 0.5) / factor - 0.5)
    case .alignCorners: return select(isOne, .constant(0, .f64), position * last / steps)
    case .asymmetric: return position / factor
    case .cropAndResize:
      let extent = region.end - region.start
      let along = select(isOne, extent * last / 2, position * extent * last / steps)
      return along + region.start * last
    }
  }

  private func rounded(_ origin: Scalar) -> Scalar {
    switch options.nearest {
    case .floor: .apply(.floor, origin)
    case .ceil: .apply(.ceil, origin)
    case .roundPreferFloor: .apply(.ceil, origin - 0.5)
    case .roundPreferCeil: .apply(.floor, origin + 0.5)
    }
  }

  private func clamped(_ place: Scalar) -> Index {
    let index = place.converted(to: .index)
    return .value(maximum(minimum(index, .index(operandSize - 1)), .integer(0, .index)))
  }

  /// The kernel at a distance: a triangle, or the cubic convolution kernel.
  private func weight(at distance: Scalar) -> Scalar {
    let x = abs(distance)
    let zero = Scalar.constant(0, .f64)
    if options.interpolation == .linear { return maximum(zero, 1 - x) }
    let a = options.cubicCoefficient
    let near = ((a + 2) * x - (a + 3)) * x * x + 1
    let far = ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
    return select(.compare(.lessOrEqual, x, 1), near, select(x .< 2, far, zero))
  }
}
