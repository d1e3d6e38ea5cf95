import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators that resample.
  static let resizing: [OperatorImport] = [
    OperatorImport("Resize", since: 10) { (node, build) throws(Diagnostic) in
      [try build.resize(node)]
    },
    OperatorImport("Upsample", since: 9) { (node, build) throws(Diagnostic) in
      [try build.resize(node)]
    },
  ]
}

extension GraphBuilder {
  fileprivate mutating func resize(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let input = try node.input(0)
    let isOld = node.version < 11 || node.operatorType == "Upsample"
    let axes = try (node.integers("axes") ?? Array(0..<input.rank)).map {
      (axis) throws(Diagnostic) in
      try node.axis(axis, rank: input.rank)
    }
    let target = try resizeTarget(node, input, axes, scalesInput: isOld ? 1 : 2)
    if target.sizes == input.sizes && target.scales.allSatisfy({ $0 == 1 }) { return input }
    let options = isOld ? try oldResizeOptions(node) : try resizeOptions(node)
    var region: [Double]?
    if options.coordinates == .cropAndResize {
      region = try resizeRegion(node, axes, rank: input.rank)
    }
    let x = value(input)
    return try emit(
      Graph.Resize(
        x, options: options, scales: target.scales.isEmpty ? nil : target.scales, region: region,
        sizes: target.sizes, in: module))
  }

  /// The sizes of the result; the scales too, where they are given and constant.
  private func resizeTarget(
    _ node: Node, _ input: ImportedTensor, _ axes: [Int], scalesInput: Int
  ) throws(Diagnostic) -> (sizes: [IndexExpression], scales: [Double]) {
    var sizes = input.sizes
    if let given = node.optionalInput(scalesInput), given.elementCount != 0 {
      guard let elements = given.known, elements.count == axes.count else {
        throw .error(
          "'scales' decides about sizes: it must be a constant with one element for each of "
            + "\(axes.count) axes")
      }
      let arithmetic = KnownArithmetic(assumptions: assumptions, element: .f32)
      for (axis, scale) in zip(axes, elements) {
        let scaled = arithmetic.product(.fraction(input.sizes[axis], over: 1), scale)
        if let size = scaled.flatMap(arithmetic.floored)?.integerExpression {
          sizes[axis] = size
        } else if let number = scale.constantNumber, let size = input.sizes[axis].constantValue {
          sizes[axis] = try resizedSize(Double(size) * number)
        } else {
          throw .error(
            "the scale \(scale.constantNumber.map { "\($0)" } ?? "") of axis \(axis), whose size "
              + "is '\(input.sizes[axis])', is no simple fraction; declare the size as a constant")
        }
      }
      guard let numbers = given.numbers else { return (sizes, []) }
      var scales = Array(repeating: 1.0, count: input.rank)
      for (axis, scale) in zip(axes, numbers) { scales[axis] = scale }
      return (sizes, scales)
    }
    guard let given = try node.integers(ofInput: 3, "sizes"), given.count == axes.count else {
      throw .error("needs 'scales' or 'sizes', one element for each of \(axes.count) axes")
    }
    for (axis, size) in zip(axes, given) { sizes[axis] = size }
    let policy = try node.string("keep_aspect_ratio_policy", default: "stretch")
    if policy != "stretch" {
      return try keepingAspectRatio(input, axes, given, isLarger: policy == "not_larger")
    }
    return (sizes, [])
  }

  private func resizedSize(_ number: Double) throws(Diagnostic) -> IndexExpression {
    guard let size = Int(exactly: number.rounded(.down)), (0..<1 << 40).contains(size) else {
      throw .error("a size of \(number) is not possible")
    }
    return IndexExpression(size)
  }

  private func keepingAspectRatio(
    _ input: ImportedTensor, _ axes: [Int], _ given: [IndexExpression], isLarger: Bool
  ) throws(Diagnostic) -> (sizes: [IndexExpression], scales: [Double]) {
    guard let own = input.staticSizes, let target = given.constants else {
      throw .error("keeping the aspect ratio needs constant sizes")
    }
    let ratios = zip(axes, target).map { Double($1) / Double(own[$0]) }
    let scale = (isLarger ? ratios.min() : ratios.max()) ?? 1
    var (sizes, scales) = (input.sizes, Array(repeating: 1.0, count: input.rank))
    for axis in axes {
      // Halves go up, as in the reference implementation.
      sizes[axis] = try resizedSize(scale * Double(own[axis]) + 0.5)
      scales[axis] = scale
    }
    return (sizes, scales)
  }

  private func oldResizeOptions(_ node: Node) throws(Diagnostic) -> Graph.ResizeOptions {
    var options = Graph.ResizeOptions()
    options.coordinates = .asymmetric
    options.nearest = .floor
    options.interpolation = try node.choice("mode", default: Graph.Interpolation.nearest)
    return options
  }

  private func resizeOptions(_ node: Node) throws(Diagnostic) -> Graph.ResizeOptions {
    var options = Graph.ResizeOptions()
    options.interpolation = try node.choice("mode", default: Graph.Interpolation.nearest)
    options.coordinates = try node.choice(
      "coordinate_transformation_mode", default: Graph.CoordinateTransformation.halfPixel)
    options.nearest = try node.choice(
      "nearest_mode", default: Graph.NearestRounding.roundPreferFloor)
    options.cubicCoefficient = try node.float("cubic_coeff_a", default: -0.75)
    options.excludesOutside = try node.bool("exclude_outside")
    options.extrapolationValue = try node.float("extrapolation_value", default: 0)
    options.antialiases = try node.bool("antialias")
    return options
  }

  private func resizeRegion(
    _ node: Node, _ axes: [Int], rank: Int
  ) throws(Diagnostic) -> [Double] {
    guard let given = try node.constantNumbers(ofInput: 1, "roi"), given.count == 2 * axes.count
    else { throw .error("'roi' must be a constant with two elements for each axis") }
    var region = Array(repeating: 0.0, count: rank) + Array(repeating: 1.0, count: rank)
    for (place, axis) in axes.enumerated() {
      region[axis] = given[place]
      region[rank + axis] = given[axes.count + place]
    }
    return region
  }
}
