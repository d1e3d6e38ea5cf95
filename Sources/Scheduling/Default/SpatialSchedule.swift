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
    func insertRows(_ extents: [IndexExpression], _ build: inout Builder) {
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
    guard redirect.places.isEmpty,
      let row = transposedAxis(of: stage, against: vectorAxis, among: outer, source: source)
    else { return insertRows(outer.map { spatial[$0] }, &build) }
    insertTransposedTiles(
      nest, axis: vectorAxis, across: row, outer: outer.filter { $0 != row }, isInner: isInner,
      into: &build, redirect: redirect
    ) { build, rows in
      insertRows(outer.map { $0 == row ? rows : spatial[$0] }, &build)
    }
  }

  /// The vectors of a row, or of the rows of a tile, whose first is bound.
  func insertVectors(
    _ nest: Nest, axis: Int, kind: Program.LoopKind, tile: RowTile? = nil,
    into build: inout Builder, redirect: Redirection
  ) {
    let extent = nest.stage.spatial[axis]
    let whole = assumptions.simplified(extent.floorDivided(by: IndexExpression(width)))
    let rest = assumptions.simplified(extent.remainder(by: IndexExpression(width)))
    if whole != 0 {
      let group = tile == nil && nest.stage.isReduction ? sumsTogether(of: whole) : 1
      let extent = assumptions.simplified(whole.floorDivided(by: IndexExpression(group)))
      build.insertProgramLoop(Program.For(extent: extent, kind: kind, name: "vectors")) {
        build, counter in
        var inner = nest
        let vector = inner.add(counter)
        insertLanes(
          inner, axis: axis, start: vector * IndexExpression(group * width), limit: nil,
          tile: group == 1
            ? tile : RowTile(axis: axis, height: group, order: nil, step: width),
          into: &build, redirect: redirect)
      }
    }
    if rest != 0 {
      let loop = Program.For(extent: rest.ceilDivided(by: IndexExpression(width)), name: "tail")
      build.insertProgramLoop(loop) { build, counter in
        var inner = nest
        _ = inner.add(counter)
        insertLanes(
          inner, axis: axis, start: whole * IndexExpression(width), limit: rest, tile: tile,
          into: &build, redirect: redirect)
      }
    }
  }

  /// Vectors of sums that go over the terms together: neighbours in memory are read once, and none waits
  /// for its last addition.
  private func sumsTogether(of vectors: IndexExpression) -> Int {
    guard let count = vectors.constantValue else { return 1 }
    return (1...Self.mostSums).last { count % $0 == 0 } ?? 1
  }
  private static let mostSums = 4

  /// One vector of elements from `start`; only the first `limit` of them if that is given.
  private func insertLanes(
    _ nest: Nest, axis: Int, start: IndexExpression, limit: IndexExpression?, tile: RowTile?,
    into build: inout Builder, redirect: Redirection
  ) {
    if nest.stage.isReduction {
      let sums = Accumulation(
        spatial: self, axis: axis, start: start, limit: limit, tile: tile, redirect: redirect)
      sums.insert(nest, into: &build)
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

  var lanes: Program.For {
    Program.For(extent: IndexExpression(width), kind: .vectorized, name: "lanes")
  }

  /// Terms of a sum up to which they are written out: a window of 5 x 5, but no dense convolution.
  static var mostUnrolled: Int { 32 }

  /// Loops over every reduction iterator, serial and in order if nothing else is said.
  func insertReductionLoops(
    _ nest: Nest, over axes: [Int]? = nil, kind: Program.LoopKind = .serial,
    into build: inout Builder, _ body: (Nest, inout Builder) -> Void
  ) {
    let axes = axes ?? Array(nest.stage.reduction.indices)
    guard let axis = axes.first else { return body(nest, &build) }
    let extent = nest.stage.reduction[axis]
    build.insertProgramLoop(Program.For(extent: extent, kind: kind, name: "reduce")) {
      build, counter in
      var inner = nest
      inner.bindings[inner.stage.spatial.count + axis] = inner.add(counter)
      insertReductionLoops(inner, over: Array(axes.dropFirst()), kind: kind, into: &build, body)
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
