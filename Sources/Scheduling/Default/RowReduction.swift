import Dialects
import IR
import Support

/// A row that is reduced to one element through vectors of partial results.
///
/// There are as many partial results on every machine with a fused multiply-add, so that the bits depend on
/// the length alone, not on the width of vectors: the lanes of one or several of them. Groups of vectors
/// are combined side by side, since each waits for the one before it. Before:
///
///     for k in n { y = y + x[k] }
///
/// After, where `p` is in registers:
///
///     p[0, *] = the last n mod 16 elements;  p[1...3, *] = 0
///     for j in n / 64 { unrolled for u in 4 { p[u, *] += x[j * 64 + u * 16 + *] } }
///     for j in n / 16 mod 4 { p[0, *] += the next 16 elements }
///     y = the sum of all p
struct RowReduction {
  let stage: Stage
  let source: Module
  let assumptions: Assumptions
  var redirect: Redirection
  let groups: Int
  /// The stage whose elements are the terms, if it is computed on the way.
  var producer: RowProducer?
  /// The terms that are combined, over the nest's counters; all of them if nothing is said.
  var terms: (start: IndexExpression, count: IndexExpression)?
  /// How many rows later memory is asked for what comes next, and along which axis, if it is.
  var ahead: (axis: Int, rows: IndexExpression)?
  private let combine: OperationID
  private let element: Type

  /// Partial results of a group.
  private static let width = 16
  /// Groups that have room in registers.
  static func groups(for hardware: HardwareDescription) -> Int {
    hardware.hasFusedMultiplyAdd ? 4 : 1
  }

  /// `nil` when terms may not be combined in another order, or not by one operation.
  init?(
    _ stage: Stage, source: Module, assumptions: Assumptions, redirect: Redirection, groups: Int
  ) {
    guard let type = source.bufferType(of: stage.output),
      let combine = stage.combiner(in: source)
    else { return nil }
    self.stage = stage
    self.source = source
    self.assumptions = assumptions
    self.redirect = redirect
    self.groups = groups
    self.combine = combine
    element = type.element
  }

  private var lanes: Program.For {
    Program.For(extent: IndexExpression(Self.width), kind: .vectorized, name: "lanes")
  }

  /// Writes the reduction where the nest has bound the row.
  func insert(_ nest: Nest, into build: inout Builder) {
    let (width, count) = (IndexExpression(Self.width), IndexExpression(groups))
    let extent = terms?.count ?? stage.reduction[0]
    func loop(_ extent: IndexExpression, _ name: String) -> Program.For {
      Program.For(extent: extent, name: name, indices: terms == nil ? [] : nest.counters)
    }
    let whole = assumptions.simplified(extent.floorDivided(by: width))
    let rest = assumptions.simplified(extent.remainder(by: width))
    // The partial vector goes first and by itself, so that the others stay in registers.
    let first = build.insert(Program.Allocate(.init([1, width], element, scope: .register)))
    insertPart(.initialization, nest, to: first, group: 0, start: 0, limit: nil, &build)
    if rest != 0 {
      build.insertProgramLoop(loop(rest.ceilDivided(by: width), "tail")) { build, counter in
        var inner = nest
        _ = inner.add(counter)
        insertPart(
          .statement, inner, to: first, group: 0, start: whole * width, limit: rest, &build)
      }
    }
    let partial = build.insert(Program.Allocate(.init([count, width], element, scope: .register)))
    insertLanes(name: "copy", of: [(first, 0)], to: (partial, 0), &build)
    for group in 1..<max(1, groups) {
      insertPart(
        .initialization, nest, to: partial, group: IndexExpression(group), start: 0, limit: nil,
        &build)
    }
    let together = assumptions.simplified(whole.floorDivided(by: count))
    if together != 0 {
      build.insertProgramLoop(loop(together, "vectors")) { build, counter in
        let unrolled = Program.For(extent: count, kind: .unrolled, name: "groups")
        build.insertProgramLoop(unrolled) { build, group in
          var inner = nest
          let (vector, group) = (inner.add(counter), inner.add(group))
          insertPart(
            .statement, inner, to: partial, group: group, start: (vector * count + group) * width,
            limit: nil, &build)
        }
      }
    }
    let left = assumptions.simplified(whole.remainder(by: count))
    if left != 0 {
      build.insertProgramLoop(loop(left, "last")) { build, counter in
        var inner = nest
        let vector = together * count + inner.add(counter)
        insertPart(
          .statement, inner, to: partial, group: 0, start: vector * width, limit: nil, &build)
      }
    }
    var distance = groups / 2
    while distance > 0 {
      for group in 0..<distance {
        insertLanes(
          name: "join", of: [(partial, group), (partial, group + distance)], to: (partial, group),
          &build)
      }
      distance /= 2
    }
    let lanes = build.insert(Program.Allocate(.init([1, width], element, scope: .register)))
    insertLanes(name: "copy", of: [(partial, 0)], to: (lanes, 0), &build)
    var half = Self.width / 2
    while half > 1 {
      insertHalves(of: lanes, half, &build)
      half /= 2
    }
    insertFinal(nest, lanes, into: &build)
  }

  /// A vector of terms, or of initial values; only the first `limit` of them if that is given.
  private func insertPart(
    _ part: Nest.Part, _ nest: Nest, to buffer: ValueID, group: IndexExpression,
    start: IndexExpression, limit: IndexExpression?, _ build: inout Builder
  ) {
    if limit == nil, case .statement = part { insertAhead(nest, start: start, into: &build) }
    build.insertProgramLoop(lanes) { build, counter in
      var inner = nest
      let lane = inner.add(counter)
      inner.bindings[stage.spatial.count] = (terms?.start ?? 0) + start + lane
      inner.extra = [group, lane]
      if let limit { inner.predicate = [limit - 1 - lane] }
      inner.preceding = { producer?.insert(over: $1, redirect, source, into: &$0) ?? [:] }
      inner.insert(part, into: &build) { copy, _, extra in
        redirect.apply(to: &copy)
        copy.overrides[source.result(of: combine)] = { combined($1[0], $1[1], &$0) }
        copy.redirect[stage.output] = { _, _ in (buffer, extra, [.dimension(0), .dimension(1)]) }
      }
    }
  }

  /// What one or two groups are combined to, lane by lane.
  private func insertLanes(
    name: String, of sources: [(buffer: ValueID, group: Int)],
    to target: (buffer: ValueID, group: Int), _ build: inout Builder
  ) {
    build.insertProgramLoop(lanes) { build, counter in
      let block = Program.Block(
        name: stage.signature.name + "." + name, counters: [counter], bindings: [.dimension(0)],
        extents: [IndexExpression(Self.width)], kinds: [.spatial])
      build.insertBlock(block) { build, iterators in
        var values = sources.map { source -> ValueID in
          build.insert(
            Program.Load(
              source.buffer, iterators, map: [IndexExpression(source.group), .dimension(0)]))
        }
        if values.count == 2 { values = [combined(values[0], values[1], &build)] }
        build.insertOperation(
          Program.Store(
            values[0], to: target.buffer, iterators,
            map: [IndexExpression(target.group), .dimension(0)]))
      }
    }
  }

  /// A partial result with another, or with a term.
  ///
  /// Of partial results none is NaN where that is passed over, so the larger is what one instruction of x86 gives:
  /// the second of two that do not compare.
  func combined(_ left: ValueID, _ right: ValueID, _ build: inout Builder) -> ValueID {
    if source.name(of: combine) == "arith.maxnumf" {
      let isLarger: ValueID = build.insert(Arith.CmpF(.orderedGreater, right, left))
      return build.insert(Arith.Select(isLarger, right, left))
    }
    let operation = build.insert(
      OperationState(
        name: source.name(of: combine), operands: [left, right],
        resultTypes: source.results(of: combine).map { source.type(of: $0) },
        properties: source.properties(of: combine)))
    return build.module.result(of: operation)
  }

  /// Combines the lower `half` of the lanes with the upper one.
  private func insertHalves(of buffer: ValueID, _ half: Int, _ build: inout Builder) {
    let extent = IndexExpression(half)
    build.insertProgramLoop(Program.For(extent: extent, kind: .vectorized, name: "lanes")) {
      build, counter in
      let block = Program.Block(
        name: stage.signature.name + ".halve", counters: [counter], bindings: [.dimension(0)],
        extents: [extent], kinds: [.spatial])
      build.insertBlock(block) { build, iterators in
        let values = [IndexExpression.dimension(0), .dimension(0) + extent].map { lane -> ValueID in
          build.insert(Program.Load(buffer, iterators, map: [0, lane]))
        }
        build.insertOperation(
          Program.Store(
            combined(values[0], values[1], &build), to: buffer, iterators,
            map: [0, .dimension(0)]))
      }
    }
  }

  /// Combines the last two lanes and writes the element.
  private func insertFinal(_ nest: Nest, _ lanes: ValueID, into build: inout Builder) {
    let rank = stage.spatial.count
    let block = Program.Block(
      name: stage.signature.name + ".combine", counters: nest.counters,
      bindings: Array(nest.bindings.prefix(rank)), extents: stage.spatial,
      kinds: Array(repeating: .spatial, count: rank))
    build.insertBlock(block) { build, iterators in
      let values = (0..<2).map { lane -> ValueID in
        build.insert(Program.Load(lanes, [], map: [0, IndexExpression(lane)]))
      }
      let whole = combined(values[0], values[1], &build)
      let map = (0..<rank).map { IndexExpression.dimension($0) }
      let place: StatementCopy.Place =
        redirect.places[stage.output]?(iterators, map) ?? (stage.output, iterators, map)
      build.insertOperation(
        Program.Store(whole, to: place.buffer, place.indices, map: place.map))
    }
  }
}
