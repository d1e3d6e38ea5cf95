import IR
import Support

extension Graph {
  public struct Add: PlainBinaryOperation {
    public static let mnemonic = "graph.add"
    public static let documentation = """
      The sum; integers wrap around.

          %2 = "graph.add"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
      """
    public static let traits: Traits = [.pure, .commutative]
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Sub: PlainBinaryOperation {
    public static let mnemonic = "graph.sub"
    public static let documentation = """
      The difference; integers wrap around.

          %2 = "graph.sub"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
      """
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Mul: PlainBinaryOperation {
    public static let mnemonic = "graph.mul"
    public static let documentation = """
      The product; integers wrap around.

          %2 = "graph.mul"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
      """
    public static let traits: Traits = [.pure, .commutative]
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Div: PlainBinaryOperation {
    public static let mnemonic = "graph.div"
    public static let documentation = """
      The quotient; of integers, rounded towards zero.

      Division of an integer by zero gives zero.

          %2 = "graph.div"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
      """
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Pow: PlainBinaryOperation {
    public static let mnemonic = "graph.pow"
    public static let documentation = """
      lhs to the power of rhs.

      Of integers, by repeated multiplication; a negative power of an integer is zero unless the
      base is 1 or -1.

          %2 = "graph.pow"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
      """
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Max: PlainBinaryOperation {
    public static let mnemonic = "graph.max"
    public static let documentation = """
      The larger; NaN if either is NaN.

          %2 = "graph.max"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
      """
    public static let traits: Traits = [.pure, .commutative]
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Min: PlainBinaryOperation {
    public static let mnemonic = "graph.min"
    public static let documentation = """
      The smaller; NaN if either is NaN.

          %2 = "graph.min"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
      """
    public static let traits: Traits = [.pure, .commutative]
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Prelu: PlainBinaryOperation {
    public static let mnemonic = "graph.prelu"
    public static let documentation = """
      lhs, below zero lhs * rhs.

      The slope must broadcast to lhs.

          %2 = "graph.prelu"(%0, %1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
      """
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let type = module.type(of: lhs)
      let sizes = try Graph.sizes(of: lhs, "lhs", of: Self.mnemonic, in: module)
      let slope = try Graph.sizes(of: rhs, "rhs", of: Self.mnemonic, in: module)
      try Graph.checkBroadcast(slope, to: sizes, "rhs", of: Self.mnemonic, in: module)
      try Graph.checkSameElement(lhs, rhs, of: Self.mnemonic, in: module)
      return .tensor(sizes: sizes, element: type.elementType)
    }
  }
}
