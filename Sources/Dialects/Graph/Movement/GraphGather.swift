import IR
import Support

extension Graph {
  public struct Gather: SingleResultOperation {
    public static let mnemonic = "graph.gather"
    public static let documentation = """
      Slices of `data` along an axis by index: the axis is replaced by the dimensions of `indices`.

      Negative indices count from the back; indices outside are an error of the caller.

          %2 = "graph.gather"(%0, %1) <{axis = 0}> : (tensor<9x6xf32>, tensor<2x4xi64>) -> tensor<2x4x6xf32>
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
    /// - Throws: when the axis is out of range or the indices are not integers.
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
      let axis = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      return .tensor(
        sizes: sizes[..<axis] + index + sizes[(axis + 1)...],
        element: module.type(of: data).elementType)
    }
  }
}
