import IR
import Support

extension SCF {
  public struct While: VerifiableOperation, CanonicalizableOperation {
    public static var mnemonic: String { "scf.while" }
    public static var documentation: String {
      """
      Repeats its second region as long as the first says so.

      The first region takes the carried values and ends in `scf.condition`, whose values go to the
      second region or, at the end, out; the second ends in `scf.yield` of the next carried values.
      """
    }
    // Not `recursivelyPure`: it may never end.
    public static var traits: Traits { [.singleBlock, .loop] }
    public static var signature: Signature {
      Signature(
        operands: [.init("inits", .any, .variadic)], results: [.init("results", .any, .variadic)],
        regions: 2)
    }

    public var initial: [ValueID]
    public var resultTypes: [Type]

    public init(_ initial: [ValueID], resultTypes: [Type]) {
      self.initial = initial
      self.resultTypes = resultTypes
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      initial = module.operands(of: operation)
      resultTypes = module.results(of: operation).map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: initial, resultTypes: resultTypes, regionCount: 2)
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let loop = While(operation, in: module)
      let place = module.location(of: operation)
      let regions = module.regions(of: operation)
      guard let before = module.entryBlock(of: regions[0]),
        let after = module.entryBlock(of: regions[1]),
        let condition = module.lastOperation(in: before), module.isA(condition, Condition.self),
        let end = module.lastOperation(in: after), module.isA(end, Yield.self)
      else {
        diagnostics.error(
          "'scf.while' must have two regions, the first ending in 'scf.condition', the second in"
            + " 'scf.yield'", at: place)
        return
      }
      let carried = loop.initial.map { module.type(of: $0) }
      let passed = module.operands(of: condition).dropFirst().map { module.type(of: $0) }
      if module.arguments(of: before).map({ module.type(of: $0) }) != carried
        || module.yieldedTypes(of: regions[1]) != carried
      {
        diagnostics.error(
          "the first region of 'scf.while' must take, and the second yield, the types of the"
            + " \(carried.count) initial values", at: place)
      }
      if module.arguments(of: after).map({ module.type(of: $0) }) != passed
        || loop.resultTypes != passed
      {
        diagnostics.error(
          "the second region of 'scf.while' must take, and the loop give, the \(passed.count) values"
            + " of 'scf.condition'", at: place)
      }
    }
  }

  public struct Condition: OperationDefinition {
    public static var mnemonic: String { "scf.condition" }
    public static var documentation: String { "Ends the first region of an `scf.while`." }
    public static var form: Form? { "`(` $condition `)` attr-dict ($args^ `:` type($args))?" }
    public static var traits: Traits { [.pure, .terminator] }
    public static var signature: Signature {
      Signature(
        operands: [.init("condition", .boolean), .init("args", .any, .variadic)],
        parents: [While.mnemonic])
    }

    public var condition: ValueID
    public var values: [ValueID]

    public init(_ condition: ValueID, _ values: [ValueID] = []) {
      self.condition = condition
      self.values = values
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      condition = module.operandOrMissing(0, of: operation)
      values = Array(module.operands(of: operation).dropFirst())
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [condition] + values)
    }
  }
}

extension Builder {
  /// Inserts an `scf.while` that carries values of the same types all around.
  ///
  /// `condition` gives whether to go on; the carried values pass through it unchanged.
  @discardableResult
  public mutating func insertWhile(
    _ initial: [ValueID], while condition: (inout Builder, [ValueID]) throws -> ValueID,
    do body: (inout Builder, [ValueID]) throws -> [ValueID]
  ) rethrows -> [ValueID] {
    let types = initial.map { module.type(of: $0) }
    let loop = insertOperation(SCF.While(initial, resultTypes: types))
    let regions = module.regions(of: loop)
    let before = module.appendBlock(to: regions[0], argumentTypes: types)
    let after = module.appendBlock(to: regions[1], argumentTypes: types)
    let beforeArguments = module.arguments(of: before)
    let afterArguments = module.arguments(of: after)
    try at(.atEnd(of: before)) { build in
      let goesOn = try condition(&build, beforeArguments)
      build.insertOperation(SCF.Condition(goesOn, beforeArguments))
    }
    try at(.atEnd(of: after)) { build in
      build.insertOperation(SCF.Yield(try body(&build, afterArguments)))
    }
    return module.results(of: loop)
  }
}
