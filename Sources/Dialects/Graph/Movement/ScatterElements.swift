import IR
import Support

extension Graph {
  /// What happens to an element that is scattered to.
  public enum ScatterReduction: String, Sendable, CaseIterable {
    /// It is replaced; of several updates to one place the last wins.
    case none
    case add, mul, max, min
  }

  public struct ScatterElements: SingleResultOperation {
    public static let mnemonic = "graph.scatter_elements"
    public static let documentation = """
      `data` with single elements replaced by, or combined with, `updates`: for every element of
      `indices`, which replaces the position along the axis.

      Negative indices count from the back.

          %3 = "graph.scatter_elements"(%0, %1, %2) <{axis = 1, reduction = "none"}>
            : (tensor<4x6xf32>, tensor<4x2xi64>, tensor<4x2xf32>) -> tensor<4x6xf32>
      """
    public static let signature = Signature(
      operands: [
        .init("data", .sizedTensor), .init("indices", ElementKind.integer.constraint),
        .init("updates", .sizedTensor),
      ], results: [.init("result", .sizedTensor)],
      properties: [.init("axis", .integer), .init("reduction", .choice(ScatterReduction.self))])

    public var data: ValueID
    public var indices: ValueID
    public var updates: ValueID
    /// From the front.
    public var axis: Int
    public var reduction: ScatterReduction
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when ranks or element types differ, or the axis is out of range.
    public init(
      _ data: ValueID, _ indices: ValueID, _ updates: ValueID, axis: Int = 0,
      reduction: ScatterReduction = .none, in module: Module
    ) throws(Diagnostic) {
      self.data = data
      self.indices = indices
      self.updates = updates
      self.axis = axis
      self.reduction = reduction
      resultType = .none
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      data = read.operand(0)
      indices = read.operand(1)
      updates = read.operand(2)
      axis = read.integer("axis")
      reduction = read.choice("reduction", default: .none)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [data, indices, updates], resultTypes: [resultType],
        properties: ["axis": .i64(axis), "reduction": .string(reduction.rawValue)])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      try checkKind(.integer, indices, "indices", of: Self.mnemonic, in: module)
      let sizes = try Graph.sizes(of: data, "data", of: Self.mnemonic, in: module)
      let index = try Graph.sizes(of: indices, "indices", of: Self.mnemonic, in: module)
      let update = try Graph.sizes(of: updates, "updates", of: Self.mnemonic, in: module)
      _ = try normalized(axis: axis, rank: sizes.count, of: Self.mnemonic)
      try checkSameElement(data, updates, of: Self.mnemonic, in: module)
      try checkRank(index.count, in: sizes.count...sizes.count, "indices", of: Self.mnemonic)
      try checkRank(update.count, in: index.count...index.count, "updates", of: Self.mnemonic)
      for (a, b) in zip(index, update) {
        try checkEqual(a, b, "sizes of 'indices' and 'updates'", of: Self.mnemonic, in: module)
      }
      return .tensor(sizes: sizes, element: module.type(of: data).elementType)
    }
  }
}
