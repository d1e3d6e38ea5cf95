import Dialects
import IR
import Support

// Blocks that hold blocks. Questions see through them: what is in them runs as if it stood in the loops
// around; steps are done to the inner blocks, or to the outer one as to a statement.

extension ScheduledProgram {
  /// Every block in and under an operation, nests before what they hold, in the order in which they run.
  public func allBlocks(under operation: OperationID) -> [OperationID] {
    var found: [OperationID] = []
    collect(operation, into: &found)
    return found
  }

  private func collect(_ operation: OperationID, into found: inout [OperationID]) {
    var regions = module.regions(of: operation)
    if module.isA(operation, Program.Block.self) {
      found.append(operation)
      guard module.holdsBlocks(operation) else { return }
      // The initialisation comes first.
      regions.reverse()
    }
    for region in regions {
      for block in module.blocks(in: region) {
        for inner in module.operations(in: block) { collect(inner, into: &found) }
      }
    }
  }

  /// The outermost blocks in and under an operation.
  func outermostBlocks(under operation: OperationID) -> [OperationID] {
    guard isNested else { return blocks(under: operation) }
    let all = allBlocks(under: operation)
    let inner = Set(all.flatMap { block in allBlocks(under: block).filter { $0 != block } })
    return all.filter { !inner.contains($0) }
  }

  /// The innermost block around an operation.
  func outerBlock(of operation: OperationID) -> OperationID? {
    guard isNested else { return nil }
    var current = module.parent(of: operation)
    while let parent = current, parent != function {
      if module.isA(parent, Program.Block.self) { return parent }
      current = module.parent(of: parent)
    }
    return nil
  }

  /// Refuses if a block is inside of another one, for a step that gives it other iterators.
  func requireNotNested(_ block: OperationID) throws(Refusal) {
    guard let outer = outerBlock(of: block) else { return }
    throw Refusal(
      "the block '\(blockName(block))' is inside the block '\(blockName(outer))', whose iterators follow "
        + "from its own; do this before 'blockize'")
  }

  /// A block with the iterators of the blocks around replaced by what they are bound to, and all their
  /// conditions.
  func seenThrough(_ block: Program.Block, around operation: OperationID) -> Program.Block {
    guard outerBlock(of: operation) != nil else { return block }
    var flat = FlatCounters()
    var result = block
    result.bindings = block.bindings.map { flat.expression($0, block.counters, in: module) }
    result.predicate = block.predicate.map { flat.expression($0, block.counters, in: module) }
    var current = operation
    while let outer = outerBlock(of: current),
      let signature = module.match(outer, as: Program.Block.self)
    {
      result.predicate += signature.predicate.map {
        flat.expression($0, signature.counters, in: module)
      }
      if isInitial(current, of: outer) {
        for (kind, binding) in zip(signature.kinds, signature.bindings) where kind == .reduction {
          result.predicate.append(-flat.expression(binding, signature.counters, in: module))
        }
      }
      current = outer
    }
    result.counters = flat.counters
    return result
  }

  /// Whether an operation is in the initialisation of a block around it.
  func isInitial(_ operation: OperationID, of outer: OperationID) -> Bool {
    var current = operation
    while let parent = module.parent(of: current), parent != outer { current = parent }
    return module.block(of: current).flatMap { module.region(of: $0) }
      == module.region(1, of: outer)
  }

  // MARK: Around a step

  /// Which block each block is in, before a step.
  var nesting: [OperationID: OperationID] {
    guard isNested else { return [:] }
    var result: [OperationID: OperationID] = [:]
    for block in allBlocks(under: function) { result[block] = outerBlock(of: block) }
    return result
  }

  /// Erases blocks out of which a step has taken everything, and refuses if it has moved a block out of
  /// the one that it was in.
  mutating func tidyNests(_ before: [OperationID: OperationID]) throws(Refusal) {
    for (block, outer) in before.sorted(by: { $0.key.index < $1.key.index })
    where !module.isErased(block) {
      var around = outerBlock(of: block)
      while let place = around, place != outer { around = outerBlock(of: place) }
      if around == outer { continue }
      let name = module.isErased(outer) ? "another block" : "the block '\(blockName(outer))'"
      throw Refusal(
        "the block '\(blockName(block))' is inside \(name), and would leave it; do this to the block "
          + "around it, or before 'blockize'")
    }
    let outer = Set(before.values).sorted { $0.index < $1.index }
    while let empty = outer.first(where: { !module.isErased($0) && !module.holdsBlocks($0) }) {
      eraseNest(of: empty)
    }
  }
}

/// Loop counters, gathered while expressions over iterators of nested blocks are put together.
private struct FlatCounters {
  var counters: [ValueID] = []

  mutating func expression(
    _ expression: IndexExpression, _ values: [ValueID], in module: Module
  ) -> IndexExpression {
    expression.substituting(dimensions: values.map { counter($0, in: module) })
  }

  private mutating func counter(_ value: ValueID, in module: Module) -> IndexExpression {
    if case .argument(let body, let place) = module.definition(of: value),
      let region = module.region(of: body),
      let outer = module.match(module.owner(of: region), as: Program.Block.self),
      place < outer.bindings.count
    {
      return expression(outer.bindings[place], outer.counters, in: module)
    }
    if let place = counters.firstIndex(of: value) { return .dimension(place) }
    counters.append(value)
    return .dimension(counters.count - 1)
  }
}
