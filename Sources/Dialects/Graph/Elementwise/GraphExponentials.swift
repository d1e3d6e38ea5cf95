import IR
import Support

extension Graph {
  public struct Exp: PlainUnaryOperation {
    public static let mnemonic = "graph.exp"
    public static let documentation = """
      e to the power of x.

          %1 = "graph.exp"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Log: PlainUnaryOperation {
    public static let mnemonic = "graph.log"
    public static let documentation = """
      The natural logarithm; NaN below zero.

          %1 = "graph.log"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Sqrt: PlainUnaryOperation {
    public static let mnemonic = "graph.sqrt"
    public static let documentation = """
      The square root; NaN below zero.

          %1 = "graph.sqrt"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Rsqrt: PlainUnaryOperation {
    public static let mnemonic = "graph.rsqrt"
    public static let documentation = """
      One divided by the square root.

          %1 = "graph.rsqrt"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Reciprocal: PlainUnaryOperation {
    public static let mnemonic = "graph.reciprocal"
    public static let documentation = """
      One divided by x.

          %1 = "graph.reciprocal"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Erf: PlainUnaryOperation {
    public static let mnemonic = "graph.erf"
    public static let documentation = """
      The error function.

          %1 = "graph.erf"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }
}
