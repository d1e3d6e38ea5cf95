import Dialects
import IR
import Support

extension Toy {
  public struct Transpose: ShapeInferring {
    public static let mnemonic = "toy.transpose"
    public static var form: Form? { "$value attr-dict `:` brief-type" }
    public static let documentation = """
      The tensor with its sizes, and so its indices, in reverse order.

          %1 = "toy.transpose"(%0) : (tensor<2x3xf64>) -> tensor<3x2xf64>
      """
    public static let traits: Traits = [.pure]
    public static let signature = Signature(
      operands: [.init("value", tensorConstraint)], results: [.init("result", tensorConstraint)])

    public var value: ValueID

    public init(_ value: ValueID) { self.value = value }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [value])
    }

    public func resultType(in module: Module) throws(Diagnostic) -> Type {
      guard let shape = module.type(of: value).toyShape else { return Toy.anyTensor }
      return try Toy.tensor(shape.reversed())
    }
  }
}
