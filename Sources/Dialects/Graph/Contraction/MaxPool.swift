import IR
import Support

extension Graph {
  public struct MaxPool: SingleResultOperation {
    public static let mnemonic = "graph.max_pool"
    public static let documentation = """
      The largest element in every position of a window over the spatial dimensions; NaN if one is
      in it.

      Padding does not count.

          %1 = "graph.max_pool"(%0) <{dilations = array<i64: 1>, kernel = array<i64: 3>,
            pads_begin = #graph.sizes<[1]>, pads_end = #graph.sizes<[1]>, strides = array<i64: 2>}>
            : (tensor<1x3x8xf32>) -> tensor<1x3x4xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.numeric.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: Window.properties + [.init("kernel", .integerArray)])

    public var input: ValueID
    /// The window's sizes.
    public var kernel: [Int]
    public var window: Window
    public var resultType: Type

    /// The spatial sizes are as many positions as fit, unless `spatialSizes` gives others.
    ///
    /// - Throws: when kernel or window do not fit the operand's rank.
    public init(
      _ input: ValueID, kernel: [Int], window: Window, spatialSizes: [IndexExpression]? = nil,
      in module: Module
    ) throws(Diagnostic) {
      (self.input, self.kernel, self.window) = (input, kernel, window)
      resultType = try pooledType(
        input, kernel: kernel, window: window, spatialSizes: spatialSizes, of: Self.mnemonic,
        in: module)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, kernel, window) = (read.operand(0), read.integers("kernel"), Window(read))
      resultType = read.resultType()
    }

    public var state: OperationState {
      var properties: AttributeDictionary = ["kernel": .i64Array(kernel)]
      window.write(to: &properties)
      return OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType], properties: properties)
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try pooledType(
        input, kernel: kernel, window: window,
        spatialSizes: resultType.sizes.map { Array($0.dropFirst(2)) }, of: Self.mnemonic,
        in: module)
    }
  }
}
