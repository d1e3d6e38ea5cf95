import Dialects
import IR
import Support

// Vectors that are whole run without masks, and only the last one with.

/// A condition of a block, by its number, that need not be asked where it stands.
struct HeldCondition: Hashable {
  let block: OperationID
  let number: Int
}

extension LoopEmitter {
  /// Writes the body of a loop whose counter is bound, twice where that saves masks.
  ///
  ///     for io { vectorised for ii in 16 { S(io * 16 + ii) if io * 16 + ii < m } }
  ///       -> for io { if io * 16 + 15 < m { S, unmasked } else { S, masked } }
  ///
  /// The test stands where the counters of the condition are known, outside of all loops in which it is the
  /// same; it is done for the loops that a schedule vectorised.
  mutating func emitBody(_ body: BlockID, of counter: ValueID) throws(Diagnostic) {
    var scan = VectorScan(counter: indices[counter]?.dimensionNumbers ?? [])
    let firstInner = nextLeaf
    if launch == nil, lane == nil { find(in: body, &scan) }
    guard !scan.conditions.isEmpty, scan.isWorthwhile,
      scan.registers.isSubset(of: scan.allocated)
    else { return try emit(body) }
    var all: ValueID?
    for condition in scan.conditions {
      let (left, zero) = (value(of: condition), build.insertIndex(0))
      let holds: ValueID = build.insert(Arith.CmpI(.signedGreaterOrEqual, left, zero))
      all = all.map { build.insert(Arith.AndI($0, holds)) } ?? holds
    }
    guard let all else { return }
    let test = build.insertOperation(SCF.If(all))
    let saved = (held, bounds)
    for number in 0..<2 {
      (held, bounds) = saved
      if number == 0 {
        held.formUnion(scan.held)
        if !scan.bounds.isEmpty { bounds = HeldBounds(scan.bounds, firstInner: firstInner) }
      }
      let block = build.module.appendBlock(to: build.module.region(number, of: test))
      try inside(block) { emitter throws(Diagnostic) in
        try emitter.emit(body)
        emitter.build.insertOperation(SCF.Yield())
      }
    }
    (held, bounds) = saved
  }

  /// Collects the conditions under which the vectors in a block are whole.
  mutating func find(in block: BlockID, _ scan: inout VectorScan) {
    for operation in source.operations(in: block) {
      if let loop = source.match(operation, as: Program.For.self),
        let body = source.body(of: operation)
      {
        // A leaf for the search alone; the loop gets another one when it is written.
        let (leaf, outer) = (makeLeaf(), (scan.lane, scan.copies, scan.depth))
        let extent = simplified(loop.extent, loop.indices)
        assumptions.setExtent(of: leaf, to: extent)
        indices[source.arguments(of: body)[0]] = .dimension(leaf)
        scan.inner[leaf] = extent
        if loop.kind == .unrolled { scan.copies *= max(1, extent.constantValue ?? 1) }
        if loop.kind == .serial || loop.kind == .parallel, extent != 1 { scan.depth += 1 }
        if loop.kind == .vectorized, source.hasWholeVectorsApart(operation) { scan.lane = leaf }
        find(in: body, &scan)
        (scan.lane, scan.copies, scan.depth) = outer
      } else if let block = source.match(operation, as: Program.Block.self) {
        if source.holdsBlocks(operation) {
          find(nest: block, operation, &scan)
        } else {
          scan.size += scan.copies
          find(block, operation, &scan)
        }
      } else if source.isA(operation, Program.Allocate.self) {
        scan.allocated.insert(source.result(of: operation))
      } else if let index = source.match(operation, as: Program.Index.self) {
        indices[source.result(of: operation)] = simplified(index.expression, index.indices)
      } else if let choice = source.match(operation, as: Program.Choose.self) {
        for region in source.regions(of: operation) where !choice.costs.isEmpty {
          if let body = source.entryBlock(of: region) { find(in: body, &scan) }
        }
      }
    }
  }

  /// Sees through a block that holds blocks.
  private mutating func find(
    nest block: Program.Block, _ operation: OperationID, _ scan: inout VectorScan
  ) {
    let bound = block.bindings.map { simplified($0, block.counters) }
    for region in source.regions(of: operation) {
      guard let body = source.entryBlock(of: region) else { continue }
      for (iterator, value) in zip(source.arguments(of: body), bound) { indices[iterator] = value }
      find(in: body, &scan)
    }
    if scan.lane != nil { find(block, operation, &scan) }
  }

  private mutating func find(
    _ block: Program.Block, _ operation: OperationID, _ scan: inout VectorScan
  ) {
    source.walk(operation) { inner in
      for buffer in source.operands(of: inner)
      where source.bufferType(of: buffer)?.scope == .register { scan.registers.insert(buffer) }
    }
    guard let lane = scan.lane else { return }
    for (number, condition) in block.predicate.enumerated() {
      let own = HeldCondition(block: operation, number: number)
      let condition = simplified(condition, block.counters)
      guard !held.contains(own), condition.dimensionNumbers.contains(lane),
        !assumptions.isNonNegative(condition), let worst = scan.worst(condition),
        !worst.dimensionNumbers.isDisjoint(with: scan.counter),
        worst.dimensionNumbers.allSatisfy({ leaves[$0] != nil })
      else { continue }
      scan.held.insert(own)
      let known = assumptions.simplified(worst)
      if !scan.conditions.contains(known) { scan.conditions.append(known) }
    }
    if scan.depth == 0 { findBounds(in: operation, block, &scan) }
  }
}

/// What a search for vectors with a tail has found.
struct VectorScan {
  /// The leaves of the loop whose body is searched.
  let counter: Set<Int>
  /// The extents of the loops in it, by leaf.
  var inner: [Int: IndexExpression] = [:]
  /// The leaf of the vectorised loop around.
  var lane: Int?
  /// How often a block is written out.
  var copies = 1
  /// How many statements there are, written out.
  var size = 0
  /// What must be at least zero for all vectors to be whole.
  var conditions: [IndexExpression] = []
  var held: Set<HeldCondition> = []
  var allocated: Set<ValueID> = []
  /// Buffers in registers, which do not outlive a test.
  var registers: Set<ValueID> = []
  /// Of the conditions those under which no lane meets a bound of an index.
  var bounds: [IndexExpression] = []
  /// How many loops that stay loops are around what is looked at.
  var depth = 0

  /// Whether two copies are not too much code.
  var isWorthwhile: Bool { size <= 256 }

  /// Of conditions that differ by a constant the one that the others follow from is asked.
  mutating func addBound(_ condition: IndexExpression) {
    for list in [\Self.conditions, \Self.bounds] {
      let place = self[keyPath: list].firstIndex { ($0 - condition).constantValue != nil }
      if let place {
        let known = self[keyPath: list][place]
        if condition.constant < known.constant { self[keyPath: list][place] = condition }
      } else {
        self[keyPath: list].append(condition)
      }
    }
  }

  /// The least value of a condition while the loops inside run; `nil` where it is not plain.
  func worst(_ condition: IndexExpression) -> IndexExpression? {
    condition.least { inner[$0] }
  }
}
