import IR
import Support

extension Graph {
  public struct SizeTensor: SingleResultOperation {
    public static let mnemonic = "graph.size_tensor"
    public static let documentation = """
      A tensor whose elements are expressions over the symbolic sizes, in row-major order.

          %0 = "graph.size_tensor"() <{elements = #graph.sizes<[m, 768]>}> : () -> tensor<2xi64>
      """
    public static let signature = Signature(
      operands: [], results: [.init("result", .sizedTensor)],
      properties: [.init("elements", .sizes)])

    public var elements: [IndexExpression]
    public var resultType: Type

    /// A tensor of shape `shape`, or a vector of the elements.
    ///
    /// - Precondition: `shape` has as many elements as given.
    public init(_ elements: [IndexExpression], shape: [Int]? = nil) {
      self.elements = elements
      let shape = shape ?? [elements.count]
      precondition(shape.reduce(1, *) == elements.count, "one expression for every element")
      resultType = .tensor(TensorType(shape, .i64))
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      elements = read.sizes("elements")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [], resultTypes: [resultType],
        properties: ["elements": .sizes(elements)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      guard let shape = resultType.staticSizes, resultType.elementType == .i64,
        shape.reduce(1, { $0 &* $1 }) == elements.count
      else {
        throw .error(
          "the result of '\(Self.mnemonic)' with \(elements.count) elements must be a static tensor of "
            + "that many i64, found '\(resultType)'")
      }
      return resultType
    }
  }
}
