import IR
import Support

extension Graph {
  public struct TopK: Operation {
    public static let mnemonic = "graph.top_k"
    public static let documentation = """
      The `count` largest (or smallest) elements along an axis, and their positions as i64.

      Of equal elements the earlier comes first. NaN counts as the largest.

          %1:2 = "graph.top_k"(%0)
            <{axis = 1, count = #graph.sizes<[3]>, largest = true, sorted = true}>
            : (tensor<4x6xf32>) -> (tensor<4x3xf32>, tensor<4x3xi64>)
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.numeric.constraint)],
      results: [.init("values", .sizedTensor), .init("indices", .sizedTensor)],
      properties: [
        .init("axis", .integer), .init("count", .sizes), .init("largest", .bool),
        .init("sorted", .bool),
      ])

    public var input: ValueID
    /// One expression.
    public var count: [IndexExpression]
    /// From the front.
    public var axis: Int
    public var takesLargest: Bool
    /// Whether the results are in order; otherwise any order will do.
    public var isSorted: Bool
    public var resultTypes: [Type]

    /// Infers the result types.
    ///
    /// - Throws: when the axis is out of range.
    public init(
      _ input: ValueID, count: IndexExpression, axis: Int, takesLargest: Bool = true,
      isSorted: Bool = true, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.count, self.axis) = (input, [count], axis)
      (self.takesLargest, self.isSorted, resultTypes) = (takesLargest, isSorted, [])
      resultTypes = try inferredResultTypes(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, count, axis) = (read.operand(0), read.sizes("count"), read.integer("axis"))
      (takesLargest, isSorted) = (read.bool("largest"), read.bool("sorted"))
      resultTypes = module.results(of: operation).map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: resultTypes,
        properties: [
          "axis": .i64(axis), "count": .sizes(count), "largest": .bool(takesLargest),
          "sorted": .bool(isSorted),
        ])
    }

    public func inferredResultTypes(in module: Module) throws(Diagnostic) -> [Type] {
      var sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      let axis = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      try checkCount(count.count, is: 1, "count", of: Self.mnemonic)
      if let count = count[0].constantValue, let size = sizes[axis].constantValue, count > size {
        throw .error(
          "'\(Self.mnemonic)' cannot take \(count) elements of axis \(axis), which has \(size)")
      }
      sizes[axis] = count[0]
      return [
        .tensor(sizes: sizes, element: module.type(of: input).elementType),
        .tensor(sizes: sizes, element: .i64),
      ]
    }
  }
}
