import IR
import Support

extension Graph {
  public struct GroupNorm: SingleResultOperation {
    public static let mnemonic = "graph.group_norm"
    public static let documentation = """
      (x - mean) / sqrt(variance + epsilon) * scale + bias, with mean and variance over the spatial
      dimensions and the channels of a group, one scale and bias a channel (dimension 1).

          %3 = "graph.group_norm"(%0, %1, %2) <{epsilon = 1.0e-05 : f64, groups = 2}>
            : (tensor<1x6x8x8xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<1x6x8x8xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("input", ElementKind.float.constraint), .init("scale", .sizedTensor),
        .init("bias", .sizedTensor),
      ], results: [.init("result", .sizedTensor)],
      properties: [.init("groups", .integer), .init("epsilon", .float)])

    public var input: ValueID
    public var scale: ValueID
    public var bias: ValueID
    public var groups: Int
    public var epsilon: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the groups do not divide the channels, or scale or bias does not fit.
    public init(
      _ input: ValueID, _ scale: ValueID, _ bias: ValueID, groups: Int, epsilon: Double = 1e-5,
      in module: Module
    ) throws(Diagnostic) {
      self.input = input
      self.scale = scale
      self.bias = bias
      self.groups = groups
      self.epsilon = epsilon
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      scale = read.operand(1)
      bias = read.operand(2)
      groups = read.integer("groups")
      epsilon = read.double("epsilon", default: 1e-5)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input, scale, bias], resultTypes: [resultType],
        properties: ["groups": .i64(groups), "epsilon": .double(epsilon)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.float, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      try checkRank(sizes.count, in: 2...Int.max, "input", of: Self.mnemonic)
      for (name, value) in [("scale", scale), ("bias", bias)] {
        try checkChannels(value, name, sizes[1], input: input, of: Self.mnemonic, in: module)
      }
      guard groups > 0, sizes[1].remainder(by: IndexExpression(groups)) == 0 else {
        throw .error(
          "'groups' of '\(Self.mnemonic)' is \(groups), which does not divide '\(sizes[1])' channels"
        )
      }
      return .tensor(sizes: sizes, element: module.type(of: input).elementType)
    }
  }
}
