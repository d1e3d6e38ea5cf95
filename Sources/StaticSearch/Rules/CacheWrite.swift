import Scheduling

/// Gives a stage that is to be tiled accumulators of its own, where no stage after it can be joined to
/// its tiles: then the copy is.
///
///     for i { for j { for k { Y[i, j] += … } } }
///       -> for i { for j { for k { T[i, j] += … } } };  for i { for j { Y[i, j] = T[i, j] } }
public struct CacheWrite: SketchRule {
  public init() {}

  public func apply(
    to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
  ) -> RuleOutcome {
    guard stage.reusesElements, stage.follower(in: draft.schedule) == nil else { return .skip }
    var draft = draft
    do throws(Refusal) {
      let before = Set(draft.schedule.blockNames())
      try draft.schedule.cacheWrite(try draft.schedule.block(stage.name))
      draft.plain += draft.schedule.blockNames().filter { !before.contains($0) }
    } catch { return RuleOutcome(remarks: ["caching '\(stage.name)': \(error)"]) }
    // Otherwise the copy would be copied, for ever.
    guard StageView(stage.name, in: draft.schedule)?.follower(in: draft.schedule) != nil else {
      return .skip
    }
    draft.pending.append(stage.name)
    return RuleOutcome([draft], isFinal: true)
  }
}
