import IR
import Support

extension Graph {
  public struct BitwiseAnd: PlainBinaryOperation {
    public static let mnemonic = "graph.bitwise_and"
    public static let documentation = """
      The bits set in both.

          %2 = "graph.bitwise_and"(%0, %1) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
      """
    public static let traits: Traits = [.pure, .commutative]
    public static let operandKind = ElementKind.integer
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct BitwiseOr: PlainBinaryOperation {
    public static let mnemonic = "graph.bitwise_or"
    public static let documentation = """
      The bits set in either.

          %2 = "graph.bitwise_or"(%0, %1) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
      """
    public static let traits: Traits = [.pure, .commutative]
    public static let operandKind = ElementKind.integer
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct BitwiseXor: PlainBinaryOperation {
    public static let mnemonic = "graph.bitwise_xor"
    public static let documentation = """
      The bits set in exactly one.

          %2 = "graph.bitwise_xor"(%0, %1) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
      """
    public static let traits: Traits = [.pure, .commutative]
    public static let operandKind = ElementKind.integer
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct ShiftLeft: PlainBinaryOperation {
    public static let mnemonic = "graph.shift_left"
    public static let documentation = """
      lhs with its bits moved up by rhs places; zero once rhs reaches the width.

          %2 = "graph.shift_left"(%0, %1) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
      """
    public static let operandKind = ElementKind.integer
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct ShiftRight: PlainBinaryOperation {
    public static let mnemonic = "graph.shift_right"
    public static let documentation = """
      lhs with its bits moved down by rhs places, filled with zeros, or with the sign of a signed
      lhs.

          %2 = "graph.shift_right"(%0, %1) : (tensor<4x8xi32>, tensor<8xi32>) -> tensor<4x8xi32>
      """
    public static let operandKind = ElementKind.integer
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }
}
