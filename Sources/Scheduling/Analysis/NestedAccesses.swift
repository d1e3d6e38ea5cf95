import Dialects
import IR
import Support

/// What a block that holds blocks touches for the same values of its own iterators.
struct NestedAccesses {
  private(set) var found: [BlockAccess] = []
  private let module: Module
  private var assumptions: Assumptions
  private var values: [ValueID: IndexExpression] = [:]
  /// The extents of the loops inside, by dimension.
  private var running: [Int: IndexExpression] = [:]
  private var dimensionCount = 0
  /// Buffers that live inside, and are nobody else's.
  private var local: Set<ValueID> = []

  init(of block: OperationID, in module: Module, _ assumptions: Assumptions) {
    self.module = module
    self.assumptions = assumptions
    guard let signature = module.match(block, as: Program.Block.self) else { return }
    dimensionCount = signature.bindings.count
    for (place, extent) in signature.extents.enumerated() {
      self.assumptions.setExtent(of: place, to: extent)
    }
    for (place, region) in module.regions(of: block).enumerated().reversed() {
      guard let body = module.entryBlock(of: region) else { continue }
      for (iterator, number) in zip(module.arguments(of: body), signature.bindings.indices) {
        values[iterator] = .dimension(number)
      }
      read(body, isInitial: place == 1)
    }
  }

  private mutating func read(_ body: BlockID, isInitial: Bool) {
    for operation in module.operations(in: body) {
      if let loop = module.match(operation, as: Program.For.self) {
        guard let inner = module.body(of: operation) else { continue }
        if let extent = resolved(loop.extent, loop.indices), extent.dimensionNumbers.isEmpty {
          values[module.arguments(of: inner).first ?? .missing] = .dimension(dimensionCount)
          running[dimensionCount] = extent
          assumptions.setExtent(of: dimensionCount, to: extent)
          dimensionCount += 1
        }
        read(inner, isInitial: isInitial)
      } else if let block = module.match(operation, as: Program.Block.self) {
        let bound = block.bindings.map { resolved($0, block.counters) }
        for (place, region) in module.regions(of: operation).enumerated().reversed() {
          guard let inner = module.entryBlock(of: region) else { continue }
          for (iterator, value) in zip(module.arguments(of: inner), bound) {
            values[iterator] = value
          }
          read(inner, isInitial: isInitial || place == 1)
        }
      } else if let index = module.match(operation, as: Program.Index.self) {
        values[module.result(of: operation)] = resolved(index.expression, index.indices)
      } else if module.isA(operation, Program.Allocate.self) {
        local.insert(module.result(of: operation))
      } else if let load = module.match(operation, as: Program.Load.self) {
        add(operation, load.buffer, load.map, load.indices, isInitial, isWrite: false)
      } else if let store = module.match(operation, as: Program.Store.self) {
        add(operation, store.buffer, store.map, store.indices, isInitial, isWrite: true)
      } else {
        for region in module.regions(of: operation)
        where module.isA(operation, Program.Choose.self) {
          if let inner = module.entryBlock(of: region) { read(inner, isInitial: isInitial) }
        }
      }
    }
  }

  private mutating func add(
    _ operation: OperationID, _ buffer: ValueID, _ map: [IndexExpression], _ operands: [ValueID],
    _ isInitial: Bool, isWrite: Bool
  ) {
    if local.contains(buffer) { return }
    let finder = RangeFinder(assumptions: assumptions, running: running)
    let region = map.map { index in resolved(index, operands).flatMap { finder.range(of: $0) } }
    let single = region.compactMap { $0?.span == 0 ? $0?.lower : nil }
    found.append(
      BlockAccess(
        operation: operation, buffer: buffer, isWrite: isWrite, isInitial: isInitial,
        map: single.count == map.count ? single : nil, region: region))
  }

  private func resolved(
    _ expression: IndexExpression, _ operands: [ValueID]
  ) -> IndexExpression? {
    let known = operands.map { values[$0] }
    guard !known.contains(where: { $0 == nil }) else { return nil }
    return assumptions.simplified(
      expression.substituting(dimensions: known.compactMap { $0 }))
  }
}
