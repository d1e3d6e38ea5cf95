import Dialects

// Resampling works on one axis after another: each position of the result is a weighted sum of a few
// positions of the operand, and the weights depend on nothing but the axis.

extension Graph.Resize: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let target = try scope.shape(of: resultType)
    guard target.count == operand.rank, scales.map({ $0.count == operand.rank }) ?? true,
      region.map({ $0.count == 2 * operand.rank }) ?? true
    else { throw EvaluationError("sizes, scales and region must have an entry for each axis") }
    try scope.checkSize(target)
    if target.contains(0) {
      return [TensorValue(uncheckedShape: target, kind: operand.kind, bytes: [])]
    }
    guard operand.count > 0 else {
      throw EvaluationError("an operand without elements cannot be resized to \(target)")
    }
    var values = operand.doubles
    var shape = operand.shape
    for axis in shape.indices.reversed() {
      let resampling = Resampling(
        options: options, operandSize: operand.shape[axis], resultSize: target[axis],
        scale: scales?[axis] ?? Double(target[axis]) / Double(operand.shape[axis]),
        region: region.map { ($0[axis], $0[operand.rank + axis]) } ?? (0, 1))
      guard (0x1p-20...0x1p20).contains(resampling.scale),
        max(resampling.region.start.magnitude, resampling.region.end.magnitude) < 0x1p20
      else { throw EvaluationError("a scale or region is out of reason along axis \(axis)") }
      values = resampling.applied(to: values, shape: shape, axis: axis)
      shape[axis] = target[axis]
    }
    return [TensorValue(target, kind: operand.kind, doubles: values)]
  }
}

/// How one axis is resampled.
private struct Resampling {
  let options: Graph.ResizeOptions
  let operandSize: Int
  let resultSize: Int
  let scale: Double
  let region: (start: Double, end: Double)

  /// Weights of positions in the operand; `nil` for the extrapolation value.
  typealias Taps = [(place: Int, weight: Double)]?

  func applied(to values: [Double], shape: [Int], axis: Int) -> [Double] {
    let taps = (0..<resultSize).map { self.taps(at: $0) }
    let outer = shape[..<axis].reduce(1, *)
    let inner = shape[(axis + 1)...].reduce(1, *)
    var results: [Double] = []
    results.reserveCapacity(outer * resultSize * inner)
    for row in 0..<outer {
      for taps in taps {
        for column in 0..<inner {
          guard let taps else {
            results.append(options.extrapolationValue)
            continue
          }
          results.append(
            taps.reduce(0) {
              $0 + $1.weight * values[(row * operandSize + $1.place) * inner + column]
            })
        }
      }
    }
    return results
  }

  private func taps(at position: Int) -> Taps {
    let origin = origin(of: Double(position))
    if options.coordinates == .cropAndResize, origin < 0 || origin > Double(operandSize - 1) {
      return nil
    }
    if options.interpolation == .nearest { return [(clamped(rounded(origin)), 1)] }
    // A kernel that shrinking has widened covers more positions.
    let narrowing = options.antialiases ? min(scale, 1) : 1
    let radius = (options.interpolation == .linear ? 1 : 2) / narrowing
    let first = Int((origin - radius).rounded(.up))
    let last = Int((origin + radius).rounded(.down))
    var taps: [(place: Int, weight: Double)] = []
    for place in first...last {
      if options.excludesOutside, !(0..<operandSize).contains(place) { continue }
      let weight = weight(at: (Double(place) - origin) * narrowing)
      // Along an axis that is not resampled, no neighbour counts, infinite as it may be.
      if weight != 0 { taps.append((clamped(place), weight)) }
    }
    guard options.antialiases || options.excludesOutside else { return taps }
    let sum = taps.reduce(0) { $0 + $1.weight }
    return taps.map { ($0.place, $0.weight / sum) }
  }

  /// Where a position of the result is in the operand.
  private func origin(of position: Double) -> Double {
    let exactSize = scale * Double(operandSize)
    let last = Double(operandSize - 1)
    switch options.coordinates {
    case .halfPixel: return (position + 0.5) / scale - 0.5
    case .halfPixelSymmetric:
      let offset = Double(operandSize) / 2 * (1 - Double(resultSize) / exactSize)
      return offset + (position + 0.5) / scale - 0.5
    case .pytorchHalfPixel: return resultSize == 1 ? 0 : (position + 0.5) / scale - 0.5
    case .alignCorners: return exactSize == 1 ? 0 : position * last / (exactSize - 1)
    case .asymmetric: return position / scale
    case .cropAndResize:
      let extent = region.end - region.start
      let along = exactSize == 1 ? extent * last / 2 : position * extent * last / (exactSize - 1)
      return along + region.start * last
    }
  }

  private func rounded(_ origin: Double) -> Int {
    switch options.nearest {
    case .floor: return Int(origin.rounded(.down))
    case .ceil: return Int(origin.rounded(.up))
    case .roundPreferFloor: return Int((origin - 0.5).rounded(.up))
    case .roundPreferCeil: return Int((origin + 0.5).rounded(.down))
    }
  }

  private func clamped(_ place: Int) -> Int { min(max(place, 0), operandSize - 1) }

  /// The kernel at a distance: a triangle, or the cubic convolution kernel.
  private func weight(at distance: Double) -> Double {
    let x = distance.magnitude
    if options.interpolation == .linear { return max(0, 1 - x) }
    let a = options.cubicCoefficient
    if x <= 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
    if x < 2 { return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }
    return 0
  }
}
