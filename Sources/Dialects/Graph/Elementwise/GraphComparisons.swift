import IR
import Support

extension Graph {
  public struct Equal: PlainBinaryOperation {
    public static let mnemonic = "graph.equal"
    public static let documentation = """
      Whether both are the same number; false if either is NaN.

          %2 = "graph.equal"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xi1>
      """
    public static let traits: Traits = [.pure, .commutative]
    public static let operandKind = ElementKind.any
    public static let resultElement = ResultElement.boolean
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Less: PlainBinaryOperation {
    public static let mnemonic = "graph.less"
    public static let documentation = """
      Whether lhs < rhs; false if either is NaN.

          %2 = "graph.less"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xi1>
      """
    public static let resultElement = ResultElement.boolean
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct LessEqual: PlainBinaryOperation {
    public static let mnemonic = "graph.less_equal"
    public static let documentation = """
      Whether lhs <= rhs; false if either is NaN.

          %2 = "graph.less_equal"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xi1>
      """
    public static let resultElement = ResultElement.boolean
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Greater: PlainBinaryOperation {
    public static let mnemonic = "graph.greater"
    public static let documentation = """
      Whether lhs > rhs; false if either is NaN.

          %2 = "graph.greater"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xi1>
      """
    public static let resultElement = ResultElement.boolean
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct GreaterEqual: PlainBinaryOperation {
    public static let mnemonic = "graph.greater_equal"
    public static let documentation = """
      Whether lhs >= rhs; false if either is NaN.

          %2 = "graph.greater_equal"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xi1>
      """
    public static let resultElement = ResultElement.boolean
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }
}
