import Dialects
import IR
import Support

extension Toy {
  public struct Print: OperationDefinition {
    public static let mnemonic = "toy.print"
    public static var form: Form? { "$value attr-dict `:` type($value)" }
    public static let documentation = """
      Writes the elements of a tensor; below the level of tensors, those of a piece of memory.

          "toy.print"(%0) : (tensor<2x3xf64>) -> ()
      """
    /// It has an effect, so nothing may be said of it: it is neither erased nor moved.
    public static let traits: Traits = []
    public static let signature = Signature(operands: [
      .init(
        "value",
        TypeConstraint("a tensor or memory of f64") {
          $0.isToyTensor || ($0.memrefType.map { $0.element == .f64 } ?? false)
        })
    ])

    public var value: ValueID

    public init(_ value: ValueID) { self.value = value }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: [value]) }
  }
}
