import Compiler
import Dialects
import Foundation
import Scheduling
import StaticSearch
import Support

extension StaticTuner {
  /// Looks for schedules by what the model of costs says alone: nothing is compiled or run, so the code may
  /// be for another machine.
  ///
  /// - Returns: what was found; a gain in it is a prediction.
  /// - Throws: a diagnostic when a size is not known, or the database cannot be written.
  func runWithoutMeasuring(
    _ report: (Tuner.Progress) -> Void
  ) throws(Diagnostic) -> [TunedRecord] {
    try options.requireSensible()
    let clock = ContinuousClock()
    let beginning = clock.now
    let model = StructuralModel(options.termCosts ?? .x86)
    let sizesOfTasks = try tasks.map { task throws(Diagnostic) in try task.knownSizes(for: .beam) }
    try options.requireSpacesUsed(by: tasks)
    var records: [TunedRecord] = []
    for (number, (task, sizes)) in zip(tasks, sizesOfTasks).enumerated() {
      if shouldStop() || (clock.now - beginning).seconds >= options.budget ?? .infinity { break }
      report(.began(task, number: number, of: tasks.count))
      let start = clock.now
      let proposals: BeamProposals
      let untuned: Double
      do throws(Diagnostic) {
        proposals = try BeamProposals(task, options)
        untuned = try time(ofUntuned: task, sizes, model)
      } catch {
        report(.skipped(task, reason: error.message))
        continue
      }
      let found = proposals.best(model) { [options] module in
        ProgramFeatures(
          task.program, in: module, hardware: options.hardware, threads: options.threads,
          sizes: sizes)
      }
      let seconds = (clock.now - start).seconds
      let rate = Int(Double(proposals.looked) / max(seconds, 1e-9))
      report(.remark("\(proposals.looked) states, \(rate) a second"))
      for remark in proposals.remarks { report(.remark(remark)) }
      guard let found else {
        report(.skipped(task, reason: "there is nothing to decide"))
        continue
      }
      report(.remark(found.text))
      report(.remark(String(format: "%.0f ns are expected, untuned %.0f ns", found.cost, untuned)))
      // Predictions are off by some share; where they say no more, what is known to be good stays.
      let isBetter = found.cost * Self.leastPredicted < untuned
      let record = TunedRecord(
        program: task.key.name, hardware: options.hardware.tuningKey, threads: options.threads,
        name: task.name, ranges: task.sizes.map(\.range.text),
        trace: isBetter ? task.key.canonical(found.trace).description : "",
        gain: isBetter ? untuned / found.cost : 1, isPredicted: true, medianError: 0, tailError: 0,
        seconds: seconds, seed: options.seed, tangram: Tangram.version)
      records.append(try database.keep(record, report))
    }
    return records
  }

  /// How much faster than the untuned schedule one must be thought to be.
  private static let leastPredicted = 1.1

  /// What the model says of the untuned schedule, in nanoseconds.
  private func time(
    ofUntuned task: TuningTask, _ sizes: [String: Int], _ model: StructuralModel
  ) throws(Diagnostic) -> Double {
    var module = task.module
    try applyDefaultSchedule(to: task.program, in: &module, hardware: options.hardware)
    let features = ProgramFeatures(
      task.program, in: module, hardware: options.hardware, threads: options.threads, sizes: sizes)
    return model.time(ofTerms: features.terms)
  }
}
