import Dialects
import IR
import Support

// New nests around new blocks, and statements copied into them.

/// A loop nest to be written around a block: one loop for each iterator that is not one number.
struct NestPlan {
  struct Axis {
    /// Over the values `outer`.
    var extent: IndexExpression
    var name: String
    var kind: Program.IteratorKind = .spatial
    /// The iterator starts here, over the values `outer`.
    var start: IndexExpression = .zero
    /// How far apart the values of neighbouring iterations are.
    var step: IndexExpression = .one
    /// How many values of the iterator there are in its domain.
    var domain: IndexExpression
    /// Whether the loop may run past the domain.
    var isGuarded = false
    /// Whether the loop may begin before it.
    var isGuardedBelow = false
    /// Whether there is a loop of one iteration, too.
    var hasUnitLoop = false
  }

  var name: String
  /// Values that `start` is over.
  var outer: [ValueID] = []
  var axes: [Axis]
  var location: Location = .unknown
}

extension Module {
  /// Writes the loops and an empty block; gives the outermost operation and the block.
  mutating func insertNest(
    _ plan: NestPlan, at point: InsertionPoint
  ) -> (root: OperationID, block: OperationID) {
    var point = point
    var root: OperationID?
    var counters = plan.outer
    var bindings: [IndexExpression] = []
    var predicate: [IndexExpression] = []
    for axis in plan.axes {
      var value = axis.start
      if axis.extent != 1 || axis.hasUnitLoop {
        let used = axis.extent.dimensionNumbers.sorted()
        let renumbered = plan.outer.indices.map { place -> IndexExpression in
          .dimension(used.firstIndex(of: place) ?? 0)
        }
        let loop = insertLoop(
          Program.For(
            extent: axis.extent.substituting(dimensions: renumbered), name: axis.name,
            indices: used.map { plan.outer[$0] }), at: point, location: plan.location)
        root = root ?? loop.loop
        point = .atEnd(of: loop.body)
        value += .dimension(counters.count) * axis.step
        counters.append(loop.counter)
      }
      bindings.append(value)
      if axis.isGuarded { predicate.append(axis.domain - 1 - value) }
      if axis.isGuardedBelow { predicate.append(value) }
    }
    let used = Set((bindings + predicate).flatMap(\.dimensionNumbers))
    let kept = counters.indices.filter { used.contains($0) }
    let renumbered = counters.indices.map { place -> IndexExpression in
      .dimension(kept.firstIndex(of: place) ?? 0)
    }
    let signature = Program.Block(
      name: plan.name, counters: kept.map { counters[$0] },
      bindings: bindings.map { $0.substituting(dimensions: renumbered) },
      extents: plan.axes.map(\.domain), kinds: plan.axes.map(\.kind),
      predicate: predicate.map { $0.substituting(dimensions: renumbered) })
    let block = insert(signature, at: point, location: plan.location)
    return (root ?? block, block)
  }

  /// Gives a region of a block its body, with the iterators as arguments.
  mutating func insertBody(
    _ place: Int, of block: OperationID, _ write: (inout Builder, _ iterators: [ValueID]) -> Void
  ) {
    let count = match(block, as: Program.Block.self)?.bindings.count ?? 0
    let body = appendBlock(
      to: region(place, of: block), argumentTypes: [Type](repeating: .index, count: count))
    let iterators = arguments(of: body)
    build(at: .atEnd(of: body), location: location(of: block)) { write(&$0, iterators) }
  }

  /// Copies what computes `value` in `body` to where `build` stands.
  ///
  /// `known` gives the new values of old ones and learns the copies.
  static func copyStatement(
    _ operations: [OperationID], of source: Module, known: inout [ValueID: ValueID],
    into build: inout Builder
  ) {
    for operation in operations {
      if source.regionCount(of: operation) > 0 {
        var mapping = ValueMapping()
        for (old, new) in known { mapping[old] = new }
        let copy = build.module.clone(
          operation, from: source, at: build.point, mapping: &mapping)
        for (old, new) in zip(source.results(of: operation), build.module.results(of: copy)) {
          known[old] = new
        }
        continue
      }
      let copy = build.insert(
        OperationState(
          name: source.name(of: operation),
          operands: source.operands(of: operation).map { known[$0] ?? $0 },
          resultTypes: source.results(of: operation).map { source.type(of: $0) },
          properties: source.properties(of: operation),
          attributes: source.attributes(of: operation),
          location: source.location(of: operation)))
      for (old, new) in zip(source.results(of: operation), build.module.results(of: copy)) {
        known[old] = new
      }
    }
  }
}

extension ScheduledProgram {
  /// Erases a block with the loops around it that hold nothing else.
  mutating func eraseNest(of block: OperationID) {
    var current = block
    while let parent = module.parent(of: current), parent != function,
      module.isA(parent, Program.For.self), onlyChild(of: parent) == current
    {
      current = parent
    }
    module.erase(current)
  }

  /// The outermost loop around a block that holds nothing else, or the block.
  func ownNest(of block: OperationID) -> OperationID {
    var current = block
    while let parent = module.parent(of: current), parent != function,
      module.isA(parent, Program.For.self), onlyChild(of: parent) == current
    {
      current = parent
    }
    return current
  }

  /// Allocates what a block touches in the function's body early enough for a block there.
  mutating func hoistAllocations(of block: OperationID, before root: OperationID) {
    guard let body = module.body(of: function) else { return }
    let order = module.operations(in: body)
    guard let place = order.firstIndex(of: root) else { return }
    for access in accesses(of: block) {
      guard let allocation = module.definingOperation(of: access.buffer),
        let own = order.firstIndex(of: allocation), own > place
      else { continue }
      module.move(allocation, to: .before(root))
    }
  }

  /// Erases the allocation of a buffer that nobody uses any more.
  mutating func eraseIfUnused(_ buffer: ValueID) {
    guard let allocation = module.definingOperation(of: buffer), !module.hasUses(buffer) else {
      return
    }
    module.erase(allocation)
  }
}
