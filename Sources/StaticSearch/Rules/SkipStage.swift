/// Leaves a stage as it is; how its loops run is said at the end.
///
/// Before and after: the same. A stage that reads elements again and again is not left so, since its
/// tiles with sizes of one are that.
public struct SkipStage: SketchRule {
  public init() {}

  public func apply(
    to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
  ) -> RuleOutcome {
    if stage.reusesElements { return .skip }
    var draft = draft
    draft.plain.append(stage.name)
    return RuleOutcome([draft])
  }
}
