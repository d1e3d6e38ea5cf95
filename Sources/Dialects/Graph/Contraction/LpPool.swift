import IR
import Support

extension Graph {
  public struct LpPool: SingleResultOperation {
    public static let mnemonic = "graph.lp_pool"
    public static let documentation = """
      The norm of order `p` of the elements in every position of a window over the spatial dimensions.

          %1 = "graph.lp_pool"(%0) <{p = 2, dilations = array<i64: 1>, kernel = array<i64: 3>,
            pads_begin = #graph.sizes<[1]>, pads_end = #graph.sizes<[1]>, strides = array<i64: 2>}>
            : (tensor<1x3x8xf32>) -> tensor<1x3x4xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.numeric.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: Window.properties + [.init("kernel", .integerArray), .init("p", .integer)])

    public var input: ValueID
    /// The window's sizes.
    public var kernel: [Int]
    public var window: Window
    /// The order of the norm; positive.
    public var p: Int
    public var resultType: Type

    /// The spatial sizes are as many positions as fit, unless `spatialSizes` gives others.
    ///
    /// - Throws: when kernel or window do not fit the operand's rank.
    public init(
      _ input: ValueID, kernel: [Int], window: Window, p: Int = 2,
      spatialSizes: [IndexExpression]? = nil, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.kernel, self.window) = (input, kernel, window)
      self.p = p
      resultType = try pooledType(
        input, kernel: kernel, window: window, spatialSizes: spatialSizes, of: Self.mnemonic,
        in: module)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, kernel, window) = (read.operand(0), read.integers("kernel"), Window(read))
      p = read.integer("p")
      resultType = read.resultType()
    }

    public var state: OperationState {
      var properties: AttributeDictionary = ["kernel": .i64Array(kernel), "p": .i64(p)]
      window.write(to: &properties)
      return OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType], properties: properties)
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      guard p > 0 else { throw .error("'p' of '\(Self.mnemonic)' must be positive, found \(p)") }
      return try pooledType(
        input, kernel: kernel, window: window,
        spatialSizes: resultType.sizes.map { Array($0.dropFirst(2)) }, of: Self.mnemonic,
        in: module)
    }
  }
}
