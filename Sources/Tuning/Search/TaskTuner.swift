import Compiler
import Dialects
import Foundation
import Scheduling
import Support

/// Looks for the schedule of one program.
///
/// 1. Micro-kernels, one after another, are timed at few sizes each where they are at home.
/// 2. A model of few coefficients, fitted to that, says what each takes at every size of the range.
/// 3. Few of them that together are nearly as fast as all are chosen (`Cover`), for each layout of the
///    constants; the best layout stays.
/// 4. What runs around the chosen ones is tried out: blocks, how far ahead is read.
/// 5. The chosen ones are timed at sizes that were not timed before; that says how good the
///    predictions are, and makes them better.
/// 6. All together, with the choice between them, is compared with the analytic schedule, and kept
///    where it is faster.
final class TaskTuner {
  let task: TuningTask
  let options: TuningOptions
  let builder: CandidateBuilder
  let measurer: Measurer
  let points: [RangePoints.Point]
  /// Sizes at which micro-kernels are timed.
  private(set) var timedSizes: [[String: Int]] = []
  private let mayGoOn: () -> Bool
  private var variants: [Variant] = []

  /// A micro-kernel that was timed.
  struct Variant {
    var candidate: Candidate
    var samples: [(sizes: [String: Int], nanoseconds: Double)]
  }

  init(
    _ builder: CandidateBuilder, _ measurer: Measurer, _ options: TuningOptions,
    mayGoOn: @escaping () -> Bool
  ) {
    task = builder.task
    (self.builder, self.measurer, self.options) = (builder, measurer, options)
    self.mayGoOn = mayGoOn
    points = RangePoints(task.sizes, shares: options.shares, seed: options.seed).points
  }

  // MARK: Sizes

  /// How many sizes are timed in all, and how many of each micro-kernel.
  private static let timedCount = 14
  private static let samplesOfOne = 6
  /// A call at a size that every candidate is timed at takes at most about so many operations, and one
  /// at a size for hopeful ones.
  private static let mostOperations = 4e8
  private static let mostLargeOperations = 6e9
  /// Sizes beyond, for hopeful candidates: what does not fit the caches shows there.
  private(set) var largeSizes: [[String: Int]] = []

  private func operations(at sizes: [String: Int]) -> Double {
    Double(task.operations.evaluate(symbols: task.complete(sizes)) ?? 0)
  }

  /// Sizes from the smallest to as large as can be timed quickly, by equal ratios of work.
  func chooseTimedSizes() {
    let all = points.map { ($0.sizes, operations(at: $0.sizes)) }.sorted {
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
    timedSizes = chosen
  }

  // MARK: Timing

  /// Times candidates at so many sizes each, and keeps those that run; they are compiled while others
  /// are timed.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func time(_ decisions: [Decisions], atMost count: Int = samplesOfOne) throws(Diagnostic) {
    let builder = builder
    let ahead = BuildAhead(decisions, threads: options.builders) {
      decisions throws(Diagnostic) in
      try builder.candidate(decisions)
    }
    defer { ahead.stop() }
    for number in decisions.indices {
      guard mayGoOn() else { return }
      // What cannot be compiled is no candidate.
      guard case .success(let candidate) = ahead.wait(for: number) else { continue }
      try add(candidate, at: sizes(for: candidate, atMost: count))
    }
  }

  private func add(_ candidate: Candidate, at sizes: [[String: Int]]) throws(Diagnostic) {
    // Two sizes show whether it is worth more of them: the least, where low tiles are at home, and a
    // larger one.
    let first = sizes.count > 3 ? [sizes[0], sizes[sizes.count * 2 / 3]] : sizes
    var timed = zip(first, try measurer.times(of: candidate, at: first)).compactMap { sizes, time in
      time.map { (sizes, $0) }
    }
    let isHopeful = timed.contains { sizes, time in
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
  private var bestTimes: [[String: Int]: Double] = [:]
  /// What is slower than the best by this at two sizes is not timed at others.
  private static let hopelessCost = 1.25

  /// Timed sizes at which a candidate may run, evenly over the range.
  private func sizes(for candidate: Candidate, atMost count: Int) -> [[String: Int]] {
    let legal = timedSizes.filter { candidate.mayRun(at: task.complete($0)) }
    if legal.count <= count { return legal }
    return (0..<count).map { legal[$0 * (legal.count - 1) / max(1, count - 1)] }
  }

  // MARK: Choosing

  /// A choice of micro-kernels with one layout of constants.
  struct Choice {
    /// Numbers of variants.
    var variants: [Int]
    var model: CostModel
    /// Predicted times at all points.
    var costs: [Double]
    var regret: (mean: Double, worst: Double)
  }

  private func counts(
    _ candidate: Candidate, at sizes: [String: Int]
  ) -> [ScheduleWork.Term: Double] {
    candidate.report?.work.values(at: task.complete(sizes)) ?? [:]
  }

  /// Fits the model to all samples.
  func fittedModel() -> CostModel {
    var samples: [CostModel.Sample] = []
    for (number, variant) in variants.enumerated() {
      for (sizes, time) in variant.samples {
        samples.append(
          CostModel.Sample(
            candidate: number, counts: counts(variant.candidate, at: sizes), nanoseconds: time))
      }
    }
    return CostModel(samples)
  }

  /// Chooses among the variants in `group`.
  func choose(
    among group: [Int], _ model: CostModel, atMost count: Int? = nil, leastGain: Double? = nil
  ) -> Choice? {
    let costs = group.map { number in
      points.map { point -> Double in
        let candidate = variants[number].candidate
        guard candidate.mayRun(at: task.complete(point.sizes)) else { return .infinity }
        return model.nanoseconds(number, counts(candidate, at: point.sizes)) ?? .infinity
      }
    }
    var cover = Cover(
      costs: costs, weights: points.map(\.weight),
      isTotal: group.map { isTotal(variants[$0].candidate) })
    if let count { cover.mostChosen = count }
    if let leastGain { cover.leastGain = leastGain }
    let chosen = cover.choose()
    guard !chosen.isEmpty else { return nil }
    return Choice(
      variants: chosen.map { group[$0] }, model: model,
      costs: points.indices.map { point in chosen.map { costs[$0][point] }.min() ?? .infinity },
      regret: cover.regret(chosen))
  }

  private func isTotal(_ candidate: Candidate) -> Bool {
    guard let condition = candidate.report?.condition else { return true }
    let ranges = Dictionary(task.sizes.map { ($0.name, $0.range) }, uniquingKeysWith: { $1 })
    return Assumptions(symbols: ranges).isNonNegative(condition)
  }

  /// The best choice of all layouts.
  func bestChoice() -> Choice? { choices().first }

  /// A choice for each layout, the best one first.
  private func choices(atMost count: Int? = nil, leastGain: Double? = nil) -> [Choice] {
    let model = fittedModel()
    var groups: [[String: String]: [Int]] = [:]
    for (number, variant) in variants.enumerated() {
      let layout = variant.candidate.decisions.answers.filter { layouts.contains($0.key) }
      groups[layout, default: []].append(number)
    }
    let choices = groups.sorted { "\($0.key)" < "\($1.key)" }
      .compactMap { choose(among: $0.value, model, atMost: count, leastGain: leastGain) }
    let least = points.indices.map { place in choices.map { $0.costs[place] }.min() ?? 0 }
    let excess = choices.map { meanCost($0, least) }
    return choices.indices.sorted { (excess[$0], $0) < (excess[$1], $1) }.map { choices[$0] }
  }

  private var layouts: Set<String> = []

  /// How much more than the least at each point: the weighted mean, and something of the worst.
  private func meanCost(_ choice: Choice, _ least: [Double]) -> Double {
    var (mean, worst) = (0.0, 1.0)
    for (place, point) in points.enumerated() where least[place] > 0 && least[place] < .infinity {
      let ratio = choice.costs[place] / least[place]
      mean += point.weight * ratio
      worst = max(worst, ratio)
    }
    return mean + 0.3 * (worst - 1)
  }

  func decisions(of variant: Int) -> Decisions { variants[variant].candidate.decisions }

  // MARK: The search

  struct Outcome {
    /// What was chosen.
    var chosen: [TunedSchedule.Way]
    /// The same, or none where that is no faster.
    var ways: [TunedSchedule.Way]
    var gain: Double
    var medianError: Double
    var tailError: Double
    /// The analytic schedule's time over that of this one, by sizes.
    var ratios: [(sizes: [String: Int], ratio: Double)]
    /// How much slower the chosen ways are than the best of all at each size, as predicted.
    var regret: (mean: Double, worst: Double)
    var candidates: Int
  }

  /// Searches; what is found by the time it may not go on is taken.
  ///
  /// - Throws: a diagnostic when nothing can be measured at all.
  func run() throws(Diagnostic) -> Outcome? {
    chooseTimedSizes()
    let questions = try builder.questions()
    layouts = Set(questions.filter { $0.kind == .layout }.map(\.name))
    guard let main = questions.first(where: { $0.kind == .microKernel }) ?? questions.first else {
      return nil
    }
    let analytic = try measurer.analytic()
    for (sizes, time) in zip(timedSizes, try measurer.times(of: analytic, at: timedSizes)) {
      bestTimes[sizes] = time
    }
    if main.kind == .microKernel {
      for layout in layoutDecisions(questions) {
        guard mayGoOn() else { break }
        let open = try builder.questions(after: layout)
        guard let question = open.first(where: { $0.name == main.name }) else { continue }
        let simple = question.options.filter { question.parts[$0] == nil }
        try time(simple.map { layout.deciding(main.name, $0) })
        let composed = question.options.filter { option in
          question.parts[option].map { parts in
            parts.allSatisfy { isEfficient(layout.deciding(main.name, $0)) }
          } ?? false
        }
        try time(composed.map { layout.deciding(main.name, $0) })
      }
    } else {
      try time([Decisions([main.name: main.analytic ?? main.options[0]])])
    }
    try lookAgain()
    guard var choice = bestChoice() else { return nil }
    try refine(choice, questions)
    choice = bestChoice() ?? choice
    let regret = choice.regret
    let errors = try validate(choice)
    choice = choose(among: choice.variants, fittedModel()) ?? choice
    choice.regret = regret
    return try finish(choice, analytic, errors)
  }

  /// Times those once more that may be the best somewhere: what came first may have had a bad moment, and
  /// what looks best may have had a good one.
  private func lookAgain() throws(Diagnostic) {
    let choices = choices(atMost: Self.mostHopeful, leastGain: 0)
    let hopeful = Set(choices.prefix(Self.hopefulLayouts).flatMap(\.variants))
    for number in hopeful.sorted() {
      guard mayGoOn() else { return }
      var sizes = variants[number].samples.map(\.sizes)
      try measurer.lookAgain(at: variants[number].candidate, sizes)
      sizes += largeSizes.filter {
        variants[number].candidate.mayRun(at: task.complete($0)) && !sizes.contains($0)
      }
      let times = try measurer.times(of: variants[number].candidate, at: sizes)
      variants[number].samples = zip(sizes, times).compactMap { sizes, time in
        time.map { (sizes, $0) }
      }
    }
  }
  private static let (mostHopeful, hopefulLayouts) = (10, 2)

  /// Whether a candidate was near the best at the largest size that it was timed at.
  private func isEfficient(_ decisions: Decisions) -> Bool {
    guard let variant = variants.first(where: { $0.candidate.decisions == decisions }),
      let last = timedSizes.last(where: { sizes in
        variant.samples.contains { $0.sizes == sizes }
      }), let sample = variant.samples.first(where: { $0.sizes == last })
    else { return false }
    return sample.nanoseconds <= (bestTimes[last] ?? 0) * Self.efficientCost
  }
  private static let efficientCost = 1.08

  /// Answers to the questions about layouts, the analytic ones first.
  private func layoutDecisions(_ questions: [Question]) -> [Decisions] {
    var all = [Decisions()]
    for question in questions where question.kind == .layout {
      let options =
        [question.analytic].compactMap { $0 }
        + question.options.filter { $0 != question.analytic }
      // Of a second constant only what the analysis says: products of options are too many.
      let taken = question.name.contains(".") ? Array(options.prefix(1)) : options
      all = all.flatMap { decisions in taken.map { decisions.deciding(question.name, $0) } }
    }
    return all
  }

  /// Tries what runs around the chosen micro-kernels, one question after another.
  private func refine(_ choice: Choice, _ questions: [Question]) throws(Diagnostic) {
    for number in choice.variants {
      var best = number
      let base = variants[number].candidate
      let home = sizesAtHome(of: number, in: choice)
      guard !home.isEmpty else { continue }
      let open = try builder.questions(after: base.decisions)
      for question in open where question.kind == .loops {
        guard mayGoOn() else { return }
        let decided = base.decisions[question.name] ?? question.analytic
        let current = variants[best].candidate.decisions
        let others = question.options.filter { $0 != decided }
        let first = variants.count
        try time(others.map { current.deciding(question.name, $0) }, at: home)
        guard let times = try known(variants[best].candidate, at: home) else { continue }
        for other in first..<variants.count {
          guard let new = try known(variants[other].candidate, at: home) else { continue }
          let ratio = zip(new, times).reduce(0) { $0 + log($1.0 / $1.1) } / Double(home.count)
          let known = try known(variants[best].candidate, at: home) ?? times
          let gain = zip(new, known).reduce(0) { $0 + log($1.0 / $1.1) } / Double(home.count)
          if ratio < -Self.leastRefinement, gain < 0 { best = other }
        }
      }
      if best != number {
        try add(variants[best].candidate, at: sizes(for: variants[best].candidate, atMost: 6))
      }
    }
  }
  /// What another loop around a micro-kernel must gain.
  private static let leastRefinement = 0.015

  private func time(_ decisions: [Decisions], at sizes: [[String: Int]]) throws(Diagnostic) {
    let builder = builder
    let ahead = BuildAhead(decisions, threads: options.builders) {
      decisions throws(Diagnostic) in
      try builder.candidate(decisions)
    }
    defer { ahead.stop() }
    for number in decisions.indices {
      guard mayGoOn() else { return }
      guard case .success(let candidate) = ahead.wait(for: number) else { continue }
      try add(candidate, at: sizes)
    }
  }

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

  /// Times the chosen variants at sizes that were not timed, and compares with what was predicted.
  private func validate(_ choice: Choice) throws(Diagnostic) -> [Double] {
    var random = SeededGenerator(options.seed &+ 1)
    let limit = Self.mostLargeOperations / 4
    let unknown = points.map(\.sizes).filter { sizes in
      !timedSizes.contains(sizes) && !largeSizes.contains(sizes) && operations(at: sizes) <= limit
    }.shuffled(using: &random)
    var errors: [Double] = []
    for number in choice.variants {
      guard mayGoOn() else { break }
      let candidate = variants[number].candidate
      let sizes = Array(
        unknown.filter { candidate.mayRun(at: task.complete($0)) }.prefix(Self.validated))
      let times = try measurer.times(of: candidate, at: sizes)
      for (sizes, time) in zip(sizes, times) {
        guard let time,
          let predicted = choice.model.nanoseconds(number, counts(candidate, at: sizes))
        else { continue }
        errors.append(abs(predicted - time) / time)
        variants[number].samples.append((sizes, time))
      }
    }
    return errors.sorted()
  }
  private static let validated = 5

  private func finish(
    _ choice: Choice, _ analytic: Candidate, _ errors: [Double]
  ) throws(Diagnostic) -> Outcome {
    let ways = choice.variants.map { number in
      TunedSchedule.Way(
        variants[number].candidate.decisions,
        cost: choice.model.formula(
          number, variants[number].candidate.report?.work ?? ScheduleWork()))
    }
    let schedule = TunedSchedule(ways, threads: options.threads)
    let tuned = try builder.candidate(schedule)
    try measurer.lookAgain(at: analytic, timedSizes)
    let after = try measurer.timesOnce(
      of: tuned, beside: analytic, at: timedSizes + largeSizes)
    let known = zip(timedSizes + largeSizes, after).compactMap { sizes, ratio in
      ratio.map { (sizes, $0) }
    }
    let ratios = known.map { log($0.1) }
    let gain = ratios.isEmpty ? 1 : exp(ratios.reduce(0, +) / Double(ratios.count))
    func quantile(_ share: Double) -> Double {
      errors.isEmpty ? 0 : errors[min(errors.count - 1, Int(Double(errors.count) * share))]
    }
    return Outcome(
      chosen: ways, ways: gain > 1 ? ways : [], gain: max(1, gain), medianError: quantile(0.5),
      tailError: quantile(0.95), ratios: known, regret: choice.regret, candidates: variants.count)
  }
}
