import IR
import Support

extension SCF {
  public struct Parallel: ResultTypeInferring, VerifiableOperation, CanonicalizableOperation {
    public static var mnemonic: String { "scf.parallel" }
    public static var documentation: String {
      """
      A loop nest whose iterations may run in any order, or at once.

      Its body ends in `scf.reduce`, which says how the values of the iterations are combined
      with the initial ones and with each other. Lowering takes one dimension and no reductions.
      """
    }
    public static var traits: Traits { [.singleBlock, .recursivelyPure, .loop] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("lowerBound", .index, .variadic), .init("upperBound", .index, .variadic),
          .init("step", .index, .variadic), .init("initVals", .any, .variadic),
        ], results: [.init("results", .any, .variadic)],
        properties: [Signature.operandSegmentSizes], regions: 1, terminator: Reduce.mnemonic)
    }

    public var lowerBounds: [ValueID]
    public var upperBounds: [ValueID]
    public var steps: [ValueID]
    public var initial: [ValueID]

    public init(
      from lower: [ValueID], to upper: [ValueID], steps: [ValueID], initial: [ValueID] = []
    ) {
      self.lowerBounds = lower
      self.upperBounds = upper
      self.steps = steps
      self.initial = initial
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let groups = module.operandSegments(of: operation, count: 4)
      lowerBounds = groups[0]
      upperBounds = groups[1]
      steps = groups[2]
      initial = groups[3]
    }

    public var state: OperationState {
      var state = OperationState(name: Self.mnemonic, regionCount: 1)
      state.setOperandSegments([lowerBounds, upperBounds, steps, initial])
      return state
    }

    public func resultTypes(in module: Module) -> [Type] { initial.map { module.type(of: $0) } }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let loop = Parallel(operation, in: module)
      let place = module.location(of: operation)
      let rank = loop.lowerBounds.count
      if rank == 0 || loop.upperBounds.count != rank || loop.steps.count != rank {
        diagnostics.error(
          "'scf.parallel' must have as many upper bounds and steps as lower bounds, at least one",
          at: place)
      }
      for step in loop.steps {
        guard let constant: Arith.Constant = module.match(definitionOf: step),
          let value = constant.value.integerValue, value <= 0
        else { continue }
        diagnostics.error(
          "the steps of 'scf.parallel' must be positive; one is \(value)", at: place)
      }
      guard let body = module.body(of: operation), let last = module.lastOperation(in: body),
        module.isA(last, Reduce.self)
      else {
        diagnostics.error("the body of 'scf.parallel' must end in an 'scf.reduce'", at: place)
        return
      }
      let types = loop.resultTypes(in: module)
      if module.results(of: operation).map({ module.type(of: $0) }) != types
        || module.operands(of: last).map({ module.type(of: $0) }) != types
      {
        diagnostics.error(
          "'scf.parallel' must give, and its 'scf.reduce' take, the types of the \(types.count)"
            + " initial values", at: place)
      }
      if module.arguments(of: body).map({ module.type(of: $0) })
        != Array(repeating: .index, count: rank)
      {
        diagnostics.error(
          "the body of 'scf.parallel' must take its \(rank) counters as 'index'", at: place)
      }
    }
  }
}

extension Builder {
  /// Inserts an `scf.parallel` over one dimension.
  ///
  /// `chunk` is how many iterations a thread takes at a time; `nil` leaves it to the lowering.
  @discardableResult
  public mutating func insertParallelLoop(
    from lowerBound: ValueID, to upperBound: ValueID, step: ValueID, chunk: Int? = nil,
    _ body: (inout Builder, _ counter: ValueID) throws -> Void
  ) rethrows -> OperationID {
    let loop = insertOperation(
      SCF.Parallel(from: [lowerBound], to: [upperBound], steps: [step]))
    if let chunk { module.setAttribute(SCF.chunkAttribute, of: loop, to: .i64(chunk)) }
    let block = module.appendBlock(to: module.region(of: loop), argumentTypes: [.index])
    let counter = module.arguments(of: block)[0]
    try at(.atEnd(of: block)) { build in
      try body(&build, counter)
      build.insertOperation(SCF.Reduce())
    }
    return loop
  }
}

extension SCF {
  /// The discardable attribute of `scf.parallel` that tells how many iterations, an `i64`, a
  /// thread takes at a time.
  public static var chunkAttribute: String { "tangram.chunk" }
}
