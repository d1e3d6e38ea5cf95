import Dialects
import IR
import Support

/// The schedule of chains over rows: softmax, normalisations, reductions with what surrounds them.
///
/// All stages share one parallel loop over the rows, so that a row stays in the cache between them;
/// intermediates that cover a row live in memory of the thread. A few rows go through the stages together
/// (`RowTiles`).
struct RowSchedule {
  let stages: [Stage]
  let source: Module
  let spatial: SpatialSchedule
  let outputs: Set<ValueID>
  let hardware: HardwareDescription
  let rowRank: Int

  /// `nil` when the stages do not share rows.
  init?(
    _ stages: [Stage], source: Module, spatial: SpatialSchedule, outputs: Set<ValueID>,
    _ hardware: HardwareDescription
  ) {
    guard let last = stages.last, stages.contains(where: \.isReduction),
      !stages.contains(where: { $0.isContraction(in: source) })
    else { return nil }
    var rank = last.spatial.count
    for stage in stages {
      var common = 0
      while common < min(rank, stage.spatial.count), stage.spatial[common] == last.spatial[common] {
        common += 1
      }
      rank = common
    }
    if rank == last.spatial.count {
      // Rows are all elements of a reduction, with what follows it: they are worth it when the last
      // reduced axis is contiguous and no small window; otherwise elements are lanes.
      guard
        stages.contains(where: {
          $0.isReduction && RowSchedule.reducesContiguously($0, source)
            && !$0.readsSmallWindows(in: source)
        })
      else { return nil }
    }
    // One row alone is not for one thread.
    guard rank > 0, !stages.allSatisfy({ $0.spatial.allSatisfy { $0 == 1 } }) else { return nil }
    let intermediates = Set(stages.map(\.output))
    for stage in stages {
      guard let body = stage.body(in: source) else { return nil }
      var resolver = IndexResolver(source, source.arguments(of: body))
      for (_, load) in stage.loads(in: source) where intermediates.contains(load.buffer) {
        guard let map = resolver.resolve(load.map, load.indices),
          map.prefix(rank) == (0..<rank).map({ .dimension($0) })[...]
        else { return nil }
      }
    }
    self.stages = stages
    self.source = source
    self.spatial = spatial
    self.outputs = outputs
    self.hardware = hardware
    self.rowRank = rank
  }

  /// Whether the last reduction iterator walks memory one element at a time in some load.
  static func reducesContiguously(_ stage: Stage, _ source: Module) -> Bool {
    guard let body = stage.body(in: source) else { return false }
    let iterators = source.arguments(of: body)
    var resolver = IndexResolver(source, iterators)
    for (_, load) in stage.loads(in: source) where load.buffer != stage.output {
      guard let type = source.bufferType(of: load.buffer),
        let map = resolver.resolve(load.map, load.indices)
      else { continue }
      var address = IndexExpression.zero
      for (index, stride) in zip(map, type.strides) { address += index * stride }
      if let linear = address.linear(in: iterators.count - 1), linear.coefficient == 1 {
        return true
      }
    }
    return false
  }

  func insert(into build: inout Builder) {
    guard let parts else { return insertTiles(into: &build) }
    let insertParts = parts.insertParts(into: &build)
    let separately = Alternative(name: "parts", cost: 1, condition: 0) { build in
      insertParts(&build)
      for stage in stages.dropFirst() { spatial.insert(stage, source: source, into: &build) }
    }
    let together = Alternative(
      name: "rows", cost: 0,
      condition: IndexExpression(ReductionParts.leastTerms) - stages[0].reduction[0]
    ) { insertTiles(into: &$0) }
    let isLong = spatial.assumptions.isNonNegative(-1 - together.condition)
    build.insertCheapest(
      of: isLong ? [separately] : [separately, together], spatial.assumptions)
  }

  /// The parts of rows that are reduced to elements, if a row may have several.
  private var parts: ReductionParts? {
    guard !stages.dropFirst().contains(where: { $0.isReduction || $0.spatial.count != rowRank }),
      reduction(of: stages[0], Redirection()) != nil,
      let parts = ReductionParts(stages[0], source: source, spatial: spatial), parts.count != 1
    else { return nil }
    return parts
  }

  /// Rows in parallel.
  private func insertTiles(into build: inout Builder) {
    let decider = spatial.decider
    let tiles = RowTiles(
      stages, rank: rowRank, source: source, spatial.assumptions, hardware, decider)
    tiles.count(stages: stages.count, in: decider)
    guard let last = stages.last, !last.isReduction else {
      return insert(tiles, isStreamed: false, into: &build)
    }
    spatial.insertStreamed(last, of: source, into: &build) { isStreamed, build in
      insert(tiles, isStreamed: isStreamed, into: &build)
    }
  }

  private func insert(_ tiles: RowTiles, isStreamed: Bool, into build: inout Builder) {
    let decider = spatial.decider
    tiles.insert(grain: grain, into: &build) { build, tile in
      var redirect = Redirection()
      for stage in stages where !outputs.contains(stage.output) {
        moveIntermediate(of: stage, in: tiles, &redirect, &build)
      }
      var waiting: Stage?
      for (number, stage) in stages.enumerated() {
        let next = number + 1 < stages.count ? reduction(of: stages[number + 1], redirect) : nil
        if waiting == nil, let next, RowProducer(stage, of: next.stage, source) != nil,
          decider.number(
            decider.question("join", of: next.stage.root), .loops, analytic: 1, among: [0, 1]) == 1
        {
          waiting = stage
          continue
        }
        tile.insertRows(into: &build) { build, rows, counters in
          if var row = reduction(of: stage, redirect) {
            if isStreamed, number > 0 { row.ahead = (tiles.axis, IndexExpression(tiles.slots)) }
            row.producer = waiting.flatMap { RowProducer($0, of: stage, source) }
            var nest = Nest(stage, source: source)
            nest.counters = counters
            for (axis, row) in rows.enumerated() { nest.bindings[axis] = row }
            row.insert(nest, into: &build)
          } else {
            var redirect = redirect
            redirect.streamsStores = isStreamed && outputs.contains(stage.output)
            spatial.insert(
              stage, source: source, rows: rows, counters: counters, into: &build,
              redirect: redirect)
          }
        }
        waiting = nil
      }
    }
  }

  /// Rows that are worth another thread.
  private var grain: IndexExpression {
    let width = IndexExpression(spatial.width)
    let work = stages.map { stage in
      // Terms of a row that is reduced are lanes; elsewhere elements are.
      let elements = IndexExpression.product(stage.spatial.dropFirst(rowRank))
      let vectors = stage.isReduction && elements == 1 ? 1 : elements.ceilDivided(by: width)
      return (stage, vectors)
    }
    return spatial.grain(of: work, source)
  }

  /// Gives an intermediate memory for the rows of a tile.
  private func moveIntermediate(
    of stage: Stage, in tiles: RowTiles, _ redirect: inout Redirection, _ build: inout Builder
  ) {
    guard let type = source.bufferType(of: stage.output),
      let sizes = tiles.localSizes(of: stage)
    else { return }
    let (slots, rank, axis) = (IndexExpression(tiles.slots), rowRank, tiles.axis)
    let local = build.insert(Program.Allocate(.init([slots] + sizes, type.element, scope: .local)))
    redirect.places[stage.output] = { indices, map in
      (local, indices, [map[axis].remainder(by: slots)] + map.dropFirst(rank))
    }
  }

  /// How a row becomes one element through vectors of partial results, if it does.
  private func reduction(of stage: Stage, _ redirect: Redirection) -> RowReduction? {
    guard stage.isReduction, stage.reduction.count == 1,
      stage.spatial.dropFirst(rowRank).allSatisfy({ $0 == 1 }),
      RowSchedule.reducesContiguously(stage, source)
        || stage.loads(in: source).allSatisfy({ redirect.places[$0.load.buffer] != nil })
    else { return nil }
    return RowReduction(
      stage, source: source, assumptions: spatial.assumptions, redirect: redirect,
      groups: spatial.reductionGroups)
  }
}
