import Dialects
import Foundation
import IR
import Scheduling
import StaticSearch
import Support

/// Looks for the fastest of the user's schedules over a range of sizes, by evolution.
///
/// A schedule is timed at several sizes; what it takes there, relative to the analytic schedule, is what decides. A
/// model of costs says of those that were not timed what they may take at a size in the middle.
struct SpaceSearch {
  /// The best of them.
  struct Found {
    var trace: Trace
    var candidate: Candidate
  }

  private let task: TuningTask
  private let options: TuningOptions
  private let sizes: [[String: Int]]
  private let written: [Genome]
  private var evolution: Evolution
  private var model: any ScheduleCostModel
  private(set) var timed: [Evolution.Timed] = []
  /// How many gave other results than the analytic schedule.
  private var wrong = 0
  private var samples: [CostSample] = []
  private var looks: [Genome: ProgramFeatures?] = [:]

  /// Candidates that are built and timed together, and of all kernels' how many for one, at most.
  private static let (batch, most) = (16, 64)

  /// `nil` when none of the spaces holds a schedule of the program.
  ///
  /// - Parameters:
  ///   - task: the program.
  ///   - options: with the spaces.
  ///   - sizes: at which schedules are timed, rising.
  /// - Throws: a diagnostic when the program cannot be scheduled at all.
  init?(_ task: TuningTask, _ options: TuningOptions, at sizes: [[String: Int]]) throws(Diagnostic)
  {
    var sketches: [any Sketch] = []
    written = options.addSpaces(
      of: try Schedule(task.module, function: task.program), to: &sketches)
    if written.isEmpty || sizes.isEmpty { return nil }
    (self.task, self.options, self.sizes) = (task, options, sizes)
    evolution = Evolution(sketches, seed: options.seed)
    model =
      options.costModel ?? options.termCosts.map { StructuralModel($0) } ?? StructuralModel()
  }

  /// Searches for as long as it may go on.
  ///
  /// - Parameters:
  ///   - measurer: what times.
  ///   - mayGoOn: asked between timings.
  /// - Returns: the best that ran at all of the sizes; `nil` where none did.
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  mutating func run(
    _ measurer: Measurer, while mayGoOn: () -> Bool
  ) throws(Diagnostic) -> Found? {
    let usual = try measurer.times(of: try measurer.analytic(), at: sizes)
    let most = min(Self.most, max(written.count, (options.trials ?? .max) / 2))
    var best: (found: Found, cost: Double)?
    while mayGoOn(), timed.count < most {
      for one in try built(next(min(Self.batch, most - timed.count)), measurer.builder) {
        guard mayGoOn() else { break }
        var cost: Double?
        if let candidate = one.candidate {
          cost = try self.cost(of: candidate, one.genome, beside: usual, measurer)
        }
        timed.append(Evolution.Timed(one.genome, nanoseconds: cost))
        guard let cost, let candidate = one.candidate, cost < best?.cost ?? .infinity else {
          continue
        }
        let trace = evolution.sketches[one.genome.sketch].trace(deciding: one.genome.choices)
        best = (Found(trace: trace, candidate: candidate), cost)
      }
      if isExhausted { break }
      try model.train(samples)
    }
    return best?.found
  }

  /// What came of it, for people.
  var summary: String {
    let right = timed.filter { $0.nanoseconds != nil }
    let best = right.compactMap(\.nanoseconds).min().map {
      String(format: ", the best takes %.2f of the untuned schedule's time", $0)
    }
    return "spaces: \(timed.count) schedules timed\(best ?? "")"
      + (wrong > 0 ? "; \(wrong) gave \(Measurer.otherResults)" : "")
  }

  /// Whether there was nothing new to try.
  private var isExhausted = false

  private mutating func next(_ count: Int) -> [Genome] {
    var genomes = timed.isEmpty ? Array(written.prefix(count)) : []
    let known = timed + genomes.map { Evolution.Timed($0, nanoseconds: nil) }
    let (sketches, describe) = (evolution.sketches, describe)
    let (model, cores) = (model, options.hardware.cores)
    var (looks, evolution) = (looks, evolution)
    genomes += evolution.nextBatch(of: count - genomes.count, after: known) { genomes in
      let new = genomes.filter { looks[$0] == nil }
      let found = mapInParallel(new, threads: cores) { genome in
        (try? sketches[genome.sketch].program(deciding: genome.choices, isChecked: true))
          .map(describe)
      }
      for (genome, features) in zip(new, found) { looks[genome] = .some(features) }
      return genomes.map { genome -> Double? in
        guard let look = looks[genome] ?? nil else { return nil }
        // As long as nothing is known, all are alike.
        return model.time(of: look).map { 1e6 / max($0, 1e-3) } ?? 1
      }
    }
    (self.looks, self.evolution) = (looks, evolution)
    isExhausted = genomes.isEmpty
    return genomes
  }

  /// Describes a scheduled program at a size in the middle.
  private var describe: @Sendable (Module) -> ProgramFeatures {
    let (function, hardware, threads) = (task.program, options.hardware, options.threads)
    let middle = task.complete(sizes[sizes.count / 2])
    return { module in
      ProgramFeatures(function, in: module, hardware: hardware, threads: threads, sizes: middle)
    }
  }

  /// Candidates, those that cannot be built without code.
  private func built(
    _ genomes: [Genome], _ builder: CandidateBuilder
  ) throws(Diagnostic) -> [(genome: Genome, candidate: Candidate?)] {
    let sketches = evolution.sketches
    let ahead = BuildAhead(genomes, threads: options.builders) {
      (genome: Genome) throws(Diagnostic) in
      let sketch = sketches[genome.sketch]
      let module: Module
      do throws(Refusal) {
        module = try sketch.program(deciding: genome.choices, isChecked: true)
      } catch { throw .error("\(error)") }
      return try builder.candidate(sketch.answers(genome.choices), scheduled: module)
    }
    defer { ahead.stop() }
    return genomes.indices.map { (genomes[$0], try? ahead.wait(for: $0).get()) }
  }

  /// What a candidate takes relative to the analytic schedule, the mean over the sizes; `nil` where it does not
  /// run at all of them.
  private mutating func cost(
    of candidate: Candidate, _ genome: Genome, beside usual: [Double?], _ measurer: Measurer
  ) throws(Diagnostic) -> Double? {
    let times = try measurer.times(of: candidate, at: sizes)
    let answers = evolution.sketches[genome.sketch].answers(genome.choices)
    if sizes.contains(where: { measurer.record(of: answers, at: $0)?.isCorrect == false }) {
      wrong += 1
    }
    let ratios = zip(times, usual).compactMap { time, usual in
      usual.map { usual in time.map { $0 / usual } ?? .infinity }
    }
    if let time = times[sizes.count / 2],
      let module = try? evolution.sketches[genome.sketch].program(
        deciding: genome.choices, isChecked: false)
    {
      samples.append(CostSample(describe(module), nanoseconds: time, task: task.key.name))
    }
    guard !ratios.isEmpty, ratios.allSatisfy(\.isFinite) else { return nil }
    return exp(ratios.reduce(0) { $0 + log($1) } / Double(ratios.count))
  }
}
