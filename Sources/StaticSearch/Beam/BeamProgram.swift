import Dialects
import IR
import Scheduling

/// A program as the search looks at it: its stages, those of each reduction with what copies its sums out.
///
///     for i { for j { for k { Y[i, j] += … } } }
///       -> for i { for j { for k { T[i, j] += … } } };  for i { for j { Y[i, j] = T[i, j] } }
package struct BeamProgram: Sendable {
  package let start: Schedule
  package let target: SketchTarget
  /// The stages, in the program's order; a reduction that another stage holds in its tiles is not among them.
  let stages: [String]
  /// What is known of every stage while it is whole.
  let views: [String: StageView]
  /// By stage: the reduction whose sums it alone reads, element by element.
  let sums: [String: String]
  /// Stages whose result is only copied out of the sums.
  let copies: Set<String>
  /// Reductions that are products with sums.
  let contractions: Set<String>
  /// By stage: how often it must run.
  let leastTrips: [String: Double]
  /// The values of its sizes.
  let sizes: [String: Int]

  /// `nil` where some stage has not a loop for each axis, so that its place cannot be decided, and where floats
  /// are summed along rows, which is left to the untuned schedule.
  ///
  /// - Parameters:
  ///   - schedule: of the program, with nothing done.
  ///   - target: the machine.
  package init?(_ schedule: Schedule, _ target: SketchTarget) {
    var start = schedule
    var (sums, copies, contractions): ([String: String], Set<String>, Set<String>) = ([:], [], [])
    for name in schedule.blockNames() {
      guard let stage = StageView(name, in: start), !stage.reducedAxes.isEmpty,
        !stage.spatialAxes.isEmpty
      else { continue }
      if start.isContraction(name) {
        contractions.insert(name)
      } else if stage.isSumOfRows {
        // The untuned schedule adds lanes up in an order of its own, which results are to keep.
        return nil
      }
      if let follower = stage.follower(in: start), sums[follower.name] == nil {
        sums[follower.name] = name
        continue
      }
      let before = Set(start.blockNames())
      var next = start
      if (try? next.cacheWrite(try next.block(name))) != nil { start = next }
      if let copy = start.blockNames().first(where: { !before.contains($0) }) {
        sums[copy] = name
        copies.insert(copy)
      }
    }
    var views: [String: StageView] = [:]
    let names = start.blockNames()
    if names.isEmpty { return nil }
    for name in names {
      // What cannot be decided would cost nothing, and stay as it is written.
      guard let view = StageView(name, in: start) else { return nil }
      views[name] = view
    }
    (self.start, self.target, self.views) = (start, target, views)
    (self.sums, self.copies, self.contractions) = (sums, copies, contractions)
    let function = start.module.match(start.function, as: Program.Function.self)
    sizes = Dictionary(
      (function?.symbols ?? []).map { ($0.name, $0.range.lower) }, uniquingKeysWith: { $1 })
    let held = Set(sums.values)
    stages = names.filter { !held.contains($0) }
    leastTrips = views.mapValues { $0.extents.reduce(1) { $0 * Double($1) } }
  }

  func lanes(of stage: StageView) -> Int {
    max(1, target.hardware.lanes(elementBits: stage.elementBits))
  }
}
