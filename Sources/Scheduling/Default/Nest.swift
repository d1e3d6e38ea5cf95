import Dialects
import IR
import Support

/// Writes a stage's block under new loops: keeps the counters and the value of each iterator.
struct Nest {
  let stage: Stage
  /// The program before scheduling, where the stage's statement is read.
  let source: Module
  /// Counters of the loops around, `d0…` in `bindings`.
  var counters: [ValueID] = []
  /// The value of each iterator of the stage, over `counters`.
  var bindings: [IndexExpression]
  var predicate: [IndexExpression] = []
  /// Further iterators that a redirected buffer is indexed by, over `counters`.
  var extra: [IndexExpression] = []
  /// Writes into the block, before its statement, elements that this reads; gives them by their buffers.
  var preceding: ((inout Builder, _ iterators: [ValueID]) -> [ValueID: ValueID])?

  init(_ stage: Stage, source: Module) {
    self.stage = stage
    self.source = source
    bindings = stage.signature.extents.map { _ in .zero }
  }

  /// Takes another loop in; gives the expression of its counter.
  mutating func add(_ counter: ValueID) -> IndexExpression {
    counters.append(counter)
    return .dimension(counters.count - 1)
  }

  /// Computes an expression over the counters once; gives what stands for it.
  mutating func addValue(
    _ expression: IndexExpression, into build: inout Builder
  ) -> IndexExpression {
    if expression.constantValue != nil || expression.dimensionNumber != nil { return expression }
    let value: ValueID = build.insert(Program.Index(expression, counters))
    return add(value)
  }

  enum Part { case statement, initialization }

  /// Inserts the block, or only its initialisation over the spatial iterators.
  func insert(
    _ part: Part = .statement, into build: inout Builder,
    redirect: (inout StatementCopy, _ iterators: [ValueID], _ extra: [ValueID]) -> Void = {
      _, _, _ in
    }
  ) {
    let region = source.region(part == .statement ? 0 : 1, of: stage.block)
    guard let body = source.entryBlock(of: region) else { return }
    let kinds = stage.signature.kinds + extra.map { _ in .spatial }
    // What goes to lanes of its own may run beyond the last element; nobody reads those lanes.
    let unlimited = IndexExpression(1 << 30)
    let own = zip(stage.signature.kinds, stage.signature.extents).map { kind, extent in
      kind == .spatial && !extra.isEmpty ? unlimited : extent
    }
    let extents = own + extra.map { _ in unlimited }
    let values = bindings + extra
    let kept = values.indices.filter { part == .statement || kinds[$0] == .spatial }
    let block = Program.Block(
      name: stage.signature.name, counters: counters, bindings: kept.map { values[$0] },
      extents: kept.map { extents[$0] }, kinds: kept.map { kinds[$0] }, predicate: predicate)
    build.insertBlock(block) { build, arguments in
      var iterators: [ValueID] = []
      var next = 0
      for place in values.indices {
        if kept.contains(place) {
          iterators.append(arguments[next])
          next += 1
        } else {
          iterators.append(build.insert(Program.Index(0)))
        }
      }
      let stageIterators = Array(iterators.prefix(bindings.count))
      var copy = StatementCopy(source)
      if part == .statement { copy.known = preceding?(&build, stageIterators) ?? [:] }
      redirect(&copy, stageIterators, Array(iterators.dropFirst(bindings.count)))
      copy.copy(body, iterators: stageIterators, into: &build)
    }
  }
}

/// The value of each index of a row-major space of `extents` at flat position `flat`.
func delinearized(_ flat: IndexExpression, over extents: [IndexExpression]) -> [IndexExpression] {
  var indices: [IndexExpression] = []
  for axis in extents.indices {
    if extents[axis] == 1 {
      indices.append(0)
      continue
    }
    let later = IndexExpression.product(extents[(axis + 1)...])
    let quotient = flat.floorDivided(by: later)
    let isOutermost = extents[..<axis].allSatisfy { $0 == 1 }
    indices.append(isOutermost ? quotient : quotient.remainder(by: extents[axis]))
  }
  return indices
}
