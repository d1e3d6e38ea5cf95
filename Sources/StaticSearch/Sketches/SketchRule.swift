/// A way to schedule one stage of a program.
///
/// What it does are steps of the schedule language. A rule of one's own is one more value in the list
/// that `SketchDerivation` takes.
public protocol SketchRule: Sendable {
  /// Applies it to a stage of a draft, which is no more among those pending.
  func apply(
    to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
  ) -> RuleOutcome
}

/// What a rule makes of a draft.
public struct RuleOutcome: Sendable {
  /// None where it does not apply.
  public var drafts: [SketchDraft]
  /// Whether rules after it are not asked.
  public var isFinal: Bool
  /// Why something that was tried is not among the drafts.
  public var remarks: [String]

  public init(_ drafts: [SketchDraft] = [], isFinal: Bool = false, remarks: [String] = []) {
    (self.drafts, self.isFinal, self.remarks) = (drafts, isFinal, remarks)
  }

  /// It does not apply.
  public static let skip = RuleOutcome()
}
