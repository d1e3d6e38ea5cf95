import Dialects
import IR
import Support

/// A perfect nest of loops around one block, with the place in memory of every access.
///
/// Expressions are over dimensions: first the counters of the nest's own loops, outermost first,
/// loops of one iteration left out; then whatever else they depend on, `outer`.
struct LoopNest {
  /// One of the nest's loops.
  struct Axis {
    let name: String
    let extent: IndexExpression
    var isReduced = false
  }

  let module: Module
  private(set) var axes: [Axis] = []
  private(set) var block: OperationID
  private(set) var signature: Program.Block
  /// What dimensions from `axes.count` on stand for.
  private(set) var outer: [ValueID] = []
  private(set) var assumptions: Assumptions
  /// How far from the first element of its buffer each load and store is.
  private(set) var places: [OperationID: IndexExpression] = [:]
  /// What must be at least zero for the block to run, where that is not always so.
  private(set) var conditions: [IndexExpression] = []
  private var counters: [ValueID: IndexExpression] = [:]

  /// Reads the nest of a loop or of a lone block.
  ///
  /// - Throws: a refusal, if it is more than loops around one block.
  init(
    at root: OperationID, in module: Module, assuming assumptions: Assumptions
  ) throws(Refusal) {
    self.module = module
    self.assumptions = assumptions
    let (loops, enclosing, block) = try Self.chain(from: root, in: module)
    guard let signature = module.match(block, as: Program.Block.self) else {
      throw Refusal("'\(module.name(of: block))' is no block")
    }
    self.block = block
    self.signature = signature
    let extents = loops.map { assumptions.simplified($0.loop.extent) }
    let count = extents.count { $0 != 1 }
    for ((loop, counter), extent) in zip(loops, extents) {
      guard !loop.indices.contains(where: { counters[$0] != nil }) else {
        throw Refusal("the extent of the loop '\(loop.name)' depends on another loop of the nest")
      }
      if extent == 1 {
        counters[counter] = .zero
        continue
      }
      let number = axes.count
      counters[counter] = .dimension(number)
      // Dimensions of the extent are numbered behind all loops.
      let value = self.assumptions.simplified(
        resolved(loop.extent, loop.indices, after: count))
      self.assumptions.setExtent(of: number, to: value)
      axes.append(Axis(name: loop.name.isEmpty ? "loop \(number)" : loop.name, extent: value))
    }
    readOuterExtents(of: root)
    for operation in enclosing { try see(through: operation) }
    try readBlock()
  }

  private static func chain(
    from root: OperationID, in module: Module
  ) throws(Refusal) -> (
    loops: [(loop: Program.For, counter: ValueID)], enclosing: [OperationID], block: OperationID
  ) {
    var loops: [(loop: Program.For, counter: ValueID)] = []
    var enclosing: [OperationID] = []
    var current = root
    while true {
      if let outer = module.match(current, as: Program.Block.self), module.holdsBlocks(current) {
        guard let body = module.entryBlock(of: module.region(0, of: current)),
          module.entryBlock(of: module.region(1, of: current)) == nil,
          let only = module.firstOperation(in: body), module.lastOperation(in: body) == only
        else {
          throw Refusal(
            "the block '\(outer.name)' holds more than a nest around one block; use "
              + "'decompose_reduction' or 'distribute' first")
        }
        enclosing.append(current)
        current = only
        continue
      }
      guard let loop = module.match(current, as: Program.For.self),
        let body = module.body(of: current)
      else { break }
      guard let counter = module.arguments(of: body).first,
        let only = module.firstOperation(in: body), module.lastOperation(in: body) == only
      else {
        throw Refusal(
          "the loop '\(loop.name)' holds more than a nest around one block; distribute it first")
      }
      loops.append((loop, counter))
      current = only
    }
    return (loops, enclosing, current)
  }

  /// The iterators of a block between the loops are what they are bound to.
  private mutating func see(through operation: OperationID) throws(Refusal) {
    guard let outer = module.match(operation, as: Program.Block.self),
      let body = module.entryBlock(of: module.region(0, of: operation))
    else { return }
    for condition in outer.predicate {
      let condition = assumptions.simplified(resolved(condition, outer.counters))
      if !assumptions.isNonNegative(condition) { conditions.append(condition) }
    }
    for (iterator, binding) in zip(module.arguments(of: body), outer.bindings) {
      counters[iterator] = resolved(binding, outer.counters)
    }
  }

  /// An expression over values as one over dimensions; values that are not known become new ones.
  private mutating func resolved(
    _ expression: IndexExpression, _ values: [ValueID], after count: Int? = nil
  ) -> IndexExpression {
    for value in values where counters[value] == nil {
      counters[value] = .dimension((count ?? axes.count) + outer.count)
      outer.append(value)
    }
    return expression.substituting(dimensions: values.map { counters[$0] ?? .zero })
  }

  /// The loops around bound their counters.
  private mutating func readOuterExtents(of root: OperationID) {
    var current = module.parent(of: root)
    while let parent = current {
      if let loop = module.match(parent, as: Program.For.self), loop.indices.isEmpty,
        let counter = module.body(of: parent).flatMap({ module.arguments(of: $0).first })
      {
        if let number = resolved(.dimension(0), [counter]).dimensionNumber {
          assumptions.setExtent(of: number, to: loop.extent)
        }
      }
      current = module.parent(of: parent)
    }
  }

  private mutating func readBlock() throws(Refusal) {
    for condition in signature.predicate {
      let condition = assumptions.simplified(resolved(condition, signature.counters))
      if !assumptions.isNonNegative(condition) { conditions.append(condition) }
    }
    let bindings = signature.bindings.map { resolved($0, signature.counters) }
    for (binding, kind) in zip(bindings, signature.kinds) where kind == .reduction {
      for number in binding.dimensionNumbers where number < axes.count {
        axes[number].isReduced = true
      }
    }
    guard let body = module.entryBlock(of: module.region(0, of: block)) else { return }
    for (iterator, binding) in zip(module.arguments(of: body), bindings) {
      counters[iterator] = binding
    }
    for operation in module.operations(in: body) {
      if let index = module.match(operation, as: Program.Index.self) {
        // What is computed from loaded values stays unknown, and so does what it indexes.
        if index.indices.contains(where: { counters[$0] == nil && isInside($0) }) { continue }
        counters[module.result(of: operation)] = resolved(index.expression, index.indices)
      } else if let load = module.match(operation, as: Program.Load.self) {
        try readPlace(operation, load.buffer, load.map, load.indices)
      } else if let store = module.match(operation, as: Program.Store.self) {
        try readPlace(operation, store.buffer, store.map, store.indices)
      }
    }
  }

  private mutating func readPlace(
    _ operation: OperationID, _ buffer: ValueID, _ map: [IndexExpression], _ values: [ValueID]
  ) throws(Refusal) {
    guard !values.contains(where: { counters[$0] == nil && isInside($0) }) else {
      throw Refusal(
        "the block '\(signature.name)' accesses memory at a place that it computes or loads")
    }
    var place = IndexExpression.zero
    for (index, stride) in zip(map, module.bufferType(of: buffer)?.strides ?? []) {
      place += resolved(index, values) * stride
    }
    places[operation] = assumptions.simplified(assumptions.simplified(place).recombined)
  }

  /// Whether a value is computed in the block.
  private func isInside(_ value: ValueID) -> Bool {
    module.definingOperation(of: value).flatMap { module.parent(of: $0) } == block
  }

  // MARK: Questions

  /// Whether the block begins its reduction with an initialisation.
  var hasInitialisation: Bool {
    module.entryBlock(of: module.region(1, of: block)) != nil
  }

  /// How a place moves with each axis, and where it is when all are zero; `nil` if it does not move by
  /// the same distance everywhere.
  func steps(
    of place: IndexExpression
  ) -> (distances: [IndexExpression], base: IndexExpression)? {
    var rest = place
    var distances: [IndexExpression] = []
    for number in axes.indices {
      guard let (coefficient, next) = rest.linear(in: number) else { return nil }
      distances.append(assumptions.simplified(coefficient))
      rest = next
    }
    let own = Set(axes.indices)
    guard distances.allSatisfy({ $0.dimensionNumbers.isDisjoint(with: own) }) else { return nil }
    return (distances, assumptions.simplified(rest))
  }

  /// The buffer that a load or store accesses.
  func buffer(of access: OperationID) -> ValueID? {
    if let load = module.match(access, as: Program.Load.self) { return load.buffer }
    return module.match(access, as: Program.Store.self)?.buffer
  }

  /// The stores of the block, in order.
  var stores: [OperationID] {
    guard let body = module.entryBlock(of: module.region(0, of: block)) else { return [] }
    return module.operations(in: body).filter { module.isA($0, Program.Store.self) }
  }
}
