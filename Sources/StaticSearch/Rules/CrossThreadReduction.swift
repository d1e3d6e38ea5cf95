import Scheduling

/// Has the threads of a block of a GPU share a reduction that has few results and many terms, each a part of
/// them, and one adds the parts up.
///
///     for i { for k { T[i] += X[i, k] } };  for i { Y[i] = f(T[i]) }
///       -> block for i { P = shared
///            thread for ki { P[ki] = 0 };  thread for ki { for ko { P[ki] += X[i, …] } }
///            thread for one { for ki { T += P[ki] } };  thread for one { Y[i] = f(T) } }
///
/// Sums of floats then have another order, so of these it is only asked where that is allowed
/// (`SketchTarget.mayReassociate`).
public struct CrossThreadReduction: SketchRule {
  /// Results for which threads alone are too few, at most.
  private static let mostResults = 4096

  public init() {}

  public func apply(
    to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
  ) -> RuleOutcome {
    let (results, terms) = (stage.resultCount, stage.termCount)
    guard target.hasThreadBlocks, target.mayReassociate || !stage.hasFloats,
      draft.copies[stage.name] == nil,
      !stage.reducedAxes.isEmpty, results <= Self.mostResults, terms > 1,
      let follower = stage.follower(in: draft.schedule)
    else { return .skip }
    var draft = draft
    do throws(Refusal) {
      try share(stage, follower, terms: terms, in: &draft)
    } catch { return RuleOutcome(remarks: ["threads that share '\(stage.name)': \(error)"]) }
    draft.labels.append("\(stage.name).shared")
    draft.plain.removeAll { $0 == follower.name }
    return RuleOutcome([draft])
  }

  private func share(
    _ stage: StageView, _ follower: StageView, terms: Int, in draft: inout SketchDraft
  ) throws(Refusal) {
    let last = try draft.schedule.block(follower.name)
    let outer = try draft.schedule.loops(of: last)
    guard var block = outer.first else { throw Refusal("what follows has no loops") }
    for loop in outer.dropFirst() { block = try draft.schedule.fuse(block, loop) }
    let sum = try draft.schedule.block(stage.name)
    try draft.schedule.compute(sum, at: block)
    // Of an axis that is one element there is no loop.
    let own = try draft.schedule.loops(of: sum).dropFirst()
    guard var reduced = own.first else { throw Refusal("there is one term") }
    for loop in own.dropFirst() { reduced = try draft.schedule.fuse(reduced, loop) }
    let sizes = [32, 64, 128, 256, 512].filter { $0 == 32 || $0 <= terms }
    let (threads, _) = try draft.sample(
      "\(stage.name).threads", stage: stage.name, from: sizes, now: 0)
    let (each, thread) = try draft.schedule.split(reduced, sampled: threads)
    let final = try draft.schedule.rfactor(sum, over: thread)
    try draft.schedule.apply(Schedule.Reorder([thread.value, each.value]))
    try draft.schedule.setScope(try draft.schedule.buffer(writtenBy: sum), .shared)
    let initial = try draft.schedule.block("\(stage.name)_init")
    let clearing = try draft.schedule.innermostLoop(of: initial)
    try draft.schedule.bind(clearing, to: .threadX)
    try draft.schedule.bind(thread, to: .threadX)
    for one in [final, last] {
      try draft.schedule.bind(try draft.schedule.unitLoop(around: one), to: .threadX)
    }
    try draft.schedule.bind(block, to: .blockX)
  }
}
