import Foundation
import Scheduling
import Support

// What runs around the chosen micro-kernels, and how good the predictions are.

extension TaskTuner {
  /// Tries other layouts of the constants of a second product: all chosen ways are timed with each, where they
  /// are at home.
  ///
  /// A layout with which they take less together is timed as the others were, and joins them.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func refineLayouts(_ choice: Choice) throws(Diagnostic) {
    var chosen = choice.variants.map { variants[$0].candidate }
    let homes = choice.variants.map { sizesAtHome(of: $0, in: choice) }
    var times: [[Double]] = []
    for (candidate, home) in zip(chosen, homes) {
      times.append(try known(candidate, at: home) ?? [])
    }
    var isBetter = false
    for question in try questions() where question.kind == .layout && isSecond(question) {
      for option in question.options where option != question.analytic {
        let others = chosen.map { $0.decisions.deciding(question.name, option) }
        var found: [Candidate] = []
        var new: [[Double]] = []
        try forEachBuilt(others) { candidate throws(Diagnostic) in
          new.append(try known(candidate, at: homes[found.count]) ?? [])
          found.append(candidate)
        }
        guard new.map(\.count) == times.map(\.count),
          Self.meanLogRatio(new.flatMap { $0 }, times.flatMap { $0 }) < -Self.leastRefinement
        else { continue }
        (chosen, times, isBetter) = (found, new, true)
      }
    }
    if isBetter { for candidate in chosen { try addEverywhere(candidate) } }
  }

  private static func meanLogRatio(_ new: [Double], _ old: [Double]) -> Double {
    zip(new, old).reduce(0) { $0 + log($1.0 / $1.1) } / Double(max(1, old.count))
  }

  private func addEverywhere(_ candidate: Candidate) throws(Diagnostic) {
    let all = sizes(for: candidate, atMost: samplesOfOne)
    try add(candidate, at: all + largeSizes.filter { candidate.mayRun(at: task.complete($0)) })
  }

  /// Tries what else is open of the chosen micro-kernels, one question after another: what runs around
  /// them, and the micro-kernels of other stages.
  ///
  /// Only what is better is then timed as the others were, and joins them: the model would know too
  /// little of a candidate that was timed at two sizes.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func refine(_ choice: Choice) throws(Diagnostic) {
    for number in choice.variants {
      var best = variants[number].candidate
      let home = sizesAtHome(of: number, in: choice)
      guard !home.isEmpty, var times = try known(best, at: home) else { continue }
      for question in try questions(after: best.decisions)
      where question.kind != .layout && question.name != mainQuestion {
        let decided = best.decisions[question.name] ?? question.analytic
        let others = question.options.filter { $0 != decided }
          .map { best.decisions.deciding(question.name, $0) }
        try forEachBuilt(others) { candidate throws(Diagnostic) in
          // One size shows whether it is worth another.
          let last = home.count - 1
          guard let one = try known(candidate, at: [home[last]]),
            one[0] < times[last] * Self.hopelessRefinement,
            let new = try known(candidate, at: home),
            Self.meanLogRatio(new, times) < -Self.leastRefinement
          else { return }
          (best, times) = (candidate, new)
        }
      }
      if best.decisions != variants[number].candidate.decisions {
        try addEverywhere(best)
      }
    }
  }
  /// What another loop around a micro-kernel must gain.
  private static let leastRefinement = 0.015
  private static let hopelessRefinement = 1.03

  private func known(
    _ candidate: Candidate, at sizes: [[String: Int]]
  ) throws(Diagnostic) -> [Double]? {
    let times = try measurer.times(of: candidate, at: sizes).compactMap { $0 }
    return times.count == sizes.count ? times : nil
  }

  /// Two timed sizes at which a variant is the one that runs.
  private func sizesAtHome(of variant: Int, in choice: Choice) -> [[String: Int]] {
    let home = timedSizes.filter { sizes in
      let costs = choice.variants.map { number -> Double in
        let candidate = variants[number].candidate
        guard candidate.mayRun(at: task.complete(sizes)) else { return .infinity }
        return choice.model.nanoseconds(number, counts(candidate, at: sizes)) ?? .infinity
      }
      let least = costs.min() ?? .infinity
      return choice.variants.firstIndex(of: variant).map { costs[$0] <= least * 1.001 } ?? false
    }
    guard let last = home.last else { return [] }
    let middle = home[home.count / 2]
    return middle == last ? [last] : [middle, last]
  }

  /// Times what would run at sizes that were not timed, and compares with what was predicted.
  ///
  /// - Returns: the relative errors, rising.
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func validate(_ choice: Choice) throws(Diagnostic) -> [Double] {
    var random = SeededGenerator(options.seed &+ 1)
    let limit = Self.mostLargeOperations / 4
    let unknown = points.map(\.sizes).filter { sizes in
      !timedSizes.contains(sizes) && !largeSizes.contains(sizes) && task.work(at: sizes) <= limit
    }.shuffled(using: &random).prefix(Self.validated)
    var timed: [(variant: Int, sizes: [String: Int], predicted: Double, time: Double)] = []
    for sizes in unknown {
      guard mayGoOn() else { break }
      let costs = choice.variants.compactMap { number -> (variant: Int, time: Double)? in
        let candidate = variants[number].candidate
        guard candidate.mayRun(at: task.complete(sizes)) else { return nil }
        return choice.model.nanoseconds(number, counts(candidate, at: sizes)).map { (number, $0) }
      }
      guard let best = costs.min(by: { $0.time < $1.time }),
        let time = try measurer.times(of: variants[best.variant].candidate, at: [sizes])[0]
      else { continue }
      timed.append((best.variant, sizes, best.time, time))
    }
    var errors: [Double] = []
    for (variant, sizes, predicted, first) in timed {
      var time = first
      // What took longer than others may have had a bad moment.
      if time > predicted * Self.suspicious, mayGoOn() {
        let candidate = variants[variant].candidate
        try measurer.lookAgain(at: candidate, [sizes])
        time = try measurer.times(of: candidate, at: [sizes])[0] ?? time
      }
      errors.append(abs(predicted - time) / time)
      variants[variant].samples.append((sizes, time))
    }
    return errors.sorted()
  }
  private static let suspicious = 1.04
  private static let validated = 24
}
