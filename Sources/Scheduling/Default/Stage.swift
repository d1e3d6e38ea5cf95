import Dialects
import IR
import Support

/// One statement of an unscheduled program: a loop for every iterator around one block that writes
/// one element, spatial iterators first.
struct Stage {
  /// The outermost operation of the nest.
  var root: OperationID
  var block: OperationID
  var signature: Program.Block
  /// The buffer it writes, at exactly its spatial iterators.
  var output: ValueID

  var spatial: [IndexExpression] {
    zip(signature.kinds, signature.extents).filter { $0.0 == .spatial }.map(\.1)
  }

  var reduction: [IndexExpression] {
    zip(signature.kinds, signature.extents).filter { $0.0 == .reduction }.map(\.1)
  }

  var isReduction: Bool { !reduction.isEmpty }

  /// Reads the nest at `root`; `nil` when it does not have that form.
  init?(_ root: OperationID, in module: Module) {
    var counters: [ValueID] = []
    var current = root
    while let loop = module.match(current, as: Program.For.self) {
      guard loop.kind == .serial, loop.indices.isEmpty, let body = module.body(of: current) else {
        return nil
      }
      let inner = module.operations(in: body)
      guard inner.count == 1 else { return nil }
      counters.append(module.arguments(of: body)[0])
      current = inner[0]
    }
    guard let block = module.match(current, as: Program.Block.self),
      block.predicate.isEmpty, block.counters == counters,
      block.bindings == counters.indices.map({ .dimension($0) }),
      block.kinds.count == counters.count,
      let body = module.entryBlock(of: module.region(0, of: current))
    else { return nil }
    let spatialCount = block.kinds.prefix { $0 == .spatial }.count
    guard block.kinds.dropFirst(spatialCount).allSatisfy({ $0 == .reduction }) else { return nil }
    let iterators = module.arguments(of: body)
    let stores = module.operations(in: body)
      .compactMap { module.match($0, as: Program.Store.self) }
    guard stores.count == 1, let store = stores.first,
      store.resolved(iterators) == (0..<spatialCount).map({ .dimension($0) })
    else { return nil }
    self.root = root
    self.block = current
    self.signature = block
    self.output = store.buffer
  }

  /// The type of the buffer it writes.
  func bufferType(in module: Module) -> Program.BufferType? { module.bufferType(of: output) }

  func body(in module: Module) -> BlockID? {
    module.entryBlock(of: module.region(0, of: block))
  }

  /// Whether it reduces few elements around a place that its own tells, as a pool does.
  func readsSmallWindows(in module: Module) -> Bool {
    guard let body = body(in: module),
      IndexExpression.product(reduction).constantValue ?? .max <= SpatialSchedule.mostUnrolled
    else { return false }
    var resolver = IndexResolver(module, module.arguments(of: body))
    let rank = spatial.count
    return loads(in: module).contains { _, load in
      (resolver.resolve(load.map, load.indices) ?? []).contains { index in
        let axes = index.dimensionNumbers
        return axes.contains { $0 < rank } && axes.contains { $0 >= rank }
      }
    }
  }

  /// The operation that combines the accumulator with a term, if it is a plain binary one.
  ///
  /// Parts that each begin with the initial value may then be combined in another order.
  func combiner(in module: Module) -> OperationID? {
    guard let body = body(in: module),
      let store = module.operations(in: body)
        .compactMap({ module.match($0, as: Program.Store.self) }).first,
      let operation = module.definingOperation(of: store.value),
      module.operandCount(of: operation) == 2,
      let accumulator: Program.Load = module.match(
        definitionOf: module.operand(0, of: operation)), accumulator.buffer == output
    else { return nil }
    let allowed = [
      "arith.addf", "arith.mulf", "arith.maximumf", "arith.minimumf", "arith.maxnumf",
      "arith.addi", "arith.muli",
      "arith.maxsi", "arith.minsi", "arith.maxui", "arith.minui", "arith.andi", "arith.ori",
    ]
    return allowed.contains(module.name(of: operation)) ? operation : nil
  }

  /// About how many cycles a vector of elements, or of terms, takes.
  func vectorCycles(in module: Module) -> Int {
    let operations = body(in: module).map { module.operations(in: $0) } ?? []
    return operations.reduce(1) { $0 + (module.name(of: $1).hasPrefix("math.") ? 8 : 1) }
  }

  /// Every element this reads, with the operation that does.
  func loads(in module: Module) -> [(operation: OperationID, load: Program.Load)] {
    guard let body = body(in: module) else { return [] }
    return module.operations(in: body).compactMap { operation in
      module.match(operation, as: Program.Load.self).map { (operation, $0) }
    }
  }
}

extension Program.Store {
  /// The map over the block's iterators, if the operands are all iterators.
  func resolved(_ iterators: [ValueID]) -> [IndexExpression]? {
    resolve(map, indices, iterators)
  }
}

extension Program.Load {
  /// The map over the block's iterators, if the operands are all iterators.
  func resolved(_ iterators: [ValueID]) -> [IndexExpression]? {
    resolve(map, indices, iterators)
  }
}

private func resolve(
  _ map: [IndexExpression], _ operands: [ValueID], _ iterators: [ValueID]
) -> [IndexExpression]? {
  var known: [IndexExpression] = []
  for operand in operands {
    guard let place = iterators.firstIndex(of: operand) else { return nil }
    known.append(.dimension(place))
  }
  return map.map { $0.substituting(dimensions: known) }
}
