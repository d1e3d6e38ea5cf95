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
  init?(_ stages: [Stage], source: Module, spatial: SpatialSchedule, outputs: Set<ValueID>) {
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
      // reduced axis is contiguous; otherwise elements are lanes.
      guard
        stages.contains(where: { $0.isReduction && RowSchedule.reducesContiguously($0, source) })
      else { return nil }
    }
    guard rank > 0 else { return nil }
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
    build.insertProgramLoop(
      Program.For(extent: .product(extents), kind: .parallel, name: "rows")
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

  /// Partial results of a row, on every machine, so that the bits do not depend on the width of its
  /// vectors: the lanes of one or of several of them.
  private static let partialResults = 16

  /// A row into one element through a vector of partial results; the partial vector at the row's
  /// end goes first, so that the main loop stays in registers.
  private func insertVectorReduction(
    _ stage: Stage, rows: [IndexExpression], counter: ValueID, redirect: Redirection,
    into build: inout Builder
  ) -> Bool {
    guard let type = source.bufferType(of: stage.output),
      let combine = stage.combiner(in: source)
    else { return false }
    let width = Self.partialResults
    let lanesType = Program.BufferType(
      [IndexExpression(width)], type.element, scope: .register)
    let extent = stage.reduction[0]
    let whole = spatial.assumptions.simplified(extent.floorDivided(by: IndexExpression(width)))
    let rest = spatial.assumptions.simplified(extent.remainder(by: IndexExpression(width)))
    let lanes = Program.For(extent: IndexExpression(width), kind: .vectorized, name: "lanes")
    var nest = Nest(stage, source: source)
    nest.counters = [counter]
    for (axis, row) in rows.enumerated() { nest.bindings[axis] = row }
    let axis = stage.spatial.count

    func insertPart(
      _ part: Nest.Part, _ nest: Nest, _ accumulator: ValueID, start: IndexExpression,
      limit: IndexExpression?, _ build: inout Builder
    ) {
      build.insertProgramLoop(lanes) { build, counter in
        var inner = nest
        let lane = inner.add(counter)
        inner.bindings[axis] = start + lane
        inner.extra = [lane]
        if let limit { inner.predicate = [limit - 1 - lane] }
        inner.insert(part, into: &build) { copy, _, extra in
          redirect.apply(to: &copy)
          copy.redirect[stage.output] = { _, _ in (accumulator, extra, [.dimension(0)]) }
        }
      }
    }
    func copyLanes(_ from: ValueID, _ to: ValueID, _ build: inout Builder) {
      build.insertProgramLoop(lanes) { build, counter in
        let block = Program.Block(
          name: stage.signature.name + ".copy", counters: [counter], bindings: [.dimension(0)],
          extents: [IndexExpression(width)], kinds: [.spatial])
        build.insertBlock(block) { build, iterators in
          let value: ValueID = build.insert(Program.Load(from, iterators, map: [.dimension(0)]))
          build.insertOperation(Program.Store(value, to: to, iterators, map: [.dimension(0)]))
        }
      }
    }
    let first = build.insert(Program.Allocate(lanesType))
    insertPart(.initialization, nest, first, start: 0, limit: nil, &build)
    if rest != 0 {
      let loop = Program.For(extent: rest.ceilDivided(by: IndexExpression(width)), name: "tail")
      build.insertProgramLoop(loop) { build, counter in
        var inner = nest
        _ = inner.add(counter)
        insertPart(
          .statement, inner, first, start: whole * IndexExpression(width), limit: rest, &build)
      }
    }
    let partial = build.insert(Program.Allocate(lanesType))
    copyLanes(first, partial, &build)
    if whole != 0 {
      build.insertProgramLoop(Program.For(extent: whole, name: "vectors")) { build, counter in
        var inner = nest
        let vector = inner.add(counter)
        insertPart(
          .statement, inner, partial, start: vector * IndexExpression(width), limit: nil, &build)
      }
    }
    insertFinal(stage, nest, combine, partial, redirect, into: &build)
    return true
  }

  /// Combines the lanes in pairs of halves and writes the element.
  private func insertFinal(
    _ stage: Stage, _ nest: Nest, _ combine: OperationID, _ partial: ValueID,
    _ redirect: Redirection, into build: inout Builder
  ) {
    let rank = stage.spatial.count
    let block = Program.Block(
      name: stage.signature.name + ".combine", counters: nest.counters,
      bindings: Array(nest.bindings.prefix(rank)), extents: stage.spatial,
      kinds: Array(repeating: .spatial, count: rank))
    build.insertBlock(block) { build, iterators in
      var values = (0..<Self.partialResults).map { lane -> ValueID in
        build.insert(Program.Load(partial, [], map: [IndexExpression(lane)]))
      }
      while values.count > 1 {
        let half = values.count / 2
        values = (0..<half).map { place -> ValueID in
          let operation = build.insert(
            OperationState(
              name: source.name(of: combine), operands: [values[place], values[place + half]],
              resultTypes: source.results(of: combine).map { source.type(of: $0) },
              properties: source.properties(of: combine)))
          return build.module.result(of: operation)
        }
      }
      let map = (0..<rank).map { IndexExpression.dimension($0) }
      let place: StatementCopy.Place =
        redirect.places[stage.output]?(iterators, map) ?? (stage.output, iterators, map)
      build.insertOperation(
        Program.Store(values[0], to: place.buffer, place.indices, map: place.map))
    }
  }
}
