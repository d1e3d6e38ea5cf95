import IR
import Support

extension Program {
  /// How a loop's iterations run.
  public enum LoopKind: String, Hashable, Sendable, CaseIterable {
    /// One after another.
    case serial
    /// On any core, in any order.
    case parallel
    /// As the lanes of a vector; the extent is a constant.
    case vectorized
    /// Written out; the extent is a constant.
    case unrolled
  }

  public struct For: OperationDefinition {
    public static var mnemonic: String { "program.for" }
    public static var documentation: String {
      """
      A loop from zero to below `extent`.

      The body's argument is the counter.
      """
    }
    public static var traits: Traits { [.singleBlock, .noTerminator, .recursivelyPure, .loop] }
    public static var signature: Signature {
      Signature(
        operands: [.init("indices", .index, .variadic)],
        properties: [
          .init("extent", .dialect(MapAttribute.self)), .init("kind", .string),
          .init("name", .string, optional: true),
          .init("grain", .dialect(MapAttribute.self), optional: true),
        ], regions: 1)
    }

    /// Over symbols, and `d0…` for `indices`.
    public var extent: IndexExpression
    public var kind: LoopKind
    /// What people call the loop.
    public var name: String
    public var indices: [ValueID]
    /// How many iterations of a parallel loop one thread takes at a time, at least one; over symbols.
    ///
    /// A loop of no more than that runs where it stands.
    public var grain: IndexExpression

    public init(
      extent: IndexExpression, kind: LoopKind = .serial, name: String = "",
      indices: [ValueID] = [], grain: IndexExpression = 1
    ) {
      self.extent = extent
      self.kind = kind
      self.name = name
      self.indices = indices
      self.grain = grain
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let properties = module.properties(of: operation)
      extent = properties["extent"]?.mapExpressions.first ?? 0
      kind = properties["kind"]?.stringValue.flatMap(LoopKind.init(rawValue:)) ?? .serial
      name = properties["name"]?.stringValue ?? ""
      indices = module.operands(of: operation)
      grain = properties["grain"]?.mapExpressions.first ?? 1
    }

    public var state: OperationState {
      var properties: AttributeDictionary = [
        "extent": .map([extent]), "kind": .string(kind.rawValue),
      ]
      if !name.isEmpty { properties["name"] = .string(name) }
      if grain != 1 { properties["grain"] = .map([grain]) }
      return OperationState(
        name: Self.mnemonic, operands: indices, properties: properties, regionCount: 1)
    }
  }

  public struct Choose: OperationDefinition {
    public static var mnemonic: String { "program.choose" }
    public static var documentation: String {
      """
      Several programs for the same result; of those whose condition holds the cheapest runs, the first
      of equals.

      An alternative may run where its condition is at least zero; the first one always may. Costs and
      conditions are expressions over symbols, so that the choice is total over the declared ranges and
      can be read, explained and evaluated at compile time as well as at run time.
      """
    }
    public static var traits: Traits { [.singleBlock, .noTerminator] }
    public static var signature: Signature {
      Signature(
        properties: [
          .init("costs", .dialect(MapAttribute.self)),
          .init("conditions", .dialect(MapAttribute.self), optional: true),
          .init("names", .array),
        ],
        regions: nil)
    }

    public var costs: [IndexExpression]
    /// Where each alternative may run; the first is zero.
    public var conditions: [IndexExpression]
    /// What people call each alternative.
    public var names: [String]

    public init(
      costs: [IndexExpression], conditions: [IndexExpression]? = nil, names: [String]
    ) {
      self.costs = costs
      self.conditions = conditions ?? costs.map { _ in 0 }
      self.names = names
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      costs = module.property("costs", of: operation)?.mapExpressions ?? []
      conditions =
        module.property("conditions", of: operation)?.mapExpressions ?? costs.map { _ in 0 }
      names = (module.property("names", of: operation)?.arrayValue ?? []).compactMap(\.stringValue)
    }

    public var state: OperationState {
      var properties: AttributeDictionary = [
        "costs": .map(costs), "names": .array(names.map { .string($0) }),
      ]
      if conditions.contains(where: { $0 != 0 }) { properties["conditions"] = .map(conditions) }
      return OperationState(
        name: Self.mnemonic, properties: properties, regionCount: costs.count)
    }
  }
}

extension Builder {
  /// Inserts a loop and builds its body.
  @discardableResult
  public mutating func insertProgramLoop(
    _ loop: Program.For, _ body: (inout Builder, _ counter: ValueID) throws -> Void
  ) rethrows -> OperationID {
    let operation = insertOperation(loop)
    let block = module.appendBlock(to: module.region(of: operation), argumentTypes: [.index])
    let counter = module.arguments(of: block)[0]
    try at(.atEnd(of: block)) { try body(&$0, counter) }
    return operation
  }
}
