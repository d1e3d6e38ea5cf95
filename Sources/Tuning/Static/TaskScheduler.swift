/// Which task the next batch is for: the one that lowers the time of the whole model most, as far as can be
/// told (Zheng et al., OSDI 2020, section 6).
///
/// The objective is the sum over tasks of calls times the best time; its slope with the number of
/// batches is a mean of what the last batches gained, and of what may still be hoped for:
///
///     slope = calls * (alpha * (g(t) - g(t - d)) / d
///                      + (1 - alpha) * (min(g - g / t, beta * C / max over similar (C / g)) - g))
///
/// where `g(t)` is the best time after `t` batches and `C` the operations of a call.
package struct TaskScheduler: Sendable {
  /// One task, as far as it has come.
  package struct State: Sendable {
    /// How often a run of the model calls it.
    package var calls: Double
    /// Of one call.
    package var operations: Double
    /// The best time after each batch; empty before the first.
    package var bestTimes: [Double]
    /// Tasks with equal tags should reach about as many operations a second.
    package var tag: String
    /// Whether there is nothing left to try.
    package var isExhausted: Bool

    package init(
      calls: Double, operations: Double, bestTimes: [Double] = [], tag: String,
      isExhausted: Bool = false
    ) {
      (self.calls, self.operations, self.bestTimes) = (calls, operations, bestTimes)
      (self.tag, self.isExhausted) = (tag, isExhausted)
    }
  }

  package var alpha = 0.2
  package var beta = 2.0
  /// How many batches back is looked.
  package var window = 3

  package init() {}

  /// The number of the task whose turn it is: each once, in their order, then the steepest.
  ///
  /// - Returns: `nil` when all are exhausted.
  package func next(_ tasks: [State]) -> Int? {
    let open = tasks.indices.filter { !tasks[$0].isExhausted }
    if let first = open.first(where: { tasks[$0].bestTimes.isEmpty }) { return first }
    return open.min { (slope(of: $0, tasks), $0) < (slope(of: $1, tasks), $1) }
  }

  /// What a batch more changes, at most zero: the less, the more it promises.
  package func slope(of number: Int, _ tasks: [State]) -> Double {
    let task = tasks[number]
    guard let now = task.bestTimes.last, now.isFinite else { return 0 }
    let count = task.bestTimes.count
    var gained = 0.0
    let past = count - 1 - window
    if past >= 0, task.bestTimes[past].isFinite {
      gained = (now - task.bestTimes[past]) / Double(window)
    }
    // As much again as each batch gave on average, or what similar tasks reach.
    var hoped = now - now / Double(count)
    let speeds = tasks.filter { $0.tag == task.tag }.compactMap { other -> Double? in
      guard let time = other.bestTimes.last, time.isFinite, time > 0 else { return nil }
      return other.operations / time
    }
    if let fastest = speeds.max(), fastest > 0 {
      hoped = min(hoped, beta * task.operations / fastest)
    }
    return task.calls * (alpha * gained + (1 - alpha) * min(0, hoped - now))
  }
}
