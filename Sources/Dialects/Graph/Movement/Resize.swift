import IR
import Support

extension Graph {
  /// How a resize computes an element from its neighbours.
  public enum Interpolation: String, Sendable, CaseIterable { case nearest, linear, cubic }

  /// Where position `x` of the result is in the operand, with `scale` = result size / operand size.
  public enum CoordinateTransformation: String, Sendable, CaseIterable {
    /// (x + 0.5) / scale - 0.5
    case halfPixel = "half_pixel"
    /// As `halfPixel`, about the middle of the size before rounding.
    case halfPixelSymmetric = "half_pixel_symmetric"
    /// As `halfPixel`; 0 where the result has size one.
    case pytorchHalfPixel = "pytorch_half_pixel"
    /// x * (operand size - 1) / (result size - 1)
    case alignCorners = "align_corners"
    /// x / scale
    case asymmetric
    /// Within a region of interest, given in fractions of the operand.
    case cropAndResize = "tf_crop_and_resize"
  }

  /// To which neighbour a position between two is rounded.
  public enum NearestRounding: String, Sendable, CaseIterable {
    case roundPreferFloor = "round_prefer_floor"
    case roundPreferCeil = "round_prefer_ceil"
    case floor, ceil
  }

  /// How a resize works; the defaults are ONNX's.
  public struct ResizeOptions: Hashable, Sendable {
    public var interpolation = Interpolation.nearest
    public var coordinates = CoordinateTransformation.halfPixel
    public var nearest = NearestRounding.roundPreferFloor
    /// The coefficient of the cubic kernel.
    public var cubicCoefficient = -0.75
    /// Whether weights of positions outside the operand count as zero, the rest being scaled up.
    public var excludesOutside = false
    /// What positions outside the region of interest give, for `cropAndResize`.
    public var extrapolationValue = 0.0
    /// Whether kernels widen when shrinking, so that every element counts.
    public var antialiases = false

    public init() {}
  }

  public struct Resize: SingleResultOperation {
    public static let mnemonic = "graph.resize"
    public static let documentation = """
      The operand resampled to other sizes.

          %1 = "graph.resize"(%0) <{antialias = false, coordinates = "half_pixel",
            cubic_coefficient = -7.5e-01 : f64, exclude_outside = false,
            extrapolation_value = 0.0 : f64, interpolation = "linear",
            nearest = "round_prefer_floor"}> : (tensor<1x3x8x8xf32>) -> tensor<1x3x16x16xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.numeric.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: [
        .init("interpolation", .choice(Interpolation.self)),
        .init("coordinates", .choice(CoordinateTransformation.self)),
        .init("nearest", .choice(NearestRounding.self)), .init("cubic_coefficient", .float),
        .init("exclude_outside", .bool), .init("extrapolation_value", .float),
        .init("antialias", .bool), .init("scales", .doubles, optional: true),
        .init("region", .doubles, optional: true),
      ])

    public var input: ValueID
    public var options: ResizeOptions
    /// The factor for every dimension; if absent, result size / operand size.
    public var scales: [Double]?
    /// For `cropAndResize`: the starts, then the ends of all dimensions, as fractions.
    public var region: [Double]?
    public var resultType: Type

    /// Takes the result's sizes as given and checks their number.
    ///
    /// - Throws: when there is not one size, scale and two ends of the region a dimension.
    public init(
      _ input: ValueID, options: ResizeOptions = .init(), scales: [Double]? = nil,
      region: [Double]? = nil, sizes: [IndexExpression], in module: Module
    ) throws(Diagnostic) {
      (self.input, self.options, self.scales, self.region) = (input, options, scales, region)
      resultType = .tensor(sizes: sizes, element: module.type(of: input).elementType)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      options = ResizeOptions()
      options.interpolation = read.choice("interpolation", default: .nearest)
      options.coordinates = read.choice("coordinates", default: .halfPixel)
      options.nearest = read.choice("nearest", default: .roundPreferFloor)
      options.cubicCoefficient = read.double("cubic_coefficient", default: -0.75)
      options.excludesOutside = read.bool("exclude_outside")
      options.extrapolationValue = read.double("extrapolation_value")
      options.antialiases = read.bool("antialias")
      scales = read.property("scales")?.doubleArrayValue
      region = read.property("region")?.doubleArrayValue
    }

    public var state: OperationState {
      var properties: AttributeDictionary = [
        "interpolation": .string(options.interpolation.rawValue),
        "coordinates": .string(options.coordinates.rawValue),
        "nearest": .string(options.nearest.rawValue),
        "cubic_coefficient": .double(options.cubicCoefficient),
        "exclude_outside": .bool(options.excludesOutside),
        "extrapolation_value": .double(options.extrapolationValue),
        "antialias": .bool(options.antialiases),
      ]
      properties["scales"] = scales.map { .doubleArray($0) }
      properties["region"] = region.map { .doubleArray($0) }
      return OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType], properties: properties)
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      guard let target = resultType.sizes else {
        throw .error(
          "the result of '\(Self.mnemonic)' must be \(TypeConstraint.sizedTensor.summary)")
      }
      try checkRank(target.count, in: sizes.count...sizes.count, "result", of: Self.mnemonic)
      if let scales { try checkCount(scales.count, is: sizes.count, "scales", of: Self.mnemonic) }
      if options.coordinates == .cropAndResize || region != nil {
        try checkCount((region ?? []).count, is: 2 * sizes.count, "region", of: Self.mnemonic)
      }
      return .tensor(sizes: target, element: module.type(of: input).elementType)
    }
  }
}
