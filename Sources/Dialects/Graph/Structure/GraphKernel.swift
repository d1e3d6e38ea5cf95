import IR
import Support

extension Graph {
  public struct Kernel: Operation {
    public static let mnemonic = "graph.kernel"
    public static let documentation = """
      A group of graph operations that becomes one kernel.

      The body sees nothing but its block arguments, which stand for the operands, and ends in
      `graph.yield`.

      `channels_last` says for each operand, and then for each result, whether its second axis is the last
      one in memory; its type stays as it is. Other kernels that touch the value must agree. What lies
      between the operations of such a kernel has channels last, too, even if no operand or result has.

          %2 = "graph.kernel"(%0, %1) ({
          ^bb0(%a: tensor<4xf32>, %b: tensor<4xf32>):
            %s = "graph.add"(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
            "graph.yield"(%s) : (tensor<4xf32>) -> ()
          }) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      """
    public static let traits: Traits = [.pure, .isolatedFromAbove, .singleBlock]
    public static let signature = Signature(
      operands: [.init("inputs", .sizedTensor, .variadic)],
      results: [.init("results", .sizedTensor, .variadic)],
      properties: [.init("channels_last", .array, optional: true)], regions: 1)

    public var inputs: [ValueID]
    public var resultTypes: [Type]
    /// Which operands, and then which results, have their second axis last in memory; empty for none.
    public var channelsLast: [Bool] = []

    /// A kernel without a body yet: append a block with an argument for each input to its region.
    public init(_ inputs: [ValueID], resultTypes: [Type]) {
      (self.inputs, self.resultTypes) = (inputs, resultTypes)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      inputs = module.operands(of: operation)
      resultTypes = module.results(of: operation).map { module.type(of: $0) }
      if let flags = module.property("channels_last", of: operation)?.arrayValue {
        channelsLast = flags.map { $0.boolValue == true }
      }
    }

    public var state: OperationState {
      var properties: AttributeDictionary = [:]
      if !channelsLast.isEmpty {
        properties["channels_last"] = .array(channelsLast.map { .bool($0) })
      }
      return OperationState(
        name: Self.mnemonic, operands: inputs, resultTypes: resultTypes, properties: properties,
        regionCount: 1)
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
      Graph.verifyLayout(operation, in: module, &diagnostics)
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

  /// Whoever writes and whoever reads a value must see it alike in memory: of an operand the kernel that
  /// writes it is asked, of a result those that read it.
  private static func verifyLayout(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    guard let written = module.property("channels_last", of: operation)?.arrayValue else { return }
    let flags = Kernel(operation, in: module).channelsLast
    let operands = module.operands(of: operation)
    let values = operands + module.results(of: operation)
    func error(_ message: String) {
      diagnostics.error("'\(Kernel.mnemonic)': \(message)", at: module.location(of: operation))
    }
    guard flags.count == values.count else {
      return error(
        "'channels_last' has \(flags.count) entries for \(values.count) operands and results")
    }
    guard written.allSatisfy({ $0.boolValue != nil }) else {
      return error("'channels_last' must hold 'true' and 'false' alone")
    }
    for (place, value) in values.enumerated() {
      if flags[place], module.type(of: value).rank ?? 0 < 3 {
        return error("'channels_last' is for tensors of three axes and more")
      }
      let others: [OperationID?] =
        place < operands.count ? [module.definingOperation(of: value)] : module.users(of: value)
      let agrees = others.allSatisfy { other in
        other.map { module.hasChannelsLast(value, at: $0) } ?? false == flags[place]
      }
      if !agrees { return error("another operation sees a value of 'channels_last' otherwise") }
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

extension Module {
  /// Whether an operation sees a value with its second axis last in memory.
  fileprivate func hasChannelsLast(_ value: ValueID, at operation: OperationID) -> Bool {
    guard let kernel = match(operation, as: Graph.Kernel.self) else { return false }
    let values = operands(of: operation) + results(of: operation)
    return zip(values, kernel.channelsLast).contains { $0 == value && $1 }
  }
}
