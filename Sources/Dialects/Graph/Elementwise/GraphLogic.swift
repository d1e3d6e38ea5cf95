import IR
import Support

extension Graph {
  public struct And: PlainBinaryOperation {
    public static let mnemonic = "graph.and"
    public static let documentation = """
      Whether both hold.

          %2 = "graph.and"(%0, %1) : (tensor<4x8xi1>, tensor<8xi1>) -> tensor<4x8xi1>
      """
    public static let traits: Traits = [.pure, .commutative]
    public static let operandKind = ElementKind.boolean
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Or: PlainBinaryOperation {
    public static let mnemonic = "graph.or"
    public static let documentation = """
      Whether at least one holds.

          %2 = "graph.or"(%0, %1) : (tensor<4x8xi1>, tensor<8xi1>) -> tensor<4x8xi1>
      """
    public static let traits: Traits = [.pure, .commutative]
    public static let operandKind = ElementKind.boolean
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }

  public struct Xor: PlainBinaryOperation {
    public static let mnemonic = "graph.xor"
    public static let documentation = """
      Whether exactly one holds.

          %2 = "graph.xor"(%0, %1) : (tensor<4x8xi1>, tensor<8xi1>) -> tensor<4x8xi1>
      """
    public static let traits: Traits = [.pure, .commutative]
    public static let operandKind = ElementKind.boolean
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    public init(lhs: ValueID, rhs: ValueID, resultType: Type) {
      (self.lhs, self.rhs, self.resultType) = (lhs, rhs, resultType)
    }
  }
}
