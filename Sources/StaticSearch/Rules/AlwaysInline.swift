import Scheduling

/// Computes what is element by element and cheap where it is read.
///
///     for i { T[i] = X[i] * 2 };  for i { for k { Y[i] += T[i] * W[k] } }
///       -> for i { for k { Y[i] += X[i] * 2 * W[k] } }
public struct AlwaysInline: SketchRule {
  public init() {}

  public func apply(
    to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
  ) -> RuleOutcome {
    guard stage.reducedAxes.isEmpty, stage.isIntermediate, stage.isCheap,
      !stage.readers(in: draft.schedule).isEmpty
    else { return .skip }
    var draft = draft
    do throws(Refusal) {
      try draft.schedule.computeInline(try draft.schedule.block(stage.name))
    } catch { return RuleOutcome(remarks: ["inlining '\(stage.name)': \(error)"]) }
    return RuleOutcome([draft], isFinal: true)
  }
}
