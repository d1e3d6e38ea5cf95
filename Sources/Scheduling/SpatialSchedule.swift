import Dialects
import IR
import Support

/// The schedule of stages whose elements are independent, and of reductions that keep a vector of
/// elements in registers while they accumulate.
///
/// Before: `for i, for j { Y[i, j] = … }`. After: rows in parallel, `j` in vectors, the last partial
/// vector under a mask.
struct SpatialSchedule {
  let width: Int
  let assumptions: Assumptions

  /// Writes the stage.
  ///
  /// `rows` are already-bound leading spatial iterators, over `counters`.
  func insert(
    _ stage: Stage, source: Module, rows: [IndexExpression] = [], counters: [ValueID] = [],
    into build: inout Builder, redirect: Redirection = Redirection()
  ) {
    var nest = Nest(stage, source: source)
    nest.counters = counters
    for (axis, row) in rows.enumerated() { nest.bindings[axis] = row }
    let spatial = stage.spatial
    let free = (rows.count..<max(rows.count, spatial.count)).filter { spatial[$0] != 1 }
    guard let vectorAxis = free.last else {
      return insertSerial(nest, axes: [], into: &build, redirect: redirect)
    }
    let outer = Array(free.dropLast())
    let isInner = !rows.isEmpty || !counters.isEmpty
    if outer.isEmpty {
      insertVectors(
        nest, axis: vectorAxis, kind: isInner ? .serial : .parallel, into: &build,
        redirect: redirect)
      return
    }
    let extents = outer.map { spatial[$0] }
    let loop = Program.For(
      extent: .product(extents), kind: isInner ? .serial : .parallel, name: "rows")
    build.insertProgramLoop(loop) { build, counter in
      var inner = nest
      let flat = inner.add(counter)
      for (axis, index) in zip(outer, delinearized(flat, over: extents)) {
        inner.bindings[axis] = index
      }
      insertVectors(inner, axis: vectorAxis, kind: .serial, into: &build, redirect: redirect)
    }
  }

  private func insertVectors(
    _ nest: Nest, axis: Int, kind: Program.LoopKind, into build: inout Builder,
    redirect: Redirection
  ) {
    let extent = nest.stage.spatial[axis]
    let whole = assumptions.simplified(extent.floorDivided(by: IndexExpression(width)))
    let rest = assumptions.simplified(extent.remainder(by: IndexExpression(width)))
    if whole != 0 {
      build.insertProgramLoop(Program.For(extent: whole, kind: kind, name: "vectors")) {
        build, counter in
        var inner = nest
        let vector = inner.add(counter)
        insertLanes(
          inner, axis: axis, start: vector * IndexExpression(width), limit: nil, into: &build,
          redirect: redirect)
      }
    }
    if rest != 0 {
      let loop = Program.For(extent: rest.ceilDivided(by: IndexExpression(width)), name: "tail")
      build.insertProgramLoop(loop) { build, counter in
        var inner = nest
        _ = inner.add(counter)
        insertLanes(
          inner, axis: axis, start: whole * IndexExpression(width), limit: rest, into: &build,
          redirect: redirect)
      }
    }
  }

  /// One vector of elements from `start`; only the first `limit` of them if that is given.
  private func insertLanes(
    _ nest: Nest, axis: Int, start: IndexExpression, limit: IndexExpression?,
    into build: inout Builder, redirect: Redirection
  ) {
    if nest.stage.isReduction {
      insertAccumulated(
        nest, axis: axis, start: start, limit: limit, into: &build, redirect: redirect)
      return
    }
    build.insertProgramLoop(lanes) { build, counter in
      var inner = nest
      let lane = inner.add(counter)
      inner.bindings[axis] = start + lane
      if let limit { inner.predicate = [limit - 1 - lane] }
      inner.insert(into: &build) { copy, _, _ in redirect.apply(to: &copy) }
    }
  }

  private var lanes: Program.For {
    Program.For(extent: IndexExpression(width), kind: .vectorized, name: "lanes")
  }

  /// A vector of accumulators in registers: cleared, added to by serial loops, written once.
  private func insertAccumulated(
    _ nest: Nest, axis: Int, start: IndexExpression, limit: IndexExpression?,
    into build: inout Builder, redirect: Redirection
  ) {
    guard let type = nest.source.bufferType(of: nest.stage.output) else { return }
    let accumulator = build.insert(
      Program.Allocate(
        .init([IndexExpression(width)], type.element, scope: .register)))
    func lanesOf(_ nest: Nest, _ part: Nest.Part, _ build: inout Builder) {
      build.insertProgramLoop(lanes) { build, counter in
        var inner = nest
        let lane = inner.add(counter)
        inner.bindings[axis] = start + lane
        inner.extra = [lane]
        if let limit, part == .statement { inner.predicate = [limit - 1 - lane] }
        inner.insert(part, into: &build) { copy, _, extra in
          redirect.apply(to: &copy)
          copy.redirect[nest.stage.output] = { _, _ in (accumulator, extra, [.dimension(0)]) }
        }
      }
    }
    lanesOf(nest, .initialization, &build)
    let terms = IndexExpression.product(nest.stage.reduction).constantValue
    let kind = terms.map { $0 <= mostUnrolled } == true ? Program.LoopKind.unrolled : .serial
    insertReductionLoops(nest, kind: kind, into: &build) { nest, build in
      lanesOf(nest, .statement, &build)
    }
    build.insertProgramLoop(lanes) { build, counter in
      var inner = nest
      let lane = inner.add(counter)
      insertWriteBack(
        inner, axis: axis, index: start + lane, lane: lane, limit: limit, from: accumulator,
        into: &build, redirect: redirect)
    }
  }

  private func insertWriteBack(
    _ nest: Nest, axis: Int, index: IndexExpression, lane: IndexExpression,
    limit: IndexExpression?, from accumulator: ValueID, into build: inout Builder,
    redirect: Redirection
  ) {
    let rank = nest.stage.spatial.count
    var bindings = Array(nest.bindings.prefix(rank))
    bindings[axis] = index
    let block = Program.Block(
      name: nest.stage.signature.name + ".write", counters: nest.counters,
      bindings: bindings + [lane],
      extents: nest.stage.spatial + [IndexExpression(width)],
      kinds: Array(repeating: .spatial, count: rank + 1),
      predicate: limit.map { [$0 - 1 - lane] } ?? [])
    build.insertBlock(block) { build, iterators in
      let value: ValueID = build.insert(
        Program.Load(accumulator, [iterators[rank]], map: [.dimension(0)]))
      let map = (0..<rank).map { IndexExpression.dimension($0) }
      let place: StatementCopy.Place =
        redirect.places[nest.stage.output]?(Array(iterators.prefix(rank)), map)
        ?? (nest.stage.output, Array(iterators.prefix(rank)), map)
      build.insertOperation(
        Program.Store(value, to: place.buffer, place.indices, map: place.map))
    }
  }

  /// Terms of a sum up to which they are written out: a window of 5 x 5, but no dense convolution.
  private var mostUnrolled: Int { 32 }

  /// Loops over every reduction iterator, serial if nothing else is said.
  func insertReductionLoops(
    _ nest: Nest, from axis: Int = 0, kind: Program.LoopKind = .serial, into build: inout Builder,
    _ body: (Nest, inout Builder) -> Void
  ) {
    let reduction = nest.stage.reduction
    guard axis < reduction.count else { return body(nest, &build) }
    build.insertProgramLoop(Program.For(extent: reduction[axis], kind: kind, name: "reduce")) {
      build, counter in
      var inner = nest
      inner.bindings[inner.stage.spatial.count + axis] = inner.add(counter)
      insertReductionLoops(inner, from: axis + 1, kind: kind, into: &build, body)
    }
  }

  /// Everything one element at a time, the initialisation first.
  func insertSerial(
    _ nest: Nest, axes: [Int], into build: inout Builder, redirect: Redirection
  ) {
    guard nest.stage.isReduction else {
      nest.insert(into: &build) { copy, _, _ in redirect.apply(to: &copy) }
      return
    }
    nest.insert(.initialization, into: &build) { copy, _, _ in redirect.apply(to: &copy) }
    insertReductionLoops(nest, into: &build) { nest, build in
      nest.insert(into: &build) { copy, _, _ in redirect.apply(to: &copy) }
    }
  }
}

/// Buffers that were moved while a program was scheduled.
struct Redirection {
  var places: [ValueID: (_ indices: [ValueID], _ map: [IndexExpression]) -> StatementCopy.Place] =
    [:]

  func apply(to copy: inout StatementCopy) {
    for (buffer, place) in places { copy.redirect[buffer] = place }
  }
}
