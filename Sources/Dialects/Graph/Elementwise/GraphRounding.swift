import IR
import Support

extension Graph {
  public struct Floor: PlainUnaryOperation {
    public static let mnemonic = "graph.floor"
    public static let documentation = """
      The largest integer that is not above x.

          %1 = "graph.floor"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Ceil: PlainUnaryOperation {
    public static let mnemonic = "graph.ceil"
    public static let documentation = """
      The smallest integer that is not below x.

          %1 = "graph.ceil"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Round: PlainUnaryOperation {
    public static let mnemonic = "graph.round"
    public static let documentation = """
      The nearest integer; halves go to the even one.

          %1 = "graph.round"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }
}
