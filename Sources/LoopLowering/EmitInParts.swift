import Dialects
import IR
import Support

// Indices that are kept between bounds, as at the edges of an image: where none of a vector's lanes meets
// one, what is read lies together.

extension LoopEmitter {
  /// Writes a loop over vectors in parts, if it has indices with bounds: those in the middle meet none.
  ///
  ///     for io in n { vectorised for ii in 16 { S(x[max(io * 16 + ii - 1, 0)]) } }
  ///       -> for part in 2 {
  ///            for io in part == 0 ? 0 ..< a : b ..< n { S(x[max(io * 16 + ii - 1, 0)]) }
  ///            for io in part == 0 ? a ..< b : none { S(x[io * 16 + ii - 1]) } }
  ///
  /// Masks that only the last vectors need are left out in the middle, too.
  ///
  /// - Returns: `false`, with nothing written, where there are none.
  mutating func emitInParts(
    _ body: BlockID, _ counter: ValueID, _ extent: IndexExpression, from start: ValueID,
    to end: ValueID
  ) throws(Diagnostic) -> Bool {
    guard launch == nil, lane == nil, holdsVectors(body) else { return false }
    let saved = (indices, assumptions, held, bounds)
    // A leaf for the search alone.
    let leaf = makeLeaf()
    assumptions.setExtent(of: leaf, to: extent)
    indices[counter] = .dimension(leaf)
    leaves[leaf] = start
    var scan = VectorScan(counter: [leaf])
    find(in: body, &scan)
    leaves[leaf] = nil
    (indices, assumptions) = (saved.0, saved.1)
    guard !scan.bounds.isEmpty, scan.isWorthwhile, scan.registers.isSubset(of: scan.allocated),
      let middle = middle(of: scan.conditions, along: leaf, from: start, to: end)
    else { return false }
    let (zero, one) = (build.insertIndex(0), build.insertIndex(1))
    let operation = build.insertOperation(SCF.For(from: zero, to: build.insertIndex(2), step: one))
    let block = build.module.appendBlock(
      to: build.module.region(of: operation), argumentTypes: [.index])
    let part = build.module.arguments(of: block)[0]
    try inside(block) { emitter throws(Diagnostic) in
      let isFirst: ValueID = emitter.build.insert(Arith.CmpI(.equal, part, zero))
      func either(_ first: ValueID, _ second: ValueID, _ emitter: inout LoopEmitter) -> ValueID {
        emitter.build.insert(Arith.Select(isFirst, first, second))
      }
      let from = either(start, middle.end, &emitter)
      let to = either(middle.start, end, &emitter)
      try emitter.emitLoop(body, counter, extent, from: from, to: to) {
        emitter throws(Diagnostic) in try emitter.emit(body)
      }
      let last = either(middle.end, middle.start, &emitter)
      try emitter.emitLoop(body, counter, extent, from: middle.start, to: last) {
        emitter throws(Diagnostic) in
        let own = emitter.indices[counter] ?? 0
        let known = scan.bounds.map { condition in
          condition.substituting { leaf == $0.dimension ? own : nil }
        }
        emitter.held.formUnion(scan.held)
        emitter.bounds = HeldBounds(known, firstInner: emitter.nextLeaf)
        try emitter.emit(body)
      }
      emitter.build.insertOperation(SCF.Yield())
    }
    (held, bounds) = (saved.2, saved.3)
    return true
  }

  /// Whether vectors may stand directly in a body, and not in loops of their own.
  private func holdsVectors(_ body: BlockID) -> Bool {
    source.operations(in: body).contains { operation in
      let kind = source.match(operation, as: Program.For.self)?.kind
      return kind == .vectorized || kind == .unrolled
    }
  }

  /// The iterations in which conditions hold; `nil` where one is no bound of the counter.
  private mutating func middle(
    of conditions: [IndexExpression], along leaf: Int, from start: ValueID, to end: ValueID
  ) -> (start: ValueID, end: ValueID)? {
    var (lower, upper): ([IndexExpression], [IndexExpression]) = ([], [])
    for condition in conditions {
      guard let linear = condition.linear(in: leaf), let step = linear.coefficient.constantValue,
        step != 0
      else { return nil }
      if step > 0 {
        lower.append((IndexExpression.zero - linear.rest).ceilDivided(by: IndexExpression(step)))
      } else {
        upper.append(linear.rest.floorDivided(by: IndexExpression(-step)) + 1)
      }
    }
    var (first, last) = (start, end)
    for bound in lower {
      let bound = value(of: assumptions.simplified(bound))
      first = build.insert(Arith.MaxSI(first, bound))
    }
    first = build.insert(Arith.MinSI(first, end))
    for bound in upper {
      let bound = value(of: assumptions.simplified(bound))
      last = build.insert(Arith.MinSI(last, bound))
    }
    last = build.insert(Arith.MaxSI(last, first))
    return (first, last)
  }

  /// Collects the conditions under which no lane of a block's loads meets a bound.
  mutating func findBounds(
    in operation: OperationID, _ block: Program.Block, _ scan: inout VectorScan
  ) {
    guard let lane = scan.lane, !source.holdsBlocks(operation),
      let body = source.entryBlock(of: source.region(0, of: operation))
    else { return }
    let bound = block.bindings.map { simplified($0, block.counters) }
    for (iterator, value) in zip(source.arguments(of: body), bound) { indices[iterator] = value }
    for inner in source.operations(in: body) {
      if let index = source.match(inner, as: Program.Index.self) {
        indices[source.result(of: inner)] = simplified(index.expression, index.indices)
      } else if let load = source.match(inner, as: Program.Load.self) {
        for index in load.map {
          let index = simplified(index, load.indices)
          _ = index.withoutBounds(varyingWith: lane) { condition in
            guard let worst = scan.worst(condition),
              worst.dimensionNumbers.allSatisfy({ leaves[$0] != nil })
            else { return false }
            let known = assumptions.simplified(worst)
            if !assumptions.isNonNegative(known) { scan.addBound(known) }
            return true
          }
        }
      } else {
        // A number that is computed is not known before.
        for result in source.results(of: inner) where source.type(of: result) == .index {
          indices[result] = .dimension(makeLeaf())
        }
      }
    }
  }

  /// An index without the bounds that none of the lanes around meets.
  func withoutHeldBounds(_ index: IndexExpression) -> IndexExpression {
    guard let lane, let bounds else { return index }
    let free = index.withoutBounds(varyingWith: lane.leaf) { condition in
      bounds.hold(condition, assumptions)
    }
    return free == index ? index : assumptions.simplified(free)
  }
}

/// What is known of the bounds of indices where vectors run that meet none of them.
struct HeldBounds {
  /// What is at least zero, over leaves before `firstInner`.
  private let conditions: [IndexExpression]
  /// Leaves from here on run while these hold.
  private let firstInner: Int

  init(_ conditions: [IndexExpression], firstInner: Int) {
    (self.conditions, self.firstInner) = (conditions, firstInner)
  }

  /// Whether an expression is at least zero, whatever leaves that run inside are.
  func hold(_ condition: IndexExpression, _ assumptions: Assumptions) -> Bool {
    let worst = condition.least { leaf in
      guard leaf >= firstInner, let bounds = assumptions.dimensions[leaf] else { return nil }
      return bounds.lower == 0 ? bounds.upper + 1 : nil
    }
    guard let worst else { return false }
    let known = assumptions.simplified(worst)
    return assumptions.isNonNegative(known)
      || conditions.contains { held in
        assumptions.simplified(known - held).constantValue.map { $0 >= 0 } ?? false
      }
  }
}

extension IndexExpression.Factor {
  /// The number of the dimension that this is.
  fileprivate var dimension: Int? { if case .dimension(let number) = self { number } else { nil } }
}
