import IR
import Support

extension Graph {
  /// Checks that an operand is a vector with one element a channel.
  static func checkChannels(
    _ value: ValueID, _ name: String, _ channels: IndexExpression, input: ValueID,
    of mnemonic: String, in module: Module
  ) throws(Diagnostic) {
    try checkSameElement(input, value, of: mnemonic, in: module)
    let own = try Graph.sizes(of: value, name, of: mnemonic, in: module)
    try checkRank(own.count, in: 1...1, name, of: mnemonic)
    try checkEqual(own[0], channels, "channels and the size of '\(name)'", of: mnemonic, in: module)
  }

  public struct InstanceNorm: SingleResultOperation {
    public static let mnemonic = "graph.instance_norm"
    public static let documentation = """
      (x - mean) / sqrt(variance + epsilon) * scale + bias, with mean and variance over the spatial
      dimensions (from 2 on), one scale and bias a channel (dimension 1).

          %3 = "graph.instance_norm"(%0, %1, %2) <{epsilon = 1.0e-05 : f64}>
            : (tensor<1x6x8x8xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<1x6x8x8xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("input", ElementKind.float.constraint), .init("scale", .sizedTensor),
        .init("bias", .sizedTensor),
      ], results: [.init("result", .sizedTensor)],
      properties: [.init("epsilon", .float)])

    public var input: ValueID
    public var scale: ValueID
    public var bias: ValueID
    public var epsilon: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when scale or bias does not have one element a channel.
    public init(
      _ input: ValueID, _ scale: ValueID, _ bias: ValueID, epsilon: Double = 1e-5, in module: Module
    ) throws(Diagnostic) {
      self.input = input
      self.scale = scale
      self.bias = bias
      self.epsilon = epsilon
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      scale = read.operand(1)
      bias = read.operand(2)
      epsilon = read.double("epsilon", default: 1e-5)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input, scale, bias], resultTypes: [resultType],
        properties: ["epsilon": .double(epsilon)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.float, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      try checkRank(sizes.count, in: 2...Int.max, "input", of: Self.mnemonic)
      for (name, value) in [("scale", scale), ("bias", bias)] {
        try checkChannels(value, name, sizes[1], input: input, of: Self.mnemonic, in: module)
      }
      return .tensor(sizes: sizes, element: module.type(of: input).elementType)
    }
  }
}
