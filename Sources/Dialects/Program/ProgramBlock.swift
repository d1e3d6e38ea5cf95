import IR
import Support

extension Program {
  /// What an iterator of a block is for.
  public enum IteratorKind: String, Hashable, Sendable, CaseIterable {
    /// Different values write different elements: any order.
    case spatial
    /// Values accumulate into the same element.
    case reduction
    /// Values are taken in order: each may read what those before it wrote.
    case scan
    /// Nothing is known of what the values do to the world: every instance of every block with such an
    /// iterator stays in its place among the others.
    case opaque
  }

  public struct Block: OperationDefinition {
    public static var mnemonic: String { "program.block" }
    public static var documentation: String {
      """
      One statement, or a nest that is placed as one, with its iteration signature.

      The operands are loop counters, `d0…` in `bindings` and `predicate`. Both regions take the
      iterators as arguments (`index`): the first is the statement; the second, which may be empty, is
      run before the first reduction step of an element. A block runs only where every expression of
      `predicate` is at least zero. A nest is loops, buffers and blocks, whose bindings may use the iterators of
      the block around them; its initialisation is one too.
      """
    }
    public static var traits: Traits { [.noTerminator] }
    public static var signature: Signature {
      Signature(
        operands: [.init("counters", .index, .variadic)],
        properties: [
          .init("name", .string), .init("bindings", .dialect(MapAttribute.self)),
          .init("extents", .dialect(MapAttribute.self)), .init("kinds", .array),
          .init("predicate", .dialect(MapAttribute.self)),
        ], regions: 2)
    }

    public var name: String
    public var counters: [ValueID]
    /// The value of each iterator.
    public var bindings: [IndexExpression]
    /// Each iterator runs over zero to below this, an expression over symbols.
    public var extents: [IndexExpression]
    public var kinds: [IteratorKind]
    public var predicate: [IndexExpression]

    public init(
      name: String, counters: [ValueID], bindings: [IndexExpression], extents: [IndexExpression],
      kinds: [IteratorKind], predicate: [IndexExpression] = []
    ) {
      self.name = name
      self.counters = counters
      self.bindings = bindings
      self.extents = extents
      self.kinds = kinds
      self.predicate = predicate
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let properties = module.properties(of: operation)
      name = properties["name"]?.stringValue ?? ""
      counters = module.operands(of: operation)
      bindings = properties["bindings"]?.mapExpressions ?? []
      extents = properties["extents"]?.mapExpressions ?? []
      kinds = (properties["kinds"]?.arrayValue ?? [])
        .compactMap { $0.stringValue.flatMap(IteratorKind.init(rawValue:)) }
      predicate = properties["predicate"]?.mapExpressions ?? []
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: counters,
        properties: [
          "name": .string(name), "bindings": .map(bindings), "extents": .map(extents),
          "kinds": .array(kinds.map { .string($0.rawValue) }), "predicate": .map(predicate),
        ], regionCount: 2)
    }
  }
}

extension Builder {
  /// Inserts a block, its statement built by `body` and, if given, its initialisation by `initial`.
  @discardableResult
  public mutating func insertBlock(
    _ block: Program.Block,
    initial: ((inout Builder, _ iterators: [ValueID]) throws -> Void)? = nil,
    _ body: (inout Builder, _ iterators: [ValueID]) throws -> Void
  ) rethrows -> OperationID {
    let operation = insertOperation(block)
    let types = [Type](repeating: .index, count: block.bindings.count)
    let statement = module.appendBlock(
      to: module.region(0, of: operation), argumentTypes: types)
    try at(.atEnd(of: statement)) { build in
      try body(&build, build.module.arguments(of: statement))
    }
    if let initial {
      let first = module.appendBlock(to: module.region(1, of: operation), argumentTypes: types)
      try at(.atEnd(of: first)) { build in try initial(&build, build.module.arguments(of: first)) }
    }
    return operation
  }
}
