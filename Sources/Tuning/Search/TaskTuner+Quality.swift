import Scheduling

// How good the model is that chose, beside what was timed.

extension TaskTuner {
  /// What the model of a choice says of all that was timed, and what that would have been best.
  func quality(of choice: Choice) -> ModelQuality {
    func predicted(_ number: Int, _ sizes: [String: Int]) -> Double? {
      let candidate = variants[number].candidate
      guard candidate.mayRun(at: task.complete(sizes)) else { return nil }
      return choice.model.nanoseconds(number, counts(candidate, at: sizes))
    }
    let fits = choice.variants.map { number in
      let errors = variants[number].samples.compactMap { sizes, time in
        predicted(number, sizes).map { abs($0 / time - 1) }
      }.sorted()
      return errors.isEmpty ? 0 : errors[errors.count / 2]
    }
    var (ranks, regrets): ([Double], [Double]) = ([], [])
    for sizes in timedSizes {
      let known = variants.indices.compactMap { number -> (guess: Double, time: Double)? in
        let time = measurer.time(of: variants[number].candidate.decisions, at: sizes)
        guard let time, let guess = predicted(number, sizes) else { return nil }
        return (guess, time)
      }
      if known.count >= Self.leastRanked {
        ranks.append(RankCorrelation.spearman(known.map(\.guess), known.map(\.time)))
      }
      let runs = choice.variants.min {
        predicted($0, sizes) ?? .infinity < predicted($1, sizes) ?? .infinity
      }
      if let runs, let best = bestTimes[sizes],
        let time = measurer.time(of: variants[runs].candidate.decisions, at: sizes)
      {
        regrets.append(time / min(best, time) - 1)
      }
    }
    func mean(_ values: [Double]) -> Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    return ModelQuality(
      fits: fits, rank: mean(ranks), regret: mean(regrets) ?? 0, worstRegret: regrets.max() ?? 0)
  }
  private static let leastRanked = 3
}
