import Dialects
import IR
import Support

/// The keys that the queries of a unit may see, for as long as what they may not see is numbers.
///
/// A weight of zero times a value that is no number is none, and so is a score of an infinite key to
/// which minus infinity is added: results are those of all keys. So, before the units, the hidden keys and
/// values of each head are looked through once; where one is no number, or so large that a score might
/// be none, all keys are taken.
///
///     isOdd[head] = any of K[head, j, *], V[head, j, *] of hidden j, or of Q[head, …], is not below 1e15
struct VisibleKeys {
  let bounds: KeyBounds
  private let plan: AttentionPlan
  /// The axis of heads that have their keys in common, if there is one.
  private let group: Int?
  /// The axes along which keys differ, and their sizes.
  private let headAxes: [Int]
  private let heads: [IndexExpression]
  /// One for each head whose hidden keys must be taken, zero for the others.
  private let isOdd: ValueID
  private let width: Int
  private let assumptions: Assumptions

  /// Writes the loops that look through what is hidden.
  init(
    _ bounds: KeyBounds, _ plan: AttentionPlan, group: Int?, width: Int,
    _ assumptions: Assumptions, into build: inout Builder
  ) {
    (self.bounds, self.plan, self.group) = (bounds, plan, group)
    (self.width, self.assumptions) = (width, assumptions)
    headAxes = plan.outerAxes.filter { $0 != group }
    heads = headAxes.map { plan.scores.anchor.spatial[$0] }
    isOdd = build.insert(Program.Allocate(.init(heads.isEmpty ? [1] : heads, .i64)))
    insertSearch(into: &build)
  }

  /// The keys of a unit of as many queries as there are lanes.
  func insertRange(
    of unit: AttentionLoops.Unit, _ plan: AttentionPlan, lanes: Int, into build: inout Builder
  ) -> AttentionLoops.Keys {
    // The unit's first query, then where it is along the other axes.
    let counters = [unit.first] + unit.outer
    var places = Array(repeating: IndexExpression.zero, count: plan.rank - 1)
    for (number, axis) in plan.outerAxes.enumerated() { places[axis] = .dimension(number + 1) }
    places[plan.queryAxis] = .dimension(0)
    let mark: ValueID = build.insert(
      Program.Load(isOdd, counters, map: heads.isEmpty ? [0] : headAxes.map { places[$0] }))
    let flag: ValueID = build.insert(Arith.IndexCast(mark, to: .index))
    let last = IndexExpression.minimum(.dimension(0) + IndexExpression(lanes), plan.queries) - 1
    let ends = places.enumerated().map { axis, place in
      (first: place, last: axis == plan.queryAxis ? last : place)
    }
    let (begin, end) = bounds.range(ends, keys: plan.keys)
    let takesAll = IndexExpression.minimum(.maximum(.dimension(counters.count), 0), 1)
    let even = (begin * (1 - takesAll)).floorDivided(by: 2) * 2
    let whole = IndexExpression.maximum(end, plan.keys * takesAll)
    let seen = bounds.common(ends, keys: plan.keys)
    let values = counters + [flag]
    func value(_ expression: IndexExpression, _ more: [ValueID] = []) -> ValueID {
      build.insert(Program.Index(assumptions.simplified(expression), values + more))
    }
    let (from, to) = (value(even), value(whole))
    let marks = (0..<2).map { IndexExpression.dimension(values.count + $0) }
    // Between the marks, and even.
    func inside(_ expression: IndexExpression) -> IndexExpression {
      .maximum(marks[0], .minimum(expression, marks[1].floorDivided(by: 2) * 2))
    }
    let commonEnd = value(inside(seen.end.floorDivided(by: 2) * 2), [from, to])
    let start = inside(seen.begin.ceilDivided(by: 2) * 2)
    let commonBegin: ValueID = build.insert(
      Program.Index(
        .minimum(assumptions.simplified(start), .dimension(values.count + 2)),
        values + [from, to, commonEnd]))
    return .init(begin: from, end: to, common: (commonBegin, commonEnd))
  }

  // MARK: Looking

  /// Elements of one factor: rows along one iterator of its product, and along another in vectors.
  private struct Part {
    var product: TilePlan
    var factor: ValueID
    var row: Int
    var start: IndexExpression
    var count: IndexExpression
    var column: Int
    /// Another axis along which there are rows.
    var group: Int?
  }

  private var parts: [Part] {
    // In a group, each query has a unit of its own.
    let lanes = TileShape.narrowest * width
    let seen = bounds.fewest(
      plan.scores.anchor.spatial.dropLast(),
      unit: group == nil ? (plan.queryAxis, lanes) : nil, keys: plan.keys)
    let start = assumptions.simplified(bounds.begins.isEmpty ? seen : 0)
    let count = assumptions.simplified(plan.keys - start)
    let (rank, scores, result) = (plan.rank, plan.scores, plan.result)
    let values = Part(
      product: result, factor: result.vectorFactor.value, row: rank, start: start, count: count,
      column: rank - 1)
    if !bounds.needsNumbers { return [values] }
    let keys = Part(
      product: scores, factor: scores.otherFactor.value, row: rank - 1, start: start, count: count,
      column: rank)
    let queries = Part(
      product: scores, factor: scores.vectorFactor.value, row: plan.queryAxis, start: 0,
      count: assumptions.simplified(plan.queries * .minimum(1, count)), column: rank,
      group: group)
    return [keys, values, queries]
  }

  private func insertSearch(into build: inout Builder) {
    let count = assumptions.simplified(.product(heads))
    let columns = plan.scores.depthCount * 2 + plan.result.columns
    let work = (plan.keys + plan.queries) * columns.ceilDivided(by: IndexExpression(width))
    let grain = IndexExpression(TileLoops.leastThreadCycles).ceilDivided(by: .maximum(1, work))
    let loop = Program.For(
      extent: count, kind: .parallel, name: "heads",
      grain: assumptions.simplified(.maximum(1, grain)))
    build.insertProgramLoop(loop) { build, head in
      let outer = delinearized(.dimension(0), over: heads).map { index -> ValueID in
        build.insert(Program.Index(index, [head]))
      }
      let found = build.insert(
        Program.Allocate(
          .init([IndexExpression(width)], plan.scores.factorType, scope: .register)))
      insertLanes(&build) { build, lane in
        insertBlock("begin", [lane], into: &build) { build, place in
          let none = build.insertFloat(0, plan.scores.factorType)
          build.insertOperation(Program.Store(none, to: found, place, map: [.dimension(0)]))
        }
      }
      for part in parts where part.count != 0 { insertRows(part, outer, found, into: &build) }
      insertMark(outer, found, into: &build)
    }
  }

  private func insertLanes(
    _ build: inout Builder, kind: Program.LoopKind = .vectorized,
    _ body: (inout Builder, _ lane: ValueID) -> Void
  ) {
    let loop = Program.For(extent: IndexExpression(width), kind: kind, name: "lanes")
    build.insertProgramLoop(loop, body)
  }

  private func insertBlock(
    _ name: String, _ counters: [ValueID], into build: inout Builder,
    _ body: (inout Builder, _ iterators: [ValueID]) -> Void
  ) {
    let block = Program.Block(
      name: name, counters: counters, bindings: counters.indices.map { .dimension($0) },
      extents: counters.map { _ in IndexExpression(1 << 30) },
      kinds: counters.map { _ in .spatial })
    build.insertBlock(block) { body(&$0, $1) }
  }

  private func insertRows(
    _ part: Part, _ outer: [ValueID], _ found: ValueID, into build: inout Builder
  ) {
    let anchor = part.product.anchor
    let columns = anchor.signature.extents[part.column]
    let vectors = assumptions.simplified(columns.ceilDivided(by: IndexExpression(width)))
    let groups = part.group.map { anchor.spatial[$0] } ?? 1
    build.insertProgramLoop(Program.For(extent: groups, name: "group")) { build, group in
      build.insertProgramLoop(Program.For(extent: part.count, name: "rows")) { build, row in
        build.insertProgramLoop(Program.For(extent: vectors, name: "vectors")) { build, vector in
          insertLanes(&build) { build, lane in
            var nest = Nest(anchor, source: plan.source)
            for (axis, value) in zip(headAxes, outer) { nest.bindings[axis] = nest.add(value) }
            if let axis = part.group { nest.bindings[axis] = nest.add(group) }
            nest.bindings[part.row] = part.start + nest.add(row)
            let (vector, lane) = (nest.add(vector), nest.add(lane))
            nest.bindings[part.column] = vector * IndexExpression(width) + lane
            insertElement(part, nest, lane, columns, found, into: &build)
          }
        }
      }
    }
  }

  /// `found[lane] = |x| <= 1e15 ? found[lane] : 1`.
  private func insertElement(
    _ part: Part, _ nest: Nest, _ lane: IndexExpression, _ columns: IndexExpression,
    _ found: ValueID, into build: inout Builder
  ) {
    let bindings = nest.bindings + [lane]
    let block = Program.Block(
      name: nest.stage.signature.name + ".look", counters: nest.counters, bindings: bindings,
      extents: bindings.map { _ in IndexExpression(1 << 30) },
      kinds: bindings.map { _ in .spatial }, predicate: [columns - 1 - bindings[part.column]])
    build.insertBlock(block) { build, iterators in
      guard let body = nest.stage.body(in: plan.source) else { return }
      var copy = StatementCopy(plan.source)
      copy.copy(
        body, iterators: Array(iterators.dropLast()),
        only: plan.source.operations(in: body, leadingTo: part.factor), into: &build)
      let element = copy.values[part.factor] ?? part.factor
      let type = plan.source.type(of: part.factor)
      let size = build.insert(Math.AbsF(element))
      let most = build.insertFloat(MaskedScores.largestElement(plan), type)
      let isSmall: ValueID = build.insert(Arith.CmpF(.orderedLessOrEqual, size, most))
      let place = Array(iterators.suffix(1))
      let before: ValueID = build.insert(Program.Load(found, place, map: [.dimension(0)]))
      let one = build.insertFloat(1, type)
      let after = build.insert(Arith.Select(isSmall, before, one))
      build.insertOperation(Program.Store(after, to: found, place, map: [.dimension(0)]))
    }
  }

  /// `isOdd[head]` is the largest of `found`.
  private func insertMark(_ outer: [ValueID], _ found: ValueID, into build: inout Builder) {
    let place = outer.isEmpty ? [0] : outer.indices.map { IndexExpression.dimension($0) }
    insertBlock("mark", outer, into: &build) { build, head in
      let none = build.insertInteger(0, .i64)
      build.insertOperation(Program.Store(none, to: isOdd, head, map: place))
    }
    insertLanes(&build, kind: .unrolled) { build, lane in
      insertBlock("mark", outer + [lane], into: &build) { build, iterators in
        let lane: ValueID = build.insert(
          Program.Load(found, iterators, map: [.dimension(outer.count)]))
        let none = build.insertFloat(0, plan.scores.factorType)
        let isFound: ValueID = build.insert(Arith.CmpF(.orderedGreater, lane, none))
        let before: ValueID = build.insert(Program.Load(isOdd, iterators, map: place))
        let one = build.insertInteger(1, .i64)
        let after = build.insert(Arith.Select(isFound, one, before))
        build.insertOperation(Program.Store(after, to: isOdd, iterators, map: place))
      }
    }
  }
}
