import Dialects
import IR
import Support

extension Toy {
  public struct MatMul: ShapeInferring {
    public static let mnemonic = "toy.matmul"
    public static var form: Form? { "$lhs `,` $rhs attr-dict `:` brief-type" }
    public static let documentation = """
      The product of two matrices.

          %2 = "toy.matmul"(%0, %1) : (tensor<2x3xf64>, tensor<3x5xf64>) -> tensor<2x5xf64>
      """
    public static let traits: Traits = [.pure]
    public static let signature = Signature(
      operands: [.init("lhs", tensorConstraint), .init("rhs", tensorConstraint)],
      results: [.init("result", tensorConstraint)])

    public var lhs: ValueID
    public var rhs: ValueID

    public init(_ lhs: ValueID, _ rhs: ValueID) {
      self.lhs = lhs
      self.rhs = rhs
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      lhs = module.operandOrMissing(0, of: operation)
      rhs = module.operandOrMissing(1, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [lhs, rhs])
    }

    public func resultType(in module: Module) throws(Diagnostic) -> Type {
      guard let a = module.type(of: lhs).toyShape, let b = module.type(of: rhs).toyShape else {
        return Toy.anyTensor
      }
      guard a.count == 2, b.count == 2, a[1] == b[0] else {
        throw .error(
          "'@' multiplies an NxK matrix by a KxM matrix; these are \(a.shapeText) and"
            + " \(b.shapeText)")
      }
      return try Toy.tensor([a[0], b[1]])
    }
  }
}
