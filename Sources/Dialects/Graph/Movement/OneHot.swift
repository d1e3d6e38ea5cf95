import IR
import Support

extension Graph {
  public struct OneHot: SingleResultOperation {
    public static let mnemonic = "graph.one_hot"
    public static let documentation = """
      A new axis of `depth`: the second of `values` where the position along it equals the index,
      else the first.

      Indices from -depth to depth - 1; others give only the first value.

          %2 = "graph.one_hot"(%0, %1) <{axis = 1, depth = #graph.sizes<[3]>}>
            : (tensor<4xi64>, tensor<2xf32>) -> tensor<4x3xf32>
      """
    public static let signature = Signature(
      operands: [.init("indices", ElementKind.numeric.constraint), .init("values", .sizedTensor)],
      results: [.init("result", .sizedTensor)],
      properties: [.init("depth", .sizes), .init("axis", .integer)])

    public var indices: ValueID
    public var values: ValueID
    /// One expression.
    public var depth: [IndexExpression]
    /// Where the new axis is in the result, from the front.
    public var axis: Int
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the values are not two or the axis is out of range.
    public init(
      _ indices: ValueID, _ values: ValueID, depth: [IndexExpression], axis: Int, in module: Module
    ) throws(Diagnostic) {
      self.indices = indices
      self.values = values
      self.depth = depth
      self.axis = axis
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      indices = read.operand(0)
      values = read.operand(1)
      depth = read.sizes("depth")
      axis = read.integer("axis")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [indices, values], resultTypes: [resultType],
        properties: ["depth": .sizes(depth), "axis": .i64(axis)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.numeric, indices, "indices", of: Self.mnemonic, in: module)
      var sizes = try Graph.sizes(of: indices, "indices", of: Self.mnemonic, in: module)
      try checkCount(depth.count, is: 1, "depth", of: Self.mnemonic)
      guard module.type(of: values).staticSizes == [2] else {
        throw .error("operand 'values' of '\(Self.mnemonic)' must have shape [2]: off and on value")
      }
      sizes.insert(
        depth[0], at: try normalized(axis: axis, rank: sizes.count + 1, of: Self.mnemonic))
      return .tensor(sizes: sizes, element: module.type(of: values).elementType)
    }
  }
}
