import IR
import Support

extension Graph {
  public struct GatherElements: SingleResultOperation {
    public static let mnemonic = "graph.gather_elements"
    public static let documentation = """
      One element of `data` for every element of `indices`, which replaces the position along the
      axis.

      Negative indices count from the back.

          %2 = "graph.gather_elements"(%0, %1) <{axis = 1}>
            : (tensor<4x6xf32>, tensor<4x2xi64>) -> tensor<4x2xf32>
      """
    public static let signature = Signature(
      operands: [.init("data", .sizedTensor), .init("indices", ElementKind.integer.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: [.init("axis", .integer)])

    public var data: ValueID
    public var indices: ValueID
    /// From the front.
    public var axis: Int
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when ranks differ, the axis is out of range or the indices are not integers.
    public init(_ data: ValueID, _ indices: ValueID, axis: Int = 0, in module: Module)
      throws(Diagnostic)
    {
      self.data = data
      self.indices = indices
      self.axis = axis
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      data = read.operand(0)
      indices = read.operand(1)
      axis = read.integer("axis")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [data, indices], resultTypes: [resultType],
        properties: ["axis": .i64(axis)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.integer, indices, "indices", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: data, "data", of: Self.mnemonic, in: module)
      let index = try Graph.sizes(of: indices, "indices", of: Self.mnemonic, in: module)
      _ = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      try checkRank(index.count, in: sizes.count...sizes.count, "indices", of: Self.mnemonic)
      return .tensor(sizes: index, element: module.type(of: data).elementType)
    }
  }
}
