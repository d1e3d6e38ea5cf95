import Scheduling
import Support

// Which candidates are timed, and where.

extension TaskTuner {
  /// How many sizes a micro-kernel is timed at.
  var samplesOfOne: Int { max(6, timedSizes.count / 3) }

  /// Times candidates where each is at home, and keeps those that run.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func time(_ decisions: [Decisions]) throws(Diagnostic) {
    try forEachBuilt(decisions) { candidate throws(Diagnostic) in
      try add(candidate, at: sizes(for: candidate, atMost: samplesOfOne))
    }
  }

  /// Calls `body` with one candidate after another, compiled while it has those before.
  ///
  /// It ends early where time does. What cannot be compiled is no candidate.
  func forEachBuilt(
    _ decisions: [Decisions], _ body: (Candidate) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let builder = builder
    let ahead = BuildAhead(decisions, threads: options.builders) {
      decisions throws(Diagnostic) in
      try builder.candidate(decisions)
    }
    defer { ahead.stop() }
    for number in decisions.indices {
      guard mayGoOn() else { return }
      if case .success(let candidate) = ahead.wait(for: number) { try body(candidate) }
    }
  }

  /// Times a candidate, and keeps it if it is not hopeless; one that is needed in any case.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func add(
    _ candidate: Candidate, at sizes: [[String: Int]], isNeeded: Bool = false
  ) throws(Diagnostic) {
    // Two sizes show whether it is worth more of them: the least, where low tiles are at home, and a
    // larger one.
    let first = sizes.count > 3 ? [sizes[0], sizes[sizes.count * 2 / 3]] : sizes
    var timed = zip(first, try measurer.times(of: candidate, at: first)).compactMap { sizes, time in
      time.map { (sizes, $0) }
    }
    let isHopeful =
      isNeeded
      || timed.contains { sizes, time in
        time <= (bestTimes[sizes] ?? .infinity) * Self.hopelessCost
      }
    if isHopeful {
      let rest = sizes.filter { !first.contains($0) }
      timed += zip(rest, try measurer.times(of: candidate, at: rest)).compactMap { sizes, time in
        time.map { (sizes, $0) }
      }
    }
    // Of two sizes the model would learn nothing.
    guard isHopeful, !timed.isEmpty else { return }
    for (sizes, time) in timed { bestTimes[sizes] = min(bestTimes[sizes] ?? time, time) }
    variants.append(Variant(candidate: candidate, samples: timed))
  }
  /// What is slower than the best by this at two sizes is not timed at others.
  private static let hopelessCost = 1.25

  /// Timed sizes at which a candidate may run, evenly over the range.
  func sizes(for candidate: Candidate, atMost count: Int) -> [[String: Int]] {
    let legal = timedSizes.filter { candidate.mayRun(at: task.complete($0)) }
    if legal.count <= count { return legal }
    return (0..<count).map { legal[$0 * (legal.count - 1) / max(1, count - 1)] }
  }

  /// Times those once more that may be the best somewhere, and at all sizes: what came first may have had a bad
  /// moment, and what looks best may have had a good one.
  func lookAgain() throws(Diagnostic) {
    let choices = choices(atMost: Self.mostHopeful, leastGain: 0)
    let hopeful = Set(choices.prefix(Self.hopefulLayouts).flatMap(\.variants))
    for number in hopeful.sorted() {
      guard mayGoOn() else { return }
      let candidate = variants[number].candidate
      try measurer.lookAgain(at: candidate, variants[number].samples.map(\.sizes))
      let sizes = (timedSizes + largeSizes).filter { candidate.mayRun(at: task.complete($0)) }
      let times = try measurer.times(of: candidate, at: sizes)
      variants[number].samples = zip(sizes, times).compactMap { sizes, time in
        time.map { (sizes, $0) }
      }
    }
  }
  private static let (mostHopeful, hopefulLayouts) = (6, 2)
}
