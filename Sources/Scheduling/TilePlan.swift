import Dialects
import IR
import Support

/// Which axes of a contraction become the rows and columns of its tiles, and how its blocks are
/// written for a tile.
struct TilePlan {
  let anchor: Stage
  let finish: Stage?
  let source: Module
  let rowAxis: Int
  let columnAxis: Int
  /// The factor that is read in vectors along the columns; the other is one number for all lanes.
  let vectorFactor: Contraction.Operand
  /// Whether neighbouring columns of that factor are neighbours in memory.
  let isContiguous: Bool
  /// The finishing stage's iterators as functions of the contraction's spatial ones.
  let finishIndices: [IndexExpression]

  /// Finds the axes; `nil` when there are none that make a tile.
  init?(_ anchor: Stage, finish: Stage?, source: Module) {
    guard let contraction = anchor.contraction(in: source) else { return nil }
    var found: (row: Int, column: Int, factor: Contraction.Operand, contiguous: Bool)?
    let spatial = anchor.spatial
    for column in spatial.indices.reversed() where found == nil && spatial[column] != 1 {
      for (factor, other) in [
        (contraction.right, contraction.left), (contraction.left, contraction.right),
      ] where found == nil {
        guard factor.address.dimensionNumbers.contains(column),
          !other.address.dimensionNumbers.contains(column)
        else { continue }
        let row = spatial.indices.last { axis in
          axis != column && other.address.dimensionNumbers.contains(axis)
            && !factor.address.dimensionNumbers.contains(axis)
        }
        guard let row else { continue }
        let stride = factor.address.linear(in: column)?.coefficient
        found = (row, column, factor, stride == 1)
      }
    }
    guard let found else { return nil }
    var indices: [IndexExpression] = []
    if let finish {
      guard !finish.isReduction, let body = finish.body(in: source) else { return nil }
      let iterators = source.arguments(of: body)
      var maps: Set<[IndexExpression]> = []
      var resolver = IndexResolver(source, iterators)
      for (_, load) in finish.loads(in: source) where load.buffer == anchor.output {
        guard let map = resolver.resolve(load.map, load.indices) else { return nil }
        maps.insert(map)
      }
      guard maps.count == 1, let map = maps.first,
        let inverse = invertedMap(map, of: anchor.spatial, extents: finish.spatial)
      else { return nil }
      indices = inverse
    }
    self.anchor = anchor
    self.finish = finish
    self.source = source
    (rowAxis, columnAxis, vectorFactor, isContiguous) = found
    finishIndices = indices
  }

  var accumulatorType: Type? { source.bufferType(of: anchor.output)?.element }
  var factorType: Type { source.type(of: vectorFactor.value) }

  private func mask(_ nest: Nest, _ limit: IndexExpression?) -> [IndexExpression] {
    limit.map { [$0 - 1 - nest.bindings[columnAxis]] } ?? []
  }

  /// The flat position of the reduction iterators, over all iterators of the stage.
  private var depth: IndexExpression {
    let first = anchor.spatial.count
    var flat = IndexExpression.zero
    for (axis, extent) in anchor.reduction.enumerated() {
      flat = flat * extent + .dimension(first + axis)
    }
    return flat
  }

  /// One vector of the panel.
  ///
  /// Rows do not matter to it; columns past the end are not read.
  func insertPanelBlock(
    _ nest: Nest, _ limit: IndexExpression?, _ panel: ValueID, columns: Int,
    into build: inout Builder
  ) {
    let extents = anchor.signature.extents + [IndexExpression(columns)]
    let block = Program.Block(
      name: anchor.signature.name + ".pack", counters: nest.counters,
      bindings: nest.bindings + nest.extra, extents: extents,
      kinds: extents.map { _ in .spatial }, predicate: mask(nest, limit))
    build.insertBlock(block) { build, iterators in
      guard let body = anchor.body(in: source) else { return }
      var values: [ValueID: ValueID] = [:]
      for (old, new) in zip(source.arguments(of: body), iterators) { values[old] = new }
      let chain = ancestors(of: vectorFactor.value, in: body)
      for operation in source.operations(in: body) where chain.contains(operation) {
        let copy = build.insert(
          OperationState(
            name: source.name(of: operation),
            operands: source.operands(of: operation).map { values[$0] ?? $0 },
            resultTypes: source.results(of: operation).map { source.type(of: $0) },
            properties: source.properties(of: operation)))
        values[source.result(of: operation)] = build.module.result(of: copy)
      }
      let value = values[vectorFactor.value] ?? vectorFactor.value
      let column = IndexExpression.dimension(iterators.count - 1)
      build.insertOperation(
        Program.Store(value, to: panel, iterators, map: [depth, column]))
    }
  }

  /// Clears one vector of the panel, where columns past the end will not be copied.
  func insertPanelZero(
    _ nest: Nest, _ panel: ValueID, columns: Int, into build: inout Builder
  ) {
    // It clears lanes past the last column too.
    let unlimited = anchor.signature.extents.map { _ in IndexExpression(1 << 30) }
    let extents = unlimited + [IndexExpression(columns)]
    let block = Program.Block(
      name: anchor.signature.name + ".clear", counters: nest.counters,
      bindings: nest.bindings + nest.extra, extents: extents, kinds: extents.map { _ in .spatial })
    build.insertBlock(block) { build, iterators in
      let zero = build.insertFloat(0, factorType)
      let column = IndexExpression.dimension(iterators.count - 1)
      build.insertOperation(
        Program.Store(zero, to: panel, iterators, map: [depth, column]))
    }
  }

  private func ancestors(of value: ValueID, in body: BlockID) -> Set<OperationID> {
    guard let operation = source.definingOperation(of: value),
      source.block(of: operation) == body
    else { return [] }
    return source.operands(of: operation).reduce(into: [operation]) { found, operand in
      found.formUnion(ancestors(of: operand, in: body))
    }
  }

  /// `accumulator[row, column] += a * b`.
  func insertProduct(
    _ nest: Nest, _ limit: IndexExpression?, _ accumulator: ValueID, _ panel: ValueID?,
    into build: inout Builder
  ) {
    var nest = nest
    // A panel is read whole: what is past the end is computed and not written.
    nest.predicate = panel == nil ? mask(nest, limit) : []
    nest.insert(into: &build) { copy, iterators, extra in
      copy.redirect[anchor.output] = { _, _ in
        (accumulator, extra, [.dimension(0), .dimension(1)])
      }
      if let panel {
        let column = IndexExpression.dimension(iterators.count)
        let map = [depth, column]
        copy.overrides[vectorFactor.value] = { build in
          build.insert(Program.Load(panel, iterators + [extra[1]], map: map))
        }
      }
    }
  }

  /// Writes a tile, through the finishing stage if there is one.
  func insertFinish(
    _ nest: Nest, _ limit: IndexExpression?, _ accumulator: ValueID, into build: inout Builder
  ) {
    let rank = anchor.spatial.count
    let stage = finish ?? anchor
    let block = Program.Block(
      name: stage.signature.name + ".finish", counters: nest.counters,
      bindings: Array(nest.bindings.prefix(rank)) + nest.extra,
      extents: anchor.spatial + nest.extra.map { _ in IndexExpression(1 << 30) },
      kinds: Array(repeating: .spatial, count: rank + nest.extra.count),
      predicate: mask(nest, limit))
    build.insertBlock(block) { build, iterators in
      let own = Array(iterators.prefix(rank))
      let tile = Array(iterators.dropFirst(rank))
      guard let finish, let body = finish.body(in: source) else {
        let value: ValueID = build.insert(
          Program.Load(accumulator, tile, map: [.dimension(0), .dimension(1)]))
        build.insertOperation(
          Program.Store(
            value, to: anchor.output, own, map: (0..<rank).map { .dimension($0) }))
        return
      }
      let indices = finishIndices.map { expression -> ValueID in
        if let number = expression.dimensionNumber { return own[number] }
        return build.insert(Program.Index(expression, own))
      }
      var copy = StatementCopy(source)
      copy.redirect[anchor.output] = { _, _ in
        (accumulator, tile, [.dimension(0), .dimension(1)])
      }
      copy.copy(body, iterators: indices, into: &build)
    }
  }
}
