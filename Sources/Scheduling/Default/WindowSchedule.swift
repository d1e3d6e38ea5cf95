import Dialects
import IR
import Support

/// The schedule of sums over small windows that overlap: depth-wise convolutions, pools.
///
/// Before: `for c, i, j, p in 3, q in 3 { T[c, i, j] += X[c, i + p, j + q] * W[c, p, q] }`. After:
/// planes in parallel, and in each, tiles of several rows by a vector of `j` whose sums stay in
/// registers. The loops over the window are written out with `p` innermost, so that a row of `X` is
/// loaded once for all sums that need it while it is in a register, and an element of `W` once for
/// the tile. The last tile is moved back inside; planes with fewer rows than a tile go row by row.
struct WindowSchedule {
  let hardware: HardwareDescription
  let spatial: SpatialSchedule

  /// Rows of a tile: with a vector of the input for each sum, and one factor, they fit the registers.
  ///
  /// More than four save few loads and are too many for small maps.
  private var height: Int { min(4, (hardware.vectorRegisters - 1) / 2) }

  /// How windows of neighbouring rows overlap.
  private struct Overlap {
    /// Axes of the reduction that walk along the rows.
    var axes: [Int]
    /// Rows of the input from one row to the next.
    var stride: Int
  }

  /// - Returns: `false`, with nothing written, when the stage is not of that form.
  func insert(_ stage: Stage, source: Module, into build: inout Builder) -> Bool {
    let free = stage.spatial.indices.filter { stage.spatial[$0] != 1 }
    guard free.count >= 3, height > 1,
      let terms = IndexExpression.product(stage.reduction).constantValue,
      (2...SpatialSchedule.mostUnrolled).contains(terms),
      let overlap = overlap(of: stage, along: free[free.count - 2], source)
    else { return false }
    let rows = stage.spatial[free[free.count - 2]]
    let planes = Planes(stage: stage, source: source, free: free, window: overlap.axes)
    let spare = spatial.assumptions.simplified(rows - IndexExpression(height))
    let question = spatial.decider.question("tile", of: stage.root)
    if spatial.assumptions.isNonNegative(spare), !spatial.decider.offersAll(question) {
      insert(planes, height: height, into: &build)
      return true
    }
    let taps = overlap.axes.reduce(1) { $0 * (stage.reduction[$1].constantValue ?? 1) }
    let heights = spatial.decider.offersAll(question) ? Array(1...height) : [1, height]
    var ways = heights.map { height in
      // Loads and multiply-adds of a tile.
      let lines = (height - 1) * min(overlap.stride, taps) + taps
      let cost =
        rows.ceilDivided(by: IndexExpression(height))
        * IndexExpression(terms / taps * lines + terms * height)
      return Alternative(
        name: height == 1 ? "1 row" : "\(height) rows", cost: cost, rows: rows, height: height
      ) { insert(planes, height: height, into: &$0) }
    }
    if let way = spatial.decider.way(question, among: ways, named: \.name) {
      spatial.decider.require(way.condition)
      spatial.decider.expect(way.cost)
      let others = free.dropLast(2).map { stage.spatial[$0] }
      let vectors = stage.spatial[free[free.count - 1]].ceilDivided(
        by: IndexExpression(spatial.width))
      spatial.decider.count(.steps, way.cost * vectors * .product(others))
      ways = [way]
    }
    build.insertCheapest(of: ways, spatial.assumptions)
    return true
  }

  /// `nil` when no input is read at rows and steps of the reduction added up.
  private func overlap(of stage: Stage, along rowAxis: Int, _ source: Module) -> Overlap? {
    guard let body = stage.body(in: source) else { return nil }
    var resolver = IndexResolver(source, source.arguments(of: body))
    for (_, load) in stage.loads(in: source) where load.buffer != stage.output {
      for index in resolver.resolve(load.map, load.indices) ?? [] {
        let axes = index.dimensionNumbers.filter { $0 >= stage.spatial.count }
        guard let stride = index.linear(in: rowAxis)?.coefficient.constantValue, stride > 0,
          !axes.isEmpty
        else { continue }
        return Overlap(axes: axes.map { $0 - stage.spatial.count }.sorted(), stride: stride)
      }
    }
    return nil
  }

  private struct Planes {
    var stage: Stage
    var source: Module
    /// Spatial axes that have an extent: those of planes, the rows, the vectors.
    var free: [Int]
    /// Axes of the reduction along the rows.
    var window: [Int]
  }

  private func insert(_ planes: Planes, height: Int, into build: inout Builder) {
    let (stage, outer) = (planes.stage, Array(planes.free.dropLast(2)))
    let (rowAxis, vectorAxis) = (planes.free[outer.count], planes.free[outer.count + 1])
    let (rows, extents) = (stage.spatial[rowAxis], outer.map { stage.spatial[$0] })
    let across = stage.reduction.indices.filter { !planes.window.contains($0) }
    let tile = RowTile(axis: rowAxis, height: height, order: across + planes.window)
    let loop = Program.For(extent: .product(extents), kind: .parallel, name: "planes")
    build.insertProgramLoop(loop) { build, counter in
      var nest = Nest(stage, source: planes.source)
      let indices = delinearized(nest.add(counter), over: extents)
      for (axis, index) in zip(outer, indices) { nest.bindings[axis] = index }
      let size = IndexExpression(height)
      let tiles = spatial.assumptions.simplified(rows.ceilDivided(by: size))
      build.insertProgramLoop(Program.For(extent: tiles, name: "rows")) { build, counter in
        let first: ValueID = build.insert(
          Program.Index(
            height == 1 ? .dimension(0) : .minimum(.dimension(0) * size, rows - size), [counter]))
        var inner = nest
        inner.bindings[rowAxis] = inner.add(first)
        spatial.insertVectors(
          inner, axis: vectorAxis, kind: .serial, tile: tile, into: &build,
          redirect: Redirection())
      }
    }
  }
}
