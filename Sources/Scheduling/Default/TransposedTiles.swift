import Dialects
import IR
import Support

/// A stage that reads across the vectors that it writes, as transpositions do.
///
/// It is written in tiles of as many rows as a vector has lanes, so that the rows that a tile reads are turned
/// round in registers. Tiles go through the memory in blocks, of 64 elements of each row that is written: where
/// rows are a power of two apart, they share few sets of the caches, and a line that is not written as a whole
/// while it is there is fetched again. Results larger than the last cache do not go through it. Before:
///
///     for j in n { for i in m { Y[j, i] = X[i, j] } }
///
/// After, for 16 lanes:
///
///     parallel for ib in m / 64 { for jo in n / 16 { for io in 4 {
///       vectorized for l in 16 { unrolled for u in 16 { Y[jo * 16 + u, ib * 64 + io * 16 + l] = … } } } } }
///
/// The last tile of rows is moved back inside; fewer rows than a tile are gathered.
struct TransposedTiles {
  let spatial: SpatialSchedule
  let nest: Nest
  /// The axis that is written along.
  let axis: Int
  /// The axis that is read along.
  let row: Int
  let outer: [Int]
  /// Whether other loops stand around.
  let isInner: Bool

  private var stage: Stage { nest.stage }
  private var assumptions: Assumptions { spatial.assumptions }
  private var count: IndexExpression { IndexExpression(spatial.width) }

  /// Elements of a row that a block writes; less for results that do not stay in a cache, which leave it line by
  /// line.
  private static let blockElements = 64
  private static let streamedElements = 32
  /// Elements of rows that are so short that lines of them do not share sets; blocks are narrow there, since what
  /// is read across may be far apart.
  private static let shortRow = 256
  /// Tiles of rows that a unit of work has at most.
  private static let unitTiles = 16

  /// Writes the tiles; `rest` writes what are fewer rows than a tile has.
  func insert(
    into build: inout Builder, rest: (inout Builder, _ rows: IndexExpression) -> Void
  ) {
    let rows = stage.spatial[row]
    let fit = assumptions.simplified(.minimum(1, rows.floorDivided(by: count)))
    let tiles = assumptions.simplified(fit * rows.ceilDivided(by: count))
    let columns = stage.spatial[axis]
    let whole = assumptions.simplified(columns.floorDivided(by: count))
    let last = assumptions.simplified(columns.remainder(by: count))
    if fit != 0 {
      if whole != 0 { insertWhole(whole, tiles, into: &build) }
      if last != 0 {
        insertTiles(
          last.ceilDivided(by: count), from: whole, limit: last, tiles, run: 1, isStreamed: false,
          &build)
      }
    }
    if fit != 1 { rest(&build, assumptions.simplified((1 - fit) * rows)) }
  }

  /// Whole vectors, through the caches or past them.
  private func insertWhole(
    _ vectors: IndexExpression, _ tiles: IndexExpression, into build: inout Builder
  ) {
    func insert(_ run: IndexExpression, isStreamed: Bool, _ build: inout Builder) {
      insertTiles(vectors, from: 0, limit: nil, tiles, run: run, isStreamed: isStreamed, &build)
    }
    let isLong: IndexExpression = .minimum(
      1, stage.spatial[axis].floorDivided(by: IndexExpression(Self.shortRow)))
    let block = spatial.decider.number(
      spatial.decider.question("block", of: stage.root), .loops, analytic: Self.blockElements,
      among: [16, 32, 64, 128, 256])
    let more = IndexExpression(max(1, block / spatial.width) - 1)
    let cachedRun = assumptions.simplified(1 + isLong * more)
    let streamedRun = IndexExpression(max(1, Self.streamedElements / spatial.width))
    if isInner { return insert(cachedRun, isStreamed: false, &build) }
    // What is read across stays in the cache meanwhile.
    spatial.insertStreamed(stage, of: nest.source, share: 2, into: &build) { isStreamed, build in
      insert(isStreamed ? streamedRun : cachedRun, isStreamed: isStreamed, &build)
    }
  }

  /// Tiles of all rows by some vectors, `run` of them after each other.
  private func insertTiles(
    _ vectors: IndexExpression, from first: IndexExpression, limit: IndexExpression?,
    _ tiles: IndexExpression, run: IndexExpression, isStreamed: Bool, _ build: inout Builder
  ) {
    let rows = stage.spatial[row]
    let batch = IndexExpression(Self.unitTiles)
    let extents =
      outer.map { stage.spatial[$0] } + [
        vectors.ceilDivided(by: run), tiles.ceilDivided(by: batch),
      ]
    let units = Program.For(
      extent: assumptions.simplified(.product(extents)), kind: isInner ? .serial : .parallel,
      name: "blocks")
    build.insertProgramLoop(units) { build, unit in
      var nest = nest
      let indices = delinearized(nest.add(unit), over: extents)
      for (axis, index) in zip(outer, indices) {
        nest.bindings[axis] = nest.addValue(index, into: &build)
      }
      let vector = nest.addValue(indices[outer.count] * run, into: &build)
      let tile = nest.addValue(indices[outer.count + 1] * batch, into: &build)
      let tilesLeft = Program.For(
        extent: .minimum(batch, tiles - tile), name: "tiles", indices: nest.counters)
      build.insertProgramLoop(tilesLeft) { build, counter in
        let index = nest.add(counter)
        let start: ValueID = build.insert(
          Program.Index(.minimum((tile + index) * count, rows - count), nest.counters))
        nest.bindings[row] = nest.add(start)
        let vectorsLeft = Program.For(
          extent: run == 1 ? 1 : .minimum(run, vectors - vector), name: "vectors",
          indices: run == 1 ? [] : nest.counters)
        build.insertProgramLoop(vectorsLeft) { build, counter in
          var nest = nest
          let column = (first + vector + nest.add(counter)) * count
          insertTile(nest, column: column, limit: limit, isStreamed: isStreamed, into: &build)
        }
      }
    }
  }

  /// As many rows as a vector has lanes, from the one that is bound, of one vector each.
  private func insertTile(
    _ nest: Nest, column: IndexExpression, limit: IndexExpression?, isStreamed: Bool,
    into build: inout Builder
  ) {
    build.insertProgramLoop(spatial.lanes) { build, lane in
      var nest = nest
      let lane = nest.add(lane)
      nest.bindings[axis] = column + lane
      if let limit { nest.predicate = [limit - 1 - lane] }
      let steps = Program.For(extent: count, kind: .unrolled, name: "steps")
      build.insertProgramLoop(steps) { build, step in
        var nest = nest
        nest.bindings[row] += nest.add(step)
        nest.insert(into: &build) { copy, _, _ in copy.streamsStores = isStreamed }
      }
    }
  }
}

extension SpatialSchedule {
  /// The axis along which a load walks through neighbours, where along `axis`, whose elements a vector
  /// is written of, it does not; `nil` if there is none among `others`.
  func transposedAxis(
    of stage: Stage, against axis: Int, among others: [Int], source: Module
  ) -> Int? {
    guard !stage.isReduction, let body = stage.body(in: source) else { return nil }
    var resolver = IndexResolver(source, source.arguments(of: body))
    func step(_ map: [IndexExpression], _ operands: [ValueID], of buffer: ValueID, along axis: Int)
      -> IndexExpression?
    {
      guard let type = source.bufferType(of: buffer), type.element != .i1,
        type.element.elementsPerByte == nil,
        let map = resolver.resolve(map, operands)
      else { return nil }
      var address = IndexExpression.zero
      for (index, stride) in zip(map, type.strides) { address += index * stride }
      return assumptions.simplified(address).linear(in: axis)?.coefficient
    }
    let writesRows = source.operations(in: body).allSatisfy { operation in
      guard let store = source.match(operation, as: Program.Store.self) else { return true }
      return step(store.map, store.indices, of: store.buffer, along: axis) == 1
    }
    guard writesRows else { return nil }
    for (_, load) in stage.loads(in: source) {
      guard let across = step(load.map, load.indices, of: load.buffer, along: axis),
        across != 0, across != 1
      else { continue }
      let found = others.first { other in
        step(load.map, load.indices, of: load.buffer, along: other) == 1
          && assumptions.interval(of: stage.spatial[other]).upper ?? .max >= width
      }
      if let found { return found }
    }
    return nil
  }
}
