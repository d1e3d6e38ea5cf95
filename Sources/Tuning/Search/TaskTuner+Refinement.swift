import Foundation
import Scheduling
import StaticSearch
import Support

// What runs around the chosen micro-kernels, and how good the predictions are.

extension TaskTuner {
  /// Tries what runs around the chosen micro-kernels, one question after another.
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
      for question in try builder.questions(after: best.decisions) where question.kind == .loops {
        let decided = best.decisions[question.name] ?? question.analytic
        let others = question.options.filter { $0 != decided }
          .map { best.decisions.deciding(question.name, $0) }
        try forEachBuilt(others) { candidate throws(Diagnostic) in
          guard let new = try known(candidate, at: home) else { return }
          let ratio = zip(new, times).reduce(0) { $0 + log($1.0 / $1.1) } / Double(home.count)
          if ratio < -Self.leastRefinement { (best, times) = (candidate, new) }
        }
      }
      if best.decisions != variants[number].candidate.decisions {
        let all = sizes(for: best, atMost: Self.samplesOfOne)
        try add(best, at: all + largeSizes.filter { best.mayRun(at: task.complete($0)) })
      }
    }
  }
  /// What another loop around a micro-kernel must gain.
  private static let leastRefinement = 0.015

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
