import IR
import Support

extension Graph {
  public struct Broadcast: MovementOperation {
    public static let mnemonic = "graph.broadcast"
    public static let documentation = """
      The operand repeated to a larger shape under NumPy's rules: aligned at the right, dimensions of
      size one repeat.

          %1 = "graph.broadcast"(%0) : (tensor<1x6xf32>) -> tensor<2x4x6xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", .sizedTensor)], results: [.init("result", .sizedTensor)])

    public var input: ValueID
    public var resultType: Type

    /// Takes the result's sizes as given and checks them.
    ///
    /// - Throws: when the operand does not broadcast to the sizes.
    public init(_ input: ValueID, sizes: [IndexExpression], in module: Module) throws(Diagnostic) {
      self.input = input
      resultType = .tensor(sizes: sizes, element: module.type(of: input).elementType)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [input], resultTypes: [resultType])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      guard let target = resultType.sizes else {
        throw .error(
          "the result of '\(Self.mnemonic)' must be \(TypeConstraint.sizedTensor.summary)")
      }
      try checkBroadcast(sizes, to: target, "input", of: Self.mnemonic, in: module)
      return .tensor(sizes: target, element: module.type(of: input).elementType)
    }
  }
}
