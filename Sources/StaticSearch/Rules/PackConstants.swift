import Dialects
import IR
import Scheduling

/// Has the constant that a tiled stage reads in lanes lie in panels, from when the model is built; how wide is
/// left open.
///
///     … Y[i, j] += X[i, k] * W[k, j]  ->  … Y[i, j] += X[i, k] * W[j floordiv 32, k, j mod 32]
public struct PackConstants: SketchRule {
  /// Widths of panels, in vectors.
  private static let vectors = [1, 2, 3, 4, 6, 8]

  public init() {}

  public func apply(
    to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
  ) -> RuleOutcome {
    guard stage.reusesElements, let found = constant(of: stage, in: draft.schedule) else {
      return .skip
    }
    var draft = draft
    let lanes = target.hardware.lanes(elementBits: stage.elementBits)
    let widths = Self.vectors.map { $0 * lanes }.filter { $0 < found.size + lanes }
    do throws(Refusal) {
      let (width, _) = try draft.sample(
        "\(stage.name).panel", stage: stage.name, from: widths, now: min(1, widths.count - 1))
      let block = try draft.schedule.block(stage.name)
      let buffer = try draft.schedule.buffer(readBy: block, found.number)
      try draft.schedule.packConstant(buffer, axis: found.axis, sampled: width)
    } catch { return RuleOutcome(remarks: ["packing what '\(stage.name)' reads: \(error)"]) }
    draft.labels.append("\(stage.name).packed")
    draft.pending.append(stage.name)
    return RuleOutcome([draft])
  }

  /// Which of the buffers that a stage reads is a constant that lies as it was, the axis of it that the
  /// lanes go along, and the size of that.
  private func constant(
    of stage: StageView, in schedule: Schedule
  ) -> (number: Int, axis: Int, size: Int)? {
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
      return (number, axis, stage.extents[lane])
    }
    return nil
  }
}
