import IR
import Support

extension Graph {
  public struct LeakyRelu: UnaryOperation {
    public static let mnemonic = "graph.leaky_relu"
    public static let documentation = """
      x, below zero alpha * x.

          %1 = "graph.leaky_relu"(%0) <{alpha = 0.01 : f64}> : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let signature = makeSignature(properties: [.init("alpha", .float)])

    public var input: ValueID
    public var alpha: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand's element type does not fit.
    public init(
      _ input: ValueID, alpha: Double = 0.01, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.resultType) = (input, .none)
      self.alpha = alpha
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      alpha = read.double("alpha", default: 0.01)
    }

    public var state: OperationState {
      state(properties: ["alpha": .double(alpha)])
    }
  }

  public struct Elu: UnaryOperation {
    public static let mnemonic = "graph.elu"
    public static let documentation = """
      x, below zero alpha * (exp(x) - 1).

          %1 = "graph.elu"(%0) <{alpha = 1.0 : f64}> : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let signature = makeSignature(properties: [.init("alpha", .float)])

    public var input: ValueID
    public var alpha: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand's element type does not fit.
    public init(
      _ input: ValueID, alpha: Double = 1.0, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.resultType) = (input, .none)
      self.alpha = alpha
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      alpha = read.double("alpha", default: 1.0)
    }

    public var state: OperationState {
      state(properties: ["alpha": .double(alpha)])
    }
  }

  public struct Celu: UnaryOperation {
    public static let mnemonic = "graph.celu"
    public static let documentation = """
      max(0, x) + min(0, alpha * (exp(x / alpha) - 1)).

          %1 = "graph.celu"(%0) <{alpha = 1.0 : f64}> : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let signature = makeSignature(properties: [.init("alpha", .float)])

    public var input: ValueID
    public var alpha: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand's element type does not fit.
    public init(
      _ input: ValueID, alpha: Double = 1.0, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.resultType) = (input, .none)
      self.alpha = alpha
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      alpha = read.double("alpha", default: 1.0)
    }

    public var state: OperationState {
      state(properties: ["alpha": .double(alpha)])
    }
  }

  public struct Selu: UnaryOperation {
    public static let mnemonic = "graph.selu"
    public static let documentation = """
      gamma * x, below zero gamma * alpha * (exp(x) - 1).

          %1 = "graph.selu"(%0) <{alpha = 1.6732632 : f64, gamma = 1.0507010 : f64}>
            : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let signature = makeSignature(properties: [
      .init("alpha", .float),
      .init("gamma", .float),
    ])

    public var input: ValueID
    public var alpha: Double
    public var gamma: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand's element type does not fit.
    public init(
      _ input: ValueID, alpha: Double = 1.6732631921768188, gamma: Double = 1.0507010221481323,
      in module: Module
    ) throws(Diagnostic) {
      (self.input, self.resultType) = (input, .none)
      self.alpha = alpha
      self.gamma = gamma
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      alpha = read.double("alpha", default: 1.6732631921768188)
      gamma = read.double("gamma", default: 1.0507010221481323)
    }

    public var state: OperationState {
      state(properties: ["alpha": .double(alpha), "gamma": .double(gamma)])
    }
  }

  public struct HardSigmoid: UnaryOperation {
    public static let mnemonic = "graph.hard_sigmoid"
    public static let documentation = """
      min(max(alpha * x + beta, 0), 1).

          %1 = "graph.hard_sigmoid"(%0) <{alpha = 0.2 : f64, beta = 0.5 : f64}>
            : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let signature = makeSignature(properties: [
      .init("alpha", .float),
      .init("beta", .float),
    ])

    public var input: ValueID
    public var alpha: Double
    public var beta: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand's element type does not fit.
    public init(
      _ input: ValueID, alpha: Double = 0.2, beta: Double = 0.5, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.resultType) = (input, .none)
      self.alpha = alpha
      self.beta = beta
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      alpha = read.double("alpha", default: 0.2)
      beta = read.double("beta", default: 0.5)
    }

    public var state: OperationState {
      state(properties: ["alpha": .double(alpha), "beta": .double(beta)])
    }
  }

  public struct ThresholdedRelu: UnaryOperation {
    public static let mnemonic = "graph.thresholded_relu"
    public static let documentation = """
      x where it is above alpha, else zero.

          %1 = "graph.thresholded_relu"(%0) <{alpha = 1.0 : f64}> : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let signature = makeSignature(properties: [.init("alpha", .float)])

    public var input: ValueID
    public var alpha: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand's element type does not fit.
    public init(
      _ input: ValueID, alpha: Double = 1.0, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.resultType) = (input, .none)
      self.alpha = alpha
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      alpha = read.double("alpha", default: 1.0)
    }

    public var state: OperationState {
      state(properties: ["alpha": .double(alpha)])
    }
  }

  public struct Swish: UnaryOperation {
    public static let mnemonic = "graph.swish"
    public static let documentation = """
      x * sigmoid(alpha * x), also called SiLU.

          %1 = "graph.swish"(%0) <{alpha = 1.0 : f64}> : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let signature = makeSignature(properties: [.init("alpha", .float)])

    public var input: ValueID
    public var alpha: Double
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand's element type does not fit.
    public init(
      _ input: ValueID, alpha: Double = 1.0, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.resultType) = (input, .none)
      self.alpha = alpha
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      alpha = read.double("alpha", default: 1.0)
    }

    public var state: OperationState {
      state(properties: ["alpha": .double(alpha)])
    }
  }
}
