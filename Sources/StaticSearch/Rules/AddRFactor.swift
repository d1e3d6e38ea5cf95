import Scheduling

/// Splits a reduction that has few results and many terms into partial ones, which threads or lanes share.
///
///     for i { for k { Y[i] += X[i, k] } }
///       -> parallel for ko { for i { for ki { P[ko, i] += X[i, …] } } };  for i { for ko { Y[i] += P[ko, i] } }
///       -> for i { for ko { vectorized for ki { P[ki, i] += X[i, …] } } };  for i { for ki { Y[i] += P[ki, i] } }
///
/// Sums of floats then have another order, so of these it is only asked where that is allowed
/// (`SketchTarget.mayReassociate`).
public struct AddRFactor: SketchRule {
  /// Results for each thread, at most, that are few.
  private static let mostResults = 16

  public init() {}

  public func apply(
    to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
  ) -> RuleOutcome {
    let (results, terms) = (stage.resultCount, stage.termCount)
    guard target.mayReassociate || !stage.hasFloats, !target.hasThreadBlocks,
      draft.copies[stage.name] == nil,
      draft.panels[stage.name] == nil, !stage.reducedAxes.isEmpty,
      results <= Self.mostResults * target.threads, terms > results
    else { return .skip }
    var outcome = RuleOutcome()
    for isInLanes in [false, true] {
      var next = draft
      do throws(Refusal) {
        try split(stage, terms: terms, isInLanes: isInLanes, in: &next, target)
        next.labels.append("\(stage.name).\(isInLanes ? "lanes" : "parts")")
        outcome.drafts.append(next)
      } catch { outcome.remarks.append("partial results of '\(stage.name)': \(error)") }
    }
    return outcome
  }

  private func split(
    _ stage: StageView, terms: Int, isInLanes: Bool, in draft: inout SketchDraft,
    _ target: SketchTarget
  ) throws(Refusal) {
    let lanes = target.hardware.lanes(elementBits: stage.elementBits)
    let block = try draft.schedule.block(stage.name)
    let loops = try draft.schedule.loops(of: block)
    var reduced = loops[stage.reducedAxes[0]]
    for axis in stage.reducedAxes.dropFirst() {
      reduced = try draft.schedule.fuse(reduced, loops[axis])
    }
    let sizes =
      isInLanes
      ? [1, 2, 4, 8].map { $0 * lanes }.filter { $0 <= max(lanes, terms) }
      : TileSizes.options(of: terms, atMost: terms).filter { terms / $0 > 1 || terms == 1 }
    let (size, _) = try draft.sample(
      "\(stage.name).part", stage: stage.name, from: sizes,
      now: TileSizes.first(of: sizes, extent: terms))
    let (outer, inner) = try draft.schedule.split(reduced, sampled: size)
    let shared = isInLanes ? inner : outer
    try draft.schedule.rfactor(block, over: shared)
    if isInLanes {
      try draft.schedule.vectorize(shared)
    } else {
      let spatial = stage.spatialAxes.map { loops[$0].value }
      try draft.schedule.apply(Schedule.Reorder([shared.value] + spatial))
      try draft.schedule.parallel(shared)
    }
  }
}
