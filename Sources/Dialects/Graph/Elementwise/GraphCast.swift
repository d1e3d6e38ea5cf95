import IR
import Support

extension Graph {
  public struct Cast: ElementwiseOperation {
    public static let mnemonic = "graph.cast"
    public static let documentation = """
      The operand's elements in another type.

      Floats become integers by rounding towards zero. With `saturates`, what is out of range
      becomes the nearest integer in range and NaN zero; without, integers keep their low bits and
      floats out of range give the smallest integer of at least 32 bits, cut to width. Integers and
      floats become floats by rounding to the nearest, halves to even. `i1` counts as 0 or 1;
      anything but zero becomes true.

          %1 = "graph.cast"(%0) <{saturate = true}> : (tensor<4xf32>) -> tensor<4xi8>
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.any.constraint)],
      results: [.init("result", ElementKind.any.constraint)],
      properties: [.init("saturate", .bool)])

    public var input: ValueID
    /// Whether values out of range become the nearest in range.
    public var saturates: Bool
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the operand has no known sizes or `element` is not a number or boolean.
    public init(
      _ input: ValueID, to element: Type, saturates: Bool = false, in module: Module
    ) throws(Diagnostic) {
      (self.input, self.saturates) = (input, saturates)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      resultType = .tensor(sizes: sizes, element: element)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      (input, resultType) = (read.operand(0), read.resultType())
      saturates = read.bool("saturate")
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: ["saturate": .bool(saturates)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      let element = resultType.elementType
      guard ElementKind.any.holds(for: element) else {
        throw .error("'\(Self.mnemonic)' cannot give elements of type '\(element)'")
      }
      return .tensor(sizes: sizes, element: element)
    }
  }
}
