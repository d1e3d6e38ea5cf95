import IR
import Support

extension Graph {
  public struct LRN: SingleResultOperation {
    public static let mnemonic = "graph.lrn"
    public static let documentation = """
      x / (bias + alpha / size * sum of squares) ^ beta, the sum over `size` channels (dimension 1)
      around each: (size - 1) / 2 before it, rounded down, the rest after it.

          %1 = "graph.lrn"(%0) <{alpha = 1.0e-04 : f64, beta = 7.5e-01 : f64, bias = 1.0 : f64, size = 5}>
            : (tensor<1x6x8x8xf32>) -> tensor<1x6x8x8xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.float.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: [
        .init("size", .integer), .init("alpha", .float), .init("beta", .float),
        .init("bias", .float),
      ])

    public var input: ValueID
    public var size: Int
    public var alpha: Double
    public var beta: Double
    public var bias: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the size is not positive or there is no channel dimension.
    public init(
      _ input: ValueID, size: Int, alpha: Double = 1e-4, beta: Double = 0.75, bias: Double = 1.0,
      in module: Module
    ) throws(Diagnostic) {
      self.input = input
      self.size = size
      self.alpha = alpha
      self.beta = beta
      self.bias = bias
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      size = read.integer("size")
      alpha = read.double("alpha", default: 1e-4)
      beta = read.double("beta", default: 0.75)
      bias = read.double("bias", default: 1.0)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: [
          "size": .i64(size), "alpha": .double(alpha), "beta": .double(beta), "bias": .double(bias),
        ])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.float, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      try checkRank(sizes.count, in: 2...Int.max, "input", of: Self.mnemonic)
      guard size > 0 else {
        throw .error("'size' of '\(Self.mnemonic)' must be positive, found \(size)")
      }
      return .tensor(sizes: sizes, element: module.type(of: input).elementType)
    }
  }
}
