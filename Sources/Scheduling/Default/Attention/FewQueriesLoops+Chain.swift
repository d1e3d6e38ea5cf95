import Dialects
import IR
import Support

extension FewQueriesLoops {
  /// The stages between the products, for one query after the other, on vectors of its row.
  func insertChain(_ unit: AttentionLoops.Unit, into build: inout Builder) {
    build.insertProgramLoop(Program.For(extent: plan.queries, name: "queries")) { build, query in
      var row = QueryRow(loops: self, unit: unit, query: query)
      for link in plan.chain {
        switch link {
        case .wide(let stage): row.insertWide(stage, into: &build)
        case .narrow(let stage): row.insertNarrow(stage, into: &build)
        case .reduction(let stage): row.insertReduction(stage, into: &build)
        }
      }
    }
  }
}

/// The row of one query, and what belongs to it.
private struct QueryRow {
  let loops: FewQueriesLoops
  let unit: AttentionLoops.Unit
  let query: ValueID
  /// Where elements of the chain are: on the strip, or one in a register.
  var redirect = Redirection()

  private var plan: AttentionPlan { loops.plan }
  private var width: Int { loops.width }

  init(loops: FewQueriesLoops, unit: AttentionLoops.Unit, query: ValueID) {
    (self.loops, self.unit, self.query) = (loops, unit, query)
    let (strip, place, slot) = (loops.strip, loops.place, unit.slot)
    let key = loops.plan.rank - 1
    for buffer in loops.plan.wide {
      redirect.places[buffer] = { indices, map in
        let found = [.dimension(indices.count), .dimension(indices.count + 1), map[key]]
        return (
          strip, indices + [slot, query],
          place.map { $0.substituting(dimensions: found) }
        )
      }
    }
  }

  /// A stage's nest for the query, and the keys that it may see: the first one and how many.
  private func nest(
    _ stage: Stage
  ) -> (nest: Nest, begin: IndexExpression, count: IndexExpression) {
    var (nest, _, _) = unit.nest(stage, plan)
    nest.bindings[plan.queryAxis] = nest.add(query)
    guard let keys = unit.keys else { return (nest, 0, plan.keys) }
    let (begin, end) = (nest.add(keys.begin), nest.add(keys.end))
    return (nest, begin, end - begin)
  }

  /// A place for one element of a stage.
  private func insertRegister(
    _ stage: Stage, _ count: Int = 1, _ build: inout Builder
  ) -> ValueID {
    let type = plan.source.bufferType(of: stage.output)?.element ?? .f32
    return build.insert(
      Program.Allocate(.init([IndexExpression(count)], type, scope: .register)))
  }

  // MARK: Links

  func insertWide(_ stage: Stage, into build: inout Builder) {
    let (nest, begin, count) = nest(stage)
    let lanes = IndexExpression(width)
    func insertVectors(
      _ extent: IndexExpression, from start: IndexExpression, limit: IndexExpression?,
      _ build: inout Builder
    ) {
      let extent = loops.assumptions.simplified(extent)
      guard extent != 0 else { return }
      let loop = Program.For(extent: extent, name: "keys", indices: nest.counters)
      build.insertProgramLoop(loop) { build, vector in
        let lane = Program.For(extent: lanes, kind: .vectorized, name: "lanes")
        build.insertProgramLoop(lane) { build, lane in
          var nest = nest
          let place = start + nest.add(vector) * lanes + nest.add(lane)
          nest.bindings[plan.rank - 1] = begin + place
          if let limit { nest.predicate = [limit - 1 - place] }
          nest.insert(into: &build) { copy, _, _ in redirect.apply(to: &copy) }
        }
      }
    }
    let whole = count.floorDivided(by: lanes)
    insertVectors(whole, from: 0, limit: nil, &build)
    insertVectors(
      count.remainder(by: lanes).ceilDivided(by: lanes), from: whole * lanes, limit: count, &build)
  }

  mutating func insertNarrow(_ stage: Stage, into build: inout Builder) {
    let register = insertRegister(stage, 1, &build)
    redirect.places[stage.output] = { _, _ in (register, [], [0]) }
    nest(stage).nest.insert(into: &build) { copy, _, _ in redirect.apply(to: &copy) }
  }

  mutating func insertReduction(_ stage: Stage, into build: inout Builder) {
    let register = insertRegister(stage, 1, &build)
    redirect.places[stage.output] = { _, _ in (register, [], [0]) }
    guard let combine = stage.combiner(in: plan.source) else { return }
    // A largest is the same in any order.
    if Self.isOrderless(plan.source.name(of: combine)),
      var reduction = RowReduction(
        stage, source: plan.source, assumptions: loops.assumptions, redirect: redirect,
        groups: RowReduction.groups(for: loops.hardware))
    {
      let (nest, begin, count) = nest(stage)
      if unit.keys != nil { reduction.terms = (begin, count) }
      return reduction.insert(nest, into: &build)
    }
    insertParts(stage, combine, to: register, into: &build)
  }

  private static func isOrderless(_ name: String) -> Bool {
    ["arith.maximumf", "arith.minimumf", "arith.maxnumf"].contains(name)
  }

  /// Even keys and odd ones apart, as lanes of a vector of two, the last of an odd number with the even ones.
  private func insertParts(
    _ stage: Stage, _ combine: OperationID, to register: ValueID, into build: inout Builder
  ) {
    let (nest, begin, count) = nest(stage)
    let key = stage.spatial.count
    let pair = insertRegister(stage, 2, &build)
    func insert(
      _ part: Nest.Part, _ nest: Nest, to buffer: ValueID, _ place: [IndexExpression],
      _ build: inout Builder
    ) {
      var nest = nest
      nest.extra = place
      nest.insert(part, into: &build) { copy, _, extra in
        redirect.apply(to: &copy)
        copy.redirect[stage.output] = { _, _ in
          (buffer, extra, extra.isEmpty ? [0] : [.dimension(0)])
        }
      }
    }
    func insertLanes(_ build: inout Builder, _ body: (inout Builder, ValueID) -> Void) {
      build.insertProgramLoop(
        Program.For(extent: 2, kind: .vectorized, name: "lanes"), body)
    }
    insertLanes(&build) { build, lane in
      var nest = nest
      let lane = nest.add(lane)
      insert(.initialization, nest, to: pair, [lane], &build)
    }
    func loop(_ extent: IndexExpression, _ name: String) -> Program.For {
      Program.For(
        extent: loops.assumptions.simplified(extent), name: name, indices: nest.counters)
    }
    build.insertProgramLoop(loop(count.floorDivided(by: 2), "pairs")) { build, counter in
      insertLanes(&build) { build, lane in
        var nest = nest
        let (counter, lane) = (nest.add(counter), nest.add(lane))
        nest.bindings[key] = begin + counter * 2 + lane
        insert(.statement, nest, to: pair, [lane], &build)
      }
    }
    let even = insertRegister(stage, 1, &build)
    insertBlock(stage, "part", into: &build) { build in
      let first: ValueID = build.insert(Program.Load(pair, [], map: [0]))
      build.insertOperation(Program.Store(first, to: even, [], map: [0]))
    }
    build.insertProgramLoop(loop(count.remainder(by: 2), "last")) { build, counter in
      var nest = nest
      nest.bindings[key] = begin + count - 1 + nest.add(counter)
      insert(.statement, nest, to: even, [], &build)
    }
    insertBlock(stage, "combine", into: &build) { build in
      let parts: [ValueID] = [
        build.insert(Program.Load(even, [], map: [0])),
        build.insert(Program.Load(pair, [], map: [1])),
      ]
      let combined = build.insert(
        OperationState(
          name: plan.source.name(of: combine), operands: parts,
          resultTypes: plan.source.results(of: combine).map { plan.source.type(of: $0) },
          properties: plan.source.properties(of: combine)))
      build.insertOperation(
        Program.Store(build.module.result(of: combined), to: register, [], map: [0]))
    }
  }

  private func insertBlock(
    _ stage: Stage, _ name: String, into build: inout Builder, _ body: (inout Builder) -> Void
  ) {
    let block = Program.Block(
      name: stage.signature.name + "." + name, counters: [], bindings: [], extents: [], kinds: [])
    build.insertBlock(block) { build, _ in body(&build) }
  }
}
