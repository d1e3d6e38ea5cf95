import Compiler
import Dialects
import Foundation
import IR
import Scheduling
import StaticSearch
import Support

/// The search for the schedule of one program whose sizes are known.
final class StaticTask {
  /// What came of a batch.
  struct Round {
    /// Candidates that were looked at so far.
    var count: Int
    /// Those of the batch that the schedule language refused, that failed, or gave other results.
    var refused: Int
    var failed: Int
    /// The best of all, in nanoseconds.
    var best: Double
    var bestName: String
    /// How the model predicted the batch before it learned from it.
    var accuracy: CostAccuracy
  }

  let task: TuningTask
  let builder: CandidateBuilder
  let measurer: Measurer
  /// The values of the program's sizes.
  let sizes: [String: Int]
  private let proposals: any StaticProposals
  /// Of all that was looked at, in this order.
  private(set) var timed: [Evolution.Timed] = []
  /// The best time after each candidate.
  private(set) var course: [Double] = []
  /// Whether there was nothing new to try.
  private(set) var isExhausted = false

  private let options: TuningOptions
  private var model: any ScheduleCostModel
  private var samples: [CostSample] = []
  /// What predictions were off, relative to what was timed then.
  private(set) var errors: [Double] = []
  private var looks: [Genome: ProgramFeatures?] = [:]
  /// By their text: programs that were timed.
  private var timesOfTexts: [String: Double?] = [:]
  /// By sketch: how many gave other results, and how many did not.
  private var wrong: [Int: Int] = [:]
  private var right: Set<Int> = []
  /// How often what kept a candidate from being timed.
  private var problems: [String: Int] = [:]
  /// What kept most of those from being timed that were not.
  var mainProblem: String? {
    problems.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// Candidates that are built, timed and learned from together.
  static let batch = 16
  /// A sketch of which so many give other results, and none the same, is left.
  private static let mostWrong = 3
  /// Statements that may be written out one after another in what is timed.
  private static let mostWrittenOut = 1024

  /// - Throws: a diagnostic when a size is not known, or the program cannot be scheduled.
  init(
    _ builder: CandidateBuilder, _ measurer: Measurer, _ options: TuningOptions,
    _ strategy: StaticStrategy
  ) throws(Diagnostic) {
    (self.builder, self.measurer, self.options) = (builder, measurer, options)
    task = builder.task
    sizes = try task.knownSizes(for: strategy)
    proposals = try strategy.proposals(task, options)
    remarks = proposals.remarks
    let costs = options.termCosts ?? (strategy == .beam ? .x86 : nil)
    model = options.costModel ?? costs.map { StructuralModel($0) } ?? StructuralModel()
  }

  var sketches: [any Sketch] { proposals.sketches }

  /// What people may want to know of the sketches; more may come.
  private(set) var remarks: [String]
  /// Sketches that are left.
  private var left: Set<Int> = []

  /// The best that was timed, and how long it takes; `nil` before anything was.
  var best: (genome: Genome, nanoseconds: Double)? {
    timed.compactMap { one in one.nanoseconds.map { (one.genome, $0) } }.min { $0.1 < $1.1 }
  }

  /// What people call it.
  private func name(of genome: Genome) -> String {
    let answers = answers(genome)
    return answers.answers.isEmpty ? "the untuned schedule" : answers.description
  }

  /// What timings of it are kept under; of rules of one's own, which may change and keep their names, with what
  /// they do, and where results need only be near, apart from those that must be the same.
  func answers(_ genome: Genome) -> Decisions {
    let sketch = sketches[genome.sketch]
    var answers = sketch.answers(genome.choices)
    guard sketch is TraceSketch else { return answers }
    if options.mayReassociate { answers = answers.deciding("sums", "reassociated") }
    if options.hasOwnRules {
      let trace = sketch.trace(deciding: sketch.decisions.map { _ in 0 })
      answers = answers.deciding("trace", trace.digest)
    }
    return answers
  }

  // MARK: A round

  /// Times the most hopeful candidates, at most `most`.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func round(
    atMost most: Int = batch, mayGoOn: () -> Bool
  ) throws(Diagnostic) -> Round {
    var genomes = timed.isEmpty ? beginnings() : []
    if genomes.count < most {
      let known = timed + genomes.map { Evolution.Timed($0, nanoseconds: nil) }
      let told = proposals.remarks.count
      genomes += proposals.next(most - genomes.count, after: known, model) { score($0) }
      remarks += proposals.remarks[told...]
    }
    genomes = Array(genomes.prefix(most))
    isExhausted = genomes.isEmpty
    let before = samples.count
    let old = model
    let (refused, failed) = try time(genomes, mayGoOn)
    let accuracy = CostAccuracy(of: old, on: Array(samples[before...]))
    errors += accuracy.errors
    if samples.count > before { try model.train(samples) }
    for (sketch, count) in wrong where count >= Self.mostWrong && !right.contains(sketch) {
      proposals.close(sketch)
      if left.insert(sketch).inserted {
        remarks.append("'\(sketches[sketch].name)' is left: it gives \(Measurer.otherResults)")
      }
    }
    let best = best
    return Round(
      count: timed.count, refused: refused, failed: failed, best: best?.nanoseconds ?? .infinity,
      bestName: best.map { name(of: $0.genome) } ?? "none", accuracy: accuracy)
  }

  /// What is tried before anything is known: the schedule that needs no measurement, and the user's own.
  private func beginnings() -> [Genome] {
    sketches.indices.filter { sketches[$0] is AnalyticSketch }
      .map { Genome(sketch: $0, choices: sketches[$0].decisions.map { _ in 0 }) }
      + proposals.written
  }

  /// How fast each may be; `nil` for what cannot be.
  private func score(_ genomes: [Genome]) -> [Double?] {
    let new = genomes.filter { looks[$0] == nil }
    let (sketches, describe) = (sketches, describe)
    // Nothing is timed meanwhile: all cores may look.
    let found = mapInParallel(new, threads: options.hardware.cores) { genome in
      (try? sketches[genome.sketch].program(deciding: genome.choices, isChecked: true))
        .map(describe)
    }
    for (genome, features) in zip(new, found) {
      looks[genome] = .some(features.flatMap { $0.writtenOut > Self.mostWrittenOut ? nil : $0 })
    }
    let all = genomes.map { looks[$0] ?? nil }
    var times = model.times(of: all.compactMap(\.self))[...]
    return all.map { look in
      // Nothing is known yet: all are alike.
      look.map { _ in times.popFirst().flatMap(\.self).map { 1e6 / $0 } ?? 1 }
    }
  }

  /// Describes a scheduled program.
  private var describe: @Sendable (Module) -> ProgramFeatures {
    let (function, hardware) = (task.program, options.hardware)
    let (threads, sizes) = (options.threads, sizes)
    return { module in
      ProgramFeatures(function, in: module, hardware: hardware, threads: threads, sizes: sizes)
    }
  }

  // MARK: Timing

  /// A candidate with its program, shown legal.
  private struct Ready: Sendable {
    var genome: Genome
    var decisions: Decisions
    var module: Module
    var text: String
  }

  private func time(
    _ genomes: [Genome], _ mayGoOn: () -> Bool
  ) throws(Diagnostic) -> (refused: Int, failed: Int) {
    var (refused, failed) = (0, 0)
    var ready: [Ready] = []
    for genome in genomes {
      do throws(Refusal) {
        let module = try sketches[genome.sketch].program(
          deciding: genome.choices, isChecked: true)
        ready.append(
          Ready(
            genome: genome, decisions: answers(genome), module: module, text: module.text()))
      } catch {
        refused += 1
        problems["\(error)", default: 0] += 1
        note(Evolution.Timed(genome, nanoseconds: nil))
      }
    }
    let fresh = ready.filter {
      timesOfTexts[$0.text] == nil && measurer.record(of: $0.decisions, at: sizes) == nil
    }
    let ahead = BuildAhead(fresh, threads: options.builders) {
      [builder] (input: Ready) throws(Diagnostic) in
      try builder.candidate(input.decisions, scheduled: input.module)
    }
    defer { ahead.stop() }
    var next = 0
    for one in ready {
      guard mayGoOn() else { break }
      let isFresh = next < fresh.count && fresh[next].genome == one.genome
      if isFresh { next += 1 }
      let time: Double?
      if let known = timesOfTexts[one.text] {
        time = known
      } else if let record = measurer.record(of: one.decisions, at: sizes) {
        time = result(of: record, one)
      } else {
        switch isFresh ? ahead.wait(for: next - 1) : .failure(.error("it was not built")) {
        case .failure(let problem):
          time = nil
          problems[problem.message, default: 0] += 1
        case .success(let candidate):
          _ = try measurer.times(of: candidate, at: [sizes])
          time = measurer.record(of: one.decisions, at: sizes).flatMap { result(of: $0, one) }
        }
      }
      timesOfTexts[one.text] = .some(time)
      if time == nil { failed += 1 }
      note(Evolution.Timed(one.genome, nanoseconds: time))
      if let time {
        samples.append(
          CostSample(describe(one.module), nanoseconds: time, task: task.key.name))
      }
    }
    return (refused, failed)
  }

  /// The time in a record, if the code ran and gave the results that it should.
  private func result(of record: TuningRecord, _ one: Ready) -> Double? {
    if record.isCorrect == false {
      problems[Measurer.otherResults, default: 0] += 1
      wrong[one.genome.sketch, default: 0] += 1
      return nil
    }
    guard record.failure == nil, record.timeNs > 0 else {
      problems[record.failure ?? "it took no time", default: 0] += 1
      return nil
    }
    right.insert(one.genome.sketch)
    return record.timeNs
  }

  private func note(_ one: Evolution.Timed) {
    timed.append(one)
    course.append(min(course.last ?? .infinity, one.nanoseconds ?? .infinity))
  }

  // MARK: The end

  /// The best that were timed, each program once.
  private var hopeful: [Genome] {
    var seen: Set<Double> = []
    return timed.filter { $0.nanoseconds.map { seen.insert($0).inserted } ?? false }
      .sorted { $0.nanoseconds ?? 0 < $1.nanoseconds ?? 0 }.prefix(Self.looksAgain).map(\.genome)
  }

  /// What an earlier search ended with that took the same course: of one that found all of its timings in
  /// the database, the end is there too.
  ///
  /// - Throws: a diagnostic when the database cannot be read.
  func recorded(in database: TuningDatabase?) throws(Diagnostic) -> TunedRecord? {
    guard measurer.runCount == 0 else { return nil }
    let traces = [""] + hopeful.map(canonicalTrace)
    return try database?.schedules(
      program: task.key.name, hardware: options.hardware.tuningKey, threads: options.threads
    ).first {
      $0.ranges == task.sizes.map(\.range.text) && $0.isPredicted != true
        && $0.seed == options.seed && $0.tangram == Tangram.version && traces.contains($0.trace)
    }
  }

  /// The steps of a candidate's schedule, as a database keeps them; empty where it has none.
  func canonicalTrace(_ genome: Genome) -> String {
    let trace = sketches[genome.sketch].trace(deciding: genome.choices)
    return trace.steps.isEmpty ? "" : task.key.canonical(trace).description
  }

  /// Times the best once more, and compares the best of these with the analytic schedule.
  ///
  /// - Returns: the genome, and the analytic schedule's time over its own; `nil` if nothing ran.
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func finish() throws(Diagnostic) -> (genome: Genome, gain: Double)? {
    let analytic = try measurer.analytic()
    var best: (genome: Genome, candidate: Candidate, gain: Double)?
    for genome in hopeful {
      guard
        let module = try? sketches[genome.sketch].program(
          deciding: genome.choices, isChecked: false),
        let candidate = try? builder.candidate(answers(genome), scheduled: module),
        let ratio = try gain(of: candidate, over: analytic)
      else { continue }
      if ratio > best?.gain ?? 0 { best = (genome, candidate, ratio) }
    }
    guard let best else { return nil }
    // The best of several had luck, too: what it gains is what it gains once more.
    let again = try gain(of: best.candidate, over: analytic) ?? best.gain
    return (best.genome, min(best.gain, again))
  }

  /// Whether what was found is faster than what a database has, both timed in turns; `nil` where it has nothing
  /// that was timed and runs.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be read.
  func isFaster(
    _ record: TunedRecord, _ genome: Genome, in database: TuningDatabase?
  ) throws(Diagnostic) -> Bool? {
    let known = try database?.schedules(
      program: record.program, hardware: record.hardware, threads: record.threads
    ).first { $0.ranges == record.ranges }
    guard let known, known.isPredicted != true, known.tangram == record.tangram,
      !known.trace.isEmpty, !record.trace.isEmpty, known.trace != record.trace,
      let trace = try? Trace.stored(known.trace, of: task.key),
      let rival = try? builder.candidate(trace),
      let module = try? sketches[genome.sketch].program(
        deciding: genome.choices, isChecked: false),
      let candidate = try? builder.candidate(answers(genome), scheduled: module)
    else { return nil }
    return try gain(of: candidate, over: rival).map { $0 > 1 }
  }

  private func gain(
    of candidate: Candidate, over analytic: Candidate
  ) throws(Diagnostic) -> Double? {
    try measurer.timesOnce(of: candidate, beside: analytic, at: [sizes])?.first ?? nil
  }
  private static let looksAgain = 4
}
