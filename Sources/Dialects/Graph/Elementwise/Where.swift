import IR
import Support

extension Graph {
  public struct Where: ElementwiseOperation {
    public static let mnemonic = "graph.where"
    public static let documentation = """
      lhs where the condition holds, else rhs; all three broadcast to each other.

          %3 = "graph.where"(%0, %1, %2)
            : (tensor<8xi1>, tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("condition", ElementKind.boolean.constraint), .init("lhs", .sizedTensor),
        .init("rhs", .sizedTensor),
      ], results: [.init("result", .sizedTensor)])

    public var condition: ValueID
    public var lhs: ValueID
    public var rhs: ValueID
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the element types do not fit or the shapes do not broadcast.
    public init(
      _ condition: ValueID, _ lhs: ValueID, _ rhs: ValueID, in module: Module
    ) throws(Diagnostic) {
      (self.condition, self.lhs, self.rhs, resultType) = (condition, lhs, rhs, .none)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (condition, lhs, rhs) = (read.operand(0), read.operand(1), read.operand(2))
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [condition, lhs, rhs], resultTypes: [resultType])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.boolean, condition, "condition", of: Self.mnemonic, in: module)
      try checkSameElement(lhs, rhs, of: Self.mnemonic, in: module)
      let chosen = try broadcastSizes(
        Graph.sizes(of: lhs, "lhs", of: Self.mnemonic, in: module),
        Graph.sizes(of: rhs, "rhs", of: Self.mnemonic, in: module), in: module)
      let condition = try Graph.sizes(of: condition, "condition", of: Self.mnemonic, in: module)
      return .tensor(
        sizes: try broadcastSizes(condition, chosen, in: module),
        element: module.type(of: lhs).elementType)
    }
  }
}
