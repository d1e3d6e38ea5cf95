import IR
import Support

extension Affine {
  public struct Parallel: VerifiableOperation, MapUser {
    public static var mnemonic: String { "affine.parallel" }
    public static var documentation: String {
      """
      A loop nest whose iterations may run in any order, or at once.

      The lower bound of a counter is the greatest of its group of results of `lower`, the upper the
      least of its group of results of `upper`. What the iterations yield is reduced.
      """
    }
    public static var traits: Traits { [.singleBlock, .recursivelyPure, .loop] }
    public static var signature: Signature {
      Signature(
        operands: [.init("mapOperands", .index, .variadic)],
        results: [.init("results", .any, .variadic)],
        properties: [
          .init("reductions", .array), .init("lowerBoundsMap", .affineMap),
          .init("lowerBoundsGroups", groups), .init("upperBoundsMap", .affineMap),
          .init("upperBoundsGroups", groups), .init("steps", .integerArray),
        ], regions: 1, terminator: Yield.mnemonic)
    }

    private static var groups: AttributeConstraint {
      AttributeConstraint("dense i32 elements, one for each counter") { $0.groupSizes != nil }
    }

    /// The bounds of one side: a map, the values of its dimensions and symbols, and how many results
    /// belong to each counter.
    public struct Bounds: Hashable, Sendable {
      public var map: AffineMap
      public var operands: [ValueID]
      public var groups: [Int]

      public init(_ map: AffineMap, _ operands: [ValueID] = [], groups: [Int]) {
        self.map = map
        self.operands = operands
        self.groups = groups
      }

      /// One result of `map` for each counter.
      public init(_ map: AffineMap, _ operands: [ValueID] = []) {
        self.init(map, operands, groups: map.results.map { _ in 1 })
      }

      /// The map of each counter.
      public var maps: [AffineMap] {
        var rest = map.results[...]
        return groups.map { count in
          defer { rest = rest.dropFirst(max(0, count)) }
          return AffineMap(
            dimensionCount: map.dimensionCount, symbolCount: map.symbolCount,
            Array(rest.prefix(max(0, count))))
        }
      }
    }

    public var lower: Bounds
    public var upper: Bounds
    public var steps: [Int]
    /// How what the iterations yield is reduced.
    public var reductions: [Arith.ReductionKind]
    public var resultTypes: [Type]

    public init(
      from lower: Bounds, to upper: Bounds, steps: [Int],
      reductions: [Arith.ReductionKind] = [], resultTypes: [Type] = []
    ) {
      self.lower = lower
      self.upper = upper
      self.steps = steps
      self.reductions = reductions
      self.resultTypes = resultTypes
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let operands = module.operands(of: operation)
      func bounds(_ side: String, _ operands: some Sequence<ValueID>) -> Bounds {
        Bounds(
          module.affineMap("\(side)BoundsMap", of: operation), Array(operands),
          groups: module.property("\(side)BoundsGroups", of: operation)?.groupSizes ?? [])
      }
      let count = module.affineMap("lowerBoundsMap", of: operation).inputCount
      lower = bounds("lower", operands.prefix(count))
      upper = bounds("upper", operands.dropFirst(count))
      steps = module.property("steps", of: operation)?.integerArrayValue ?? []
      reductions = (module.property("reductions", of: operation)?.arrayValue ?? []).compactMap {
        $0.integerValue.flatMap { Arith.ReductionKind(rawValue: $0) }
      }
      resultTypes = module.results(of: operation).map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: lower.operands + upper.operands, resultTypes: resultTypes,
        properties: [
          "reductions": .array(reductions.map { .i64($0.rawValue) }),
          "lowerBoundsMap": .affineMap(lower.map), "upperBoundsMap": .affineMap(upper.map),
          "lowerBoundsGroups": .groupSizes(lower.groups),
          "upperBoundsGroups": .groupSizes(upper.groups),
          "steps": .array(steps.map { .i64($0) }),
        ], regionCount: 1)
    }

    public static func mapOperands(of operation: OperationID, in module: Module) -> [MapOperands] {
      let loop = Parallel(operation, in: module)
      return [(loop.lower, "lower bounds"), (loop.upper, "upper bounds")].map {
        MapOperands($0.map, $0.operands, $1)
      }
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let loop = Parallel(operation, in: module)
      let place = module.location(of: operation)
      let rank = loop.steps.count
      verifyMapOperands(of: operation, in: module, &diagnostics)
      for (bounds, side) in [(loop.lower, "lower"), (loop.upper, "upper")] {
        if bounds.groups.count != rank || bounds.groups.contains(where: { $0 < 1 })
          || bounds.groups.reduce(0, { $0 &+ $1 }) != bounds.map.results.count
        {
          diagnostics.error(
            "the groups of the \(side) bounds of 'affine.parallel' must divide the"
              + " \(bounds.map.results.count) results of their map among \(rank) counters",
            at: place)
        }
      }
      if loop.steps.contains(where: { $0 <= 0 }) {
        diagnostics.error("the steps of 'affine.parallel' must be positive", at: place)
      }
      if loop.reductions.count != loop.resultTypes.count
        || loop.reductions.count
          != module.property("reductions", of: operation)?.arrayValue?.count
      {
        diagnostics.error(
          "'affine.parallel' must have a kind of reduction for each of its"
            + " \(loop.resultTypes.count) results", at: place)
      }
      for (kind, type) in zip(loop.reductions, loop.resultTypes) where !kind.takes(type) {
        diagnostics.error("a reduction of 'affine.parallel' does not take '\(type)'", at: place)
      }
      guard let body = module.body(of: operation) else { return }
      if module.arguments(of: body).map({ module.type(of: $0) })
        != Array(repeating: .index, count: rank)
      {
        diagnostics.error(
          "the body of 'affine.parallel' must take its \(rank) counters as 'index'", at: place)
      }
      if module.yieldedTypes(of: module.region(of: operation)) != loop.resultTypes {
        diagnostics.error(
          "the body of 'affine.parallel' must end in an 'affine.yield' of its"
            + " \(loop.resultTypes.count) results", at: place)
      }
    }
  }
}

extension Attribute {
  /// Sizes of groups as `dense<…> : tensor<…xi32>`.
  static func groupSizes(_ sizes: [Int]) -> Attribute {
    .dense(
      DenseElements(
        type: .tensor(TensorType([sizes.count], .i32)),
        bytes: sizes.flatMap { Attribute.integer($0, .i32).elementBytes ?? [] }))
  }

  /// The numbers of `dense<…> : tensor<…xi32>`.
  var groupSizes: [Int]? {
    guard case .dense(let elements) = self, elements.type.elementType == .i32,
      elements.type.shape?.count == 1
    else { return nil }
    return integerElements
  }
}
