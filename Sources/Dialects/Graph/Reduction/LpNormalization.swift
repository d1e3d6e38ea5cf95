import IR
import Support

extension Graph {
  public struct LpNormalization: SingleResultOperation {
    public static let mnemonic = "graph.lp_normalization"
    public static let documentation = """
      x divided by the norm of order `p` (1 or 2) along an axis; zero where that norm is zero.

          %1 = "graph.lp_normalization"(%0) <{axis = 1, p = 2}> : (tensor<4x6xf32>) -> tensor<4x6xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.float.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: [.init("axis", .integer), .init("p", .integer)])

    public var input: ValueID
    /// From the front.
    public var axis: Int
    public var p: Int
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the axis is out of range or the order is neither 1 nor 2.
    public init(_ input: ValueID, axis: Int, p: Int = 2, in module: Module) throws(Diagnostic) {
      self.input = input
      self.axis = axis
      self.p = p
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      axis = read.integer("axis")
      p = read.integer("p", default: 2)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: ["axis": .i64(axis), "p": .i64(p)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.float, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      _ = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      guard p == 1 || p == 2 else {
        throw .error("'p' of '\(Self.mnemonic)' must be 1 or 2, found \(p)")
      }
      return .tensor(sizes: sizes, element: module.type(of: input).elementType)
    }
  }
}
