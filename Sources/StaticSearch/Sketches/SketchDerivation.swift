import Scheduling
import Support

/// Derives sketches of a program by rules.
///
/// Stages are looked at from the last to the first. Each rule that applies gives drafts that go on from
/// there, so a program has as many sketches as there are ways through the rules.
public struct SketchDerivation: Sendable {
  public var rules: [any SketchRule]
  /// The most sketches that there may be; less than one counts as one.
  ///
  /// Where there are more ways, drafts are drawn from all that go on from a stage, from each draft before it
  /// as many and always the same, and a remark says so.
  public var mostDrafts = 64

  /// Rules, in the order in which they are asked.
  public init(rules: [any SketchRule] = SketchDerivation.standardRules) { self.rules = rules }

  /// What programs for processors and GPUs are scheduled by.
  public static let standardRules: [any SketchRule] = [
    AlwaysInline(), AddRFactor(), CrossThreadReduction(), CacheWrite(), PackConstants(),
    CacheRead(), MultiLevelTiling(), SkipStage(),
  ]

  /// The sketches, and why others are not among them, each reason once.
  public func sketches(
    of start: Schedule, _ target: SketchTarget
  ) -> (sketches: [TraceSketch], remarks: [String]) {
    var walk = DerivationWalk(rules: rules, most: max(1, mostDrafts), target: target)
    let done = walk.drafts(from: SketchDraft(start))
    var names: Set<String> = []
    var sketches: [TraceSketch] = []
    for var draft in done {
      for name in draft.plain { PlainStage.schedule(name, in: &draft, target) }
      draft.distinguish(from: &names)
      do throws(Diagnostic) { sketches.append(try draft.sketch(of: start)) } catch {
        walk.remark(error.message)
      }
    }
    return (sketches, walk.remarks)
  }
}

extension SketchDraft {
  /// Gives it a name that no other has, by a number after the first of them.
  fileprivate mutating func distinguish(from names: inout Set<String>) {
    let known = labels
    var count = 1
    while !names.insert(name).inserted {
      count += 1
      labels = known + ["\(count)"]
    }
  }
}
