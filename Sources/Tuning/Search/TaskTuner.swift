import Compiler
import Dialects
import Foundation
import Scheduling
import Support

/// Looks for the schedule of one program.
///
/// 1. Micro-kernels are timed at few sizes each where they are at home, those that promise most first, until
///    none promises enough (`ExpectedGain`).
/// 2. A model of few coefficients, fitted to that, says what each takes at every size of the range.
/// 3. Few of them that together are nearly as fast as all are chosen (`Cover`), for each layout of the
///    constants; the best layout stays.
/// 4. What else is open of the chosen ones is tried out: how a second constant lies, micro-kernels of a second
///    product, blocks, how far ahead is read.
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
  var timedSizes: [[String: Int]] = []
  /// Sizes beyond, for hopeful candidates: what does not fit the caches shows there.
  var largeSizes: [[String: Int]] = []
  /// Why no more may be timed; `nil` while it may.
  private let limit: () -> Limit?
  var variants: [Variant] = []
  /// The least time that was found at each size.
  var bestTimes: [[String: Int]: Double] = [:]
  /// Questions whose answers all ways of the kernel share.
  var layouts: Set<String> = []
  /// The question whose options are the micro-kernels, if there is one: of several stages the one with most work.
  var mainQuestion = ""
  /// How many candidates related programs say something of.
  var transferred = 0
  /// What people may want to know.
  private(set) var remarks: [String] = []
  /// The stage that it is about.
  private var mainStage = 0

  /// A micro-kernel that was timed.
  struct Variant {
    var candidate: Candidate
    var samples: [(sizes: [String: Int], nanoseconds: Double)]
  }

  init(
    _ builder: CandidateBuilder, _ measurer: Measurer, _ options: TuningOptions,
    limit: @escaping () -> Limit?
  ) {
    task = builder.task
    (self.builder, self.measurer, self.options) = (builder, measurer, options)
    self.limit = limit
    points = RangePoints(task.sizes, shares: options.shares, seed: options.seed).points
  }

  /// What ends a search early.
  enum Limit: String {
    case interruption = "Ctrl-C came"
    case trials = "the trials were used up"
    case budget = "its share of the budget was over"
  }

  func mayGoOn() -> Bool { limit() == nil }

  struct Outcome {
    /// What was chosen.
    var chosen: [Schedule.ApplyDefault.Way] = []
    /// The schedule, or none where that is no faster than the analytic one.
    var trace: Trace?
    var gain = 1.0
    var medianError = 0.0
    var tailError = 0.0
    /// How good the model was that chose between ways.
    var model: ModelQuality?
    /// The analytic schedule's time over that of this one, by sizes.
    var ratios: [(sizes: [String: Int], ratio: Double)] = []
    /// How much slower the chosen ways are than the best of all at each size, as predicted.
    var regret = (mean: 1.0, worst: 1.0)
    var candidates = 0
    /// How many of all there are were known from related programs.
    var transferred = 0
  }

  /// How a search ends.
  enum Ending {
    case found(Outcome)
    /// Why the analytic schedule stays.
    case left(reason: String)
  }

  /// Searches; what is found by the time it may not go on is taken.
  ///
  /// Spaces of the user's come first, with a third of the budget; of what is found there and of what is found among
  /// the analytic schedule's questions the faster one stays.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func run() throws(Diagnostic) -> Ending {
    chooseTimedSizes()
    let begin = ContinuousClock.now
    let places = sizes(for: try measurer.analytic(), atMost: samplesOfOne)
    var own: SpaceSearch.Found?
    if var search = try SpaceSearch(task, options, at: places) {
      own = try search.run(measurer) {
        mayGoOn()
          && (ContinuousClock.now - begin).seconds < (options.budget ?? .infinity) * Self.ofSpaces
      }
      remarks.append(search.summary)
    }
    let ending = try searchQuestions()
    guard let own else { return ending }
    return try faster(own, ending)
  }

  /// The user's schedule, if it is faster over the range than what was found otherwise.
  private func faster(_ own: SpaceSearch.Found, _ ending: Ending) throws(Diagnostic) -> Ending {
    let analytic = try measurer.analytic()
    var outcome = Outcome(candidates: 1)
    var rival = analytic
    if case .found(let found) = ending {
      outcome = found
      if let trace = found.trace { rival = try builder.candidate(trace) }
    }
    guard let beside = try compare(own.candidate, with: rival), beside.gain > 1,
      let alone = try compare(own.candidate, with: analytic), alone.gain > 1
    else { return ending }
    (outcome.trace, outcome.gain, outcome.ratios) = (own.trace, alone.gain, alone.ratios)
    // What was predicted is nothing that is kept.
    (outcome.chosen, outcome.model, outcome.regret) = ([], nil, (1, 1))
    (outcome.medianError, outcome.tailError) = (0, 0)
    return .found(outcome)
  }

  private func searchQuestions() throws(Diagnostic) -> Ending {
    let questions = try self.questions()
    layouts = Set(questions.filter { $0.kind == .layout }.map(\.name))
    let sizes = task.complete(timedSizes.last ?? [:])
    func work(_ question: Question) -> Int { question.work.evaluate(symbols: sizes) ?? 0 }
    let open = questions.filter { $0.kind == .microKernel }
    guard let main = open.max(by: { work($0) < work($1) }) ?? questions.first else {
      return .left(reason: "there is nothing to decide")
    }
    mainStage = main.stage
    if main.kind == .microKernel { mainQuestion = main.name }
    let analytic = try measurer.analytic()
    for (sizes, time) in zip(timedSizes, try measurer.times(of: analytic, at: timedSizes)) {
      bestTimes[sizes] = time
    }
    if main.kind == .microKernel {
      try search(for: main.name, questions, analytic)
    } else {
      try time([Decisions([main.name: main.analytic ?? main.options[0]])])
    }
    try lookAgain()
    guard var choice = bestChoice() else {
      return .left(reason: reasonForNoChoice)
    }
    try refineLayouts(choice)
    choice = bestChoice() ?? choice
    try refine(choice)
    choice = bestChoice() ?? choice
    let regret = choice.regret
    let errors = try validate(choice)
    choice = choose(among: choice.variants, fittedModel()) ?? choice
    choice.regret = regret
    return try finish(choice, analytic, errors)
  }

  /// What can be decided once `decisions` are made, and makes a difference here.
  ///
  /// - Throws: a diagnostic when the program cannot be scheduled.
  func questions(after decisions: Decisions = Decisions()) throws(Diagnostic) -> [Question] {
    try builder.questions(after: decisions).filter { $0.kind != .threads || options.threads > 1 }
  }

  /// Why no schedule is there for all sizes.
  private var reasonForNoChoice: String {
    let found =
      variants.isEmpty
      ? "any other schedule ran" : "one was found that may run at every size of the ranges"
    if let limit = limit() { return "\(limit.rawValue) before \(found)" }
    return variants.isEmpty
      ? "no other schedule ran, or was as fast"
      : "none of the \(variants.count) that ran may run at every size of the ranges"
  }

  /// The share of a budget that the user's spaces have.
  private static let ofSpaces = 1.0 / 3

  /// What is faster by less may be so by chance; then the schedule that needs no measurement stays.
  private static let leastKept = 1.003
  /// What takes more than 1.25 of its time at some size is not kept, whatever it gains elsewhere.
  private static let leastSomewhere = 0.8

  /// Whether a question is about another stage than the one whose micro-kernels are chosen.
  func isSecond(_ question: Question) -> Bool { question.stage != mainStage }

  private func finish(
    _ choice: Choice, _ analytic: Candidate, _ errors: [Double]
  ) throws(Diagnostic) -> Ending {
    let ways = choice.variants.map { number in
      Schedule.ApplyDefault.Way(
        variants[number].candidate.decisions,
        cost: choice.model.formula(
          number, variants[number].candidate.report?.work ?? ScheduleWork()))
    }
    let tuned: Candidate
    do throws(Diagnostic) { tuned = try builder.candidate(Trace(default: ways)) } catch {
      return .left(reason: error.message)
    }
    guard let found = try compare(tuned, with: analytic) else {
      return .left(reason: "the chosen ways together give other results, which is a defect")
    }
    func quantile(_ share: Double) -> Double {
      errors.isEmpty ? 0 : errors[min(errors.count - 1, Int(Double(errors.count) * share))]
    }
    return .found(
      Outcome(
        chosen: ways, trace: found.gain > 1 ? Trace(default: ways) : nil, gain: found.gain,
        medianError: quantile(0.5), tailError: quantile(0.95), model: quality(of: choice),
        ratios: found.ratios, regret: choice.regret,
        candidates: variants.count, transferred: transferred))
  }

  /// Times one schedule beside another over the range, at sizes, too, that nothing was chosen by.
  ///
  /// - Returns: the time of `other` over that of `tuned` by sizes, and the mean where that is worth it, else 1;
  ///   `nil` if their results differ.
  private func compare(
    _ tuned: Candidate, with other: Candidate
  ) throws(Diagnostic) -> (ratios: [(sizes: [String: Int], ratio: Double)], gain: Double)? {
    // When time is over, some of them.
    let step = mayGoOn() ? 1 : 3
    let compared = (timedSizes + largeSizes + newSizes()).enumerated()
      .filter { $0.offset % step == 0 }.map(\.element)
    guard let after = try measurer.timesOnce(of: tuned, beside: other, at: compared) else {
      return nil
    }
    let known = zip(compared, after).compactMap { sizes, ratio in
      ratio.map { (sizes, $0) }
    }
    let ratios = known.map { log($0.1) }.filter(\.isFinite)
    let mean = ratios.isEmpty ? 1 : exp(ratios.reduce(0, +) / Double(ratios.count))
    // Others on the machine make single timings slower, so what is slow is timed again.
    let slow = known.filter { $0.1 < Self.leastSomewhere }.map(\.0)
    let again = try measurer.timesOnce(of: tuned, beside: other, at: slow) ?? []
    let isSlow = again.contains { $0 ?? 1 < Self.leastSomewhere }
    return (known, mean > Self.leastKept && !isSlow ? mean : 1)
  }
}
