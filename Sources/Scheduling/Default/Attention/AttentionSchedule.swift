import Dialects
import IR
import Support

/// The schedule of attention: no matrix of scores, but a strip of them for a few queries at a time.
///
/// Before: `S` for all queries and keys, then the rows of `P`, then `Y = P * V`. After: for as many queries
/// as two vectors have lanes, the scores of all keys are written to a strip `[keys, lanes]` of the
/// thread's, which stays in the cache, become weights there, and are multiplied with `V`.
///
/// In the strip the queries are lanes: a score is `K` broadcast times a panel of `Q`, which is read
/// where it lies but for that panel; a row's maximum and sum need nothing across lanes; and the second
/// product broadcasts weights from memory without gaps. The order of additions depends on the number
/// of keys alone.
///
/// Few queries would leave most lanes empty: there lanes are keys (`FewQueriesLoops`).
///
/// What is computed is that of FlashAttention (Dao et al., 2022), but a strip holds whole rows, so that
/// nothing is scaled again and any chain of stages may stand between the products.
struct AttentionSchedule {
  let hardware: HardwareDescription
  let width: Int
  let assumptions: Assumptions
  let decider: Decider

  /// Writes the program of the stages.
  ///
  /// - Returns: `false`, with nothing written, when the stages are no attention.
  func insert(
    _ stages: [Stage], outputs: Set<ValueID>, source: Module, into build: inout Builder
  ) -> Bool {
    guard let plan = AttentionPlan(stages, outputs: outputs, source: source),
      let type = source.bufferType(of: plan.scores.anchor.output)?.element
    else { return false }
    let slots = SlotLoops(hardware: hardware, assumptions: assumptions)
    let lanes = TileShape.narrowest * width
    let strip = build.insert(
      Program.Allocate(
        .init([IndexExpression(slots.count), plan.keys * IndexExpression(lanes)], type)))
    let grouped = groups(of: stages, outputs: outputs, source: source)
    let visible = KeyBounds(plan, assumptions: assumptions).map {
      VisibleKeys($0, plan, group: grouped?.queryAxis, width: width, assumptions, into: &build)
    }
    let plans = [plan, grouped].compactMap { $0 }
    let few = plans.flatMap { plan in
      FewQueriesLoops.heights(of: plan, width: width, assumptions).compactMap { height in
        FewQueriesLoops(
          plan, hardware: hardware, width: width, assumptions: assumptions, slots: slots,
          strip: strip, height: height, visible: visible)
      }
    }
    let many = plans.flatMap { plan in
      heights(of: plan).map { height in
        AttentionLoops(
          plan: plan, hardware: hardware, width: width, assumptions: assumptions, slots: slots,
          strip: strip, scoreHeight: height, visible: visible,
          comparesUnits: plans.count > 1 || !few.isEmpty)
      }
    }
    var ways =
      many.map { way in
        Alternative(
          name: way.name, cost: way.cost, rows: plan.keys, height: way.scoreHeight,
          insert: way.insert, count: way.count)
      }
      + few.map { way in
        Alternative(
          name: way.name, cost: way.cost, condition: way.condition, insert: way.insert,
          count: { $0.count(.steps, way.cost.floorDivided(by: IndexExpression(TileCost.cycle))) })
      }
    let question = decider.question("tile", of: plan.scores.anchor.root)
    if let way = decider.way(question, among: ways, named: \.name) {
      decider.require(way.condition)
      decider.expect(way.cost)
      way.count(decider)
      ways = [way]
    }
    build.insertCheapest(of: ways, assumptions)
    return true
  }

  /// The heads of a group, which have their keys and values in common, in the place of queries: where there
  /// are few of those, as when a text is written on, keys are read once for the whole group.
  private func groups(
    of stages: [Stage], outputs: Set<ValueID>, source: Module
  ) -> AttentionPlan? {
    let plan = AttentionPlan(stages, outputs: outputs, source: source, queries: 3)
    guard let plan, let count = plan.queries.constantValue, count > 1,
      assumptions.interval(of: plan.scores.anchor.spatial[plan.rank - 2]).lower ?? 0 < count
    else { return nil }
    return plan
  }

  /// Keys in a tile of scores that can be the best for some number of keys.
  private func heights(of plan: AttentionPlan) -> [Int] {
    let tallest = TileShape.tallest(on: hardware)
    let keys = assumptions.interval(of: plan.keys)
    let offersAll = decider.offersAll(decider.question("tile", of: plan.scores.anchor.root))
    let heights = offersAll ? Array(1...tallest) : [1, 4, tallest * 4 / 7, tallest]
    let all = heights.filter { $0 <= max(1, keys.upper ?? .max) }
    let kept = all.enumerated().filter { !all[..<$0.offset].contains($0.element) }.map(\.element)
    // With so many keys in any case only tall ones matter.
    if let least = keys.lower, least >= 8 * tallest, !offersAll { return [tallest] }
    return kept
  }
}
