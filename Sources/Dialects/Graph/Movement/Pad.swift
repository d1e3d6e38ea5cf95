import IR
import Support

extension Graph {
  /// What the elements are that padding adds.
  public enum PadMode: String, Sendable, CaseIterable {
    /// The given value.
    case constant
    /// The nearest element.
    case edge
    /// The elements mirrored at the outermost one, which is not repeated.
    case reflect
    /// The elements from the other end.
    case wrap
  }

  public struct Pad: SingleResultOperation {
    public static let mnemonic = "graph.pad"
    public static let documentation = """
      The operand with elements added before and after in every dimension; a negative count removes
      elements instead.

      Modes: see `PadMode`. `value` (a scalar, zero if absent) is for `constant`.

          %1 = "graph.pad"(%0) <{begins = #graph.sizes<[1, 0]>, ends = #graph.sizes<[0, 2]>, mode = "edge"}>
            : (tensor<4x6xf32>) -> tensor<5x8xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", .sizedTensor), .init("value", .sizedTensor, .optional)],
      results: [.init("result", .sizedTensor)],
      properties: [
        .init("begins", .sizes), .init("ends", .sizes), .init("mode", .choice(PadMode.self)),
      ])

    public var input: ValueID
    public var value: ValueID?
    /// Elements added before the first, per dimension.
    public var begins: [IndexExpression]
    /// Elements added after the last, per dimension.
    public var ends: [IndexExpression]
    public var mode: PadMode
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when there is not one count a dimension, or the value is not a scalar.
    public init(
      _ input: ValueID, value: ValueID? = nil, begins: [IndexExpression], ends: [IndexExpression],
      mode: PadMode = .constant, in module: Module
    ) throws(Diagnostic) {
      self.input = input
      self.value = value
      self.begins = begins
      self.ends = ends
      self.mode = mode
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      value = read.optionalOperand(1)
      begins = read.sizes("begins")
      ends = read.sizes("ends")
      mode = read.choice("mode", default: .constant)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input] + [value].compactMap { $0 },
        resultTypes: [resultType],
        properties: [
          "begins": .sizes(begins), "ends": .sizes(ends), "mode": .string(mode.rawValue),
        ])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      try checkCount(begins.count, is: sizes.count, "begins", of: Self.mnemonic)
      try checkCount(ends.count, is: sizes.count, "ends", of: Self.mnemonic)
      if let value {
        try checkSameElement(input, value, of: Self.mnemonic, in: module)
        let own = try Graph.sizes(of: value, "value", of: Self.mnemonic, in: module)
        guard IndexExpression.product(own) == 1 else {
          throw .error(
            "operand 'value' of '\(Self.mnemonic)' must be one element, found \(text(own))")
        }
      }
      let padded = sizes.indices.map { begins[$0] + sizes[$0] + ends[$0] }
      return .tensor(sizes: padded, element: module.type(of: input).elementType)
    }
  }
}
