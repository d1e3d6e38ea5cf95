import Dialects
import IR
import Support

/// A few neighbouring rows that go through the stages of a chain together, one stage after the other.
///
/// What a row is divided by is known only when its last lanes have been added up, one after another, and
/// the root and the quotient been taken: as long as a short row takes altogether. Meanwhile the processor
/// works on the next row. Before:
///
///     for i in m { S0(i); S1(i); S2(i) }
///
/// After:
///
///     for t in m / 4 { for r in 4 { S0(t * 4 + r) }; for r in 4 { S1(…) }; for r in 4 { S2(…) } }
///
/// How many rows go together, and how many elements they have at most, is asked. A tile is of fewer rows where
/// they are so long that their elements are more.
struct RowTiles {
  /// The sizes of the space of rows.
  private let extents: [IndexExpression]
  /// The axis along which the rows of a tile are neighbours.
  let axis: Int
  /// Rows of a tile.
  private let height: IndexExpression
  /// What the places of a tile's rows are distinct by: they are numbered by the remainder.
  let slots: Int
  private let assumptions: Assumptions
  private let rank: Int

  private static let usual = 4
  /// Elements of the rows of a tile.
  private static let usualElements = 4096
  /// Elements of an intermediate that a thread has memory for.
  private static let mostLocal = 16384

  init(
    _ stages: [Stage], rank: Int, source: Module, _ assumptions: Assumptions,
    _ hardware: HardwareDescription, _ decider: Decider
  ) {
    extents = Array(stages.last?.spatial.prefix(rank) ?? [])
    axis = extents.lastIndex { $0 != 1 } ?? max(0, rank - 1)
    (self.assumptions, self.rank) = (assumptions, rank)
    var lengths: [IndexExpression] = []
    for stage in stages {
      let length = IndexExpression.product(stage.spatial.dropFirst(rank) + stage.reduction)
      if !lengths.contains(length) { lengths.append(length) }
    }
    let longest = lengths.reduce(IndexExpression(1)) { .maximum($0, $1) }
    // Memory is for as many rows as a tile may have, each as long as it may be.
    func fits(_ most: Int) -> Bool {
      stages.allSatisfy { stage in
        guard let count = Self.mostCount(of: stage, rank, assumptions) else { return true }
        return count > Self.mostLocal || count * most <= Self.mostLocal
      }
    }
    guard let last = stages.last, stages.count > 1 else {
      (height, slots) = (1, 1)
      return
    }
    let length = assumptions.interval(of: longest)
    // More rows than have the usual number of elements, where they are shortest, are fewer.
    let limit = max(Self.usual, Self.usualElements / max(1, length.lower ?? 1))
    let most = decider.number(
      decider.question("rows", of: last.root), .microKernel,
      analytic: fits(Self.usual) ? Self.usual : 1,
      among: [1, 2, 4, 8, 16].filter { fits($0) && $0 <= limit })
    // What is more than all rows of a tile have changes nothing.
    let elements = Self.elements(on: hardware).filter { $0 / most < length.upper ?? .max }
    let near =
      most == 1 || elements.isEmpty
      ? Self.usualElements
      : decider.number(
        decider.question("near", of: last.root), .loops, analytic: Self.usualElements,
        among: elements)
    let fitting = IndexExpression(near).floorDivided(by: longest)
    height = assumptions.simplified(.maximum(1, .minimum(IndexExpression(most), fitting)))
    slots = height == 1 ? 1 : most
  }

  /// Elements of four bytes in a quarter, a half and the whole of the first-level cache, and in half of the
  /// second-level one.
  private static func elements(on hardware: HardwareDescription) -> [Int] {
    let near = hardware.cacheBytes(level: 1) / 4
    let all = [near / 4, near / 2, near, hardware.cacheBytes(level: 2) / 8]
    return Set(all.filter { $0 > 0 }).sorted()
  }

  /// Tells a decider of the tiles of so many stages.
  func count(stages: Int, in decider: Decider) {
    var counts = extents
    counts[axis] = extents[axis].ceilDivided(by: height)
    let tiles = IndexExpression.product(counts)
    decider.count(.tiles, tiles * IndexExpression(stages), units: tiles, grain: 1)
  }

  /// How many elements of a row a stage writes at most, if there is a bound.
  private static func mostCount(
    of stage: Stage, _ rank: Int, _ assumptions: Assumptions
  ) -> Int? {
    var count = 1
    for size in stage.spatial.dropFirst(rank) {
      guard let upper = assumptions.interval(of: size).upper, upper > 0 else { return nil }
      let (product, isTooMany) = count.multipliedReportingOverflow(by: upper)
      if isTooMany { return nil }
      count = product
    }
    return count
  }

  /// The sizes of memory for what a stage writes of one row, if a thread has that much.
  func localSizes(of stage: Stage) -> [IndexExpression]? {
    guard let count = Self.mostCount(of: stage, rank, assumptions),
      count * slots <= Self.mostLocal
    else { return nil }
    return stage.spatial.dropFirst(rank).compactMap { size in
      assumptions.interval(of: size).upper.map { IndexExpression($0) }
    }
  }

  /// Rows that begin at a place.
  struct Tile {
    fileprivate var indices: [IndexExpression]
    fileprivate var axis: Int
    /// How many rows there are, over `counters`.
    fileprivate var height: IndexExpression
    fileprivate var counters: [ValueID]

    /// A loop over the rows; `rows` is where one is, over `counters`.
    func insertRows(
      into build: inout Builder,
      _ body: (inout Builder, _ rows: [IndexExpression], _ counters: [ValueID]) -> Void
    ) {
      let loop = Program.For(extent: height, name: "row", indices: counters)
      build.insertProgramLoop(loop) { build, counter in
        var rows = indices
        rows[axis] += .dimension(counters.count)
        body(&build, rows, counters + [counter])
      }
    }
  }

  /// A parallel loop over the tiles; `grain` is how many rows are worth another thread.
  func insert(
    grain: IndexExpression, into build: inout Builder, _ body: (inout Builder, Tile) -> Void
  ) {
    var counts = extents
    counts[axis] = assumptions.simplified(extents[axis].ceilDivided(by: height))
    let loop = Program.For(
      extent: assumptions.simplified(.product(counts)), kind: .parallel, name: "rows",
      grain: assumptions.simplified(grain.ceilDivided(by: height)))
    build.insertProgramLoop(loop) { build, counter in
      var counters = [counter]
      var indices = delinearized(.dimension(0), over: counts)
      indices[axis] = indices[axis] * height
      for place in indices.indices
      where indices[place].constantValue == nil && indices[place].dimensionNumber == nil {
        counters.append(build.insert(Program.Index(indices[place], [counter])))
        indices[place] = .dimension(counters.count - 1)
      }
      let rest = extents[axis] - indices[axis]
      let rows: IndexExpression = height == 1 ? 1 : .minimum(height, rest)
      body(
        &build, Tile(indices: indices, axis: axis, height: rows, counters: counters))
    }
  }
}
