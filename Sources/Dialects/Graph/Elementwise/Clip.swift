import IR
import Support

extension Graph {
  public struct Clip: ElementwiseOperation {
    public static let mnemonic = "graph.clip"
    public static let documentation = """
      min(max(x, minimum), maximum), either bound optional; NaN for NaN.

      Where the minimum is above the maximum the result is the maximum. Bounds broadcast to the
      operand.

          %2 = "graph.clip"(%0, %1) <{operandSegmentSizes = array<i32: 1, 1, 0>}>
            : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("input", ElementKind.numeric.constraint),
        .init("minimum", ElementKind.numeric.constraint, .optional),
        .init("maximum", ElementKind.numeric.constraint, .optional),
      ], results: [.init("result", .sizedTensor)],
      properties: [.init("operandSegmentSizes", .integerArray)])

    public var input: ValueID
    public var minimum: ValueID?
    public var maximum: ValueID?
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when a bound has another element type or does not broadcast to the operand.
    public init(
      _ input: ValueID, minimum: ValueID?, maximum: ValueID?, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.minimum, self.maximum, resultType) = (input, minimum, maximum, .none)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      let groups = read.segments(3)
      input = groups[0] ?? read.operand(0)
      (minimum, maximum, resultType) = (groups[1], groups[2], read.resultType())
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input] + [minimum, maximum].compactMap { $0 },
        resultTypes: [resultType],
        properties: [
          "operandSegmentSizes": .i32Array([1, minimum == nil ? 0 : 1, maximum == nil ? 0 : 1])
        ])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.numeric, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      for (name, bound) in [("minimum", minimum), ("maximum", maximum)] {
        guard let bound else { continue }
        try checkSameElement(input, bound, of: Self.mnemonic, in: module)
        let own = try Graph.sizes(of: bound, name, of: Self.mnemonic, in: module)
        try checkBroadcast(own, to: sizes, name, of: Self.mnemonic, in: module)
      }
      return .tensor(sizes: sizes, element: module.type(of: input).elementType)
    }
  }
}
