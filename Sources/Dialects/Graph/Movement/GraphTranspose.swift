import IR
import Support

extension Graph {
  public struct Transpose: MovementOperation {
    public static let mnemonic = "graph.transpose"
    public static let documentation = """
      The dimensions in another order: dimension `i` of the result is dimension `permutation[i]` of
      the operand.

          %1 = "graph.transpose"(%0) <{permutation = array<i64: 1, 0>}>
            : (tensor<4x6xf32>) -> tensor<6x4xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", .sizedTensor)], results: [.init("result", .sizedTensor)],
      properties: [.init("permutation", .integerArray)])

    public var input: ValueID
    public var permutation: [Int]
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the permutation does not fit the rank.
    public init(_ input: ValueID, permutation: [Int], in module: Module) throws(Diagnostic) {
      self.input = input
      self.permutation = permutation
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      permutation = read.integers("permutation")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: ["permutation": .i64Array(permutation)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      guard permutation.sorted() == Array(sizes.indices) else {
        throw .error(
          "'permutation' of '\(Self.mnemonic)' must hold each of the numbers below \(sizes.count) once, "
            + "found \(permutation)")
      }
      return .tensor(
        sizes: permutation.map { sizes[$0] }, element: module.type(of: input).elementType)
    }
  }
}
