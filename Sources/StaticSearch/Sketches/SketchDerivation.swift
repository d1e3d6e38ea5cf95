import Scheduling
import Support

/// Derives sketches of a program by rules.
///
/// Stages are looked at from the last to the first. Each rule that applies gives drafts that go on from
/// there, so a program has as many sketches as there are ways through the rules.
public struct SketchDerivation: Sendable {
  public var rules: [any SketchRule]
  /// Drafts beyond so many are left.
  public var mostDrafts = 64

  /// Rules, in the order in which they are asked.
  public init(rules: [any SketchRule] = SketchDerivation.standardRules) { self.rules = rules }

  /// What programs for processors and GPUs are scheduled by.
  public static let standardRules: [any SketchRule] = [
    AlwaysInline(), AddRFactor(), CrossThreadReduction(), CacheWrite(), PackConstants(),
    CacheRead(), MultiLevelTiling(), SkipStage(),
  ]

  /// The sketches, and why others are not among them.
  public func sketches(
    of start: Schedule, _ target: SketchTarget
  ) -> (sketches: [TraceSketch], remarks: [String]) {
    var (drafts, done): ([SketchDraft], [SketchDraft]) = ([SketchDraft(start)], [])
    var remarks: [String] = []
    while !drafts.isEmpty, drafts.count + done.count <= mostDrafts {
      var draft = drafts.removeFirst()
      guard let name = draft.pending.popLast() else {
        done.append(draft)
        continue
      }
      guard let stage = StageView(name, in: draft.schedule) else {
        remarks.append("'\(name)' is no stage with a loop for each axis; it stays as it is")
        drafts.append(draft)
        continue
      }
      for rule in rules {
        let outcome = rule.apply(to: stage, of: draft, target)
        remarks += outcome.remarks
        drafts += outcome.drafts
        if outcome.isFinal, !outcome.drafts.isEmpty { break }
      }
    }
    var names: [String: Int] = [:]
    var sketches: [TraceSketch] = []
    for var draft in done {
      for name in draft.plain { PlainStage.schedule(name, in: &draft, target) }
      let name = draft.labels.joined(separator: "+")
      names[name, default: 0] += 1
      if let count = names[name], count > 1 { draft.labels.append("\(count)") }
      do throws(Diagnostic) { sketches.append(try draft.sketch(of: start)) } catch {
        remarks.append(error.message)
      }
    }
    return (sketches, remarks)
  }
}
