import IR
import Support

extension Graph {
  public struct Sin: PlainUnaryOperation {
    public static let mnemonic = "graph.sin"
    public static let documentation = """
      The sine of x radians.

          %1 = "graph.sin"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Cos: PlainUnaryOperation {
    public static let mnemonic = "graph.cos"
    public static let documentation = """
      The cosine of x radians.

          %1 = "graph.cos"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Tan: PlainUnaryOperation {
    public static let mnemonic = "graph.tan"
    public static let documentation = """
      The tangent of x radians.

          %1 = "graph.tan"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Asin: PlainUnaryOperation {
    public static let mnemonic = "graph.asin"
    public static let documentation = """
      The angle in radians whose sine is x; NaN outside -1 to 1.

          %1 = "graph.asin"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Acos: PlainUnaryOperation {
    public static let mnemonic = "graph.acos"
    public static let documentation = """
      The angle in radians whose cosine is x; NaN outside -1 to 1.

          %1 = "graph.acos"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }

  public struct Atan: PlainUnaryOperation {
    public static let mnemonic = "graph.atan"
    public static let documentation = """
      The angle in radians whose tangent is x.

          %1 = "graph.atan"(%0) : (tensor<4xf32>) -> tensor<4xf32>
      """
    public var input: ValueID
    public var resultType: Type

    public init(input: ValueID, resultType: Type) {
      (self.input, self.resultType) = (input, resultType)
    }
  }
}
