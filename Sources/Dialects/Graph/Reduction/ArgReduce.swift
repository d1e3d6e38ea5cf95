import IR
import Support

extension Graph {
  /// The largest or the smallest.
  public enum Extremum: String, Sendable, CaseIterable { case max, min }

  public struct ArgReduce: SingleResultOperation {
    public static let mnemonic = "graph.arg_reduce"
    public static let documentation = """
      The position of the largest or smallest element along an axis, as i64: of equals the first, or
      the last where `selectsLast`.

      NaN counts as the largest and the smallest.

          %1 = "graph.arg_reduce"(%0) <{axis = 1, keep_axis = false, kind = "max", select_last = false}>
            : (tensor<4x6xf32>) -> tensor<4xi64>
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.numeric.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: [
        .init("kind", .choice(Extremum.self)), .init("axis", .integer), .init("keep_axis", .bool),
        .init("select_last", .bool),
      ])

    public var input: ValueID
    public var kind: Extremum
    /// From the front.
    public var axis: Int
    public var keepsAxis: Bool
    public var selectsLast: Bool
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the axis is out of range.
    public init(
      _ input: ValueID, kind: Extremum, axis: Int, keepsAxis: Bool, selectsLast: Bool = false,
      in module: Module
    ) throws(Diagnostic) {
      self.input = input
      self.kind = kind
      self.axis = axis
      self.keepsAxis = keepsAxis
      self.selectsLast = selectsLast
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      kind = read.choice("kind", default: .max)
      axis = read.integer("axis")
      keepsAxis = read.bool("keep_axis")
      selectsLast = read.bool("select_last")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: [
          "kind": .string(kind.rawValue), "axis": .i64(axis), "keep_axis": .bool(keepsAxis),
          "select_last": .bool(selectsLast),
        ])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.numeric, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      let axis = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      return .tensor(sizes: reducedSizes(sizes, axes: [axis], keeping: keepsAxis), element: .i64)
    }
  }
}
