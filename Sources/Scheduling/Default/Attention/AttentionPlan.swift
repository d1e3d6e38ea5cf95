import Dialects
import IR
import Support

/// Two products with a chain over rows between them, read as attention.
///
///     S[…, i, j] = sum over d of Q[…, i, d] * K[…, j, d]
///     P[…, i, j] = what a chain of stages makes of the row S[…, i, *], such as softmax
///     Y[…, i, n] = sum over j of P[…, i, j] * V[…, j, n]
///
/// `i` are queries, `j` keys. The stages of the chain have an element for each query and key ("wide"),
/// or one for each query ("narrow").
struct AttentionPlan {
  enum Link {
    /// Makes a wide buffer of the one before, element by element.
    case wide(Stage)
    /// Makes an element for each query of all its keys.
    case reduction(Stage)
    /// Makes an element for each query of others.
    case narrow(Stage)
  }

  let source: Module
  /// Tiles with keys in rows and queries in columns.
  let scores: TilePlan
  let chain: [Link]
  /// Tiles with queries in rows.
  let result: TilePlan
  /// The scores and what the chain makes of them: each is read until the next one is written.
  let wide: Set<ValueID>
  /// What the second product reads.
  let weights: ValueID
  /// The axis that is taken for queries: it may be another one along which keys and values are the same.
  let queryAxis: Int

  var rank: Int { scores.anchor.spatial.count }
  var queries: IndexExpression { scores.columns }
  var keys: IndexExpression { scores.rows }
  /// All other axes but the one of keys.
  var outerAxes: [Int] { (0..<rank - 1).filter { $0 != queryAxis } }
  /// Their sizes.
  var outer: [IndexExpression] { outerAxes.map { scores.anchor.spatial[$0] } }

  /// The most terms of a score, of which a thread keeps a panel.
  static let deepest = 512

  /// `nil` when the stages are something else, or need more than one wide buffer at a time; `queries` is an
  /// axis counted from the last.
  init?(_ stages: [Stage], outputs: Set<ValueID>, source: Module, queries: Int = 2) {
    guard stages.count > 2, let first = stages.first, first.isContraction(in: source),
      let second = stages.indices.dropFirst().first(where: {
        stages[$0].isContraction(in: source)
      }), stages.count - second <= 2
    else { return nil }
    let rank = first.spatial.count
    let finish = second + 1 < stages.count ? stages[second + 1] : nil
    let queryAxis = rank - queries
    guard queryAxis >= 0, let keys = first.spatial.last, keys != 1,
      let scores = TilePlan(first, finish: nil, source: source, columns: [queryAxis]),
      scores.rowAxis == rank - 1, !scores.isElementwise,
      scores.depthCount.constantValue.map({ (1...Self.deepest).contains($0) }) == true,
      let result = TilePlan(
        stages[second], finish: finish, source: source, columns: [rank - 1],
        row: queryAxis),
      result.anchor.spatial.count == rank, result.rowAxis == queryAxis, !result.isElementwise,
      result.columns != 1 || scores.columns != 1,
      result.anchor.spatial.prefix(rank - 1) == first.spatial.prefix(rank - 1),
      result.anchor.reduction == [keys]
    else { return nil }
    var reader = WideBuffers(first, outputs: outputs, source: source)
    var chain: [Link] = []
    for stage in stages[1..<second] {
      guard let link = reader.link(stage) else { return nil }
      chain.append(link)
    }
    guard reader.areReadInPlace(result.anchor, key: rank) else { return nil }
    // What the chain makes is in registers and a strip of the thread's, where only the second product finds it.
    let inside = Set(stages[..<second].map(\.output))
    guard finish?.loads(in: source).contains(where: { inside.contains($0.load.buffer) }) != true
    else { return nil }
    self.source = source
    self.queryAxis = queryAxis
    self.scores = scores
    self.chain = chain
    self.result = result
    wide = reader.wide
    weights = reader.latest
  }
}

/// Sees that of the buffers with an element for each query and key only the latest is read, each element
/// for the query and key that it belongs to.
private struct WideBuffers {
  let source: Module
  let outputs: Set<ValueID>
  let spatial: [IndexExpression]
  var wide: Set<ValueID>
  var narrow: Set<ValueID> = []
  var latest: ValueID
  let type: Type?

  init(_ scores: Stage, outputs: Set<ValueID>, source: Module) {
    self.source = source
    self.outputs = outputs
    spatial = scores.spatial
    wide = [scores.output]
    latest = scores.output
    type = source.bufferType(of: scores.output)?.element
  }

  /// What a stage is in the chain; `nil` when it has no place there.
  mutating func link(_ stage: Stage) -> AttentionPlan.Link? {
    let rank = spatial.count
    guard let keys = spatial.last, !outputs.contains(stage.output),
      stage.spatial.prefix(rank - 1) == spatial.prefix(rank - 1),
      let element = source.bufferType(of: stage.output)?.element
    else { return nil }
    if stage.spatial == spatial, !stage.isReduction {
      // A strip of f32 has halves exactly.
      guard element == type || type == .f32 && StatementCopy.halves.contains(element),
        areReadInPlace(stage, key: rank - 1)
      else { return nil }
      wide.insert(stage.output)
      latest = stage.output
      return .wide(stage)
    }
    guard stage.spatial.dropFirst(rank - 1).allSatisfy({ $0 == 1 }) else { return nil }
    guard stage.reduction == (stage.isReduction ? [keys] : []),
      areReadInPlace(stage, key: stage.isReduction ? stage.spatial.count : nil)
    else { return nil }
    narrow.insert(stage.output)
    return stage.isReduction ? .reduction(stage) : .narrow(stage)
  }

  /// Whether a stage reads the latest wide buffer and narrow ones only where its own query is, and its
  /// key, the iterator `key`.
  func areReadInPlace(_ stage: Stage, key: Int?) -> Bool {
    guard let body = stage.body(in: source) else { return false }
    var resolver = IndexResolver(source, source.arguments(of: body))
    let rank = spatial.count
    return stage.loads(in: source).allSatisfy { _, load in
      let isWide = wide.contains(load.buffer)
      guard isWide || narrow.contains(load.buffer) else { return true }
      guard let map = resolver.resolve(load.map, load.indices), map.count >= rank - 1,
        (0..<rank - 1).allSatisfy({ spatial[$0] == 1 || map[$0] == .dimension($0) })
      else { return false }
      return !isWide
        || load.buffer == latest && map.count == rank && map.last?.dimensionNumber == key
    }
  }
}
