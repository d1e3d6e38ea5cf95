import Dialects
import IR
import Support

/// A reduction of everything to one element, as a loss or a norm of all elements, or of rows that may be so
/// few that each is for several threads.
///
/// The terms of a row are divided into parts of a length that depends on their number alone, so that the bits
/// of the result do not depend on the threads, nor on the number of rows. Each part is as a row of its own
/// (`RowReduction`); their results are combined in order. Before:
///
///     for i in m { for k in n { y[i] = y[i] + x[i, k] } }
///
/// After, with parts of `c` terms, 256 of a row at most:
///
///     parallel for i in m, p in n / c { t[i, p] = the sum of x[i, p * c], …, as of a row }
///     for i in m { for p in n / c { y[i] = y[i] + t[i, p] } }
struct ReductionParts {
  private let stage: Stage
  private let source: Module
  private let assumptions: Assumptions
  private let rows: RowReduction
  private let type: Program.BufferType
  /// Terms of a part.
  private let length: IndexExpression
  /// Parts of a row; none has a part, too: what a sum of nothing is.
  let count: IndexExpression

  private static let mostParts = 256
  /// Terms that are worth another thread: no more are one part.
  static let leastTerms = 1 << 14

  /// `nil` when terms may not be combined in another order.
  init?(_ stage: Stage, source: Module, spatial: SpatialSchedule) {
    guard stage.reduction.count == 1, let type = source.bufferType(of: stage.output),
      let rows = RowReduction(
        stage, source: source, assumptions: spatial.assumptions, redirect: Redirection(),
        groups: spatial.reductionGroups)
    else { return nil }
    (self.stage, self.source, self.assumptions) = (stage, source, spatial.assumptions)
    (self.rows, self.type) = (rows, type)
    let terms = stage.reduction[0]
    let share = terms.ceilDivided(by: IndexExpression(Self.mostParts))
    length = assumptions.simplified(
      .maximum(IndexExpression(Self.leastTerms), share.ceilDivided(by: 64) * 64))
    count = assumptions.simplified(.maximum(1, terms.ceilDivided(by: length)))
  }

  /// Writes the reduction of everything.
  func insert(into build: inout Builder) {
    if count == 1 { return rows.insert(Nest(stage, source: source), into: &build) }
    insertParts(into: &build)(&build)
  }

  /// Allocates memory for the parts; gives what writes the reduction of all rows.
  func insertParts(into build: inout Builder) -> (inout Builder) -> Void {
    let lines = assumptions.simplified(.product(stage.spatial))
    let results = build.insert(Program.Allocate(.init([lines, count], type.element)))
    return { build in
      let all = assumptions.simplified(lines * count)
      let loop = Program.For(extent: all, kind: .parallel, name: "parts")
      build.insertProgramLoop(loop) { insertPart($1, to: results, all, into: &$0) }
      insertCombination(of: results, lines, into: &build)
    }
  }

  private func insertPart(
    _ counter: ValueID, to results: ValueID, _ all: IndexExpression, into build: inout Builder
  ) {
    var nest = Nest(stage, source: source)
    let place = delinearized(nest.add(counter), over: stage.spatial + [count])
    for axis in stage.spatial.indices {
      nest.bindings[axis] = nest.addValue(place[axis], into: &build)
    }
    let start = place[place.count - 1] * length
    let first = nest.addValue(assumptions.simplified(start), into: &build)
    let terms = stage.reduction[0]
    let size = nest.addValue(.minimum(length, .maximum(0, terms - first)), into: &build)
    let own = build.insert(Program.Allocate(.init([1], type.element, scope: .local)))
    var redirect = Redirection()
    redirect.places[stage.output] = { _, _ in (own, [], [0]) }
    var row = rows
    row.redirect = redirect
    row.terms = (first, size)
    row.insert(nest, into: &build)
    insertElement("part", [(counter, all)], into: &build) { build, iterators in
      let value: ValueID = build.insert(Program.Load(own, [], map: [0]))
      let map = delinearized(.dimension(0), over: [.product(stage.spatial), count])
      build.insertOperation(
        Program.Store(value, to: results, iterators, map: map.map { assumptions.simplified($0) }))
    }
  }

  /// Of each row the first part, then each of the others in order.
  private func insertCombination(
    of results: ValueID, _ lines: IndexExpression, into build: inout Builder
  ) {
    let place = delinearized(.dimension(0), over: stage.spatial)
    let loop = Program.For(extent: lines, kind: .parallel, name: "rows", grain: 256)
    build.insertProgramLoop(loop) { build, line in
      insertElement("first", [(line, lines)], into: &build) { build, line in
        let value: ValueID = build.insert(Program.Load(results, line, map: [.dimension(0), 0]))
        build.insertOperation(Program.Store(value, to: stage.output, line, map: place))
      }
      build.insertProgramLoop(Program.For(extent: count - 1, name: "parts")) { build, part in
        let loops = [(line, lines), (part, count - 1)]
        insertElement("next", loops, into: &build) { build, iterators in
          let whole: ValueID = build.insert(Program.Load(stage.output, iterators, map: place))
          let part: ValueID = build.insert(
            Program.Load(results, iterators, map: [.dimension(0), .dimension(1) + 1]))
          let sum = rows.combined(whole, part, &build)
          build.insertOperation(Program.Store(sum, to: stage.output, iterators, map: place))
        }
      }
    }
  }

  /// A block for each iteration of some loops.
  private func insertElement(
    _ name: String, _ loops: [(counter: ValueID, extent: IndexExpression)],
    into build: inout Builder, _ body: (inout Builder, [ValueID]) -> Void
  ) {
    let block = Program.Block(
      name: stage.signature.name + "." + name, counters: loops.map(\.counter),
      bindings: loops.indices.map { .dimension($0) }, extents: loops.map(\.extent),
      kinds: loops.map { _ in .spatial })
    build.insertBlock(block, body)
  }
}
