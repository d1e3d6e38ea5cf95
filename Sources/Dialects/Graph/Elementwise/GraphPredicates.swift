import IR
import Support

extension Graph {
  public struct IsNaN: PlainUnaryOperation {
    public static let mnemonic = "graph.is_nan"
    public static let documentation = """
      Whether x is not a number.

          %1 = "graph.is_nan"(%0) : (tensor<4xf32>) -> tensor<4xi1>
      """
    public static let resultElement = ResultElement.boolean
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct IsInf: UnaryOperation {
    public static let mnemonic = "graph.is_inf"
    public static let documentation = """
      Whether x is infinite, with the signs that count.

          %1 = "graph.is_inf"(%0) <{detect_positive = true, detect_negative = true}>
            : (tensor<4xf32>) -> tensor<4xi1>
      """
    public static let resultElement = ResultElement.boolean
    public static let signature = makeSignature(properties: [
      .init("detect_positive", .bool),
      .init("detect_negative", .bool),
    ])

    public var input: ValueID
    /// Whether plus infinity counts.
    public var detectsPositive: Bool
    /// Whether minus infinity counts.
    public var detectsNegative: Bool
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand's element type does not fit.
    public init(
      _ input: ValueID, detectsPositive: Bool = true, detectsNegative: Bool = true,
      in module: Module
    ) throws(Diagnostic) {
      (self.input, self.resultType) = (input, .none)
      self.detectsPositive = detectsPositive
      self.detectsNegative = detectsNegative
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      detectsPositive = read.bool("detect_positive")
      detectsNegative = read.bool("detect_negative")
    }

    public var state: OperationState {
      state(properties: [
        "detect_positive": .bool(detectsPositive), "detect_negative": .bool(detectsNegative),
      ])
    }
  }
}
