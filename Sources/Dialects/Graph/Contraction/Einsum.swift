import IR
import Support

extension Graph {
  public struct Einsum: SingleResultOperation {
    public static let mnemonic = "graph.einsum"
    public static let documentation = """
      A sum of products over named dimensions, of one or two operands.

      Every dimension is a letter; letters that are not in the result are summed over, and a letter
      twice in one operand takes its diagonal. Sizes of one broadcast.

          %2 = "graph.einsum"(%0, %1) <{equation = "bij,bjk->bik"}>
            : (tensor<2x4x8xf32>, tensor<2x8x6xf32>) -> tensor<2x4x6xf32>
      """
    public static let signature = Signature(
      operands: [.init("inputs", ElementKind.numeric.constraint, .variadic)],
      results: [.init("result", .sizedTensor)], properties: [.init("equation", .string)])

    public var inputs: [ValueID]
    /// As `ij,jk->ik`: ASCII letters only, with the result spelt out.
    public var equation: String
    public var resultType: Type

    /// Infers the result type.
    ///
    /// - Throws: when the equation is not of that form or does not fit the operands.
    public init(
      _ inputs: [ValueID], equation: String, in module: Module
    ) throws(Diagnostic) {
      (self.inputs, self.equation, resultType) = (inputs, equation, .none)
      try inferResultType(in: module)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let read = Reader(operation, copy module)
      inputs = module.operands(of: operation)
      (equation, resultType) = (read.string("equation"), read.resultType())
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: inputs, resultTypes: [resultType],
        properties: ["equation": .string(equation)])
    }

    /// The letters of every operand, and of the result; `nil` if the equation is malformed.
    public var letters: (operands: [[Character]], result: [Character])? {
      let sides = equation.split(separator: "->", omittingEmptySubsequences: false)
      guard sides.count == 2, !sides[1].contains(",") else { return nil }
      let operands = sides[0].split(separator: ",", omittingEmptySubsequences: false)
      let all = operands.map { Array($0) }
      let valid = (all + [Array(sides[1])]).joined().allSatisfy { $0.isASCII && $0.isLetter }
      return valid ? (all, Array(sides[1])) : nil
    }

    /// The size that every letter stands for.
    ///
    /// - Throws: when the equation is malformed or a letter stands for different sizes.
    public func letterSizes(
      in module: Module
    ) throws(Diagnostic) -> [Character: IndexExpression] {
      guard let letters, letters.operands.count == inputs.count, (1...2).contains(inputs.count)
      else {
        throw .error(
          "'equation' of '\(Self.mnemonic)' must have the form 'ij,jk->ik' with one or two operands "
            + "as given, found '\(equation)'")
      }
      var known: [Character: IndexExpression] = [:]
      for (index, (names, value)) in zip(letters.operands, inputs).enumerated() {
        let sizes = try Graph.sizes(of: value, "\(index)", of: Self.mnemonic, in: module)
        try checkRank(sizes.count, in: names.count...names.count, "\(index)", of: Self.mnemonic)
        for (name, size) in zip(names, sizes) {
          guard let other = known[name], other != 1 else {
            known[name] = size
            continue
          }
          if size == 1 { continue }
          try checkEqual(other, size, "sizes of '\(name)'", of: Self.mnemonic, in: module)
        }
      }
      return known
    }

    public func inferredResultType(in module: Module) throws(Diagnostic) -> Type {
      let known = try letterSizes(in: module)
      if inputs.count == 2 {
        try checkSameElement(inputs[0], inputs[1], of: Self.mnemonic, in: module)
      }
      var sizes: [IndexExpression] = []
      for name in letters?.result ?? [] {
        guard let size = known[name] else {
          throw .error("the result of '\(equation)' has '\(name)', which no operand has")
        }
        sizes.append(size)
      }
      return .tensor(sizes: sizes, element: module.type(of: inputs[0]).elementType)
    }
  }
}
