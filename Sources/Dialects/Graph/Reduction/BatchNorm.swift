import IR
import Support

extension Graph {
  public struct BatchNorm: SingleResultOperation {
    public static let mnemonic = "graph.batch_norm"
    public static let documentation = """
      (x - mean) / sqrt(variance + epsilon) * scale + bias with given mean and variance, one of each a
      channel (dimension 1).

          %5 = "graph.batch_norm"(%0, %1, %2, %3, %4) <{epsilon = 1.0e-05 : f64}>
            : (tensor<1x6x8xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>)
              -> tensor<1x6x8xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("input", ElementKind.float.constraint), .init("scale", .sizedTensor),
        .init("bias", .sizedTensor), .init("mean", .sizedTensor), .init("variance", .sizedTensor),
      ], results: [.init("result", .sizedTensor)],
      properties: [.init("epsilon", .float)])

    public var input: ValueID
    public var scale: ValueID
    public var bias: ValueID
    public var mean: ValueID
    public var variance: ValueID
    public var epsilon: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when a parameter does not have one element a channel.
    public init(
      _ input: ValueID, _ scale: ValueID, _ bias: ValueID, _ mean: ValueID, _ variance: ValueID,
      epsilon: Double = 1e-5, in module: Module
    ) throws(Diagnostic) {
      self.input = input
      self.scale = scale
      self.bias = bias
      self.mean = mean
      self.variance = variance
      self.epsilon = epsilon
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      scale = read.operand(1)
      bias = read.operand(2)
      mean = read.operand(3)
      variance = read.operand(4)
      epsilon = read.double("epsilon", default: 1e-5)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input, scale, bias, mean, variance],
        resultTypes: [resultType], properties: ["epsilon": .double(epsilon)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.float, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      try checkRank(sizes.count, in: 2...Int.max, "input", of: Self.mnemonic)
      for (name, value) in [
        ("scale", scale), ("bias", bias), ("mean", mean), ("variance", variance),
      ] {
        try checkChannels(value, name, sizes[1], input: input, of: Self.mnemonic, in: module)
      }
      return .tensor(sizes: sizes, element: module.type(of: input).elementType)
    }
  }
}
