import Dialects
import IR
import Support

extension Toy {
  public struct Reshape: ShapeInferring {
    public static let mnemonic = "toy.reshape"
    public static var form: Form? { "$value attr-dict `:` type($value) `to` type($result)" }
    public static let documentation = """
      The same elements in the same order, with other sizes.

          %1 = "toy.reshape"(%0) : (tensor<6xf64>) -> tensor<2x3xf64>
      """
    public static let traits: Traits = [.pure]
    public static let signature = Signature(
      operands: [.init("value", tensorConstraint)], results: [.init("result", tensorConstraint)])

    public var value: ValueID
    public var type: Type

    public init(_ value: ValueID, to type: Type) {
      self.value = value
      self.type = type
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
      type = module.resultTypeOrNone(of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [value])
    }

    public func resultType(in module: Module) throws(Diagnostic) -> Type {
      guard let shape = type.toyShape else {
        throw .error("'\(Self.mnemonic)' needs a result of known shape")
      }
      _ = try Toy.tensor(shape)
      guard let old = module.type(of: value).toyShape else { return type }
      let counts = (Toy.elementCount(old), Toy.elementCount(shape))
      guard counts.0 == counts.1 else {
        throw .error(
          "a tensor of \(counts.0) elements (\(old.shapeText)) cannot have the shape"
            + " \(shape.shapeText), which needs \(counts.1)")
      }
      return type
    }
  }
}
