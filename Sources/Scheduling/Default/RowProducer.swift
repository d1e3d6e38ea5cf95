import Dialects
import IR
import Support

/// A stage whose elements are the terms of the reduction behind it, and are computed, stored and added in
/// one loop.
///
/// Before:
///
///     for j in n { t[j] = exp(x[j] - largest) }
///     for k in n { y = y + t[k] }
///
/// After, in the vectors of `RowReduction`:
///
///     for k in n { e = exp(x[k] - largest); t[k] = e; y = y + e }
struct RowProducer {
  private let stage: Stage
  private let body: BlockID
  /// Where the reduction's term is, over its iterators.
  private let place: [IndexExpression]

  /// `nil` when the reduction reads other elements of it than one for each term, each once.
  init?(_ stage: Stage, of reduction: Stage, _ source: Module) {
    guard !stage.isReduction, let body = stage.body(in: source),
      let reader = reduction.body(in: source), reduction.reduction.count == 1
    else { return nil }
    let loads = reduction.loads(in: source).filter { $0.load.buffer == stage.output }
    var resolver = IndexResolver(source, source.arguments(of: reader))
    guard loads.count == 1, let place = resolver.resolve(loads[0].load.map, loads[0].load.indices)
    else { return nil }
    // Rows are at their own places, and along one more axis all elements are terms.
    let term = IndexExpression.dimension(reduction.spatial.count)
    var isWhole = false
    for (axis, index) in place.enumerated() {
      if index == term, stage.spatial[axis] == reduction.reduction[0], !isWhole {
        isWhole = true
      } else if stage.spatial[axis] != 1,
        axis >= reduction.spatial.count || index != .dimension(axis)
          || stage.spatial[axis] != reduction.spatial[axis]
      {
        return nil
      }
    }
    guard isWhole, place.count == stage.spatial.count else { return nil }
    (self.stage, self.body, self.place) = (stage, body, place)
  }

  /// What the term is made of, over the reduction's iterators.
  func reads(in source: Module) -> [(buffer: ValueID, map: [IndexExpression])] {
    var resolver = IndexResolver(source, source.arguments(of: body))
    return stage.loads(in: source).compactMap { _, load in
      resolver.resolve(load.map, load.indices).map { map in
        (load.buffer, map.map { $0.substituting(dimensions: place) })
      }
    }
  }

  /// Writes the term at the reduction's `iterators`; gives it.
  func insert(
    over iterators: [ValueID], _ redirect: Redirection, _ source: Module,
    into build: inout Builder
  ) -> [ValueID: ValueID] {
    let own = place.map { index -> ValueID in build.insert(Program.Index(index, iterators)) }
    var copy = StatementCopy(source)
    redirect.apply(to: &copy)
    copy.copy(body, iterators: own, into: &build)
    return copy.stored.map { [stage.output: $0] } ?? [:]
  }
}
