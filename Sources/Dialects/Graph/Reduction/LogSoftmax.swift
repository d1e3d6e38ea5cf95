import IR
import Support

extension Graph {
  public struct LogSoftmax: SingleResultOperation {
    public static let mnemonic = "graph.log_softmax"
    public static let documentation = """
      x - max - log(sum(exp(x - max))) along an axis.

          %1 = "graph.log_softmax"(%0) <{axis = 1}> : (tensor<4x6xf32>) -> tensor<4x6xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.float.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: [.init("axis", .integer)])

    public var input: ValueID
    /// From the front.
    public var axis: Int
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the axis is out of range.
    public init(_ input: ValueID, axis: Int, in module: Module) throws(Diagnostic) {
      self.input = input
      self.axis = axis
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      axis = read.integer("axis")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: ["axis": .i64(axis)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.float, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      _ = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      return .tensor(sizes: sizes, element: module.type(of: input).elementType)
    }
  }
}
