import IR
import Support

extension Graph {
  public struct Trilu: SingleResultOperation {
    public static let mnemonic = "graph.trilu"
    public static let documentation = """
      The upper (or lower) triangle of the last two dimensions, zero elsewhere.

      The diagonal is included, moved right by `diagonal`.

          %1 = "graph.trilu"(%0) <{diagonal = #graph.sizes<[1]>, upper = true}>
            : (tensor<4x4xf32>) -> tensor<4x4xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", .sizedTensor)], results: [.init("result", .sizedTensor)],
      properties: [.init("upper", .bool), .init("diagonal", .sizes)])

    public var input: ValueID
    public var upper: Bool
    /// One expression.
    public var diagonal: [IndexExpression]
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand has fewer than two dimensions.
    public init(_ input: ValueID, upper: Bool, diagonal: [IndexExpression] = [0], in module: Module)
      throws(Diagnostic)
    {
      self.input = input
      self.upper = upper
      self.diagonal = diagonal
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      upper = read.bool("upper")
      diagonal = read.sizes("diagonal")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: ["upper": .bool(upper), "diagonal": .sizes(diagonal)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      try checkRank(sizes.count, in: 2...Int.max, "input", of: Self.mnemonic)
      try checkCount(diagonal.count, is: 1, "diagonal", of: Self.mnemonic)
      return .tensor(sizes: sizes, element: module.type(of: input).elementType)
    }
  }
}
