import IR
import Support

extension Graph {
  public struct Concat: MovementOperation {
    public static let mnemonic = "graph.concat"
    public static let documentation = """
      The operands one after another along an axis.

          %2 = "graph.concat"(%0, %1) <{axis = 0}> : (tensor<2x6xf32>, tensor<3x6xf32>) -> tensor<5x6xf32>
      """
    public static let signature = Signature(
      operands: [.init("inputs", .sizedTensor, .variadic)],
      results: [.init("result", .sizedTensor)],
      properties: [.init("axis", .integer)])

    public var inputs: [ValueID]
    /// From the front.
    public var axis: Int
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operands differ in rank, element type or another size than that of the axis.
    public init(_ inputs: [ValueID], axis: Int, in module: Module) throws(Diagnostic) {
      self.inputs = inputs
      self.axis = axis
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      inputs = module.operands(of: operation)
      axis = read.integer("axis")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: inputs, resultTypes: [resultType],
        properties: ["axis": .i64(axis)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      guard let first = inputs.first else {
        throw .error("'\(Self.mnemonic)' needs at least one operand")
      }
      var sizes = try Graph.sizes(of: first, "0", of: Self.mnemonic, in: module)
      let axis = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      for (index, value) in inputs.enumerated().dropFirst() {
        let other = try Graph.sizes(of: value, "\(index)", of: Self.mnemonic, in: module)
        try checkSameElement(first, value, of: Self.mnemonic, in: module)
        try checkRank(other.count, in: sizes.count...sizes.count, "\(index)", of: Self.mnemonic)
        for dimension in sizes.indices where dimension != axis {
          try checkEqual(
            sizes[dimension], other[dimension], "sizes of dimension \(dimension)",
            of: Self.mnemonic,
            in: module)
        }
        sizes[axis] += other[axis]
      }
      return .tensor(sizes: sizes, element: module.type(of: first).elementType)
    }
  }
}
