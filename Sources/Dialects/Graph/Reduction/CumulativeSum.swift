import IR
import Support

extension Graph {
  public struct CumulativeSum: SingleResultOperation {
    public static let mnemonic = "graph.cumulative_sum"
    public static let documentation = """
      The sum of the elements up to each position along an axis: that element included unless
      `isExclusive`, from the end where `isReversed`.

          %1 = "graph.cumulative_sum"(%0) <{axis = 1, exclusive = false, reverse = false}>
            : (tensor<4x6xf32>) -> tensor<4x6xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.numeric.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: [.init("axis", .integer), .init("exclusive", .bool), .init("reverse", .bool)])

    public var input: ValueID
    /// From the front.
    public var axis: Int
    public var isExclusive: Bool
    public var isReversed: Bool
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the axis is out of range.
    public init(
      _ input: ValueID, axis: Int, isExclusive: Bool = false, isReversed: Bool = false,
      in module: Module
    ) throws(Diagnostic) {
      self.input = input
      self.axis = axis
      self.isExclusive = isExclusive
      self.isReversed = isReversed
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      axis = read.integer("axis")
      isExclusive = read.bool("exclusive")
      isReversed = read.bool("reverse")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: [
          "axis": .i64(axis), "exclusive": .bool(isExclusive), "reverse": .bool(isReversed),
        ])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.numeric, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      _ = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      return .tensor(sizes: sizes, element: module.type(of: input).elementType)
    }
  }
}
