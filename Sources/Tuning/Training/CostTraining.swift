import CodeGeneration
import Dialects
import Foundation
import IR
import Scheduling
import StaticSearch
import Support
import TensorExpressions

/// Learns what the terms of the model of costs take on this machine: random programs, each scheduled in many
/// ways, are timed, and the costs fitted to that (Adams et al., SIGGRAPH 2019, section 5).
public final class CostTraining {
  public struct Options: Sendable {
    /// Programs to time.
    public var programs = 100
    /// Schedules of each.
    public var schedules = 16
    /// Of how many programs one is held out.
    public var holdout = 5

    public init() {}
  }

  /// A schedule that was timed.
  public struct Sample: Codable, Sendable {
    public var program: String
    public var threads: Int
    public var isHeldOut: Bool
    /// What the schedule does.
    public var schedule: String
    /// By the names of the terms.
    public var terms: [String: Double]
    public var nanoseconds: Double

    /// A name among `terms` that the model does not have.
    package var unknownTerm: String? {
      let names = Set(StructuralTerm.allCases.map { "\($0)" })
      return terms.keys.sorted().first { !names.contains($0) }
    }
  }

  public struct Outcome: Sendable {
    public var costs: TermCosts
    public var samples: [Sample]
    /// Of the programs that were held out, and of those that the costs were fitted to.
    public var heldOut: CostFit
    public var fitted: CostFit
    public var programs: Int
    /// Schedules whose code failed, and whose results were others.
    public var failed: Int
    /// How often what went wrong.
    public var failures: [String: Int]
  }

  private let tuning: TuningOptions
  private let options: Options
  private let shouldStop: @Sendable () -> Bool

  /// - Parameters:
  ///   - tuning: the machine, its threads, the seed, the budget.
  ///   - options: how much.
  ///   - shouldStop: asked between programs.
  public init(
    _ tuning: TuningOptions, _ options: Options = Options(),
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    (self.tuning, self.options, self.shouldStop) = (tuning, options, shouldStop)
  }

  /// Times and fits.
  ///
  /// - Parameters:
  ///   - known: timings of earlier trainings, which count as well; programs that they are of are not timed
  ///     again.
  ///   - report: told of every program.
  ///   - keep: given all timings after every program.
  /// - Returns: the costs, how well they fit, and all timings.
  /// - Throws: a diagnostic when nothing can be measured here, or nothing was.
  public func run(
    known: [Sample] = [], _ report: (String) -> Void = { _ in },
    keeping keep: ([Sample]) throws(Diagnostic) -> Void = { _ throws(Diagnostic) in }
  ) throws(Diagnostic) -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    let context = Context(dialects: Dialects.all)
    var samples = known
    let done = Set(known.map(\.program))
    var count = 0
    var failures: [String: Int] = [:]
    // Half of the programs on one thread, half on all.
    let places = try [1, tuning.threads].map { threads throws(Diagnostic) in
      var own = tuning
      own.threads = threads
      return (own, try TunerWorkplace(own))
    }
    defer { for place in places { place.1.close() } }
    for number in 0..<options.programs {
      if shouldStop() || tuning.budget.map({ (clock.now - start).seconds >= $0 }) ?? false { break }
      let (own, workplace) = places[number % 2]
      let seed = tuning.seed &* 1_000_003 &+ UInt64(number)
      let program: TensorProgram
      do throws(DiagnosticError) {
        program = try RandomProgram.program(seed: seed, context: context)
      } catch { throw error.diagnostics.first ?? .error("a random program is wrong") }
      guard let task = TuningTask(program: program.function, in: program.module) else { continue }
      if done.contains(Self.name(of: task, own)) {
        report("[\(number + 1)/\(options.programs)] \(task.name): timed before")
        continue
      }
      let found = try time(
        task, own, workplace, isHeldOut: number % options.holdout == options.holdout - 1, seed)
      samples += found.samples
      failures.merge(found.failures, uniquingKeysWith: +)
      let failed = found.failures.values.reduce(0, +)
      count += 1
      report(
        "[\(number + 1)/\(options.programs)] \(task.name): \(found.samples.count) schedules"
          + (failed > 0 ? ", \(failed) failed" : ""))
      try keep(samples)
    }
    guard samples.contains(where: { !$0.isHeldOut }) else {
      throw .error("nothing was timed; give more programs, or a greater budget")
    }
    let probe = try PeakProbe(tuning.hardware).gigaflops(seconds: 0.1)
    let perCycle = 2 * tuning.hardware.lanes(elementBits: 32) * tuning.hardware.multiplyAddsPerCycle
    var model = StructuralModel(cycle: Double(perCycle) / max(probe, 1e-3))
    model.train(samples.filter { !$0.isHeldOut }.map(\.forTraining), emphasis: Self.emphasis)
    return Outcome(
      costs: model.costs, samples: samples,
      heldOut: CostFit(of: model, on: samples.filter(\.isHeldOut)),
      fitted: CostFit(of: model, on: samples.filter { !$0.isHeldOut }), programs: count,
      failed: failures.values.reduce(0, +), failures: failures)
  }

  /// What samples call a program: on another number of threads it is another one.
  private static func name(of task: TuningTask, _ own: TuningOptions) -> String {
    task.name + " \(own.threads)"
  }

  /// A schedule that is thought fast and is not costs more than one whose time is not known exactly.
  private static let emphasis = 0.5

  /// Times the untuned schedule of a program, and others at random.
  private func time(
    _ task: TuningTask, _ own: TuningOptions, _ workplace: TunerWorkplace, isHeldOut: Bool,
    _ seed: UInt64
  ) throws(Diagnostic) -> (samples: [Sample], failures: [String: Int]) {
    let builder = workplace.builder(of: task)
    let measurer = try Measurer(builder, own, workplace.runner, nil)
    var schedules: [(module: Module, decisions: Decisions, text: String)] = []
    var texts: Set<String> = []
    let start = try Schedule(task.module, function: task.program)
    if let program = BeamProgram(start, own.sketchTarget) {
      var search = BeamSearch(program, seed: seed)
      for _ in 0..<options.schedules * 2 where schedules.count < options.schedules {
        guard let found = search.draw(),
          texts.insert(found.schedule.trace.description).inserted
        else { continue }
        schedules.append(
          (
            found.schedule.module, Decisions(["sketch": "draw\(schedules.count)"]),
            found.decisions.map(\.description).joined(separator: "; ")
          ))
      }
    }
    let ahead = BuildAhead(schedules, threads: own.builders) {
      [builder] one throws(Diagnostic) in
      try builder.candidate(one.decisions, scheduled: one.module)
    }
    defer { ahead.stop() }
    var samples: [Sample] = []
    func add(_ module: Module, _ text: String, _ nanoseconds: Double) {
      let features = ProgramFeatures(
        task.program, in: module, hardware: own.hardware, threads: own.threads)
      samples.append(
        Sample(
          program: Self.name(of: task, own), threads: own.threads, isHeldOut: isHeldOut,
          schedule: text, terms: features.namedTerms, nanoseconds: nanoseconds))
    }
    var untuned = task.module
    try applyDefaultSchedule(to: task.program, in: &untuned, hardware: own.hardware)
    if let time = try measurer.times(of: try measurer.analytic(), at: [[:]]).first ?? nil {
      add(untuned, "untuned", time)
    }
    var failures: [String: Int] = [:]
    for (number, one) in schedules.enumerated() {
      switch ahead.wait(for: number) {
      case .failure(let problem): failures[problem.message, default: 0] += 1
      case .success(let candidate):
        if let time = try measurer.times(of: candidate, at: [[:]]).first ?? nil {
          add(one.module, one.text, time)
        } else {
          let record = measurer.record(of: one.decisions, at: [:])
          let reason = record?.failure ?? Measurer.otherResults
          failures[reason, default: 0] += 1
        }
      }
    }
    return (samples, failures)
  }
}

extension CostTraining.Sample {
  fileprivate var forTraining: (terms: [Double], nanoseconds: Double, task: String) {
    (ProgramFeatures.terms(named: terms), nanoseconds, program)
  }
}

/// How well costs say how long programs take.
public struct CostFit: Sendable {
  /// Of all pairs of schedules of one program that are not as fast as each other, those of which the faster
  /// one is known.
  public var pairs = 0.0
  /// Spearman's rank correlation, the mean over programs.
  public var rank = 0.0
  /// The share of the variance of times, as logarithms, that predictions explain.
  public var explained = 0.0
  /// The median of what predictions are off, relative to the time.
  public var medianError = 0.0
  /// How much slower than the best that was timed the schedule is that is thought to be the best, the
  /// geometric mean over programs.
  public var chosen = 1.0
  public var count = 0

  init(of model: StructuralModel, on samples: [CostTraining.Sample]) {
    count = samples.count
    let known = samples.map {
      (program: $0.program, time: $0.nanoseconds, guess: model.time(ofTerms: $0.forTraining.terms))
    }
    guard !known.isEmpty else { return }
    let errors = known.map { abs($0.guess / $0.time - 1) }.sorted()
    medianError = errors[errors.count / 2]
    let mean = known.reduce(0) { $0 + log($1.time) } / Double(known.count)
    let total = known.reduce(0) { $0 + (log($1.time) - mean) * (log($1.time) - mean) }
    let left = known.reduce(0) { $0 + log($1.guess / $1.time) * log($1.guess / $1.time) }
    explained = total > 0 ? 1 - left / total : 0
    var (right, all, ranks, programs, slower) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (_, group) in Dictionary(grouping: known, by: \.program).sorted(by: { $0.key < $1.key })
    where group.count > 2 {
      for (place, first) in group.enumerated() {
        for second in group[(place + 1)...] where abs(log(first.time / second.time)) > Self.alike {
          all += 1
          if (first.time < second.time) == (first.guess < second.guess) { right += 1 }
        }
      }
      ranks += RankCorrelation.spearman(group.map(\.time), group.map(\.guess))
      programs += 1
      let best = group.map(\.time).min() ?? 1
      slower += log((group.min { $0.guess < $1.guess }?.time ?? best) / best)
    }
    pairs = all > 0 ? right / all : 0
    rank = programs > 0 ? ranks / programs : 0
    chosen = programs > 0 ? exp(slower / programs) : 1
  }

  /// Times as near as this, as logarithms, have no order.
  private static let alike = 0.05
}
