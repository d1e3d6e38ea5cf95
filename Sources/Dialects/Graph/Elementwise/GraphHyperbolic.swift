import IR
import Support

extension Graph {
  public struct Tanh: PlainUnaryOperation {
    public static let mnemonic = "graph.tanh"
    public static let documentation = """
      The hyperbolic tangent.

          %1 = "graph.tanh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Sinh: PlainUnaryOperation {
    public static let mnemonic = "graph.sinh"
    public static let documentation = """
      The hyperbolic sine.

          %1 = "graph.sinh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Cosh: PlainUnaryOperation {
    public static let mnemonic = "graph.cosh"
    public static let documentation = """
      The hyperbolic cosine.

          %1 = "graph.cosh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Asinh: PlainUnaryOperation {
    public static let mnemonic = "graph.asinh"
    public static let documentation = """
      The inverse of the hyperbolic sine.

          %1 = "graph.asinh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Acosh: PlainUnaryOperation {
    public static let mnemonic = "graph.acosh"
    public static let documentation = """
      The inverse of the hyperbolic cosine; NaN below one.

          %1 = "graph.acosh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Atanh: PlainUnaryOperation {
    public static let mnemonic = "graph.atanh"
    public static let documentation = """
      The inverse of the hyperbolic tangent; NaN outside -1 to 1.

          %1 = "graph.atanh"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }
}
