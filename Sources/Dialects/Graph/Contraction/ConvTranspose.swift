import IR
import Support

extension Graph {
  public struct ConvTranspose: SingleResultOperation {
    public static let mnemonic = "graph.conv_transpose"
    public static let documentation = """
      Transposed convolution of `N x C x spatial` with weights `C x M/groups x kernel`: every input
      element adds its weights at `stride` times its position.

      Pads remove elements from the result; `outputPadding` adds to its end.

          %2 = "graph.conv_transpose"(%0, %1) <{dilations = array<i64: 1>, groups = 1,
            output_padding = array<i64: 0>, pads_begin = #graph.sizes<[1]>,
            pads_end = #graph.sizes<[1]>, strides = array<i64: 2>}>
            : (tensor<1x3x8xf32>, tensor<3x6x4xf32>) -> tensor<1x6x16xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("input", ElementKind.numeric.constraint),
        .init("weight", ElementKind.numeric.constraint),
        .init("bias", ElementKind.numeric.constraint, .optional),
      ], results: [.init("result", .sizedTensor)],
      properties: Window.properties + [
        .init("groups", .integer), .init("output_padding", .integerArray),
      ])

    public var input: ValueID
    public var weight: ValueID
    public var bias: ValueID?
    public var window: Window
    public var groups: Int
    public var outputPadding: [Int]
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when channels, groups, bias or window do not fit.
    public init(
      _ input: ValueID, _ weight: ValueID, bias: ValueID? = nil, window: Window, groups: Int = 1,
      outputPadding: [Int]? = nil, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.weight, self.bias) = (input, weight, bias)
      (self.window, self.groups, resultType) = (window, groups, .none)
      self.outputPadding = outputPadding ?? window.strides.map { _ in 0 }
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, weight, bias) = (read.operand(0), read.operand(1), read.optionalOperand(2))
      (window, groups) = (Window(read), read.integer("groups", default: 1))
      (outputPadding, resultType) = (read.integers("output_padding"), read.resultType())
    }

    public var state: OperationState {
      var properties: AttributeDictionary = [
        "groups": .i64(groups), "output_padding": .i64Array(outputPadding),
      ]
      window.write(to: &properties)
      return OperationState(
        name: Self.mnemonic, operands: [input, weight] + [bias].compactMap { $0 },
        resultTypes: [resultType], properties: properties)
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      let kernel = try Graph.sizes(of: weight, "weight", of: Self.mnemonic, in: module)
      try checkSameElement(input, weight, of: Self.mnemonic, in: module)
      try checkRank(sizes.count, in: 3...5, "input", of: Self.mnemonic)
      try checkRank(kernel.count, in: sizes.count...sizes.count, "weight", of: Self.mnemonic)
      try window.check(rank: sizes.count - 2, of: Self.mnemonic)
      try checkCount(
        outputPadding.count, is: sizes.count - 2, "output_padding", of: Self.mnemonic)
      try checkGroups(groups, dividing: sizes[1], of: Self.mnemonic)
      try checkEqual(
        sizes[1], kernel[0], "input channels and those of 'weight'", of: Self.mnemonic, in: module)
      let channels = kernel[1] * IndexExpression(groups)
      if let bias {
        try checkChannels(bias, "bias", channels, input: input, of: Self.mnemonic, in: module)
      }
      let spatial = (0..<sizes.count - 2).map { axis in
        let reach = (kernel[axis + 2] - 1) * IndexExpression(window.dilations[axis]) + 1
        return (sizes[axis + 2] - 1) * IndexExpression(window.strides[axis]) + reach
          + IndexExpression(outputPadding[axis]) - window.padsBegin[axis] - window.padsEnd[axis]
      }
      return .tensor(
        sizes: [sizes[0], channels] + spatial, element: module.type(of: input).elementType)
    }
  }
}
