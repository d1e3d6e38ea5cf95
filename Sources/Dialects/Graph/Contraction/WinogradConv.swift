import IR
import Support

extension Graph {
  public struct WinogradConv: SingleResultOperation {
    public static let mnemonic = "graph.winograd_conv"
    public static let documentation = """
      Convolution of images, `N x C x H x W`, with small filters by Winograd's minimal filtering, plus a
      bias for each of the channels of the result.

      The result is made of tiles of `m x m`, each from `n x n` elements of the padded input: with
      `D` of them for one channel and `U`, the transformed filter, a tile is
      `A * (sum over the channels of U * (B * D * B^T)) * A^T`, where the product with `U` is element by
      element. Filters have `n - m + 1` taps along each axis. What sticks out of the result is
      dropped. Operands are `weight`, `n x n x C x M`, `input_transform`, `B` of `n x n`, and
      `output_transform`, `A` of `m x n`. Padding is with zeros; there are no steps but of one.

          %4 = "graph.winograd_conv"(%0, %1, %2, %3) <{dilations = array<i64: 1, 1>,
            pads_begin = #graph.sizes<[1, 1]>, pads_end = #graph.sizes<[1, 1]>,
            strides = array<i64: 1, 1>}> : (tensor<1x3x8x8xf32>, tensor<4x4x3x6xf32>,
            tensor<4x4xf32>, tensor<2x4xf32>) -> tensor<1x6x8x8xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("input", ElementKind.numeric.constraint),
        .init("weight", ElementKind.numeric.constraint),
        .init("input_transform", ElementKind.numeric.constraint),
        .init("output_transform", ElementKind.numeric.constraint),
        .init("bias", ElementKind.numeric.constraint, .optional),
      ], results: [.init("result", .sizedTensor)], properties: Window.properties)

    public var input: ValueID
    /// Transformed filters.
    public var weight: ValueID
    public var inputTransform: ValueID
    public var outputTransform: ValueID
    public var bias: ValueID?
    public var window: Window
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when channels, transforms, bias or window do not fit.
    public init(
      _ input: ValueID, _ weight: ValueID, inputTransform: ValueID, outputTransform: ValueID,
      bias: ValueID? = nil, window: Window, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.weight, self.bias) = (input, weight, bias)
      (self.inputTransform, self.outputTransform) = (inputTransform, outputTransform)
      (self.window, resultType) = (window, .none)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, weight, bias) = (read.operand(0), read.operand(1), read.optionalOperand(4))
      (inputTransform, outputTransform) = (read.operand(2), read.operand(3))
      window = Window(read)
      resultType = read.resultType()
    }

    public var state: OperationState {
      var properties: AttributeDictionary = [:]
      window.write(to: &properties)
      return OperationState(
        name: Self.mnemonic,
        operands: [input, weight, inputTransform, outputTransform] + [bias].compactMap { $0 },
        resultTypes: [resultType], properties: properties)
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let name = Self.mnemonic
      let sizes = try Graph.sizes(of: input, "input", of: name, in: module)
      let filters = try Graph.sizes(of: weight, "weight", of: name, in: module)
      let before = try Graph.sizes(of: inputTransform, "input_transform", of: name, in: module)
      let after = try Graph.sizes(of: outputTransform, "output_transform", of: name, in: module)
      try checkRank(sizes.count, in: 4...4, "input", of: name)
      try checkRank(filters.count, in: 4...4, "weight", of: name)
      try checkRank(before.count, in: 2...2, "input_transform", of: name)
      try checkRank(after.count, in: 2...2, "output_transform", of: name)
      for value in [weight, inputTransform, outputTransform] {
        try checkSameElement(input, value, of: name, in: module)
      }
      try window.check(rank: 2, of: name)
      guard (window.strides + window.dilations).allSatisfy({ $0 == 1 }) else {
        throw .error("strides and dilations of '\(name)' must be one")
      }
      guard let elements = before[0].constantValue, let tile = after[0].constantValue,
        (1...elements).contains(tile)
      else {
        throw .error(
          "'output_transform' of '\(name)' must have constant sizes and no more rows than "
            + "'input_transform', found \(after[0]) and \(before[0])")
      }
      let square = "the sides of the transforms and of 'weight'"
      for size in [before[1], after[1], filters[0], filters[1]] {
        try checkEqual(size, before[0], square, of: name, in: module)
      }
      try checkEqual(
        sizes[1], filters[2], "input channels and those of 'weight'", of: name, in: module)
      if let bias {
        try checkChannels(bias, "bias", filters[3], input: input, of: name, in: module)
      }
      let taps = IndexExpression(elements - tile + 1)
      let spatial = (0..<2).map { window.outputSize(of: sizes[$0 + 2], kernel: taps, axis: $0) }
      return .tensor(
        sizes: [sizes[0], filters[3]] + spatial, element: module.type(of: input).elementType)
    }
  }
}
