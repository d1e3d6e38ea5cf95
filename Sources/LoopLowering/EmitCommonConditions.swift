import Dialects
import IR
import Support

// Conditions that all statements of a loop have, and that are the same in all of its iterations: asked
// once, before it.

extension LoopEmitter {
  /// Writes a loop by `write`, under the conditions without which nothing in it runs.
  ///
  ///     for j in n { S(i, j) if i < m }  ->  if i < m { for j in n { S(i, j) } }
  ///
  /// So a loop over vectors has no test in it that its vectors do not need.
  mutating func emitUnderCommonConditions(
    _ body: BlockID, _ counter: ValueID,
    _ write: (inout LoopEmitter) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    // In a launch all threads of a block must come to its barriers.
    if launch != nil || launchesKernels || lane != nil { return try write(&self) }
    let saved = (indices, assumptions, held)
    var scan = CommonConditions()
    let leaf = makeLeaf()
    indices[counter] = .dimension(leaf)
    scan.inner.insert(leaf)
    collect(in: body, &scan)
    (indices, assumptions) = (saved.0, saved.1)
    var all: ValueID?
    for (condition, places) in scan.common {
      let (left, zero) = (value(of: condition), build.insertIndex(0))
      let holds: ValueID = build.insert(Arith.CmpI(.signedGreaterOrEqual, left, zero))
      all = all.map { build.insert(Arith.AndI($0, holds)) } ?? holds
      held.formUnion(places)
    }
    if let all { try when(all, write) } else { try write(&self) }
    held = saved.2
  }

  /// Finds which conditions the statements in a block share.
  private mutating func collect(in block: BlockID, _ scan: inout CommonConditions) {
    for operation in source.operations(in: block) where !scan.isOver {
      if let loop = source.match(operation, as: Program.For.self),
        let body = source.body(of: operation)
      {
        // A leaf for the search alone.
        let leaf = makeLeaf()
        assumptions.setExtent(of: leaf, to: simplified(loop.extent, loop.indices))
        indices[source.arguments(of: body)[0]] = .dimension(leaf)
        scan.inner.insert(leaf)
        collect(in: body, &scan)
      } else if let block = source.match(operation, as: Program.Block.self) {
        if source.holdsBlocks(operation) {
          scan.isOver = true
          scan.common = []
        } else {
          scan.add(conditions(of: block, operation, within: scan.inner))
        }
      } else if let index = source.match(operation, as: Program.Index.self) {
        indices[source.result(of: operation)] = simplified(index.expression, index.indices)
      } else if source.isA(operation, Arith.IndexCast.self) {
        // What is read from memory is not known before the loop.
        let leaf = makeLeaf()
        indices[source.result(of: operation)] = .dimension(leaf)
        scan.inner.insert(leaf)
      } else if source.isA(operation, Program.Choose.self) {
        for region in source.regions(of: operation) {
          if let body = source.entryBlock(of: region) { collect(in: body, &scan) }
        }
      }
    }
  }

  /// The conditions of a statement that do not depend on the loops `inner`, and that can be asked where
  /// those do not run.
  private func conditions(
    of block: Program.Block, _ operation: OperationID, within inner: Set<Int>
  ) -> [(condition: IndexExpression, place: HeldCondition)] {
    block.predicate.enumerated().compactMap { number, condition in
      let place = HeldCondition(block: operation, number: number)
      let condition = simplified(condition, block.counters)
      guard !held.contains(place), !assumptions.isNonNegative(condition),
        condition.dimensionNumbers.isDisjoint(with: inner), !condition.dividesBySizes
      else { return nil }
      return (condition, place)
    }
  }
}

/// The conditions that all statements seen so far have.
private struct CommonConditions {
  /// Each condition, and where it stands.
  var common: [(condition: IndexExpression, places: Set<HeldCondition>)] = []
  /// The leaves of the loops that are looked into.
  var inner: Set<Int> = []
  /// Whether there are no common ones, whatever comes.
  var isOver = false
  private var isFirst = true

  mutating func add(_ conditions: [(condition: IndexExpression, place: HeldCondition)]) {
    if isFirst {
      for (condition, place) in conditions {
        if let known = common.firstIndex(where: { $0.condition == condition }) {
          common[known].places.insert(place)
        } else {
          common.append((condition, [place]))
        }
      }
    } else {
      common = common.compactMap { shared in
        let own = conditions.filter { $0.condition == shared.condition }.map(\.place)
        return own.isEmpty ? nil : (shared.condition, shared.places.union(own))
      }
    }
    isFirst = false
    isOver = common.isEmpty
  }
}

extension IndexExpression {
  /// Whether something is divided by what may be zero.
  fileprivate var dividesBySizes: Bool {
    terms.contains { term in
      term.factors.contains { factor in
        switch factor {
        case .symbol, .dimension: false
        case .floorDivision(let value, let by), .remainder(let value, let by):
          by.constantValue ?? 0 <= 0 || value.dividesBySizes
        case .minimum(let left, let right), .maximum(let left, let right):
          left.dividesBySizes || right.dividesBySizes
        }
      }
    }
  }
}
