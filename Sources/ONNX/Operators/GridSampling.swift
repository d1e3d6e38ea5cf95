import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators that read tensors at positions that are computed, and that compute such.
  static let gridSampling: [OperatorImport] = [
    affineGrid,
    OperatorImport("GridSample", since: 16) { (node, build) throws(Diagnostic) in
      let (input, grid) = (try node.input(0), try node.input(1))
      guard input.rank >= 3, grid.rank == input.rank,
        grid.sizes.last == IndexExpression(input.rank - 2)
      else {
        throw .error(
          "an input of shape \(input.sizes.text) needs a grid of rank \(input.rank) with "
            + "\(input.rank - 2) numbers a position, found \(grid.sizes.text)")
      }
      try build.requireEqual(input.sizes[0], grid.sizes[0], "input and grid differ in length")
      let sampling = GridSampling(
        interpolation: try node.choice("mode", default: GridSampling.Interpolation.linear),
        padding: try node.choice("padding_mode", default: GridSampling.Padding.zeros),
        alignsCorners: try node.bool("align_corners"))
      return [try build.sample(input, grid, sampling)]
    },
  ]
}

/// How `GridSample` reads between elements and beyond the ends.
private struct GridSampling {
  enum Interpolation: String, CaseIterable {
    case linear, nearest, cubic
    // The names before version 20.
    case bilinear, bicubic
  }
  enum Padding: String, CaseIterable { case zeros, border, reflection }

  var interpolation: Interpolation
  var padding: Padding
  var alignsCorners: Bool
}

/// One position along an axis that counts for a result: where, how much, and whether it is inside
/// (`nil`: always).
private struct GridTap {
  var place: ImportedTensor
  var weight: ImportedTensor?
  var isInside: ImportedTensor?
}

extension GraphBuilder {
  /// The sum over all combinations of taps along the axes of weight and element.
  fileprivate mutating func sample(
    _ input: ImportedTensor, _ grid: ImportedTensor, _ sampling: GridSampling
  ) throws(Diagnostic) -> ImportedTensor {
    let (batch, channels, extents) = (input.sizes[0], input.sizes[1], Array(input.sizes[2...]))
    let results = Array(grid.sizes[1..<(grid.rank - 1)])
    let count = IndexExpression.product(results)
    let flat = try reshape(input, to: [batch, channels, .product(extents)])
    // The combinations so far: the place among all elements, the weight, and whether it is inside.
    var taps: [GridTap] = []
    for (axis, extent) in extents.enumerated() {
      let coordinate = try take(
        grid, axis: grid.rank - 1, from: IndexExpression(extents.count - 1 - axis), count: 1)
      let along = try self.taps(
        at: try cast(try reshape(coordinate, to: [batch, 1, count]), to: .f32), extent, sampling)
      taps = try axis == 0 ? along : combined(taps, along, extent)
    }
    var total: ImportedTensor?
    for tap in taps {
      let places = value(try expand(tap.place, to: [batch, channels, count]))
      let data = value(flat)
      var element = try emit(Graph.GatherElements(data, places, axis: 2, in: module))
      if let isInside = tap.isInside {
        element = try choose(isInside, element, scalar(0, element.element))
      }
      if let weight = tap.weight {
        element = try binary(Graph.Mul.self, element, try cast(weight, to: element.element))
      }
      guard let sum = total else {
        total = element
        continue
      }
      total = try binary(Graph.Add.self, sum, element)
    }
    guard let total else { throw .error("there are no axes to sample along") }
    return try reshape(total, to: [batch, channels] + results)
  }

  /// Every tap so far with every one along the next axis.
  private mutating func combined(
    _ taps: [GridTap], _ next: [GridTap], _ extent: IndexExpression
  ) throws(Diagnostic) -> [GridTap] {
    var result: [GridTap] = []
    let stride = try number(extent, .i64)
    for tap in taps {
      let base = try binary(Graph.Mul.self, tap.place, stride)
      for other in next {
        result.append(
          GridTap(
            place: try binary(Graph.Add.self, base, other.place),
            weight: try both(Graph.Mul.self, tap.weight, other.weight),
            isInside: try both(Graph.And.self, tap.isInside, other.isInside)))
      }
    }
    return result
  }

  private mutating func both<Operation: Graph.PlainBinaryOperation>(
    _ operation: Operation.Type, _ left: ImportedTensor?, _ right: ImportedTensor?
  ) throws(Diagnostic) -> ImportedTensor? {
    guard let left, let right else { return left ?? right }
    return try binary(operation, left, right)
  }

  /// The positions along an axis that count for coordinates between -1 and 1.
  private mutating func taps(
    at coordinate: ImportedTensor, _ extent: IndexExpression, _ sampling: GridSampling
  ) throws(Diagnostic) -> [GridTap] {
    var position = try denormalized(coordinate, extent, sampling)
    if sampling.interpolation == .nearest { position = try unary(Graph.Round.self, position) }
    position = try kept(position, extent, sampling)
    if sampling.interpolation == .nearest {
      return [try tap(position, weight: nil, extent, sampling)]
    }
    let base = try unary(Graph.Floor.self, position)
    let isLinear = [.linear, .bilinear].contains(sampling.interpolation)
    var taps: [GridTap] = []
    for step in isLinear ? 0..<2 : -1..<3 {
      let place = try binary(Graph.Add.self, base, scalar(Double(step), .f32))
      let offset = try binary(Graph.Sub.self, position, place)
      let distance = try unary(Graph.Abs.self, offset)
      let weight = try isLinear ? triangle(distance) : cubic(distance, isNear: (0...1) ~= step)
      taps.append(try tap(place, weight: weight, extent, sampling))
    }
    return taps
  }

  /// A size as a number.
  mutating func number(
    _ size: IndexExpression, _ element: Type
  ) throws(Diagnostic) -> ImportedTensor {
    try cast(tensor(known: [.integer(size)], sizes: [], element: .i64), to: element)
  }

  /// Where a coordinate is among the elements.
  private mutating func denormalized(
    _ coordinate: ImportedTensor, _ extent: IndexExpression, _ sampling: GridSampling
  ) throws(Diagnostic) -> ImportedTensor {
    let fromOne = try binary(Graph.Add.self, coordinate, scalar(1, .f32))
    let half = scalar(0.5, .f32)
    if sampling.alignsCorners {
      let scaled = try binary(Graph.Mul.self, fromOne, try number(extent - 1, .f32))
      return try binary(Graph.Mul.self, scaled, half)
    }
    let scaled = try binary(Graph.Mul.self, fromOne, try number(extent, .f32))
    let centred = try binary(Graph.Sub.self, scaled, scalar(1, .f32))
    return try binary(Graph.Mul.self, centred, half)
  }

  /// A position outside moved inside, as the padding says; with zeros it stays.
  private mutating func kept(
    _ position: ImportedTensor, _ extent: IndexExpression, _ sampling: GridSampling
  ) throws(Diagnostic) -> ImportedTensor {
    switch sampling.padding {
    case .zeros: return position
    case .border: return try clamped(position, extent)
    case .reflection:
      let low = scalar(sampling.alignsCorners ? 0 : -0.5, .f32)
      let length = sampling.alignsCorners ? IndexExpression.maximum(extent - 1, 1) : extent
      let span = try number(length, .f32)
      let offset = try binary(Graph.Sub.self, position, low)
      let distance = try unary(Graph.Abs.self, offset)
      let turns = try unary(Graph.Floor.self, try binary(Graph.Div.self, distance, span))
      let rest = try binary(
        Graph.Sub.self, distance, try binary(Graph.Mul.self, turns, span))
      let half = try binary(Graph.Mul.self, turns, scalar(0.5, .f32))
      let whole = try unary(Graph.Floor.self, half)
      let isOdd = try binary(Graph.Less.self, whole, half)
      let back = try binary(Graph.Sub.self, span, rest)
      return try binary(Graph.Add.self, low, try choose(isOdd, back, rest))
    }
  }

  private mutating func clamped(
    _ position: ImportedTensor, _ extent: IndexExpression
  ) throws(Diagnostic) -> ImportedTensor {
    let last = try number(extent - 1, .f32)
    return try binary(
      Graph.Max.self, try binary(Graph.Min.self, position, last), scalar(0, .f32))
  }

  /// The element at a whole position.
  private mutating func tap(
    _ place: ImportedTensor, weight: ImportedTensor?, _ extent: IndexExpression,
    _ sampling: GridSampling
  ) throws(Diagnostic) -> GridTap {
    let inside = try clamped(try kept(place, extent, sampling), extent)
    var isInside: ImportedTensor?
    if sampling.padding == .zeros { isInside = try binary(Graph.Equal.self, inside, place) }
    return GridTap(place: try cast(inside, to: .i64), weight: weight, isInside: isInside)
  }

  private mutating func triangle(
    _ distance: ImportedTensor
  ) throws(Diagnostic) -> ImportedTensor {
    try binary(Graph.Sub.self, scalar(1, .f32), distance)
  }

  /// The cubic convolution kernel with coefficient -0.75, up to a distance of one or beyond.
  private mutating func cubic(
    _ x: ImportedTensor, isNear: Bool
  ) throws(Diagnostic) -> ImportedTensor {
    let a = -0.75
    let coefficients = isNear ? [a + 2, -(a + 3), 0, 1] : [a, -5 * a, 8 * a, -4 * a]
    var result = scalar(coefficients[0], .f32)
    for coefficient in coefficients.dropFirst() {
      let product = try binary(Graph.Mul.self, result, x)
      result = try binary(Graph.Add.self, product, scalar(coefficient, .f32))
    }
    return result
  }
}
