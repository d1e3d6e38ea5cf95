import CodeGeneration
import Compiler
import Dialects
import Foundation
import Scheduling
import StaticSearch
import Support

/// Tunes the kernels of a model whose sizes are all known, by evolution or beam search.
///
/// Each batch goes to the kernel that promises most (`TaskScheduler`). What was timed goes to the database as
/// it comes; the same search, begun again with it, takes the same course without running anything that
/// it holds.
public final class StaticTuner {
  let tasks: [TuningTask]
  let options: TuningOptions
  let database: TuningDatabase?
  private let strategy: StaticStrategy
  let shouldStop: @Sendable () -> Bool

  /// What is found goes to the database, if there is one; `shouldStop` is asked between timings.
  public init(
    _ tasks: [TuningTask], _ options: TuningOptions, _ database: TuningDatabase?,
    by strategy: StaticStrategy = .evolution,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    (self.tasks, self.options, self.database) = (tasks, options, database)
    (self.strategy, self.shouldStop) = (strategy, shouldStop)
  }

  /// A task with how far it has come.
  private struct Running {
    var search: StaticTask
    var number: Int
    var state: TaskScheduler.State
    var count = 0
    var seconds = 0.0
    /// Remarks that were reported.
    var remarks = 0
  }

  /// Tunes all tasks, as long as the budget lasts; without one, `defaultTrials` for each.
  ///
  /// - Returns: what was found, for those that were tuned.
  /// - Throws: a diagnostic when a size is not known, nothing can be measured here, or the database cannot
  ///   be written.
  public func run(
    _ report: (Tuner.Progress) -> Void = { _ in }
  ) throws(Diagnostic) -> [TunedRecord] {
    if options.trials == 0 {
      guard strategy == .beam else {
        throw .error(
          "0 trials are for '\(StaticStrategy.beam.rawValue)'; '\(strategy.rawValue)' finds schedules "
            + "by measuring")
      }
      return try runWithoutMeasuring(report)
    }
    for task in tasks { _ = try task.knownSizes(for: strategy) }
    try options.requireSpacesUsed(by: tasks)
    let workplace = try TunerWorkplace(options)
    defer { workplace.close() }
    let clock = ContinuousClock()
    let start = clock.now
    let most = options.trials ?? (options.budget == nil ? Self.defaultTrials * tasks.count : .max)
    func mayGoOn() -> Bool {
      !shouldStop() && options.budget.map { (clock.now - start).seconds < $0 } ?? true
    }
    var running = try begin(workplace, mayGoOn, report)
    var count = 0
    while mayGoOn(), count < most, let next = TaskScheduler().next(running.map(\.state)) {
      let began = clock.now
      let search = running[next].search
      let round = try search.round(
        atMost: min(StaticTask.batch, most - count), mayGoOn: mayGoOn)
      count += round.count - running[next].count
      running[next].count = round.count
      running[next].state.bestTimes.append(round.best)
      running[next].state.isExhausted = search.isExhausted
      running[next].seconds += (clock.now - began).seconds
      report(.progressed(text(round, search)))
      let remarks = search.remarks
      for remark in remarks[running[next].remarks...] { report(.remark(remark)) }
      running[next].remarks = remarks.count
    }
    var records: [TunedRecord] = []
    for one in running where !one.search.timed.isEmpty {
      report(.began(one.search.task, number: one.number, of: tasks.count))
      if let known = try one.search.recorded(in: database) {
        report(.finished(known))
        records.append(known)
        continue
      }
      guard let found = try one.search.finish() else {
        report(
          .skipped(
            one.search.task,
            reason: "nothing ran" + (one.search.mainProblem.map { ": \($0)" } ?? "")))
        continue
      }
      let record = one.search.record(found, seconds: one.seconds, options)
      let isFaster = try one.search.isFaster(record, found.genome, in: database)
      records.append(try database.keep(record, isFaster: isFaster, report))
    }
    return records
  }
  /// Candidates for each task where nobody says how many.
  static let defaultTrials = 256

  /// The searches of all tasks that can be searched, each with its analytic schedule checked.
  private func begin(
    _ workplace: TunerWorkplace, _ mayGoOn: () -> Bool, _ report: (Tuner.Progress) -> Void
  ) throws(Diagnostic) -> [Running] {
    var running: [Running] = []
    for (number, task) in tasks.enumerated() where mayGoOn() {
      let builder = workplace.builder(of: task)
      let measurer = try Measurer(builder, options, workplace.runner, database)
      let search = try StaticTask(builder, measurer, options, strategy)
      do throws(Diagnostic) {
        let analytic = try measurer.analytic()
        switch try workplace.check(analytic, of: builder, at: [search.sizes]) {
        case .differs(let difference):
          report(.skipped(task, reason: "its code gives wrong results: \(difference)"))
          continue
        case .notChecked(let reason):
          report(.remark("\(task.name): not compared with the reference: \(reason)"))
        case .agrees: break
        }
      } catch {
        report(.skipped(task, reason: error.message))
        continue
      }
      report(.remark("\(task.name): \(search.sketches.count) sketches"))
      for sketch in search.sketches {
        report(.remark("  \(sketch.name): \(sketch.decisions.count) decisions"))
      }
      for remark in search.remarks { report(.remark("  \(remark)")) }
      let operations = Double(task.operations.evaluate(symbols: task.complete(search.sizes)) ?? 0)
      // Kernels with the same operators and about as much work should be about as fast.
      let tag = "\(task.name.prefix { $0 != " " }) \(Int(log(max(1, operations)) / log(1.618)))"
      running.append(
        Running(
          search: search, number: number,
          state: .init(calls: Double(task.calls), operations: operations, tag: tag),
          remarks: search.remarks.count))
    }
    return running
  }

  private func text(_ round: StaticTask.Round, _ search: StaticTask) -> String {
    let operations =
      Double(search.task.operations.evaluate(symbols: search.task.complete(search.sizes)) ?? 0)
    let left = round.refused + round.failed
    guard round.best.isFinite else {
      return "\(search.task.name): "
        + (round.count == 0
          ? "nothing was tried"
          : "none of \(round.count) candidates ran: \(search.mainProblem ?? "they did not begin")")
    }
    return "\(search.task.name): \(round.count) candidates, the best \(Int(round.best)) ns"
      + (operations > 0 ? String(format: " (%.1f GFLOP/s)", operations / round.best) : "")
      + ": \(round.bestName)"
      + (round.accuracy.count > 1
        ? String(format: "; %.0f %% of pairs predicted", round.accuracy.pairs * 100) : "")
      + (left > 0 ? "; \(left) of the batch left out" : "")
  }
}
