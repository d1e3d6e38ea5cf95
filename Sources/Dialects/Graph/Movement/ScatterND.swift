import IR
import Support

extension Graph {
  public struct ScatterND: SingleResultOperation {
    public static let mnemonic = "graph.scatter_nd"
    public static let documentation = """
      `data` with slices replaced by, or combined with, `updates`, at index tuples along the last
      dimension of `indices`.

      Negative indices count from the back.

          %3 = "graph.scatter_nd"(%0, %1, %2) <{reduction = "add"}>
            : (tensor<4x6xf32>, tensor<5x1xi64>, tensor<5x6xf32>) -> tensor<4x6xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("data", .sizedTensor), .init("indices", ElementKind.integer.constraint),
        .init("updates", .sizedTensor),
      ], results: [.init("result", .sizedTensor)],
      properties: [.init("reduction", .choice(ScatterReduction.self))])

    public var data: ValueID
    public var indices: ValueID
    public var updates: ValueID
    public var reduction: ScatterReduction
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the updates do not have the shape that data and indices give.
    public init(
      _ data: ValueID, _ indices: ValueID, _ updates: ValueID, reduction: ScatterReduction = .none,
      in module: Module
    ) throws(Diagnostic) {
      self.data = data
      self.indices = indices
      self.updates = updates
      self.reduction = reduction
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      data = read.operand(0)
      indices = read.operand(1)
      updates = read.operand(2)
      reduction = read.choice("reduction", default: .none)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [data, indices, updates], resultTypes: [resultType],
        properties: ["reduction": .string(reduction.rawValue)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.integer, indices, "indices", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: data, "data", of: Self.mnemonic, in: module)
      let index = try Graph.sizes(of: indices, "indices", of: Self.mnemonic, in: module)
      let update = try Graph.sizes(of: updates, "updates", of: Self.mnemonic, in: module)
      try checkSameElement(data, updates, of: Self.mnemonic, in: module)
      let depth = try tupleLength(of: index, "indices", of: Self.mnemonic)
      guard depth <= sizes.count else {
        throw .error(
          "index tuples of '\(Self.mnemonic)' have length \(depth), but 'data' has rank \(sizes.count)"
        )
      }
      let expected = index.dropLast() + sizes[depth...]
      try checkRank(update.count, in: expected.count...expected.count, "updates", of: Self.mnemonic)
      for (a, b) in zip(expected, update) {
        try checkEqual(a, b, "sizes of 'updates'", of: Self.mnemonic, in: module)
      }
      return .tensor(sizes: sizes, element: module.type(of: data).elementType)
    }
  }
}
