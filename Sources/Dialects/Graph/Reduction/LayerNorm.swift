import IR
import Support

extension Graph {
  /// Checks that a scale or bias broadcasts to the dimensions of `sizes` from `axis` on.
  static func checkParameter(
    _ value: ValueID, _ name: String, for input: ValueID, sizes: [IndexExpression], axis: Int,
    of mnemonic: String, in module: Module
  ) throws(Diagnostic) {
    try checkSameElement(input, value, of: mnemonic, in: module)
    let own = try Graph.sizes(of: value, name, of: mnemonic, in: module)
    try checkBroadcast(own, to: Array(sizes[axis...]), name, of: mnemonic, in: module)
  }

  public struct LayerNorm: SingleResultOperation {
    public static let mnemonic = "graph.layer_norm"
    public static let documentation = """
      (x - mean) / sqrt(variance + epsilon) * scale + bias, with mean and variance over the axes
      from `axis` on.

      Scale and bias broadcast to the dimensions from `axis` on.

          %3 = "graph.layer_norm"(%0, %1, %2) <{axis = 1, epsilon = 1.0e-05 : f64}>
            : (tensor<4x6xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<4x6xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("input", ElementKind.float.constraint), .init("scale", .sizedTensor),
        .init("bias", .sizedTensor, .optional),
      ], results: [.init("result", .sizedTensor)],
      properties: [.init("axis", .integer), .init("epsilon", .float)])

    public var input: ValueID
    public var scale: ValueID
    public var bias: ValueID?
    /// From the front.
    public var axis: Int
    public var epsilon: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the axis is out of range or scale or bias does not fit.
    public init(
      _ input: ValueID, _ scale: ValueID, bias: ValueID? = nil, axis: Int, epsilon: Double = 1e-5,
      in module: Module
    ) throws(Diagnostic) {
      self.input = input
      self.scale = scale
      self.bias = bias
      self.axis = axis
      self.epsilon = epsilon
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      scale = read.operand(1)
      bias = read.optionalOperand(2)
      axis = read.integer("axis")
      epsilon = read.double("epsilon", default: 1e-5)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input, scale] + [bias].compactMap { $0 },
        resultTypes: [resultType], properties: ["axis": .i64(axis), "epsilon": .double(epsilon)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.float, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      let axis = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      try checkParameter(
        scale, "scale", for: input, sizes: sizes, axis: axis, of: Self.mnemonic, in: module)
      if let bias {
        try checkParameter(
          bias, "bias", for: input, sizes: sizes, axis: axis, of: Self.mnemonic, in: module)
      }
      return .tensor(sizes: sizes, element: module.type(of: input).elementType)
    }
  }
}
