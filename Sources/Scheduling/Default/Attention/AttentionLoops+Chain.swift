import Dialects
import IR
import Support

extension AttentionLoops {
  /// The stages between the products, on the strip and on vectors in registers.
  func insertChain(_ unit: Unit, into build: inout Builder) {
    var narrow: [ValueID: ValueID] = [:]
    func insertVectors(
      _ stage: Stage, key: (axis: Int, counter: ValueID)?, part: Nest.Part = .statement,
      seesKey: Bool = false, _ build: inout Builder
    ) {
      let known =
        seesKey ? key.flatMap { visible?.bounds.comparisons(of: stage, key: $0.axis, plan) } : nil
      let loop = Program.For(extent: IndexExpression(vectors), kind: .unrolled, name: "vectors")
      build.insertProgramLoop(loop) { build, vector in
        let lanes = Program.For(
          extent: IndexExpression(width), kind: .vectorized, name: "lanes")
        build.insertProgramLoop(lanes) { build, lane in
          var (nest, first, slot) = unit.nest(stage, plan)
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
            for (comparison, holds) in known ?? [:] {
              copy.overrides[comparison] = { build, _ in
                build.insertInteger(holds ? -1 : 0, .i1)
              }
            }
          }
        }
      }
    }
    /// Even keys and odd ones apart, since each term waits for the one before.
    func insertSum(_ stage: Stage, _ insertTerms: (_ parts: [ValueID], inout Builder) -> Void) {
      let combine = stage.combiner(in: plan.source)
      let parts = (0..<(combine == nil ? 1 : 2)).map { _ in insertRegisters(stage, &build) }
      for part in parts {
        narrow[stage.output] = part
        insertVectors(stage, key: nil, part: .initialization, &build)
      }
      insertTerms(parts, &build)
      narrow[stage.output] = parts[0]
      if let combine { combineRegisters(parts[0], parts[1], combine, stage, &build) }
    }
    var links = plan.chain[...]
    while let link = links.popFirst() {
      switch link {
      case .narrow(let stage):
        narrow[stage.output] = insertRegisters(stage, &build)
        insertVectors(stage, key: nil, &build)
      case .reduction(let stage):
        insertSum(stage) { parts, build in
          insertKeys(unit, parts.count, into: &build) { number, key, isSeen, build in
            narrow[stage.output] = parts[number]
            insertVectors(stage, key: (stage.spatial.count, key), seesKey: isSeen, &build)
          }
        }
      case .wide(let stage):
        func insertWide(_ key: ValueID, _ isSeen: Bool, _ build: inout Builder) {
          insertVectors(stage, key: (plan.rank - 1, key), seesKey: isSeen, &build)
        }
        guard case .reduction(let sum)? = links.first else {
          insertKeys(unit, 1, into: &build) { _, key, isSeen, build in
            insertWide(key, isSeen, &build)
          }
          continue
        }
        // A reduction of what is written goes with it.
        links.removeFirst()
        insertSum(sum) { parts, build in
          insertKeys(unit, parts.count, into: &build) { number, key, isSeen, build in
            insertWide(key, isSeen, &build)
            narrow[sum.output] = parts[number]
            insertVectors(sum, key: (sum.spatial.count, key), seesKey: isSeen, &build)
          }
        }
      }
    }
  }

  /// Writes what is done for a key, with its number among those that go together, and whether all queries
  /// see it for sure.
  private typealias KeyBody = (
    _ number: Int, _ key: ValueID, _ isSeen: Bool, _ build: inout Builder
  ) -> Void

  /// Loops over the keys of a unit, `count` at a time: those that all queries see ask no positions.
  private func insertKeys(_ unit: Unit, _ count: Int, into build: inout Builder, _ body: KeyBody) {
    guard let keys = unit.keys, let bounds = visible?.bounds else {
      return insertKeys([], count, isSeen: false, into: &build, body)
    }
    if !bounds.begins.isEmpty {
      insertKeys([keys.begin, keys.common.begin], count, isSeen: false, into: &build, body)
    }
    insertKeys([keys.common.begin, keys.common.end], count, isSeen: true, into: &build, body)
    insertKeys([keys.common.end, keys.end], count, isSeen: false, into: &build, body)
  }

  /// Loops over the keys between two, or all.
  private func insertKeys(
    _ bounds: [ValueID], _ count: Int, isSeen: Bool, into build: inout Builder, _ body: KeyBody
  ) {
    // Over the counter and, if there are any, the bounds.
    let begin: IndexExpression = bounds.isEmpty ? 0 : .dimension(1)
    let extent = bounds.isEmpty ? plan.keys : .dimension(1) - .dimension(0)
    let step = IndexExpression(count)
    let whole = assumptions.simplified(extent.floorDivided(by: step))
    build.insertProgramLoop(Program.For(extent: whole, name: "keys", indices: bounds)) {
      build, counter in
      for number in 0..<count {
        let key = begin + .dimension(0) * step + IndexExpression(number)
        body(number, build.insert(Program.Index(key, [counter] + bounds)), isSeen, &build)
      }
    }
    // Keys that all see are an even number.
    let rest = assumptions.simplified(extent.remainder(by: step))
    guard rest != 0, !isSeen else { return }
    build.insertProgramLoop(Program.For(extent: rest, name: "last", indices: bounds)) {
      build, counter in
      let end = bounds.isEmpty ? plan.keys : .dimension(2)
      let key: ValueID = build.insert(
        Program.Index(end - 1 + .dimension(0), [counter] + bounds))
      body(0, key, isSeen, &build)
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
          place(of: map[keyAxis], .dimension(count + 1), slot: .dimension(count))
        )
      }
    }
    for (buffer, registers) in narrow {
      copy.redirect[buffer] = { _, _ in
        (registers, Array(extra.suffix(2)), [.dimension(0), .dimension(1)])
      }
    }
  }
}
