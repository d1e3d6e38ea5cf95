import IR
import Support

extension Graph {
  public struct MatMul: SingleResultOperation {
    public static let mnemonic = "graph.matmul"
    public static let documentation = """
      The matrix product under NumPy's rules: leading dimensions broadcast, a vector on the left is
      a row and on the right a column, and that dimension is left out of the result.

      `transposesLHS` and `transposesRHS` swap the last two dimensions first; they do nothing to a
      vector.

          %2 = "graph.matmul"(%0, %1) <{transpose_lhs = false, transpose_rhs = false}>
            : (tensor<2x4x8xf32>, tensor<8x6xf32>) -> tensor<2x4x6xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("lhs", ElementKind.numeric.constraint), .init("rhs", ElementKind.numeric.constraint),
      ], results: [.init("result", .sizedTensor)],
      properties: [.init("transpose_lhs", .bool), .init("transpose_rhs", .bool)])

    public var lhs: ValueID
    public var rhs: ValueID
    public var transposesLHS: Bool
    public var transposesRHS: Bool
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the element types differ, the sizes summed over are not known to be equal,
    ///   or the leading dimensions do not broadcast.
    public init(
      _ lhs: ValueID, _ rhs: ValueID, transposesLHS: Bool = false, transposesRHS: Bool = false,
      in module: Module
    ) throws(Diagnostic) {
      (self.lhs, self.rhs, resultType) = (lhs, rhs, .none)
      (self.transposesLHS, self.transposesRHS) = (transposesLHS, transposesRHS)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (lhs, rhs, resultType) = (read.operand(0), read.operand(1), read.resultType())
      (transposesLHS, transposesRHS) = (read.bool("transpose_lhs"), read.bool("transpose_rhs"))
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [lhs, rhs], resultTypes: [resultType],
        properties: [
          "transpose_lhs": .bool(transposesLHS), "transpose_rhs": .bool(transposesRHS),
        ])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      var left = try Graph.sizes(of: lhs, "lhs", of: Self.mnemonic, in: module)
      var right = try Graph.sizes(of: rhs, "rhs", of: Self.mnemonic, in: module)
      try checkKind(.numeric, lhs, "lhs", of: Self.mnemonic, in: module)
      try checkSameElement(lhs, rhs, of: Self.mnemonic, in: module)
      try checkRank(left.count, in: 1...Int.max, "lhs", of: Self.mnemonic)
      try checkRank(right.count, in: 1...Int.max, "rhs", of: Self.mnemonic)
      let (isRow, isColumn) = (left.count == 1, right.count == 1)
      if isRow { left.insert(1, at: 0) } else if transposesLHS { left.swapLastTwo() }
      if isColumn { right.append(1) } else if transposesRHS { right.swapLastTwo() }
      try checkEqual(
        left[left.count - 1], right[right.count - 2], "the sizes summed over", of: Self.mnemonic,
        in: module)
      var sizes = try broadcastSizes(
        Array(left.dropLast(2)), Array(right.dropLast(2)), in: module)
      if !isRow { sizes.append(left[left.count - 2]) }
      if !isColumn { sizes.append(right[right.count - 1]) }
      return .tensor(sizes: sizes, element: module.type(of: lhs).elementType)
    }
  }
}

extension [IndexExpression] {
  fileprivate mutating func swapLastTwo() { swapAt(count - 1, count - 2) }
}
