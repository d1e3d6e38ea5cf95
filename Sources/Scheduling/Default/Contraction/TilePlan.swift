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
  /// What it is multiplied with.
  let otherFactor: Contraction.Operand
  /// Whether the other factor has a number for each lane too, as in depth-wise convolutions.
  let isElementwise: Bool
  /// The finishing stage's iterators as functions of the contraction's spatial ones.
  let finishIndices: [IndexExpression]
  /// Buffers of the product that live elsewhere; gets the block's iterators, and after them the row and
  /// the column in the tile with what the tile has `more`.
  var moved: [ValueID: (_ iterators: [ValueID], _ extra: [ValueID]) -> StatementCopy.Place] = [:]

  /// How the vector factor lies in memory, where it is packed.
  var packings: [FactorPacking] = []
  /// What the sums over runs of steps are multiplied by.
  private(set) var blockScale: BlockScale?

  /// Steps of the reduction that may be left out, by its axis.
  var paddedSteps: [Int: PaddedSteps] = [:]
  /// Rows at both ends for which steps of the reduction may be left out.
  var skippedPositions: SkippedPositions?
  /// The rows that tiles cover, if not all.
  var part: RowPart?

  /// Some of the rows: how many, and where each is.
  struct RowPart {
    var count: IndexExpression
    var row: (_ number: IndexExpression) -> IndexExpression
  }

  /// Finds the axes, the columns among `columns` and the rows `row` if that is given; `nil` when there are
  /// none that make a tile.
  init?(
    _ anchor: Stage, finish: Stage?, source: Module, columns: [Int]? = nil, row: Int? = nil
  ) {
    guard let contraction = anchor.contraction(in: source) else { return nil }
    let spatial = anchor.spatial
    let candidates = columns ?? spatial.indices.reversed().filter { spatial[$0] != 1 }
    let axes = [false, true].lazy.compactMap { isElementwise in
      candidates.lazy.compactMap { contraction.axes(column: $0, of: anchor, isElementwise, row) }
        .first
    }
    guard let found = axes.first else { return nil }
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
    (rowAxis, columnAxis) = (found.row, found.column)
    (vectorFactor, otherFactor) = (found.factor, found.other)
    isContiguous = found.factor.address.linear(in: found.column)?.coefficient == 1
    isElementwise = found.other.address.dimensionNumbers.contains(found.column)
    finishIndices = indices
    blockScale = findBlockScale()
  }

  /// How many steps the reduction has.
  var depthCount: IndexExpression { .product(anchor.reduction) }
  /// How many rows tiles cover.
  var rows: IndexExpression { part?.count ?? anchor.spatial[rowAxis] }
  var columns: IndexExpression { anchor.spatial[columnAxis] }
  /// The spatial axes that are neither.
  var outerAxes: [Int] { anchor.spatial.indices.filter { $0 != columnAxis && $0 != rowAxis } }

  var accumulatorType: Type? { source.bufferType(of: anchor.output)?.element }
  var factorType: Type { source.type(of: vectorFactor.value) }

  /// The axis of the reduction along which the vector factor's elements are neighbours in memory, if
  /// they are not along the columns.
  var contiguousReduction: Int? {
    guard !isContiguous else { return nil }
    return anchor.reduction.indices.first { axis in
      anchor.reduction[axis] != 1
        && vectorFactor.address.linear(in: anchor.spatial.count + axis)?.coefficient == 1
    }
  }

  func mask(_ nest: Nest, _ limit: IndexExpression?) -> [IndexExpression] {
    limit.map { [$0 - 1 - nest.bindings[columnAxis]] } ?? []
  }

  /// The flat position of the reduction iterators, over all iterators of the stage.
  private var depth: IndexExpression { flatPosition(of: Array(anchor.reduction.indices)) }

  /// One vector of the panel, of a value of the statement: the vector factor, or what is left of it without
  /// a scale.
  ///
  /// Rows do not matter to it; columns past the end are not read, but where they are packed.
  func insertPanelBlock(
    _ nest: Nest, _ limit: IndexExpression?, _ panel: ValueID, columns: Int, of value: ValueID,
    into build: inout Builder
  ) {
    let unbounded = IndexExpression(1 << 30)
    var extents =
      anchor.signature.extents + [IndexExpression(columns)]
      + nest.extra.dropFirst().map { _ in unbounded }
    extents[rowAxis] = unbounded  // there may be none
    if !packings.isEmpty { extents[columnAxis] = unbounded }
    let block = Program.Block(
      name: anchor.signature.name + ".pack", counters: nest.counters,
      bindings: nest.bindings + nest.extra, extents: extents,
      kinds: extents.map { _ in .spatial }, predicate: mask(nest, limit))
    build.insertBlock(block) { build, iterators in
      guard let body = anchor.body(in: source) else { return }
      let count = anchor.signature.extents.count
      let (own, extra) = (Array(iterators.prefix(count)), Array(iterators.dropFirst(count)))
      var copy = StatementCopy(source)
      redirectPacked(&copy, own, extra.dropFirst())
      copy.copy(
        body, iterators: own, only: source.operations(in: body, leadingTo: value), into: &build)
      build.insertOperation(
        Program.Store(
          copy.values[value] ?? value, to: panel, own + extra.prefix(1),
          map: [depth, .dimension(count)]))
    }
  }

  /// Reads the packed factor, if it is, where it lies; `place` is the panel and the place in its row.
  func redirectPacked(
    _ copy: inout StatementCopy, _ iterators: [ValueID], _ place: ArraySlice<ValueID>
  ) {
    for packing in packings {
      copy.redirect[packing.buffer] = { _, _ in
        (packing.buffer, iterators + place.prefix(2), packing.place(in: self, iterators.count))
      }
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
      let zero = build.insertZero(factorType)
      let column = IndexExpression.dimension(iterators.count - 1)
      build.insertOperation(
        Program.Store(zero, to: panel, iterators, map: [depth, column]))
    }
  }

  /// Where the product finds the vector factor.
  enum Source {
    /// In the model's constant, in the layout of `panelLayout`; the nest's `extra` then goes on with
    /// the panel and the column in it.
    case packed
    /// In a panel of the thread's own, converted.
    case panel(ValueID)
    /// Where it is.
    case direct
  }

  /// `accumulator[row, column] += a * b`, where `b` is not multiplied by `scale`, if that is given.
  func insertProduct(
    _ nest: Nest, _ limit: IndexExpression?, _ accumulator: ValueID, _ factor: Source,
    _ scale: BlockScale?, into build: inout Builder
  ) {
    var nest = nest
    // A panel is read whole: what is past the end is computed and not written. Elsewhere there is nothing
    // past the end.
    if isElementwise { nest.predicate = mask(nest, limit) }
    if case .direct = factor { nest.predicate = mask(nest, limit) }
    nest.insert(into: &build) { copy, iterators, extra in
      copy.redirect[anchor.output] = { _, _ in
        (accumulator, Array(extra.prefix(2)), [.dimension(0), .dimension(1)])
      }
      for (buffer, place) in moved {
        copy.redirect[buffer] = { _, _ in place(iterators, extra) }
      }
      if let scale {
        copy.skipped = scale.operations
        copy.aliases[vectorFactor.value] = scale.rest
      }
      switch factor {
      case .direct: break
      case .panel(let panel):
        let map = [depth, .dimension(iterators.count)]
        copy.skipped = factorOperations
        copy.overrides[vectorFactor.value] = { build, _ in
          build.insert(Program.Load(panel, iterators + [extra[1]], map: map))
        }
      case .packed:
        redirectPacked(&copy, iterators, extra.dropFirst(2))
      }
    }
  }

  /// Writes a tile, through the finishing stage if there is one; only rows up to `rowLimit`, if that is
  /// given.
  func insertFinish(
    _ nest: Nest, _ limit: IndexExpression?, rowLimit: IndexExpression? = nil,
    _ accumulator: ValueID, into build: inout Builder
  ) {
    let rank = anchor.spatial.count
    let stage = finish ?? anchor
    let unbounded = IndexExpression(1 << 30)
    let block = Program.Block(
      name: stage.signature.name + ".finish", counters: nest.counters,
      bindings: Array(nest.bindings.prefix(rank)) + nest.extra.prefix(2),
      extents: anchor.spatial + [unbounded, unbounded],
      kinds: Array(repeating: .spatial, count: rank + 2),
      predicate: mask(nest, limit) + (rowLimit.map { [$0 - 1 - nest.bindings[rowAxis]] } ?? []))
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

extension Contraction {
  /// A row for a column: an axis of the factor that is not read in vectors, or not only.
  ///
  /// An axis of one element that is asked for may be one along which nothing is read.
  fileprivate func axes(
    column: Int, of anchor: Stage, _ isElementwise: Bool, _ wanted: Int?
  ) -> (row: Int, column: Int, factor: Operand, other: Operand)? {
    for (factor, other) in [(right, left), (left, right)] {
      let stride = other.address.linear(in: column)?.coefficient
      guard factor.address.dimensionNumbers.contains(column) || anchor.spatial[column] == 1,
        stride == (isElementwise ? 1 : 0),
        let row = anchor.spatial.indices.last(where: { axis in
          axis != column && wanted ?? axis == axis
            && (other.address.dimensionNumbers.contains(axis)
              || axis == wanted && anchor.spatial[axis] == 1)
            && !factor.address.dimensionNumbers.contains(axis)
        })
      else { continue }
      return (row, column, factor, other)
    }
    return nil
  }
}
