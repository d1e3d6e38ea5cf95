import Dialects
import IR
import Support

/// A reduction of everything to one element, as a loss or a norm of all elements.
///
/// The terms are divided into parts of a length that depends on their number alone, so that the bits of the
/// result do not depend on the threads. Each part is a row of its own (`RowReduction`); their results are
/// combined in order. Before:
///
///     for k in n { y = y + x[k] }
///
/// After, with parts of `c` terms, 256 of them at most:
///
///     parallel for p in n / c { t[p] = the sum of x[p * c], …, as of a row }
///     for p in n / c { y = y + t[p] }
struct WholeReduction {
  private let stage: Stage
  private let source: Module
  private let spatial: SpatialSchedule
  private let rows: RowReduction
  private let type: Program.BufferType

  private static let mostParts = 256
  /// Worth another thread.
  private static let leastTerms = 1 << 14

  /// `nil` when terms may not be combined in another order.
  init?(_ stage: Stage, source: Module, spatial: SpatialSchedule) {
    guard stage.reduction.count == 1, let type = source.bufferType(of: stage.output),
      let rows = RowReduction(
        stage, source: source, assumptions: spatial.assumptions, redirect: Redirection(),
        groups: spatial.reductionGroups)
    else { return nil }
    (self.stage, self.source, self.spatial) = (stage, source, spatial)
    (self.rows, self.type) = (rows, type)
  }

  func insert(into build: inout Builder) {
    let assumptions = spatial.assumptions
    let count = stage.reduction[0]
    let share = count.ceilDivided(by: IndexExpression(Self.mostParts))
    let length = assumptions.simplified(
      .maximum(IndexExpression(Self.leastTerms), share.ceilDivided(by: 64) * 64))
    // None has a part, too: what a sum of nothing is.
    let parts = assumptions.simplified(.maximum(1, count.ceilDivided(by: length)))
    guard parts != 1 else {
      return rows.insert(Nest(stage, source: source), into: &build)
    }
    let results = build.insert(
      Program.Allocate(.init([IndexExpression(Self.mostParts)], type.element)))
    let loop = Program.For(extent: parts, kind: .parallel, name: "parts")
    build.insertProgramLoop(loop) { build, counter in
      var nest = Nest(stage, source: source)
      let place = nest.add(counter)
      let start: ValueID = build.insert(Program.Index(place * length, nest.counters))
      let first = nest.add(start)
      let size: ValueID = build.insert(
        Program.Index(.minimum(length, .maximum(0, count - first)), nest.counters))
      let own = build.insert(Program.Allocate(.init([1], type.element, scope: .local)))
      var redirect = Redirection()
      redirect.places[stage.output] = { _, _ in (own, [], [0]) }
      var row = rows
      row.redirect = redirect
      row.terms = (first, nest.add(size))
      row.insert(nest, into: &build)
      insertElement("part", counter, extent: parts, into: &build) { build, iterators in
        let value: ValueID = build.insert(Program.Load(own, [], map: [0]))
        build.insertOperation(Program.Store(value, to: results, iterators, map: [.dimension(0)]))
      }
    }
    insertCombination(of: results, parts, into: &build)
  }

  /// The first part, then each of the others in order.
  private func insertCombination(
    of results: ValueID, _ parts: IndexExpression, into build: inout Builder
  ) {
    let place = stage.spatial.map { _ in IndexExpression.zero }
    let first = Program.Block(
      name: stage.signature.name + ".first", counters: [], bindings: [], extents: [], kinds: [])
    build.insertBlock(first) { build, _ in
      let value: ValueID = build.insert(Program.Load(results, [], map: [0]))
      build.insertOperation(Program.Store(value, to: stage.output, [], map: place))
    }
    build.insertProgramLoop(Program.For(extent: parts - 1, name: "parts")) { build, counter in
      insertElement("next", counter, extent: parts - 1, into: &build) { build, iterators in
        let whole: ValueID = build.insert(Program.Load(stage.output, [], map: place))
        let part: ValueID = build.insert(
          Program.Load(results, iterators, map: [.dimension(0) + 1]))
        let sum = rows.combined(whole, part, &build)
        build.insertOperation(Program.Store(sum, to: stage.output, [], map: place))
      }
    }
  }

  /// A block for each iteration of a loop.
  private func insertElement(
    _ name: String, _ counter: ValueID, extent: IndexExpression, into build: inout Builder,
    _ body: (inout Builder, [ValueID]) -> Void
  ) {
    let block = Program.Block(
      name: stage.signature.name + "." + name, counters: [counter], bindings: [.dimension(0)],
      extents: [extent], kinds: [.spatial])
    build.insertBlock(block, body)
  }
}
