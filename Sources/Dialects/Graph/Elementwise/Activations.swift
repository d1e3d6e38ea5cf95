import IR
import Support

extension Graph {
  public struct Relu: PlainUnaryOperation {
    public static let mnemonic = "graph.relu"
    public static let documentation = """
      The larger of x and zero; NaN for NaN.

          %1 = "graph.relu"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let operandKind = ElementKind.numeric
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Sigmoid: PlainUnaryOperation {
    public static let mnemonic = "graph.sigmoid"
    public static let documentation = """
      1 / (1 + exp(-x)).

          %1 = "graph.sigmoid"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Softplus: PlainUnaryOperation {
    public static let mnemonic = "graph.softplus"
    public static let documentation = """
      log(1 + exp(x)), without overflow.

          %1 = "graph.softplus"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Softsign: PlainUnaryOperation {
    public static let mnemonic = "graph.softsign"
    public static let documentation = """
      x / (1 + |x|).

          %1 = "graph.softsign"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct HardSwish: PlainUnaryOperation {
    public static let mnemonic = "graph.hard_swish"
    public static let documentation = """
      x * min(max(x / 6 + 0.5, 0), 1).

          %1 = "graph.hard_swish"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Mish: PlainUnaryOperation {
    public static let mnemonic = "graph.mish"
    public static let documentation = """
      x * tanh(softplus(x)).

          %1 = "graph.mish"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Gelu: UnaryOperation {
    public static let mnemonic = "graph.gelu"
    public static let documentation = """
      x times the normal distribution's cumulative function at x.

      That is 0.5 x (1 + erf(x / sqrt 2)); or, where `usesTanh`,
      0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))).

          %1 = "graph.gelu"(%0) <{tanh = false}> : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let signature = makeSignature(properties: [.init("tanh", .bool)])

    public var input: ValueID
    /// Whether the approximation by tanh is meant.
    public var usesTanh: Bool
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand's element type does not fit.
    public init(
      _ input: ValueID, usesTanh: Bool = false, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.resultType) = (input, .none)
      self.usesTanh = usesTanh
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      usesTanh = read.bool("tanh")
    }

    public var state: OperationState {
      state(properties: ["tanh": .bool(usesTanh)])
    }
  }
}
