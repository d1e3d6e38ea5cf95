import Foundation
import Support

// The sizes that are timed.

extension TaskTuner {
  /// How many sizes are timed by equal ratios of work; with several sizes as many again, which are a sample of all
  /// points.
  private static let timedCount = 14
  /// A call at a size that every candidate is timed at takes at most about so many operations, and one
  /// at a size for hopeful ones.
  private static let mostOperations = 4e8
  static let mostLargeOperations = 6e9
  /// Sizes from the smallest to as large as can be timed quickly, by equal ratios of work; with several sizes, where
  /// equal ratios may leave out what most points are like, by equal numbers of points, too.
  func chooseTimedSizes() {
    let all = points.map { ($0.sizes, task.work(at: $0.sizes)) }.sorted {
      ($0.1, "\($0.0.sorted { $0.key < $1.key })") < ($1.1, "\($1.0.sorted { $0.key < $1.key })")
    }
    let sorted = all.filter { $0.1 <= Self.mostOperations || all.count == 1 }
    guard let first = sorted.first, let last = sorted.last else {
      timedSizes = all.prefix(1).map(\.0)
      return
    }
    let large = all.filter { $0.1 > Self.mostOperations && $0.1 <= Self.mostLargeOperations }
    if let end = large.last {
      largeSizes = [end.0]
      let goal = (end.1 * Self.mostOperations).squareRoot()
      let middle = large.min { abs(log($0.1 / goal)) < abs(log($1.1 / goal)) }
      if let middle, middle.0 != end.0 { largeSizes = [middle.0, end.0] }
    }
    if task.sizes.isEmpty || sorted.count <= Self.timedCount {
      timedSizes = sorted.map(\.0)
      return
    }
    let (low, high) = (max(1, first.1), max(2, last.1))
    var chosen: [[String: Int]] = []
    for number in 0..<Self.timedCount {
      let share = Double(number) / Double(Self.timedCount - 1)
      let goal = low * pow(high / low, share)
      let nearest = sorted.min { abs(log(max(1, $0.1) / goal)) < abs(log(max(1, $1.1) / goal)) }
      if let nearest, !chosen.contains(nearest.0) { chosen.append(nearest.0) }
    }
    if task.sizes.count > 1 {
      let sample = (1...Self.timedCount).map {
        sorted[sorted.count * (2 * $0 - 1) / (2 * Self.timedCount)].0
      }
      let taken = Set(chosen + sample)
      chosen = sorted.map(\.0).filter(taken.contains)
    }
    timedSizes = chosen
  }

  /// Of a single size those that were timed lie close.
  private static let newOfOne = 4

  /// Some sizes that nothing was timed at, so that what is kept is not only good at those that it was chosen for.
  func newSizes() -> [[String: Int]] {
    var random = SeededGenerator(options.seed &+ 2)
    let known = Set(timedSizes + largeSizes + variants.flatMap { $0.samples.map(\.sizes) })
    return Array(
      points.map(\.sizes).filter {
        !known.contains($0) && task.work(at: $0) <= Self.mostOperations
      }.shuffled(using: &random).prefix(task.sizes.count > 1 ? 2 * Self.timedCount : Self.newOfOne))
  }

  /// What the analytic schedule takes, the mean over the range, in nanoseconds; `nil` where it cannot be
  /// compiled or timed.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func meanTime() throws(Diagnostic) -> Double? {
    chooseTimedSizes()
    let analytic: Candidate
    do throws(Diagnostic) { analytic = try measurer.analytic() } catch { return nil }
    // From one timed size to the next larger one the time of an operation is the same.
    var known: [(work: Double, rate: Double)] = []
    for (sizes, time) in zip(timedSizes, try measurer.times(of: analytic, at: timedSizes)) {
      guard let time else { continue }
      let work = max(1, task.work(at: sizes))
      known.append((work, time / work))
    }
    guard !known.isEmpty else { return nil }
    return points.reduce(0) { sum, point in
      let work = max(1, task.work(at: point.sizes))
      let nearest = known.min { abs(log($0.work / work)) < abs(log($1.work / work)) }
      return sum + point.weight * work * (nearest?.rate ?? 0)
    }
  }
}
