import CodeGeneration
import Compiler
import Dialects
import Foundation
import Scheduling
import Support

/// Tunes the kernels of a model once, for all sizes in their ranges.
///
///     let tuner = Tuner(try TuningTask.tasks(of: graph), options, database)
///     let records = try tuner.run { print($0) }
///
/// What was timed goes to the database as it comes, so that an interrupted run goes on where it was.
public final class Tuner {
  /// What is being done.
  public enum Progress: Sendable {
    /// A task begins: its number from 0, of how many.
    case began(TuningTask, number: Int, of: Int)
    /// A task ends.
    case finished(TunedRecord)
    /// A task ends, and an earlier schedule stays in the database instead of what was found.
    case kept(TunedRecord, insteadOf: TunedRecord)
    /// How far a search over several tasks has come.
    case progressed(String)
    /// Something to know about it.
    case remark(String)
    /// A task is left as it is, and why.
    case skipped(TuningTask, reason: String)
  }

  /// Those with most work first.
  private let tasks: [TuningTask]
  private let options: TuningOptions
  private let database: TuningDatabase?
  private let shouldStop: @Sendable () -> Bool

  /// What is found goes to the database, if there is one; `shouldStop` is asked between timings.
  public init(
    _ tasks: [TuningTask], _ options: TuningOptions, _ database: TuningDatabase?,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.tasks = tasks.map { ($0, $0.weight) }.sorted { $0.1 > $1.1 }.map(\.0)
    (self.options, self.database, self.shouldStop) = (options, database, shouldStop)
  }

  /// Tunes all tasks.
  ///
  /// - Returns: what was found, for those that were tuned.
  /// - Throws: a diagnostic when nothing can be measured here, or the database cannot be written.
  public func run(
    _ report: (Progress) -> Void = { _ in }
  ) throws(Diagnostic) -> [TunedRecord] {
    try options.requireSpacesUsed(by: tasks)
    let workplace = try TunerWorkplace(options)
    defer { workplace.close() }
    let clock = ContinuousClock()
    let start = clock.now
    func elapsed() -> Double { (clock.now - start).seconds }
    var records: [TunedRecord] = []
    let trials = Locked(0)
    let most = options.trials ?? .max
    /// When a kernel must be done.
    let end = Locked(Double?.none)
    var open = try tasks.map { task throws(Diagnostic) in
      let builder = workplace.builder(of: task)
      let measurer = try Measurer(builder, options, workplace.runner, database)
      let tuner = TaskTuner(builder, measurer, options) { [shouldStop] in
        if shouldStop() { return .interruption }
        if trials.withLock({ $0 }) + measurer.runCount >= most { return .trials }
        return end.withLock { $0 }.flatMap { elapsed() < $0 ? nil : .budget }
      }
      return OpenTask(task: task, tuner: tuner)
    }
    try weigh(&open) { [options] in
      !shouldStop() && elapsed() < (options.budget ?? .infinity) * Self.weighing
    }
    for (number, one) in open.enumerated() {
      if shouldStop() || trials.withLock({ $0 }) >= most { break }
      let (task, tuner, measurer, builder) = (
        one.task, one.tuner, one.tuner.measurer, one.tuner.builder
      )
      let began = elapsed()
      // What is left is shared out by what the kernels take that are left.
      let share = one.share / max(1e-9, open[number...].reduce(0) { $0 + $1.share })
      end.withLock { $0 = options.budget.map { began + ($0 - began) * share } }
      if let budget = options.budget, began >= budget { break }
      report(.began(task, number: number, of: open.count))
      defer { trials.withLock { $0 += measurer.runCount } }
      let analytic: Candidate
      do throws(Diagnostic) { analytic = try measurer.analytic() } catch {
        report(.skipped(task, reason: error.message))
        continue
      }
      let edges = tuner.points.map(\.sizes)
      let checked = Array(edges.prefix(3)) + edges.suffix(1)
      switch try workplace.check(analytic, of: builder, at: checked) {
      case .differs(let difference):
        report(.skipped(task, reason: "its code gives wrong results: \(difference)"))
        continue
      case .notChecked(let reason): report(.remark("not compared with the reference: \(reason)"))
      case .agrees: break
      }
      report(.remark("to decide: " + Self.text(of: try tuner.questions())))
      let ending = try tuner.run()
      for remark in tuner.remarks { report(.remark(remark)) }
      switch ending {
      case .left(let reason): report(.skipped(task, reason: reason))
      case .found(let outcome):
        describe(outcome, report)
        let record = TunedRecord(
          program: task.key.name, hardware: options.hardware.tuningKey, threads: options.threads,
          name: task.name, ranges: task.sizes.map(\.range.text),
          trace: outcome.trace.map { task.key.canonical($0).description } ?? "",
          gain: outcome.gain, medianError: outcome.medianError, tailError: outcome.tailError,
          model: outcome.model,
          seconds: elapsed() - began, seed: options.seed, tangram: Tangram.version)
        records.append(try database.keep(record, report))
      }
    }
    return records
  }

  /// A kernel that is to be tuned.
  private struct OpenTask {
    let task: TuningTask
    let tuner: TaskTuner
    /// What the analytic schedule takes in all calls of a run, the mean over the range, in
    /// nanoseconds; `nil` where that was not timed.
    var nanoseconds: Double?
    /// Of the budget: the root of that, so that small kernels get something, too.
    var share = 0.0
  }
  /// Of the budget, for finding out what kernels take.
  private static let weighing = 0.2

  /// Times the kernels as they are and sorts them, those that a run spends most on first.
  ///
  /// Those for which there is no time are put in by their work.
  private func weigh(
    _ open: inout [OpenTask], whileTrue mayGoOn: () -> Bool
  ) throws(Diagnostic) {
    if open.count > 1 {
      for number in open.indices where mayGoOn() {
        open[number].nanoseconds = try open[number].tuner.meanTime().map {
          $0 * Double(open[number].task.calls)
        }
      }
    }
    let timed = open.filter { $0.nanoseconds != nil }
    let rate =
      timed.reduce(0) { $0 + ($1.nanoseconds ?? 0) }
      / max(1e-9, timed.reduce(0) { $0 + $1.task.weight * $1.task.weight })
    for number in open.indices {
      let weight = open[number].task.weight
      let time = open[number].nanoseconds ?? (timed.isEmpty ? 1 : rate) * weight * weight
      open[number].share = time.squareRoot()
    }
    open = open.enumerated().sorted {
      ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
    }
    .map(\.element)
  }

  /// The names of questions, each with the number of its options.
  private static func text(of questions: [Question]) -> String {
    let names = questions.map { "\($0.name) (\($0.options.count))" }
    return names.isEmpty ? "nothing" : names.joined(separator: ", ")
  }

  private func describe(_ outcome: TaskTuner.Outcome, _ report: (Progress) -> Void) {
    let (mean, worst) = (percent(outcome.regret.mean - 1), percent(outcome.regret.worst - 1))
    report(
      .remark(
        "\(outcome.candidates) candidates; chosen ways are off the best by \(mean) on average, "
          + "\(worst) at worst"))
    if outcome.transferred > 0 {
      report(.remark("related programs say how fast \(outcome.transferred) candidates are"))
    }
    for way in outcome.chosen { report(.remark("\(way.decisions): \(way.cost)")) }
    for (sizes, ratio) in outcome.ratios {
      let names = sizes.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
      let difference =
        ratio < 1 ? "\(percent(1 / ratio - 1)) slower" : "\(percent(ratio - 1)) faster"
      report(.remark("\(names.joined(separator: ", ")): \(difference) than untuned"))
    }
  }
}

private func percent(_ share: Double) -> String {
  String(format: "%.1f %%", share * 100)
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

extension TuningDatabase? {
  /// Keeps what was found, if there is a database and it has nothing better.
  ///
  /// - Returns: what is to be compiled with.
  func keep(
    _ found: TunedRecord, isFaster: Bool? = nil, _ report: (Tuner.Progress) -> Void
  ) throws(Diagnostic) -> TunedRecord {
    let kept = try self?.insert(found, isFaster: isFaster) ?? found
    report(kept == found ? .finished(found) : .kept(kept, insteadOf: found))
    return kept
  }
}
