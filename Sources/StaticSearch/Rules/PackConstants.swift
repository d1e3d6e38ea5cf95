import Dialects
import IR
import Scheduling

/// Has the constant that a tiled stage reads in lanes lie in panels, from when the model is built: as wide as the
/// innermost tile will be.
///
///     … Y[i, j] += X[i, k] * W[k, j]  ->  … Y[i, j] += X[i, k] * W[j floordiv 32, k, j mod 32]
public struct PackConstants: SketchRule {
  public init() {}

  public func apply(
    to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
  ) -> RuleOutcome {
    guard !target.hasThreadBlocks, stage.reusesElements, draft.panels[stage.name] == nil,
      let found = Self.constant(of: stage, in: draft.schedule)
    else { return .skip }
    var draft = draft
    draft.panels[stage.name] = found
    draft.labels.append("\(stage.name).packed")
    draft.pending.append(stage.name)
    return RuleOutcome([draft])
  }

  /// A constant that lies as it was, and the axis of it that the lanes go along.
  static func constant(of stage: StageView, in schedule: Schedule) -> SketchDraft.Panel? {
    let module = schedule.module
    guard let lane = stage.laneAxis, let body = module.body(of: schedule.function),
      let function = module.match(schedule.function, as: Program.Function.self)
    else { return nil }
    let arguments = module.arguments(of: body)
    for (number, read) in stage.operands.enumerated() {
      guard let input = arguments.firstIndex(of: read.buffer), let map = read.map,
        function.constants.contains(where: { $0.input == input && $0.layout == nil }),
        let axis = map.firstIndex(of: .dimension(lane)), map.count > 1
      else { continue }
      return SketchDraft.Panel(operand: number, axis: axis)
    }
    return nil
  }
}
