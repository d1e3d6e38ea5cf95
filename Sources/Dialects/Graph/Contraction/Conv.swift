import IR
import Support

extension Graph {
  public struct Conv: SingleResultOperation {
    public static let mnemonic = "graph.conv"
    public static let documentation = """
      Convolution (cross-correlation) of `N x C x spatial` with weights `M x C/groups x kernel`,
      plus a bias for each of the M channels.

      Padding is with zeros.

          %2 = "graph.conv"(%0, %1) <{dilations = array<i64: 1>, groups = 1,
            pads_begin = #graph.sizes<[1]>, pads_end = #graph.sizes<[1]>, strides = array<i64: 2>}>
            : (tensor<1x3x8xf32>, tensor<6x3x3xf32>) -> tensor<1x6x4xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("input", ElementKind.numeric.constraint),
        .init("weight", ElementKind.numeric.constraint),
        .init("bias", ElementKind.numeric.constraint, .optional),
      ], results: [.init("result", .sizedTensor)],
      properties: Window.properties + [.init("groups", .integer)])

    public var input: ValueID
    public var weight: ValueID
    public var bias: ValueID?
    public var window: Window
    public var groups: Int
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when channels, groups, bias or window do not fit.
    public init(
      _ input: ValueID, _ weight: ValueID, bias: ValueID? = nil, window: Window, groups: Int = 1,
      in module: Module
    ) throws(Diagnostic) {
      (self.input, self.weight, self.bias) = (input, weight, bias)
      (self.window, self.groups, resultType) = (window, groups, .none)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, weight, bias) = (read.operand(0), read.operand(1), read.optionalOperand(2))
      (window, groups) = (Window(read), read.integer("groups", default: 1))
      resultType = read.resultType()
    }

    public var state: OperationState {
      var properties: AttributeDictionary = ["groups": .i64(groups)]
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
      try checkGroups(groups, dividing: kernel[0], of: Self.mnemonic)
      try checkEqual(
        sizes[1], kernel[1] * IndexExpression(groups), "input channels and those of 'weight'",
        of: Self.mnemonic, in: module)
      if let bias {
        try checkChannels(
          bias, "bias", kernel[0], input: input, of: Self.mnemonic, in: module)
      }
      let spatial = (0..<sizes.count - 2).map {
        window.outputSize(of: sizes[$0 + 2], kernel: kernel[$0 + 2], axis: $0)
      }
      return .tensor(
        sizes: [sizes[0], kernel[0]] + spatial, element: module.type(of: input).elementType)
    }
  }

  /// - Throws: when the groups do not divide the channels.
  static func checkGroups(
    _ groups: Int, dividing channels: IndexExpression, of mnemonic: String
  ) throws(Diagnostic) {
    if groups > 0, channels.remainder(by: IndexExpression(groups)) == 0 { return }
    throw .error(
      "'groups' of '\(mnemonic)' is \(groups), which does not divide '\(channels)' channels")
  }
}
