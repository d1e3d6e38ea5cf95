import IR
import Support

extension Graph {
  public struct Reshape: MovementOperation {
    public static let mnemonic = "graph.reshape"
    public static let documentation = """
      The same elements in row-major order in another shape with as many elements.

          %1 = "graph.reshape"(%0) : (tensor<4x6xf32>) -> tensor<2x12xf32>
      """
    public static let signature = Signature(
      operands: [.init("input", .sizedTensor)], results: [.init("result", .sizedTensor)])

    public var input: ValueID
    public var resultType: Type

    /// Takes the result's sizes as given and checks them.
    ///
    /// - Throws: when the number of elements is known to differ.
    public init(_ input: ValueID, sizes: [IndexExpression], in module: Module) throws(Diagnostic) {
      self.input = input
      resultType = .tensor(sizes: sizes, element: module.type(of: input).elementType)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      input = read.operand(0)
      resultType = read.resultType()
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [input], resultTypes: [resultType])
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let sizes = try Graph.sizes(of: input, "input", of: Self.mnemonic, in: module)
      guard let target = resultType.sizes else {
        throw .error(
          "the result of '\(Self.mnemonic)' must be \(TypeConstraint.sizedTensor.summary)")
      }
      let (before, after) = (IndexExpression.product(sizes), IndexExpression.product(target))
      let difference = module.graphAssumptions.simplified(before - after)
      // What divisions and minima come to is decided at run time; a polynomial is not zero.
      guard difference == 0 || !difference.isPolynomial else {
        throw .error(
          "'\(Self.mnemonic)' from \(text(sizes)) to \(text(target)) changes the number of elements "
            + "from '\(before)' to '\(after)'; a reshape keeps all of them")
      }
      return .tensor(sizes: target, element: module.type(of: input).elementType)
    }
  }
}

extension IndexExpression {
  /// Whether this is made of sums and products of symbols and constants only.
  fileprivate var isPolynomial: Bool {
    terms.allSatisfy { term in
      term.factors.allSatisfy { if case .symbol = $0 { true } else { false } }
    }
  }
}
