import Dialects
import IR
import Support

/// The schedule of matrix products and convolutions: a tile of accumulators in registers.
///
/// Before: `for i, j, k { T[i, j] += A[i, k] * B[k, j] }`, then `Y[i, j] = f(T[i, j])`. After: tiles of
/// `height x 32` whose accumulators stay in vector registers while `k` runs, finished by the epilogue
/// before they are written. `B` is copied, and converted, into a contiguous panel per column tile
/// where its size is a constant; several heights are built and the cheapest for the size at hand runs.
/// A last tile that would stick out is moved back inside, so that it needs no bounds checks.
struct ContractionSchedule {
  let hardware: HardwareDescription
  let width: Int
  let assumptions: Assumptions

  /// Vectors in a row of a tile.
  private var vectors: Int { 2 }
  private var columns: Int { vectors * width }
  /// Rows up to which copying a panel does not pay.
  private var directRows: Int { 4 }
  /// What a panel may take of the second-level cache.
  private var panelBytes: Int {
    (hardware.caches.count > 1 ? hardware.caches[1].bytes : 256 << 10) / 2
  }

  /// Writes the program of one contraction, alone or with one stage that finishes it.
  ///
  /// - Returns: `false`, with nothing written, when the stages are not of that form.
  func insert(_ stages: [Stage], source: Module, into build: inout Builder) -> Bool {
    guard stages.count == 1 || stages.count == 2, let anchor = stages.first,
      let plan = TilePlan(anchor, finish: stages.count == 2 ? stages[1] : nil, source: source)
    else { return false }
    let extent = anchor.spatial[plan.columnAxis]
    let whole = assumptions.simplified(extent.floorDivided(by: IndexExpression(columns)))
    let rest = assumptions.simplified(extent.remainder(by: IndexExpression(columns)))
    let others = anchor.spatial.indices.filter { $0 != plan.columnAxis && $0 != plan.rowAxis }
    let outer = others.map { anchor.spatial[$0] }
    if whole != 0 {
      insertTiles(
        plan, others, extents: outer + [whole], start: nil, limit: nil, into: &build)
    }
    if rest != 0 {
      let tail = rest.ceilDivided(by: IndexExpression(columns))
      insertTiles(
        plan, others, extents: outer + [assumptions.simplified(tail)],
        start: whole * IndexExpression(columns), limit: extent, into: &build)
    }
    return true
  }

  /// The parallel loop over column tiles of all other axes but the rows.
  private func insertTiles(
    _ plan: TilePlan, _ others: [Int], extents: [IndexExpression], start: IndexExpression?,
    limit: IndexExpression?, into build: inout Builder
  ) {
    let loop = Program.For(extent: .product(extents), kind: .parallel, name: "tiles")
    build.insertProgramLoop(loop) { build, counter in
      var nest = Nest(plan.anchor, source: plan.source)
      let flat = nest.add(counter)
      let indices = delinearized(flat, over: extents)
      for (axis, index) in zip(others, indices) { nest.bindings[axis] = index }
      let column = start ?? indices[others.count] * IndexExpression(columns)
      let first: ValueID = build.insert(Program.Index(column, [counter]))
      nest.bindings[plan.columnAxis] = nest.add(first)
      insertRows(Tile(plan: plan, nest: nest, limit: limit, panel: nil), into: &build)
    }
  }

  private struct Tile {
    var plan: TilePlan
    /// `bindings[columnAxis]` is the first column.
    var nest: Nest
    var limit: IndexExpression?
    var panel: ValueID?
  }

  /// Copies the panel, then runs the cheapest height.
  private func insertRows(_ tile: Tile, into build: inout Builder) {
    let rows = tile.plan.anchor.spatial[tile.plan.rowAxis]
    let depth = IndexExpression.product(tile.plan.anchor.reduction).constantValue
    let canPack = depth.map { $0 * columns * 4 <= panelBytes } ?? false
    var heights = alternatives(packed: canPack, direct: tile.plan.isContiguous || !canPack)
    if let count = assumptions.simplified(rows).constantValue {
      let best = heights.min {
        (cost($0, rows).evaluate() ?? .max, $1.height) < (
          cost($1, rows).evaluate() ?? .max, $0.height
        )
      }
      heights = best.map { [$0] } ?? heights
      if count == 0 { return }
    }
    var packedTile = tile
    if canPack, let depth, heights.contains(where: \.isPacked) {
      let type = tile.plan.factorType
      let panel = build.insert(
        Program.Allocate(
          .init([IndexExpression(depth), IndexExpression(columns)], type, scope: .local)))
      packedTile.panel = panel
      // No copy for so few rows that the direct kernels run.
      let switchOn: IndexExpression =
        heights.contains { !$0.isPacked }
        ? .minimum(1, rows.floorDivided(by: IndexExpression(directRows + 1))) : 1
      insertPanel(packedTile, panel, times: assumptions.simplified(switchOn), into: &build)
    }
    let choice = build.insertOperation(
      Program.Choose(
        costs: heights.map { assumptions.simplified(cost($0, rows)) },
        names: heights.map { "\($0.height)x\(columns)\($0.isPacked ? "" : " direct")" }))
    for (alternative, region) in zip(heights, build.module.regions(of: choice)) {
      let block = build.module.appendBlock(to: region)
      var chosen = alternative.isPacked ? packedTile : tile
      chosen.limit = tile.limit
      build.at(.atEnd(of: block)) { build in
        insertKernel(chosen, height: alternative.height, rows: rows, into: &build)
      }
    }
  }

  private struct Alternative {
    var height: Int
    var isPacked: Bool
    /// Whether the other way of reading `B` is there too.
    var hasRival: Bool
  }

  /// Heights whose accumulators, with a row of `B` and one broadcast, fit the registers.
  private func alternatives(packed: Bool, direct: Bool) -> [Alternative] {
    let tallest = max(1, (hardware.vectorRegisters - vectors - 1) / vectors)
    let all = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14].filter { $0 <= tallest }
    if !packed { return all.map { Alternative(height: $0, isPacked: false, hasRival: false) } }
    if !direct { return all.map { Alternative(height: $0, isPacked: true, hasRival: false) } }
    return all.map { Alternative(height: $0, isPacked: $0 > directRows, hasRival: true) }
  }

  /// Cycles for all rows, in tenths: one for every vector product, and what a tile costs besides.
  private func cost(_ alternative: Alternative, _ rows: IndexExpression) -> IndexExpression {
    let height = IndexExpression(alternative.height)
    var cost = rows.ceilDivided(by: height) * IndexExpression(10 * alternative.height + 14)
    cost += .maximum(0, height - rows) * 1_000_000
    if alternative.hasRival {
      let bound = IndexExpression(directRows)
      cost +=
        (alternative.isPacked ? .maximum(0, bound + 1 - rows) : .maximum(0, rows - bound))
        * 1_000_000
    }
    return cost
  }

  /// `panel[k, c] = B[k, first + c]`, converted to the type of the product.
  private func insertPanel(
    _ tile: Tile, _ panel: ValueID, times: IndexExpression, into build: inout Builder
  ) {
    build.insertProgramLoop(Program.For(extent: times, name: "pack")) { build, counter in
      var nest = tile.nest
      _ = nest.add(counter)
      SpatialSchedule(width: width, assumptions: assumptions).insertReductionLoops(
        nest, into: &build
      ) { nest, build in
        insertVectors(tile, nest, into: &build) { nest, build in
          if tile.limit != nil {
            tile.plan.insertPanelZero(nest, panel, columns: columns, into: &build)
          }
          tile.plan.insertPanelBlock(nest, tile.limit, panel, columns: columns, into: &build)
        }
      }
    }
  }

  /// Both vectors of a row of a tile, all lanes; the nest's `extra` ends in the column in the tile.
  private func insertVectors(
    _ tile: Tile, _ nest: Nest, into build: inout Builder,
    _ body: (Nest, inout Builder) -> Void
  ) {
    let loop = Program.For(extent: IndexExpression(vectors), kind: .unrolled, name: "vectors")
    build.insertProgramLoop(loop) { build, vector in
      let lanes = Program.For(extent: IndexExpression(width), kind: .vectorized, name: "lanes")
      build.insertProgramLoop(lanes) { build, lane in
        var inner = nest
        let column = inner.add(vector) * IndexExpression(width) + inner.add(lane)
        inner.bindings[tile.plan.columnAxis] += column
        inner.extra.append(column)
        body(inner, &build)
      }
    }
  }

  /// All row tiles of one height.
  private func insertKernel(
    _ tile: Tile, height: Int, rows: IndexExpression, into build: inout Builder
  ) {
    let size = IndexExpression(height)
    let loop = Program.For(
      extent: assumptions.simplified(rows.ceilDivided(by: size)), name: "rows")
    build.insertProgramLoop(loop) { build, counter in
      let start: IndexExpression = .minimum(.dimension(0) * size, rows - size)
      let first: ValueID = build.insert(
        Program.Index(height == 1 ? .dimension(0) : start, [counter]))
      var nest = tile.nest
      nest.bindings[tile.plan.rowAxis] = nest.add(first)
      guard let type = tile.plan.accumulatorType else { return }
      let accumulator = build.insert(
        Program.Allocate(.init([size, IndexExpression(columns)], type, scope: .register)))
      func insertTile(
        _ nest: Nest, _ build: inout Builder, _ body: (Nest, inout Builder) -> Void
      ) {
        let unrolled = Program.For(extent: size, kind: .unrolled, name: "row")
        build.insertProgramLoop(unrolled) { build, row in
          var inner = nest
          let offset = inner.add(row)
          inner.bindings[tile.plan.rowAxis] += offset
          inner.extra = [offset]
          insertVectors(tile, inner, into: &build, body)
        }
      }
      insertTile(nest, &build) { nest, build in
        nest.insert(.initialization, into: &build) { copy, _, extra in
          copy.redirect[tile.plan.anchor.output] = { _, _ in
            (accumulator, extra, [.dimension(0), .dimension(1)])
          }
        }
      }
      SpatialSchedule(width: width, assumptions: assumptions).insertReductionLoops(
        nest, into: &build
      ) { nest, build in
        insertTile(nest, &build) { nest, build in
          tile.plan.insertProduct(nest, tile.limit, accumulator, tile.panel, into: &build)
        }
      }
      insertTile(nest, &build) { nest, build in
        tile.plan.insertFinish(nest, tile.limit, accumulator, into: &build)
      }
    }
  }
}
