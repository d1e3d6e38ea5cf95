import IR
import Support

extension Graph {
  public struct Tile: MovementOperation {
    public static let mnemonic = "graph.tile"
    public static let documentation = """
      The operand repeated as a whole, `repeats` times along every dimension.

          %1 = "graph.tile"(%0) <{repeats = #graph.sizes<[2, 1]>}> : (tensor<4x6xf32>) -> tensor<8x6xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", .sizedTensor)], results: [.init("result", .sizedTensor)],
      properties: [.init("repeats", .sizes)])

    public var input: ValueID
    public var repeats: [IndexExpression]
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when there is not one count a dimension.
    public init(_ input: ValueID, repeats: [IndexExpression], in module: Module) throws(Diagnostic)
    {
      self.input = input
      self.repeats = repeats
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      repeats = read.sizes("repeats")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: ["repeats": .sizes(repeats)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      try checkCount(repeats.count, is: sizes.count, "repeats", of: Self.mnemonic)
      return .tensor(
        sizes: zip(sizes, repeats).map { $0 * $1 }, element: module.type(of: input).elementType)
    }
  }
}
