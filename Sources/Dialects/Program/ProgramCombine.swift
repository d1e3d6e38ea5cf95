import IR
import Support

extension Program {
  public struct Combine: VerifiableOperation, ResultTypeInferring {
    public static var mnemonic: String { "program.combine" }
    public static var documentation: String {
      """
      Puts two partial results of a reduction together, by the rule in its region.

      The operands are the components of one partial result, then those of another; the region takes
      the same values as its arguments and yields the components of the whole. The rule must be
      associative and commutative, so that a schedule may reduce in any order and in parts.

          %best, %place = program.combine(%a, %i, %b, %j) {
          ^bb0(%x: f32, %m: i64, %y: f32, %n: i64):
            … program.yield %larger, %position
          }
      """
    }
    public static var form: Form? { "`(` $parts `)` region(0) attr-dict" }
    public static var traits: Traits { [.pure, .singleBlock] }
    public static var signature: Signature {
      Signature(
        operands: [.init("parts", .any, .variadic)], results: [.init("whole", .any, .variadic)],
        regions: 1, terminator: Yield.mnemonic)
    }

    /// The components of one partial result.
    public var left: [ValueID]
    /// The same components of another.
    public var right: [ValueID]

    public init(_ left: [ValueID], _ right: [ValueID]) {
      self.left = left
      self.right = right
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let operands = module.operands(of: operation)
      left = Array(operands.prefix(operands.count / 2))
      right = Array(operands.suffix(operands.count / 2))
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: left + right, regionCount: 1)
    }

    public func resultTypes(in module: Module) -> [Type] { left.map { module.type(of: $0) } }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      func fail(_ message: String) {
        diagnostics.error("'\(mnemonic)' \(message)", at: module.location(of: operation))
      }
      let operands = module.operands(of: operation).map { module.type(of: $0) }
      let results = module.results(of: operation).map { module.type(of: $0) }
      guard operands.count == 2 * results.count,
        Array(operands.prefix(results.count)) == results,
        Array(operands.suffix(results.count)) == results
      else {
        return fail(
          "needs the components of two partial results, of the types of its results; found "
            + "\(operands.count) operands and \(results.count) results")
      }
      guard let body = module.body(of: operation) else { return fail("needs a rule") }
      guard module.arguments(of: body).map({ module.type(of: $0) }) == operands else {
        return fail("needs a rule whose arguments have the types of the operands")
      }
      guard let last = module.lastOperation(in: body), module.isA(last, Yield.self),
        module.operands(of: last).map({ module.type(of: $0) }) == results
      else { return fail("needs a rule that yields values of the types of the results") }
      for inner in module.operations(in: body).dropLast()
      where module.definition(of: inner)?.traits.contains(.pure) != true
        || module.regionCount(of: inner) > 0
      {
        return fail("needs a rule of arithmetic, found '\(module.name(of: inner))'")
      }
    }
  }

  public struct Yield: OperationDefinition {
    public static var mnemonic: String { "program.yield" }
    public static var documentation: String {
      "Ends the rule of a `program.combine`: the components of the whole."
    }
    public static var form: Form? { "attr-dict ($values^ `:` type($values))?" }
    public static var traits: Traits { [.pure, .terminator] }
    public static var signature: Signature {
      Signature(operands: [.init("values", .any, .variadic)], parents: [Combine.mnemonic])
    }

    public var values: [ValueID]

    public init(_ values: [ValueID]) { self.values = values }

    public init(_ operation: OperationID, in module: borrowing Module) {
      values = module.operands(of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: values) }
  }
}

extension Builder {
  /// Inserts a combination of two partial results by a rule, and gives the components of the whole.
  public mutating func insertCombine(
    _ left: [ValueID], _ right: [ValueID],
    _ rule: (inout Builder, _ left: [ValueID], _ right: [ValueID]) throws -> [ValueID]
  ) rethrows -> [ValueID] {
    let operation = insertOperation(Program.Combine(left, right))
    let types = (left + right).map { module.type(of: $0) }
    let body = module.appendBlock(to: module.region(of: operation), argumentTypes: types)
    try at(.atEnd(of: body)) { build in
      let arguments = build.module.arguments(of: body)
      let values = try rule(
        &build, Array(arguments.prefix(left.count)), Array(arguments.suffix(right.count)))
      build.insertOperation(Program.Yield(values))
    }
    return module.results(of: operation)
  }
}
