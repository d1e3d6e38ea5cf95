import IR
import Support

extension Affine {
  public struct For: ResultTypeInferring, VerifiableOperation, MapUser {
    public static var mnemonic: String { "affine.for" }
    public static var documentation: String {
      """
      Counts from the greatest result of `lower` to below the least of `upper`.

      The body's arguments are the counter, then the values carried from the previous iteration.
      """
    }
    public static var traits: Traits { [.singleBlock, .recursivelyPure, .loop] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("lowerBoundOperands", .index, .variadic),
          .init("upperBoundOperands", .index, .variadic), .init("inits", .any, .variadic),
        ], results: [.init("results", .any, .variadic)],
        properties: [
          .init("lowerBoundMap", .affineMap), .init("upperBoundMap", .affineMap),
          .init("step", .integer), Signature.operandSegmentSizes,
        ], regions: 1, terminator: Yield.mnemonic)
    }

    /// A bound: a map, and the values of its dimensions and symbols.
    public struct Bound: Hashable, Sendable {
      public var map: AffineMap
      public var operands: [ValueID]

      public init(_ map: AffineMap, _ operands: [ValueID] = []) {
        self.map = map
        self.operands = operands
      }

      /// A number.
      public init(_ value: Int) { self.init(.constant(value)) }
    }

    public var lower: Bound
    public var upper: Bound
    public var step: Int
    /// What the first iteration gets, and what the loop gives when there is none.
    public var initial: [ValueID]

    public init(from lower: Bound, to upper: Bound, step: Int = 1, initial: [ValueID] = []) {
      self.lower = lower
      self.upper = upper
      self.step = step
      self.initial = initial
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let groups = module.operandSegments(of: operation, count: 3)
      lower = Bound(module.affineMap("lowerBoundMap", of: operation), groups[0])
      upper = Bound(module.affineMap("upperBoundMap", of: operation), groups[1])
      step = module.property("step", of: operation)?.integerValue ?? 1
      initial = groups[2]
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic,
        properties: [
          "lowerBoundMap": .affineMap(lower.map), "upperBoundMap": .affineMap(upper.map),
          "step": .index(step),
        ], regionCount: 1)
      state.setOperandSegments([lower.operands, upper.operands, initial])
      return state
    }

    public func resultTypes(in module: Module) -> [Type] { initial.map { module.type(of: $0) } }

    public static func mapOperands(of operation: OperationID, in module: Module) -> [MapOperands] {
      let loop = For(operation, in: module)
      return [(loop.lower, "lower bound"), (loop.upper, "upper bound")].map {
        MapOperands($0.map, $0.operands, $1)
      }
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let loop = For(operation, in: module)
      let place = module.location(of: operation)
      verifyMapOperands(of: operation, in: module, &diagnostics)
      for (bound, what) in [(loop.lower, "lower bound"), (loop.upper, "upper bound")] {
        if bound.map.results.isEmpty {
          diagnostics.error("the \(what) of 'affine.for' must have a result", at: place)
        }
      }
      if loop.step <= 0 {
        diagnostics.error("the step of 'affine.for' must be positive, not \(loop.step)", at: place)
      }
      let carried = loop.resultTypes(in: module)
      if module.results(of: operation).map({ module.type(of: $0) }) != carried {
        diagnostics.error(
          "the results of 'affine.for' must have the types of its initial values", at: place)
      }
      guard let body = module.body(of: operation) else { return }
      if module.arguments(of: body).map({ module.type(of: $0) }) != [.index] + carried {
        diagnostics.error(
          "the body of 'affine.for' must take the counter and the \(carried.count) carried values",
          at: place)
      }
      if module.yieldedTypes(of: module.region(of: operation)) != carried {
        diagnostics.error(
          "the body of 'affine.for' must end in an 'affine.yield' of the \(carried.count) carried"
            + " values", at: place)
      }
    }
  }
}

extension Builder {
  /// Inserts an `affine.for`; `body` builds an iteration and gives the values to carry on.
  ///
  /// - Returns: what the loop gives, one value for each of `initial`.
  @discardableResult
  public mutating func insertAffineLoop(
    from lower: Affine.For.Bound, to upper: Affine.For.Bound, step: Int = 1,
    initial: [ValueID] = [],
    _ body: (inout Builder, _ counter: ValueID, _ carried: [ValueID]) throws -> [ValueID]
  ) rethrows -> [ValueID] {
    let loop = insertOperation(
      Affine.For(from: lower, to: upper, step: step, initial: initial))
    let block = module.appendBlock(
      to: module.region(of: loop),
      argumentTypes: [.index] + initial.map { module.type(of: $0) })
    let arguments = module.arguments(of: block)
    try at(.atEnd(of: block)) { build in
      let next = try body(&build, arguments[0], Array(arguments.dropFirst()))
      build.insertOperation(Affine.Yield(next))
    }
    return module.results(of: loop)
  }
}
