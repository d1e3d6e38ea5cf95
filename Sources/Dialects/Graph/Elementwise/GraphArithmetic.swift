import IR
import Support

extension Graph {
  public struct Copy: PlainUnaryOperation {
    public static let mnemonic = "graph.copy"
    public static let documentation = """
      The operand itself, in memory of its own.

          %1 = "graph.copy"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let operandKind = ElementKind.any
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Abs: PlainUnaryOperation {
    public static let mnemonic = "graph.abs"
    public static let documentation = """
      The absolute value; of the smallest integer, that integer.

          %1 = "graph.abs"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let operandKind = ElementKind.numeric
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Neg: PlainUnaryOperation {
    public static let mnemonic = "graph.neg"
    public static let documentation = """
      Minus x.

          %1 = "graph.neg"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let operandKind = ElementKind.numeric
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Sign: PlainUnaryOperation {
    public static let mnemonic = "graph.sign"
    public static let documentation = """
      -1, 0 or 1 with the sign of x; NaN for NaN.

          %1 = "graph.sign"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public static let operandKind = ElementKind.numeric
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Not: PlainUnaryOperation {
    public static let mnemonic = "graph.not"
    public static let documentation = """
      Logical negation.

          %1 = "graph.not"(%0) : (tensor<4xi1>) -> tensor<4xi1>
      """
    public static let operandKind = ElementKind.boolean
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct BitwiseNot: PlainUnaryOperation {
    public static let mnemonic = "graph.bitwise_not"
    public static let documentation = """
      Every bit inverted.

          %1 = "graph.bitwise_not"(%0) : (tensor<4xi32>) -> tensor<4xi32>
      """
    public static let operandKind = ElementKind.integer
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }
}
