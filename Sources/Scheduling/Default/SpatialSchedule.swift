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
  /// The cache behind which is only memory, where that makes a difference.
  var lastCache: HardwareDescription.Cache?
  /// See `RowReduction`.
  var reductionGroups = 1
  var decider = Decider()

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
    let isInner = !rows.isEmpty || !counters.isEmpty
    guard let vectorAxis = free.last else {
      if !isInner, let sum = ReductionParts(stage, source: source, spatial: self) {
        return sum.insert(into: &build)
      }
      return insertSerial(nest, axes: [], into: &build, redirect: redirect)
    }
    let outer = Array(free.dropLast())
    func insertAll(
      _ extents: [IndexExpression], _ redirect: Redirection, _ build: inout Builder
    ) {
      let kind = isInner ? Program.LoopKind.serial : .parallel
      if outer.isEmpty {
        return insertVectors(nest, axis: vectorAxis, kind: kind, into: &build, redirect: redirect)
      }
      insertRuns(
        nest, outer, extents, axis: vectorAxis, kind: kind, into: &build, redirect: redirect)
    }
    func insertRows(_ extents: [IndexExpression], _ build: inout Builder) {
      if isInner || stage.isReduction { return insertAll(extents, redirect, &build) }
      insertStreamed(stage, of: source, into: &build) { isStreamed, build in
        var redirect = redirect
        redirect.streamsStores = isStreamed
        insertAll(extents, redirect, &build)
      }
    }
    if outer.isEmpty { return insertRows([], &build) }
    guard redirect.places.isEmpty,
      let row = transposedAxis(of: stage, against: vectorAxis, among: outer, source: source)
    else { return insertRows(outer.map { spatial[$0] }, &build) }
    let tiles = TransposedTiles(
      spatial: self, nest: nest, axis: vectorAxis, row: row, outer: outer.filter { $0 != row },
      isInner: isInner)
    tiles.insert(into: &build) { build, rows in
      insertRows(outer.map { $0 == row ? rows : spatial[$0] }, &build)
    }
  }

  /// All rows: runs of neighbours in parallel, so that only where a run begins is divided for.
  ///
  /// What lies nearer together along another axis where it is read goes on with that axis after a run, and
  /// then with the next run: heads of `[positions, heads, 64]` to the front.
  private func insertRuns(
    _ nest: Nest, _ outer: [Int], _ extents: [IndexExpression], axis: Int,
    kind: Program.LoopKind, into build: inout Builder, redirect: Redirection
  ) {
    let isOne = outer.count == 1
    let run = IndexExpression(isOne ? 1 : rowsOfRun(nest.stage))
    let last = extents[extents.count - 1]
    let runs = extents.dropLast() + [last.ceilDivided(by: run)]
    let order = isOne ? [0] : loopOrder(of: outer, nest)
    let vectors = nest.stage.spatial[axis].ceilDivided(by: IndexExpression(width))
    let rows: IndexExpression = isOne ? 1 : .minimum(run, last)
    let loop = Program.For(
      extent: assumptions.simplified(.product(runs)), kind: kind, name: isOne ? "rows" : "runs",
      grain: kind == .parallel ? grain(of: [(nest.stage, vectors * rows)], nest.source) : 1)
    build.insertProgramLoop(loop) { build, counter in
      var nest = nest
      let places = delinearized(nest.add(counter), over: order.map { runs[$0] })
      var indices = places
      for (place, number) in zip(places, order) { indices[number] = place }
      if isOne {
        nest.bindings[outer[0]] = indices[0]
        return insertVectors(nest, axis: axis, kind: .serial, into: &build, redirect: redirect)
      }
      for place in indices.indices { indices[place] = nest.addValue(indices[place], into: &build) }
      for (axis, index) in zip(outer, indices) { nest.bindings[axis] = index }
      let first = nest.addValue(indices[outer.count - 1] * run, into: &build)
      let rows = Program.For(
        extent: .minimum(run, last - first), name: "rows", indices: nest.counters)
      build.insertProgramLoop(rows) { build, counter in
        var nest = nest
        nest.bindings[outer[outer.count - 1]] = first + nest.add(counter)
        insertVectors(nest, axis: axis, kind: .serial, into: &build, redirect: redirect)
      }
    }
  }
  private func rowsOfRun(_ stage: Stage) -> Int {
    decider.number(
      decider.question("run", of: stage.root), .loops, analytic: 32, among: [8, 32, 128])
  }

  /// The vectors of a row, or of the rows of a tile, whose first is bound.
  func insertVectors(
    _ nest: Nest, axis: Int, kind: Program.LoopKind, tile: RowTile? = nil,
    into build: inout Builder, redirect: Redirection
  ) {
    if tile == nil, redirect.segment == nil,
      let axes = AxisSegments(of: nest.stage, along: axis, nest.source, assumptions)
    {
      for segment in axes.segments {
        var redirect = redirect
        redirect.segment = segment
        insertVectors(nest, axis: axis, kind: kind, into: &build, redirect: redirect)
      }
      return
    }
    if tile == nil, let sums = ColumnSums(nest, axis: axis, self, redirect) {
      return sums.insert(kind: kind, into: &build)
    }
    let first = redirect.segment?.start ?? 0
    let extent = redirect.segment?.count ?? nest.stage.spatial[axis]
    let whole = assumptions.simplified(extent.floorDivided(by: IndexExpression(width)))
    let rest = assumptions.simplified(extent.remainder(by: IndexExpression(width)))
    if whole != 0 {
      let group = tile == nil ? vectorsTogether(of: whole, nest.stage) : 1
      let extent = assumptions.simplified(whole.floorDivided(by: IndexExpression(group)))
      func insertLoop(
        _ extent: IndexExpression, _ group: Int, after start: IndexExpression, _ name: String
      ) {
        if extent == 0 { return }
        let grain =
          kind == .parallel ? grain(of: [(nest.stage, IndexExpression(group))], nest.source) : 1
        let loop = Program.For(extent: extent, kind: kind, name: name, grain: grain)
        build.insertProgramLoop(loop) { build, counter in
          var inner = nest
          let vector = start + inner.add(counter) * IndexExpression(group)
          insertGroup(
            inner, axis: axis, start: first + vector * IndexExpression(width), group, tile: tile,
            into: &build, redirect: redirect)
        }
      }
      insertLoop(extent, group, after: 0, "vectors")
      // Neighbours that are too few for a group.
      let left = assumptions.simplified(whole.remainder(by: IndexExpression(group)))
      insertLoop(left, 1, after: extent * IndexExpression(group), "last")
    }
    if rest != 0 {
      let loop = Program.For(extent: rest.ceilDivided(by: IndexExpression(width)), name: "tail")
      build.insertProgramLoop(loop) { build, counter in
        var inner = nest
        _ = inner.add(counter)
        insertLanes(
          inner, axis: axis, start: first + whole * IndexExpression(width), limit: rest, tile: tile,
          into: &build, redirect: redirect)
      }
    }
  }

  /// Iterations of a parallel loop that are worth another thread, if each computes so many vectors of those
  /// stages.
  func grain(
    of work: [(stage: Stage, vectors: IndexExpression)], _ source: Module
  ) -> IndexExpression {
    let cycles = work.map { stage, vectors in
      .product(stage.reduction) * vectors * IndexExpression(stage.vectorCycles(in: source))
    }
    if let last = work.last { decider.askThreadCycles(of: last.stage) }
    let least = IndexExpression(decider.threadCycles)
    let each = cycles.reduce(IndexExpression.zero) { $0 + $1 }
    return assumptions.simplified(.maximum(1, least.ceilDivided(by: .maximum(1, each))))
  }

  /// Vectors that are computed in one turn of the loop over them.
  private func vectorsTogether(of vectors: IndexExpression, _ stage: Stage) -> Int {
    if stage.isReduction { return sumsTogether(of: vectors, stage) }
    let most = assumptions.interval(of: vectors).upper ?? .max
    if most == 1 { return 1 }
    return decider.number(
      decider.question("vectors", of: stage.root), .loops, analytic: 1,
      among: [1, 2, 4].filter { $0 <= most })
  }

  /// A vector of elements, or neighbouring ones: those of sums go over the terms together.
  private func insertGroup(
    _ nest: Nest, axis: Int, start: IndexExpression, _ group: Int, tile: RowTile?,
    into build: inout Builder, redirect: Redirection
  ) {
    if group == 1 || nest.stage.isReduction {
      return insertLanes(
        nest, axis: axis, start: start, limit: nil,
        tile: group == 1 ? tile : RowTile(axis: axis, height: group, order: nil, step: width),
        into: &build, redirect: redirect)
    }
    let loop = Program.For(extent: IndexExpression(group), kind: .unrolled, name: "vector")
    build.insertProgramLoop(loop) { build, counter in
      var inner = nest
      let place = start + inner.add(counter) * IndexExpression(width)
      insertLanes(
        inner, axis: axis, start: place, limit: nil, tile: nil, into: &build, redirect: redirect)
    }
  }

  /// Vectors of sums that go over the terms together: neighbours in memory are read once, and none waits
  /// for its last addition.
  private func sumsTogether(of vectors: IndexExpression, _ stage: Stage) -> Int {
    guard let count = vectors.constantValue, count > 0 else { return 1 }
    let divisors = (1...Self.mostSums).filter { count % $0 == 0 }
    return decider.number(
      decider.question("sums", of: stage.root), .microKernel,
      analytic: divisors.last { $0 <= Self.usualSums } ?? 1, among: divisors)
  }
  static let usualSums = 4
  private static let mostSums = 8

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
      inner.insert(into: &build) { copy, _, _ in
        redirect.apply(to: &copy)
        copy.streamsStores = redirect.streamsStores && limit == nil
      }
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
  /// The part of the axis of vectors for which statements are written.
  var segment: AxisSegments.Segment?
  /// Whether whole vectors are stored past the caches.
  var streamsStores = false

  func apply(to copy: inout StatementCopy) {
    for (buffer, place) in places { copy.redirect[buffer] = place }
    guard let segment else { return }
    (copy.aliases, copy.skipped, copy.maps) = (segment.aliases, segment.skipped, segment.maps)
  }
}
