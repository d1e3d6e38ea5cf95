import IR
import Support

extension SCF {
  public struct For: ResultTypeInferring, VerifiableOperation, CanonicalizableOperation {
    public static var mnemonic: String { "scf.for" }
    public static var documentation: String {
      """
      Counts from `lowerBound` to below `upperBound` by `step`, which is positive.

      The body's arguments are the counter, then the values carried from the previous iteration.
      """
    }
    public static var traits: Traits { [.singleBlock, .recursivelyPure, .loop] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("lowerBound", .integerLike), .init("upperBound", .integerLike),
          .init("step", .integerLike), .init("initArgs", .any, .variadic),
        ], results: [.init("results", .any, .variadic)], regions: 1, terminator: Yield.mnemonic)
    }

    public var lowerBound: ValueID
    public var upperBound: ValueID
    public var step: ValueID
    /// What the first iteration gets, and what the loop gives when there is none.
    public var initial: [ValueID]

    public init(
      from lowerBound: ValueID, to upperBound: ValueID, step: ValueID, initial: [ValueID] = []
    ) {
      self.lowerBound = lowerBound
      self.upperBound = upperBound
      self.step = step
      self.initial = initial
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      lowerBound = module.operandOrMissing(0, of: operation)
      upperBound = module.operandOrMissing(1, of: operation)
      step = module.operandOrMissing(2, of: operation)
      initial = Array(module.operands(of: operation).dropFirst(3))
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [lowerBound, upperBound, step] + initial, regionCount: 1)
    }

    public func resultTypes(in module: Module) -> [Type] { initial.map { module.type(of: $0) } }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let loop = For(operation, in: module)
      let place = module.location(of: operation)
      let counter = module.type(of: loop.lowerBound)
      if module.type(of: loop.upperBound) != counter || module.type(of: loop.step) != counter {
        diagnostics.error("the bounds and the step of 'scf.for' must have one type", at: place)
      }
      let carried = loop.resultTypes(in: module)
      if module.results(of: operation).map({ module.type(of: $0) }) != carried {
        diagnostics.error(
          "the results of 'scf.for' must have the types of its initial values", at: place)
      }
      guard let body = module.body(of: operation) else {
        diagnostics.error("'scf.for' must have a body", at: place)
        return
      }
      if module.arguments(of: body).map({ module.type(of: $0) }) != [counter] + carried {
        diagnostics.error(
          "the body of 'scf.for' must take the counter and the \(carried.count) carried values",
          at: place)
      }
      if module.yieldedTypes(of: module.region(of: operation)) != carried {
        diagnostics.error(
          "the body of 'scf.for' must end in an 'scf.yield' of the \(carried.count) carried values",
          at: place)
      }
    }
  }
}

extension Builder {
  /// Inserts an `scf.for`; `body` builds an iteration and gives the values to carry on.
  ///
  /// - Returns: what the loop gives, one value for each of `initial`.
  @discardableResult
  public mutating func insertLoop(
    from lowerBound: ValueID, to upperBound: ValueID, step: ValueID, initial: [ValueID] = [],
    attributes: AttributeDictionary = [:],
    _ body: (inout Builder, _ counter: ValueID, _ carried: [ValueID]) throws -> [ValueID]
  ) rethrows -> [ValueID] {
    let loop = insertOperation(
      SCF.For(from: lowerBound, to: upperBound, step: step, initial: initial))
    if !attributes.isEmpty { module.setAttributes(of: loop, to: attributes) }
    let types = ([lowerBound] + initial).map { module.type(of: $0) }
    let block = module.appendBlock(to: module.region(of: loop), argumentTypes: types)
    let arguments = module.arguments(of: block)
    try at(.atEnd(of: block)) { build in
      let next = try body(&build, arguments[0], Array(arguments.dropFirst()))
      build.insertOperation(SCF.Yield(next))
    }
    return module.results(of: loop)
  }
}
