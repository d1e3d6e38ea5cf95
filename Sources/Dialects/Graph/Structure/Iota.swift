import IR
import Support

extension Graph {
  public struct Iota: SingleResultOperation {
    public static let mnemonic = "graph.iota"
    public static let documentation = """
      `start + step * i`, where `i` is the position along `axis`.

          %0 = "graph.iota"() <{axis = 0, start = #graph.sizes<[0]>, step = #graph.sizes<[1]>}>
            : () -> tensor<?xi64, #graph.sizes<[m]>>
      """
    public static let signature = Signature(
      operands: [], results: [.init("result", .sizedTensor)],
      properties: [.init("axis", .integer), .init("start", .sizes), .init("step", .sizes)])

    /// From the front.
    public var axis: Int
    /// One expression.
    public var start: [IndexExpression]
    /// One expression.
    public var step: [IndexExpression]
    public var resultType: Type

    /// Takes the result's sizes as given and checks the axis.
    ///
    /// - Throws: when the axis is out of range or the elements are not numbers.
    public init(
      sizes: [IndexExpression], element: Type = .i64, axis: Int = 0, start: IndexExpression = 0,
      step: IndexExpression = 1, in module: Module
    ) throws(Diagnostic) {
      (self.axis, self.start, self.step) = (axis, [start], [step])
      resultType = .tensor(sizes: sizes, element: element)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      axis = read.integer("axis")
      start = read.sizes("start")
      step = read.sizes("step")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [], resultTypes: [resultType],
        properties: ["axis": .i64(axis), "start": .sizes(start), "step": .sizes(step)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      guard let sizes = resultType.sizes, ElementKind.numeric.holds(for: resultType.elementType)
      else {
        throw .error(
          "the result of '\(Self.mnemonic)' must be a tensor of numbers with known sizes")
      }
      _ = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      try checkCount(start.count, is: 1, "start", of: Self.mnemonic)
      try checkCount(step.count, is: 1, "step", of: Self.mnemonic)
      return resultType
    }
  }
}
