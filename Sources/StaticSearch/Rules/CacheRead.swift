import IR
import Scheduling

/// Copies what a tiled stage reads in lanes to memory of the thread, a tile of the outermost level at a time, so
/// that it lies together; on a GPU all that it reads, to memory of the block.
///
///     parallel for j0 { … for k { Y[i, j] += X[i, k] * W[k, j] } }
///       -> parallel for j0 { P = local;  for k { for j1 { P[k, j1] = W[k, j0 * 32 + j1] } };  … }
public struct CacheRead: SketchRule {
  public init() {}

  public func apply(
    to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
  ) -> RuleOutcome {
    guard stage.reusesElements, draft.copies[stage.name] == nil, let lane = stage.laneAxis else {
      return .skip
    }
    let numbers = stage.operands.indices.filter { number in
      let read = stage.operands[number]
      guard let map = read.map,
        !Set(stage.spatialAxes).isSubset(
          of: map.reduce(into: Set()) { $0.formUnion($1.dimensionNumbers) })
      else { return false }
      // A constant is packed instead.
      return target.hasThreadBlocks
        || (map.last?.dimensionNumbers.contains(lane) == true
          && !isConstant(read.buffer, draft.schedule))
    }
    if numbers.isEmpty { return .skip }
    var draft = draft
    do throws(Refusal) {
      let block = try draft.schedule.block(stage.name)
      let before = Set(draft.schedule.blockNames())
      // A buffer that was copied is not the operand of this number any more: the copy is.
      for number in target.hasThreadBlocks ? numbers : [numbers[0]] {
        try draft.schedule.cacheRead(block, try draft.schedule.buffer(readBy: block, number))
      }
      draft.copies[stage.name] = draft.schedule.blockNames().filter { !before.contains($0) }
    } catch { return RuleOutcome(remarks: ["copying what '\(stage.name)' reads: \(error)"]) }
    draft.labels.append("\(stage.name).copied")
    draft.pending.append(stage.name)
    return RuleOutcome([draft])
  }

  private func isConstant(_ buffer: ValueID, _ schedule: Schedule) -> Bool {
    schedule.constants.contains(buffer)
  }
}
