import IR
import Support

extension Graph {
  /// The constant size of the last dimension of an operand of index tuples.
  static func tupleLength(
    of sizes: [IndexExpression], _ name: String, of mnemonic: String
  ) throws(Diagnostic) -> Int {
    if let length = sizes.last?.constantValue { return length }
    throw .error(
      "operand '\(name)' of '\(mnemonic)' must have a last dimension of constant size (the length "
        + "of its index tuples), found \(text(sizes))")
  }

  public struct GatherND: SingleResultOperation {
    public static let mnemonic = "graph.gather_nd"
    public static let documentation = """
      Slices of `data` by index tuples, which are along the last dimension of `indices`.

      The first `batchDimensions` dimensions of both are matched. Negative indices count from the
      back.

          %2 = "graph.gather_nd"(%0, %1) <{batch_dims = 0}>
            : (tensor<4x6x8xf32>, tensor<5x2xi64>) -> tensor<5x8xf32>
      """
    public static let signature = Signature(
      operands: [.init("data", .sizedTensor), .init("indices", ElementKind.integer.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: [.init("batch_dims", .integer)])

    public var data: ValueID
    public var indices: ValueID
    public var batchDimensions: Int
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the index tuples are longer than the rank of the data or their length is not constant.
    public init(_ data: ValueID, _ indices: ValueID, batchDimensions: Int = 0, in module: Module)
      throws(Diagnostic)
    {
      self.data = data
      self.indices = indices
      self.batchDimensions = batchDimensions
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      data = read.operand(0)
      indices = read.operand(1)
      batchDimensions = read.integer("batch_dims")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [data, indices], resultTypes: [resultType],
        properties: ["batch_dims": .i64(batchDimensions)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.integer, indices, "indices", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: data, "data", of: Self.mnemonic, in: module)
      let index = try Graph.sizes(of: indices, "indices", of: Self.mnemonic, in: module)
      let depth = try tupleLength(of: index, "indices", of: Self.mnemonic)
      guard batchDimensions >= 0, batchDimensions < index.count,
        batchDimensions + depth <= sizes.count
      else {
        throw .error(
          "'\(Self.mnemonic)' with \(batchDimensions) batch dimensions and index tuples of length "
            + "\(depth) needs 'data' of at least rank \(batchDimensions + depth), found \(text(sizes))"
        )
      }
      for dimension in 0..<batchDimensions {
        try checkEqual(
          sizes[dimension], index[dimension], "sizes of batch dimension \(dimension)",
          of: Self.mnemonic, in: module)
      }
      return .tensor(
        sizes: index.dropLast() + sizes[(batchDimensions + depth)...],
        element: module.type(of: data).elementType)
    }
  }
}
