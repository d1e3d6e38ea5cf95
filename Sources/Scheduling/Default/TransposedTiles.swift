import Dialects
import IR
import Support

// Stages that read across the vectors that they write, as transpositions do.

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

  /// Writes a stage in tiles of as many rows as a vector has lanes, so that the rows that a tile reads are
  /// turned round in registers.
  ///
  /// The last tile of rows is moved back inside; `rest` writes what are fewer rows than a tile has. Before:
  ///
  ///     for j in n { for i in m { Y[j, i] = X[i, j] } }
  ///
  /// After, for 16 lanes:
  ///
  ///     parallel for io in m / 16 { for jo in n / 16 {
  ///       vectorized for l in 16 { unrolled for u in 16 { Y[jo * 16 + u, io * 16 + l] = … } } } }
  func insertTransposedTiles(
    _ nest: Nest, axis: Int, across row: Int, outer: [Int], isInner: Bool,
    into build: inout Builder, redirect: Redirection,
    rest: (inout Builder, _ rows: IndexExpression) -> Void
  ) {
    let (count, rows) = (IndexExpression(width), nest.stage.spatial[row])
    let fit = assumptions.simplified(.minimum(1, rows.floorDivided(by: count)))
    let tiles = assumptions.simplified(fit * rows.ceilDivided(by: count))
    let columns = nest.stage.spatial[axis]
    let whole = assumptions.simplified(columns.floorDivided(by: count))
    let last = assumptions.simplified(columns.remainder(by: count))
    func insertTiles(
      _ vectors: IndexExpression, from first: IndexExpression, limit: IndexExpression?,
      _ build: inout Builder
    ) {
      let extents = outer.map { nest.stage.spatial[$0] } + [vectors]
      let units = Program.For(
        extent: .product(extents), kind: isInner ? .serial : .parallel, name: "columns")
      build.insertProgramLoop(units) { build, unit in
        var nest = nest
        let indices = delinearized(nest.add(unit), over: extents)
        for (axis, index) in zip(outer, indices) { nest.bindings[axis] = index }
        let vector = first + indices[outer.count]
        build.insertProgramLoop(Program.For(extent: tiles, name: "tiles")) { build, tile in
          let start: ValueID = build.insert(
            Program.Index(.minimum(.dimension(0) * count, rows - count), [tile]))
          var nest = nest
          nest.bindings[row] = nest.add(start)
          build.insertProgramLoop(lanes) { build, lane in
            let lane = nest.add(lane)
            nest.bindings[axis] = vector * count + lane
            if let limit { nest.predicate = [limit - 1 - lane] }
            let steps = Program.For(extent: count, kind: .unrolled, name: "steps")
            build.insertProgramLoop(steps) { build, step in
              var nest = nest
              nest.bindings[row] += nest.add(step)
              nest.insert(into: &build) { copy, _, _ in redirect.apply(to: &copy) }
            }
          }
        }
      }
    }
    if fit != 0 {
      if whole != 0 { insertTiles(whole, from: 0, limit: nil, &build) }
      if last != 0 { insertTiles(last.ceilDivided(by: count), from: whole, limit: last, &build) }
    }
    if fit != 1 { rest(&build, assumptions.simplified((1 - fit) * rows)) }
  }
}
