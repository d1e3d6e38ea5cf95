import Dialects
import IR
import Support

/// Sums whose terms lie far apart, as those of columns: over some terms of all columns, before it goes on to
/// further ones, so that rows are read as they lie in memory. Before:
///
///     for j in n { for i in m { y[j] = y[j] + x[i, j] } }
///
/// After, with vectors of `j`:
///
///     parallel for block of vectors {
///       for vectors of the block { y = 0 }
///       for ib in m / 16 { for vectors of the block, four together {
///         t = y
///         unrolled for i in 16 { t = t + x[ib * 16 + i] }
///         y = t } } }
///
/// Each sum has its terms in their order, whatever the blocks.
struct ColumnSums {
  let spatial: SpatialSchedule
  let nest: Nest
  /// The axis along which vectors lie.
  let axis: Int
  let redirect: Redirection
  /// Vectors that go over the terms together.
  private let together: Int

  /// Terms that are added while sums are in registers: as many rows are read side by side.
  private static let blockTerms = 16
  /// Vectors of a block: at least a kilobyte of a row is read after each other, at most a page.
  private static let blockVectors = (least: 16, most: 64)
  /// Blocks that threads share, where there are enough vectors.
  private static let blocks = 8

  /// `nil` where sums stay in registers for all of their terms, and rows are read as they lie nevertheless.
  init?(_ nest: Nest, axis: Int, _ spatial: SpatialSchedule, _ redirect: Redirection) {
    let stage = nest.stage
    func most(_ size: IndexExpression) -> Int {
      spatial.assumptions.interval(of: size).upper ?? .max
    }
    let usual = SpatialSchedule.usualSums
    guard redirect.segment == nil, let terms = stage.reduction.last,
      most(terms) > Self.blockTerms, most(stage.spatial[axis]) > usual * spatial.width
    else { return nil }
    (self.spatial, self.nest, self.axis, self.redirect) = (spatial, nest, axis, redirect)
    together = spatial.decider.number(
      spatial.decider.question("sums", of: stage.root), .microKernel, analytic: usual,
      among: [1, 2, 4, 8])
  }

  private func simplified(_ expression: IndexExpression) -> IndexExpression {
    spatial.assumptions.simplified(expression)
  }

  func insert(kind: Program.LoopKind, into build: inout Builder) {
    let extent = nest.stage.spatial[axis]
    let width = IndexExpression(spatial.width)
    let vectors = simplified(extent.ceilDivided(by: width))
    let size = simplified(
      .maximum(
        IndexExpression(Self.blockVectors.least),
        .minimum(
          IndexExpression(Self.blockVectors.most),
          vectors.ceilDivided(by: IndexExpression(Self.blocks)))))
    let blocks = simplified(vectors.ceilDivided(by: size))
    let grain = kind == .parallel ? spatial.grain(of: [(nest.stage, size)], nest.source) : 1
    let loop = Program.For(extent: blocks, kind: kind, name: "blocks", grain: grain)
    build.insertProgramLoop(loop) { build, counter in
      var nest = nest
      let block = nest.add(counter)
      let first = nest.addValue(simplified(block * size), into: &build)
      let whole = simplified(extent.floorDivided(by: width))
      let count = nest.addValue(.minimum(size, whole - first), into: &build)
      let rest = simplified(extent.remainder(by: width))
      let isLast = (block + 1).floorDivided(by: blocks)
      let columns = Columns(
        first: first, count: count, rest: rest,
        tails: simplified(rest.ceilDivided(by: width) * isLast))
      insert(columns, nest, .beginning, &build)
      let outer = Array(nest.stage.reduction.indices.dropLast())
      spatial.insertReductionLoops(nest, over: outer, into: &build) { nest, build in
        insertTerms(of: columns, nest, &build)
      }
    }
  }

  /// Neighbouring vectors of elements.
  private struct Columns {
    var first: IndexExpression
    /// Whole ones.
    var count: IndexExpression
    /// Elements of the one after them, and how many there are: one or none.
    var rest: IndexExpression
    var tails: IndexExpression
  }

  /// All terms along the last reduced axis.
  private func insertTerms(of columns: Columns, _ nest: Nest, _ build: inout Builder) {
    let terms = nest.stage.reduction[nest.stage.reduction.count - 1]
    let size = IndexExpression(Self.blockTerms)
    let whole = simplified(terms.floorDivided(by: size))
    let rest = simplified(terms.remainder(by: size))
    if whole != 0 {
      build.insertProgramLoop(Program.For(extent: whole, name: "terms")) { build, counter in
        var nest = nest
        let first = nest.addValue(nest.add(counter) * size, into: &build)
        insert(columns, nest, .terms(first: first, count: size), &build)
      }
    }
    if rest != 0 {
      insert(columns, nest, .terms(first: simplified(whole * size), count: rest), &build)
    }
  }

  /// A part of the sums of all columns: of several vectors together, of those left, and of the last elements.
  private func insert(
    _ columns: Columns, _ nest: Nest, _ part: Accumulation.Part, _ build: inout Builder
  ) {
    let groups = columns.count.floorDivided(by: IndexExpression(together))
    func insertLoop(
      _ extent: IndexExpression, _ vectors: Int, after start: IndexExpression,
      limit: IndexExpression? = nil, _ name: String
    ) {
      let extent = simplified(extent)
      if extent == 0 { return }
      let loop = Program.For(extent: extent, name: name, indices: nest.counters)
      build.insertProgramLoop(loop) { build, counter in
        var nest = nest
        let vector = columns.first + start + nest.add(counter) * IndexExpression(vectors)
        let tile = RowTile(axis: axis, height: vectors, order: nil, step: spatial.width)
        let sums = Accumulation(
          spatial: spatial, axis: axis, start: vector * IndexExpression(spatial.width),
          limit: limit, tile: vectors == 1 ? nil : tile, redirect: redirect, part: part)
        sums.insert(nest, into: &build)
      }
    }
    insertLoop(groups, together, after: 0, "vectors")
    if together > 1 {
      let done = groups * IndexExpression(together)
      insertLoop(columns.count.remainder(by: IndexExpression(together)), 1, after: done, "last")
    }
    insertLoop(columns.tails, 1, after: columns.count, limit: columns.rest, "tail")
  }
}
