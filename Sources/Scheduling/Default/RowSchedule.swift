import Dialects
import IR
import Support

/// The schedule of chains over rows: softmax, normalisations, reductions with what surrounds them.
///
/// All stages share one parallel loop over the rows, so that a row stays in the cache between them;
/// intermediates that cover a row live in memory of the thread.
struct RowSchedule {
  let stages: [Stage]
  let source: Module
  let spatial: SpatialSchedule
  let outputs: Set<ValueID>
  let rowRank: Int

  /// `nil` when the stages do not share rows.
  init?(
    _ stages: [Stage], source: Module, spatial: SpatialSchedule, outputs: Set<ValueID>
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
    guard let last = stages.last else { return }
    let extents = Array(last.spatial.prefix(rowRank))
    let width = IndexExpression(spatial.width)
    let work = stages.map { stage in
      // Terms of a row that is reduced are lanes; elsewhere elements are.
      let elements = IndexExpression.product(stage.spatial.dropFirst(rowRank))
      let vectors = stage.isReduction && elements == 1 ? 1 : elements.ceilDivided(by: width)
      return (stage, vectors)
    }
    let grain = spatial.grain(of: work, source)
    build.insertProgramLoop(
      Program.For(extent: .product(extents), kind: .parallel, name: "rows", grain: grain)
    ) { build, counter in
      let rows = delinearized(.dimension(0), over: extents)
      var redirect = Redirection()
      for stage in stages where !outputs.contains(stage.output) {
        moveIntermediate(of: stage, &redirect, &build)
      }
      for stage in stages {
        let isRowReduction =
          stage.isReduction && stage.spatial.dropFirst(rowRank).allSatisfy { $0 == 1 }
        if isRowReduction, stage.reduction.count == 1,
          RowSchedule.reducesContiguously(stage, source)
            || stage.loads(in: source).allSatisfy({ redirect.places[$0.load.buffer] != nil }),
          insertVectorReduction(
            stage, rows: rows, counter: counter, redirect: redirect, into: &build)
        {
          continue
        }
        spatial.insert(
          stage, source: source, rows: rows, counters: [counter], into: &build, redirect: redirect)
      }
    }
  }

  /// Gives an intermediate memory for one row: its own, or the place of an output of that shape.
  private func moveIntermediate(
    of stage: Stage, _ redirect: inout Redirection, _ build: inout Builder
  ) {
    guard let type = source.bufferType(of: stage.output) else { return }
    var sizes: [Int] = []
    for size in stage.spatial.dropFirst(rowRank) {
      guard let upper = spatial.assumptions.interval(of: size).upper else { return }
      sizes.append(upper)
    }
    let count = sizes.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    guard count > 0, count <= 16384 else { return }
    let local = build.insert(
      Program.Allocate(.init(sizes.map { IndexExpression($0) }, type.element, scope: .local)))
    let rank = rowRank
    redirect.places[stage.output] = { indices, map in
      (local, indices, Array(map.dropFirst(rank)))
    }
  }

  /// A row into one element through vectors of partial results.
  private func insertVectorReduction(
    _ stage: Stage, rows: [IndexExpression], counter: ValueID, redirect: Redirection,
    into build: inout Builder
  ) -> Bool {
    var nest = Nest(stage, source: source)
    nest.counters = [counter]
    for (axis, row) in rows.enumerated() { nest.bindings[axis] = row }
    guard
      let reduction = RowReduction(
        stage, source: source, assumptions: spatial.assumptions, redirect: redirect,
        groups: spatial.reductionGroups)
    else { return false }
    reduction.insert(nest, into: &build)
    return true
  }
}
