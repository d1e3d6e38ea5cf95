import IR
import Support

extension Graph {
  public struct Kernel: Operation {
    public static let mnemonic = "graph.kernel"
    public static let documentation = """
      A group of graph operations that becomes one kernel.

      The body sees nothing but its block arguments, which stand for the operands, and ends in
      `graph.yield`.

          %2 = "graph.kernel"(%0, %1) ({
          ^bb0(%a: tensor<4xf32>, %b: tensor<4xf32>):
            %s = "graph.add"(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
            "graph.yield"(%s) : (tensor<4xf32>) -> ()
          }) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      """
    public static let traits: Traits = [.pure, .isolatedFromAbove, .singleBlock]
    public static let signature = Signature(
      operands: [.init("inputs", .sizedTensor, .variadic)],
      results: [.init("results", .sizedTensor, .variadic)], regions: 1)

    public var inputs: [ValueID]
    public var resultTypes: [Type]

    /// A kernel without a body yet: append a block with an argument for each input to its region.
    public init(_ inputs: [ValueID], resultTypes: [Type]) {
      (self.inputs, self.resultTypes) = (inputs, resultTypes)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      inputs = module.operands(of: operation)
      resultTypes = module.results(of: operation).map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: inputs, resultTypes: resultTypes, regionCount: 1)
    }

    public func inferredResultTypes(in module: Module) throws(Diagnostic) -> [Type] { resultTypes }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let place = module.location(of: operation)
      guard let body = module.body(of: operation) else {
        diagnostics.error("'\(mnemonic)' must have a body of one block", at: place)
        return
      }
      let arguments = module.arguments(of: body).map { module.type(of: $0) }
      let operands = module.operands(of: operation).map { module.type(of: $0) }
      if arguments != operands {
        diagnostics.error(
          "the block arguments of '\(mnemonic)' must have the operands' types \(operands), found "
            + "\(arguments)", at: place)
      }
      guard let last = module.lastOperation(in: body), module.isA(last, Yield.self) else {
        diagnostics.error("the body of '\(mnemonic)' must end in '\(Yield.mnemonic)'", at: place)
        return
      }
      let yielded = module.operands(of: last).map { module.type(of: $0) }
      let results = module.results(of: operation).map { module.type(of: $0) }
      if yielded != results {
        diagnostics.error(
          "'\(Yield.mnemonic)' gives \(yielded), but the results of '\(mnemonic)' are \(results)",
          at: place)
      }
    }
  }

  public struct Yield: OperationDefinition {
    public static let mnemonic = "graph.yield"
    public static let documentation = """
      Ends the body of a kernel: what its results are.

          "graph.yield"(%0) : (tensor<4xf32>) -> ()
      """
    public static let form: Form? = "$values attr-dict `:` type($values)"
    public static let traits: Traits = [.pure, .terminator]
    public static let signature = Signature(operands: [.init("values", .sizedTensor, .variadic)])

    public var values: [ValueID]

    public init(_ values: [ValueID]) { self.values = values }

    public init(_ operation: OperationID, in module: borrowing Module) {
      values = module.operands(of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: values) }
  }
}
