import IR
import Support

extension Graph {
  public struct Slice: MovementOperation {
    public static let mnemonic = "graph.slice"
    public static let documentation = """
      Every `steps`-th element from `starts`: element `i` of the result is element `starts + i *
      steps` of the operand, in every dimension.

      A step may be negative. Starts are from the front and all elements taken lie in the operand.

          %1 = "graph.slice"(%0) <{starts = #graph.sizes<[1, 5]>, steps = #graph.sizes<[1, -2]>}>
            : (tensor<4x6xf32>) -> tensor<3x3xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", .sizedTensor)], results: [.init("result", .sizedTensor)],
      properties: [.init("starts", .sizes), .init("steps", .sizes)])

    public var input: ValueID
    public var starts: [IndexExpression]
    public var steps: [IndexExpression]
    public var resultType: Type

    /// Takes the result's sizes as given and checks them.
    ///
    /// - Throws: when elements outside the operand are known to be taken.
    public init(
      _ input: ValueID, starts: [IndexExpression], steps: [IndexExpression],
      sizes: [IndexExpression], in module: Module
    ) throws(Diagnostic) {
      self.input = input
      self.starts = starts
      self.steps = steps
      resultType = .tensor(sizes: sizes, element: module.type(of: input).elementType)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      starts = read.sizes("starts")
      steps = read.sizes("steps")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: ["starts": .sizes(starts), "steps": .sizes(steps)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      guard let target = resultType.sizes else {
        throw .error(
          "the result of '\(Self.mnemonic)' must be \(TypeConstraint.sizedTensor.summary)")
      }
      try checkCount(starts.count, is: sizes.count, "starts", of: Self.mnemonic)
      try checkCount(steps.count, is: sizes.count, "steps", of: Self.mnemonic)
      try checkRank(target.count, in: sizes.count...sizes.count, "result", of: Self.mnemonic)
      for dimension in sizes.indices {
        guard let size = sizes[dimension].constantValue,
          let start = starts[dimension].constantValue,
          let step = steps[dimension].constantValue, let count = target[dimension].constantValue,
          count > 0
        else { continue }
        let last = start + (count - 1) * step
        guard (0..<size).contains(start), (0..<size).contains(last) else {
          throw .error(
            "'\(Self.mnemonic)' takes elements \(start) to \(last) of dimension \(dimension), which "
              + "has \(size)")
        }
      }
      return .tensor(sizes: target, element: module.type(of: input).elementType)
    }
  }
}
