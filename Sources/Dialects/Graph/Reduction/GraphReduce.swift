import IR
import Support

extension Graph {
  /// How a reduction combines elements.
  ///
  /// Given first is the result over no elements.
  public enum ReductionKind: String, Sendable, CaseIterable {
    /// 0; of `i1` not defined.
    case sum
    /// NaN; of integers the quotient rounded towards zero.
    case mean
    /// Minus infinity, the smallest integer, or false.
    case max
    /// Infinity, the largest integer, or true.
    case min
    /// 1.
    case product
    /// 0; the sum of absolute values.
    case l1
    /// 0; the square root of the sum of squares.
    case l2
    /// Minus infinity; the logarithm of the sum.
    case logSum = "log_sum"
    /// Minus infinity; the logarithm of the sum of exponentials, without overflow.
    case logSumExp = "log_sum_exp"
    /// 0; the sum of squares.
    case sumSquare = "sum_square"
  }

  /// `sizes` without the axes, or with ones there.
  static func reducedSizes(
    _ sizes: [IndexExpression], axes: [Int], keeping keepsAxes: Bool
  ) -> [IndexExpression] {
    sizes.indices.compactMap { axes.contains($0) ? (keepsAxes ? 1 : nil) : sizes[$0] }
  }

  public struct Reduce: SingleResultOperation {
    public static let mnemonic = "graph.reduce"
    public static let documentation = """
      All elements along `axes` combined into one; see `ReductionKind`.

      The axes go away, or stay with size one where `keepsAxes`. NaN anywhere gives NaN.

          %1 = "graph.reduce"(%0) <{axes = array<i64: 1>, keep_axes = true, kind = "sum"}>
            : (tensor<4x6xf32>) -> tensor<4x1xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", ElementKind.any.constraint)],
      results: [.init("result", .sizedTensor)],
      properties: [
        .init("kind", .choice(ReductionKind.self)), .init("axes", .integerArray),
        .init("keep_axes", .bool),
      ])

    public var input: ValueID
    public var kind: ReductionKind
    /// From the front, sorted.
    public var axes: [Int]
    public var keepsAxes: Bool
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when an axis is out of range or listed twice.
    public init(
      _ input: ValueID, kind: ReductionKind, axes: [Int], keepsAxes: Bool, in module: Module
    ) throws(Diagnostic) {
      self.input = input
      self.kind = kind
      self.axes = axes
      self.keepsAxes = keepsAxes
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      kind = read.choice("kind", default: .sum)
      axes = read.integers("axes")
      keepsAxes = read.bool("keep_axes")
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [input], resultTypes: [resultType],
        properties: [
          "kind": .string(kind.rawValue), "axes": .i64Array(axes), "keep_axes": .bool(keepsAxes),
        ])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.any, input, "input", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      let axes = try normalized(axes: axes, rank: sizes.count, of: Self.mnemonic)
      return .tensor(
        sizes: reducedSizes(sizes, axes: axes, keeping: keepsAxes),
        element: module.type(of: input).elementType)
    }
  }
}
