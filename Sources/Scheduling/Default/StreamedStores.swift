import Dialects
import IR
import Support

// Results that do not stay in a cache pass it.

extension SpatialSchedule {
  /// Writes a stage twice, where its result may be so large that nobody finds it in the last cache: with stores
  /// through the caches, which read a line before they write to it, and with stores past them.
  ///
  /// Before: `for i { Y[i] = … }`. After, for a cache of 32 MiB and a result of that share of it:
  ///
  ///     choose { "cached": for i { Y[i] = … }, "streamed" where 4 * n >= 2^24: for i { Y[i] = … {nontemporal} } }
  ///
  /// `share` is how much of the cache a result must have, in sixths; `body` is told whether to stream.
  func insertStreamed(
    _ stage: Stage, of source: Module, share: Int = 3, into build: inout Builder,
    _ body: @escaping (_ isStreamed: Bool, inout Builder) -> Void
  ) {
    guard let condition = streamingCondition(of: stage, in: source, share: share) else {
      return body(false, &build)
    }
    if assumptions.isNonNegative(condition) { return body(true, &build) }
    let elements = IndexExpression.product(stage.spatial)
    build.insertCheapest(
      of: [
        Alternative(name: "cached", cost: elements * 3, condition: 0) { body(false, &$0) },
        Alternative(name: "streamed", cost: elements * 2, condition: condition) { body(true, &$0) },
      ], assumptions)
  }

  /// At least zero where what is written takes so much of the last cache, and rows that are written begin at
  /// lines as the buffer does; `nil` where that cannot be.
  private func streamingCondition(
    of stage: Stage, in source: Module, share: Int
  ) -> IndexExpression? {
    guard let type = stage.bufferType(in: source), let columns = type.shape.last,
      let bits = type.element.bitWidth, let cache = lastCache, width * bits >= 256
    else { return nil }
    let bytes = bits / 8
    let elements = IndexExpression.product(stage.spatial)
    let spare = elements * IndexExpression(bytes) - IndexExpression(cache.bytes / 6 * share)
    let line = IndexExpression(max(1, cache.lineBytes / bytes))
    let condition = assumptions.simplified(.minimum(spare, -columns.remainder(by: line)))
    guard assumptions.interval(of: condition).upper ?? 0 >= 0 else { return nil }
    return condition
  }
}
