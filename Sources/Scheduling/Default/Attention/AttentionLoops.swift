import Dialects
import IR
import Support

/// One way to compute attention: the loops over units of queries, and in each the scores, the chain and
/// the second product.
struct AttentionLoops {
  let plan: AttentionPlan
  let hardware: HardwareDescription
  let width: Int
  let assumptions: Assumptions
  /// How many strips there are; each is used by one thread at a time.
  let slots: Int
  /// `[slots, keys, lanes]`.
  let strip: ValueID
  /// Keys in a tile of scores.
  let scoreHeight: Int

  private var vectors: Int { TileShape.narrowest }
  private var lanes: Int { vectors * width }

  /// `14x32`: keys by queries of a tile of scores.
  var name: String { "\(scoreHeight)x\(lanes)" }

  private var scoreLoops: TileLoops {
    TileLoops(
      plan: plan.scores, hardware: hardware, width: width, assumptions: assumptions,
      factor: .panel, shape: TileShape(height: scoreHeight, vectors: vectors),
      panelVectors: vectors)
  }

  /// What the scores of a unit cost, in hundredths of a cycle: all else is the same for every way.
  var cost: IndexExpression {
    let tile = scoreLoops.tileCost
    let unit = plan.scores.depthCount * IndexExpression(tile.step) + IndexExpression(tile.tile)
    return plan.keys.ceilDivided(by: IndexExpression(scoreHeight)) * unit
  }

  /// A unit of queries, in one slot.
  private struct Unit {
    var slot: ValueID
    var outer: [ValueID]
    /// Its first query.
    var first: ValueID
    /// The queries that there are, if some lanes are past them.
    var limit: IndexExpression?

    /// A stage's nest there, with the places of the first query and of the slot.
    func nest(
      _ stage: Stage, _ source: Module
    ) -> (nest: Nest, first: IndexExpression, slot: IndexExpression) {
      var nest = Nest(stage, source: source)
      for (axis, value) in outer.enumerated() { nest.bindings[axis] = nest.add(value) }
      let (first, slot) = (nest.add(first), nest.add(slot))
      return (nest, first, slot)
    }
  }

  func insert(into build: inout Builder) {
    let whole = assumptions.simplified(plan.queries.floorDivided(by: IndexExpression(lanes)))
    let rest = assumptions.simplified(plan.queries.remainder(by: IndexExpression(lanes)))
    if whole != 0 { insertUnits(blocks: whole, after: 0, limit: nil, into: &build) }
    if rest != 0 {
      let blocks = assumptions.simplified(rest.ceilDivided(by: IndexExpression(lanes)))
      insertUnits(blocks: blocks, after: whole, limit: plan.queries, into: &build)
    }
  }

  /// Units of `blocks` of queries for every outer index, in runs that share a slot.
  private func insertUnits(
    blocks: IndexExpression, after firstBlock: IndexExpression, limit: IndexExpression?,
    into build: inout Builder
  ) {
    let extents = plan.outer + [blocks]
    let units = assumptions.simplified(.product(extents))
    let count = IndexExpression(min(slots, units.constantValue ?? slots))
    let loop = Program.For(
      extent: count, kind: .parallel, name: "slots", grain: grain(units, count))
    build.insertProgramLoop(loop) { build, slot in
      let begin: ValueID = build.insert(
        Program.Index((.dimension(0) * units).floorDivided(by: count), [slot]))
      let end: ValueID = build.insert(
        Program.Index(((.dimension(0) + 1) * units).floorDivided(by: count), [slot]))
      let run = Program.For(
        extent: .dimension(1) - .dimension(0), name: "units", indices: [begin, end])
      build.insertProgramLoop(run) { build, counter in
        let indices = delinearized(.dimension(0) + .dimension(1), over: extents)
        func value(_ expression: IndexExpression, _ build: inout Builder) -> ValueID {
          build.insert(Program.Index(expression, [counter, begin]))
        }
        let outer = indices.dropLast().map { value($0, &build) }
        let block = firstBlock + (indices.last ?? 0)
        let first = value(block * IndexExpression(lanes), &build)
        let unit = Unit(slot: slot, outer: outer, first: first, limit: limit)
        insertScores(unit, into: &build)
        insertChain(unit, into: &build)
        insertResult(unit, into: &build)
      }
    }
  }

  /// Slots whose units are worth another thread.
  private func grain(_ units: IndexExpression, _ count: IndexExpression) -> IndexExpression {
    let steps = plan.scores.depthCount + plan.result.columns + IndexExpression(Self.chainSteps)
    let slot = units.ceilDivided(by: count) * plan.keys * steps
    let least = IndexExpression(TileLoops.leastThreadCycles)
    return assumptions.simplified(.maximum(1, least.ceilDivided(by: .maximum(1, slot))))
  }
  /// What the chain costs for a key, in multiply-adds of all lanes.
  private static let chainSteps = 32

  // MARK: Scores

  /// `strip[slot, j, lane] = S[…, first + lane, j]` for all keys; lanes past the last query hold what is of
  /// no query.
  private func insertScores(_ unit: Unit, into build: inout Builder) {
    let (nest, first, slot) = unit.nest(plan.scores.anchor, plan.source)
    var tile = TileLoops.Unit(nest: nest, limit: unit.limit)
    tile.nest.bindings[plan.queryAxis] = first
    let panel = build.insert(
      Program.Allocate(
        .init(
          [plan.scores.depthCount, IndexExpression(lanes)], plan.scores.factorType,
          scope: .local)))
    scoreLoops.insertPanel(tile, panel, into: &build)
    tile.limit = nil
    tile.more = [slot]
    scoreLoops.insertRows(tile, .panel(panel), into: &build) { nest, _, accumulator, build in
      writeScores(nest, accumulator, into: &build)
    }
  }

  private func writeScores(_ nest: Nest, _ accumulator: ValueID, into build: inout Builder) {
    let bindings = [nest.bindings[plan.rank - 1]] + nest.extra.prefix(3)
    let block = Program.Block(
      name: plan.scores.anchor.signature.name + ".write", counters: nest.counters,
      bindings: bindings, extents: bindings.map { _ in IndexExpression(1 << 30) },
      kinds: bindings.map { _ in .spatial })
    build.insertBlock(block) { build, iterators in
      // The key, the row and the column in the tile, the slot.
      let value: ValueID = build.insert(
        Program.Load(accumulator, iterators, map: [.dimension(1), .dimension(2)]))
      build.insertOperation(
        Program.Store(
          value, to: strip, iterators, map: [.dimension(3), .dimension(0), .dimension(2)]))
    }
  }

  // MARK: The chain

  /// The stages between the products, on the strip and on vectors in registers.
  private func insertChain(_ unit: Unit, into build: inout Builder) {
    var narrow: [ValueID: ValueID] = [:]
    func insertVectors(
      _ stage: Stage, key: (axis: Int, counter: ValueID)?, part: Nest.Part = .statement,
      _ build: inout Builder
    ) {
      let loop = Program.For(extent: IndexExpression(vectors), kind: .unrolled, name: "vectors")
      build.insertProgramLoop(loop) { build, vector in
        let lanes = Program.For(
          extent: IndexExpression(width), kind: .vectorized, name: "lanes")
        build.insertProgramLoop(lanes) { build, lane in
          var (nest, first, slot) = unit.nest(stage, plan.source)
          if let key { nest.bindings[key.axis] = nest.add(key.counter) }
          let (vector, lane) = (nest.add(vector), nest.add(lane))
          let column = vector * IndexExpression(width) + lane
          nest.bindings[plan.queryAxis] = first + column
          nest.extra = [slot, column, vector, lane]
          if let limit = unit.limit, part == .statement {
            nest.predicate = [limit - 1 - first - column]
          }
          nest.insert(part, into: &build) { copy, _, extra in
            redirect(&copy, extra, narrow)
          }
        }
      }
    }
    var links = plan.chain[...]
    while let link = links.popFirst() {
      switch link {
      case .narrow(let stage):
        narrow[stage.output] = insertRegisters(stage, &build)
        insertVectors(stage, key: nil, &build)
      case .reduction(let stage):
        // Even keys and odd ones apart, since each term waits for the one before.
        let combine = stage.combiner(in: plan.source)
        let parts = (0..<(combine == nil ? 1 : 2)).map { _ in insertRegisters(stage, &build) }
        let count = IndexExpression(parts.count)
        for part in parts {
          narrow[stage.output] = part
          insertVectors(stage, key: nil, part: .initialization, &build)
        }
        func insertTerm(_ key: IndexExpression, of counter: ValueID, _ build: inout Builder) {
          let key: ValueID = build.insert(Program.Index(key, [counter]))
          insertVectors(stage, key: (stage.spatial.count, key), &build)
        }
        let whole = assumptions.simplified(plan.keys.floorDivided(by: count))
        build.insertProgramLoop(Program.For(extent: whole, name: "keys")) { build, counter in
          for (number, part) in parts.enumerated() {
            narrow[stage.output] = part
            insertTerm(.dimension(0) * count + IndexExpression(number), of: counter, &build)
          }
        }
        narrow[stage.output] = parts[0]
        let rest = assumptions.simplified(plan.keys.remainder(by: count))
        if rest != 0 {
          build.insertProgramLoop(Program.For(extent: rest, name: "last")) { build, counter in
            insertTerm(plan.keys - 1 + .dimension(0), of: counter, &build)
          }
        }
        if let combine { combineRegisters(parts[0], parts[1], combine, stage, &build) }
      case .wide(let stage):
        // A reduction of what is written goes with it.
        var sum: Stage?
        if case .reduction(let next)? = links.first {
          sum = next
          links.removeFirst()
          narrow[next.output] = insertRegisters(next, &build)
          insertVectors(next, key: nil, part: .initialization, &build)
        }
        build.insertProgramLoop(Program.For(extent: plan.keys, name: "keys")) { build, key in
          insertVectors(stage, key: (plan.rank - 1, key), &build)
          if let sum { insertVectors(sum, key: (sum.spatial.count, key), &build) }
        }
      }
    }
  }

  /// An element for each query, in registers.
  private func insertRegisters(_ stage: Stage, _ build: inout Builder) -> ValueID {
    let type = plan.source.bufferType(of: stage.output)?.element ?? .f32
    return build.insert(
      Program.Allocate(
        .init([IndexExpression(vectors), IndexExpression(width)], type, scope: .register)))
  }

  /// `first = combine(first, second)`.
  private func combineRegisters(
    _ first: ValueID, _ second: ValueID, _ combine: OperationID, _ stage: Stage,
    _ build: inout Builder
  ) {
    let source = plan.source
    let loop = Program.For(extent: IndexExpression(vectors), kind: .unrolled, name: "vectors")
    build.insertProgramLoop(loop) { build, vector in
      let lanes = Program.For(extent: IndexExpression(width), kind: .vectorized, name: "lanes")
      build.insertProgramLoop(lanes) { build, lane in
        let block = Program.Block(
          name: stage.signature.name + ".combine", counters: [vector, lane],
          bindings: [.dimension(0), .dimension(1)],
          extents: [IndexExpression(vectors), IndexExpression(width)], kinds: [.spatial, .spatial])
        build.insertBlock(block) { build, place in
          let map: [IndexExpression] = [.dimension(0), .dimension(1)]
          let values: [ValueID] = [first, second].map {
            build.insert(Program.Load($0, place, map: map))
          }
          let combined = build.insert(
            OperationState(
              name: source.name(of: combine), operands: values,
              resultTypes: source.results(of: combine).map { source.type(of: $0) },
              properties: source.properties(of: combine)))
          build.insertOperation(
            Program.Store(build.module.result(of: combined), to: first, place, map: map))
        }
      }
    }
  }

  /// `extra` are the slot, the column, and the vector and lane that it is.
  private func redirect(
    _ copy: inout StatementCopy, _ extra: [ValueID], _ narrow: [ValueID: ValueID]
  ) {
    let strip = strip
    let keyAxis = plan.rank - 1
    for buffer in plan.wide {
      copy.redirect[buffer] = { indices, map in
        let count = indices.count
        return (
          strip, indices + extra.prefix(2),
          [.dimension(count), map[keyAxis], .dimension(count + 1)]
        )
      }
    }
    for (buffer, registers) in narrow {
      copy.redirect[buffer] = { _, _ in
        (registers, Array(extra.suffix(2)), [.dimension(0), .dimension(1)])
      }
    }
  }

  // MARK: The second product

  /// `Y[…, first + r, n] = sum over j of strip[slot, j, r] * V[…, j, n]`, through the finishing stage.
  private func insertResult(_ unit: Unit, into build: inout Builder) {
    var result = plan.result
    let (strip, rank) = (strip, plan.rank)
    // The row and the column in the tile, the slot, the first row of the tile in the strip.
    result.moved[plan.weights] = { iterators, extra in
      (
        strip, [extra[2], iterators[rank], extra[3], extra[0]],
        [.dimension(0), .dimension(1), .dimension(2) + .dimension(3)]
      )
    }
    var height = 1
    while height * 2 <= TileShape.tallest(on: hardware) { height *= 2 }
    let loops = TileLoops(
      plan: result, hardware: hardware, width: width, assumptions: assumptions,
      factor: .direct, shape: TileShape(height: height, vectors: vectors),
      panelVectors: vectors)
    let width = IndexExpression(lanes)
    let whole = assumptions.simplified(result.columns.floorDivided(by: width))
    let rest = assumptions.simplified(result.columns.remainder(by: width))
    func insertColumns(
      _ tiles: IndexExpression, after: IndexExpression, limit: IndexExpression?,
      _ build: inout Builder
    ) {
      build.insertProgramLoop(Program.For(extent: tiles, name: "columns")) { build, tile in
        let column: ValueID = build.insert(
          Program.Index((after + .dimension(0)) * width, [tile]))
        let left = unit.limit.map { $0 - .dimension(0) } ?? width
        let count = IndexExpression.minimum(width, left).ceilDivided(by: IndexExpression(height))
        let rows = Program.For(
          extent: unit.limit == nil ? IndexExpression(lanes / height) : count, name: "rows",
          indices: unit.limit == nil ? [] : [unit.first])
        build.insertProgramLoop(rows) { build, row in
          var (nest, first, slot) = unit.nest(result.anchor, plan.source)
          let start = nest.add(row) * IndexExpression(height)
          nest.bindings[plan.queryAxis] = first + start
          nest.bindings[plan.rank - 1] = nest.add(column)
          var tile = TileLoops.Unit(nest: nest, limit: limit)
          tile.rowLimit = unit.limit
          tile.more = [slot, start]
          loops.insertTile(tile, .direct, into: &build)
        }
      }
    }
    if whole != 0 { insertColumns(whole, after: 0, limit: nil, &build) }
    if rest != 0 {
      let tiles = assumptions.simplified(rest.ceilDivided(by: width))
      insertColumns(tiles, after: whole, limit: result.columns, &build)
    }
  }
}
