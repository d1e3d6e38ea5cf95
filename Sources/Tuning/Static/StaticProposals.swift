import Dialects
import IR
import Scheduling
import StaticSearch
import Support

/// Where the candidates of a search come from: evolution, or beam search.
protocol StaticProposals: AnyObject {
  /// What candidates are made of; more may come, none goes.
  var sketches: [any Sketch] { get }
  /// What people may want to know of them.
  var remarks: [String] { get }
  /// The user's spaces as they were written: tried before anything is known.
  var written: [Genome] { get }

  /// The candidates to be timed next.
  ///
  /// - Parameters:
  ///   - count: how many, at most.
  ///   - timed: what is known; none of it is given again.
  ///   - model: what predicts times.
  ///   - score: how fast each may be, greater is faster; `nil` for what cannot be.
  /// - Returns: none where there is nothing new.
  func next(
    _ count: Int, after timed: [Evolution.Timed], _ model: any ScheduleCostModel,
    score: ([Genome]) -> [Double?]
  ) -> [Genome]

  /// Gives no candidate of a sketch any more.
  func close(_ sketch: Int)
}

/// Candidates by evolution of sketches.
final class EvolutionProposals: StaticProposals {
  let sketches: [any Sketch]
  let remarks: [String]
  let written: [Genome]
  private var evolution: Evolution

  /// - Throws: a diagnostic when the program cannot be scheduled.
  init(_ task: TuningTask, _ options: TuningOptions) throws(Diagnostic) {
    var all = try options.analyticSketch(of: task)
    let start = try Schedule(task.module, function: task.program)
    let derived = SketchDerivation(rules: options.rules).sketches(of: start, options.sketchTarget)
    written = options.addSpaces(of: start, to: &all)
    all += derived.sketches as [any Sketch]
    sketches = all
    remarks = derived.remarks.map { "not among them: \($0)" }
    evolution = Evolution(all, seed: options.seed)
  }

  func next(
    _ count: Int, after timed: [Evolution.Timed], _ model: any ScheduleCostModel,
    score: ([Genome]) -> [Double?]
  ) -> [Genome] {
    evolution.nextBatch(of: count, after: timed, score: score)
  }

  func close(_ sketch: Int) { evolution.closed.insert(sketch) }
}

/// Candidates by beam search: each is a sketch of its own, which leaves nothing open.
final class BeamProposals: StaticProposals {
  private(set) var sketches: [any Sketch]
  private(set) var remarks: [String] = []
  private let start: Schedule
  private let costs: TermCosts
  private var search: BeamSearch?
  let written: [Genome]
  /// Of these: there are no places in them to decide about.
  private var evolution: Evolution?
  /// Programs that were given, by their traces.
  private var given: Set<String> = []
  private var rounds = 0

  /// Of later rounds: how many of the states that a search might go on from it takes no notice of.
  private static let dropout = 0.25
  private static let mostTries = 4

  /// - Throws: a diagnostic when the program cannot be scheduled.
  init(_ task: TuningTask, _ options: TuningOptions) throws(Diagnostic) {
    var sketches = try options.analyticSketch(of: task)
    start = try Schedule(task.module, function: task.program)
    let analyticCount = sketches.count
    written = options.addSpaces(of: start, to: &sketches)
    if sketches.count > analyticCount {
      evolution = Evolution(sketches, seed: options.seed)
      evolution?.closed = Set(0..<analyticCount)
    }
    self.sketches = sketches
    costs = options.termCosts ?? .x86
    search = BeamProgram(start, options.sketchTarget).map { BeamSearch($0, seed: options.seed) }
    if search == nil {
      remarks.append(
        "a stage has not a loop for each axis, or sums rows of floats: the beam leaves it as it is")
    }
  }

  func next(
    _ count: Int, after timed: [Evolution.Timed], _ model: any ScheduleCostModel,
    score: ([Genome]) -> [Double?]
  ) -> [Genome] {
    let model = model as? StructuralModel ?? StructuralModel(costs)
    let own = inSpaces(search == nil ? count : count / 2, after: timed, score)
    var genomes: [Genome] = []
    for _ in 0..<Self.mostTries where genomes.isEmpty && own.count < count {
      for found in find(count - own.count, model) {
        guard let sketch = sketch(of: found) else { continue }
        sketches.append(sketch)
        genomes.append(Genome(sketch: sketches.count - 1, choices: []))
      }
    }
    return own + genomes
  }

  /// The most hopeful candidates of the user's spaces.
  func inSpaces(
    _ count: Int, after timed: [Evolution.Timed], _ score: ([Genome]) -> [Double?]
  ) -> [Genome] {
    guard let known = evolution?.sketches.count else { return [] }
    return evolution?.nextBatch(
      of: count, after: timed.filter { $0.genome.sketch < known }, score: score) ?? []
  }

  /// The best schedules that a search finds, with more at random in each round.
  func find(_ count: Int, _ model: StructuralModel) -> [BeamSearch.Found] {
    search?.options.results = count
    search?.options.dropout = rounds == 0 ? 0 : Self.dropout
    rounds += 1
    return search?.run { model.time(ofTerms: $0) } ?? []
  }

  /// The schedule that is thought to be the fastest, what people call it, and its time in nanoseconds; of the
  /// user's spaces, too.
  func best(
    _ model: StructuralModel, _ describe: (Module) -> ProgramFeatures
  ) -> (trace: Trace, text: String, cost: Double)? {
    var best = find(1, model).first.map {
      ($0.schedule.trace, $0.decisions.map(\.description).joined(separator: "; "), $0.cost)
    }
    func time(_ genome: Genome) -> Double? {
      (try? sketches[genome.sketch].program(deciding: genome.choices, isChecked: true))
        .map { model.time(ofTerms: describe($0).terms) }
    }
    for genome in inSpaces(1, after: [], { $0.map { time($0).map { 1e6 / max($0, 1e-3) } } }) {
      guard let cost = time(genome), cost < best?.2 ?? .infinity else { continue }
      let sketch = sketches[genome.sketch]
      best = (
        sketch.trace(deciding: genome.choices), sketch.answers(genome.choices).description, cost
      )
    }
    return best
  }

  /// States that were looked at.
  var looked: Int { search?.looked ?? 0 }

  /// A schedule as a sketch; `nil` if it was given before.
  func sketch(of found: BeamSearch.Found) -> TraceSketch? {
    guard given.insert(found.schedule.trace.description).inserted else { return nil }
    let name = "beam-" + found.schedule.trace.digest
    remarks.append("\(name): \(found.decisions.map(\.description).joined(separator: "; "))")
    return TraceSketch(name, found.schedule.trace, of: start)
  }

  func close(_ sketch: Int) {}
}

extension TuningOptions {
  var sketchTarget: SketchTarget {
    var target = SketchTarget(hardware: hardware, threads: threads)
    target.mayReassociate = mayReassociate
    return target
  }

  /// The schedule that needs no measurement with its questions, unless it is left out.
  fileprivate func analyticSketch(of task: TuningTask) throws(Diagnostic) -> [any Sketch] {
    guard hasAnalyticSketch else { return [] }
    return [
      try AnalyticSketch(task.module, task.program, hardware: hardware, threads: threads)
    ]
  }
}

extension TuningTask {
  /// The values of all sizes, which a search for known sizes needs.
  ///
  /// - Throws: a diagnostic that says what to do about a size that is not known.
  func knownSizes(for strategy: StaticStrategy) throws(Diagnostic) -> [String: Int] {
    var known: [String: Int] = [:]
    for (name, range) in sizes {
      guard range.lower == range.upper else {
        throw .error(
          "the size '\(name)' is not known; '\(strategy.rawValue)' searches for known sizes, which "
            + "'--dim \(name)=NUMBER' gives")
      }
      known[name] = range.lower
    }
    return known
  }
}

/// How schedules for known sizes are looked for.
public enum StaticStrategy: String, Sendable {
  /// Sketches and their mutations (Ansor).
  case evolution
  /// A tree of decisions (Halide's auto-scheduler of 2019).
  case beam

  func proposals(
    _ task: TuningTask, _ options: TuningOptions
  ) throws(Diagnostic) -> any StaticProposals {
    switch self {
    case .evolution: try EvolutionProposals(task, options)
    case .beam: try BeamProposals(task, options)
    }
  }
}
