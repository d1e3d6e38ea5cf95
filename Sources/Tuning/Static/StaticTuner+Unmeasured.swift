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
    let clock = ContinuousClock()
    let model = StructuralModel(options.termCosts ?? .x86)
    var records: [TunedRecord] = []
    for (number, task) in tasks.enumerated() {
      if shouldStop() { break }
      report(.began(task, number: number, of: tasks.count))
      let start = clock.now
      let sizes = try task.knownSizes(for: .beam)
      let proposals: BeamProposals
      let untuned: Double
      do throws(Diagnostic) {
        proposals = try BeamProposals(task, options)
        untuned = try time(ofUntuned: task, sizes, model)
      } catch {
        report(.skipped(task, reason: error.message))
        continue
      }
      let found = proposals.find(1, model).first
      let seconds = (clock.now - start).seconds
      let rate = Int(Double(proposals.looked) / max(seconds, 1e-9))
      report(.remark("\(proposals.looked) states, \(rate) a second"))
      for remark in proposals.remarks { report(.remark(remark)) }
      guard let found else {
        report(.skipped(task, reason: "there is nothing to decide"))
        continue
      }
      report(.remark(found.decisions.map(\.description).joined(separator: "; ")))
      report(.remark("\(Int(found.cost)) ns are expected, untuned \(Int(untuned)) ns"))
      // Predictions are off by some share; where they say no more, what is known to be good stays.
      let isBetter = found.cost * Self.leastPredicted < untuned
      let record = TunedRecord(
        program: task.key.name, hardware: options.hardware.tuningKey, threads: options.threads,
        name: task.name, ranges: task.sizes.map(\.range.text),
        trace: isBetter ? task.key.canonical(found.schedule.trace).description : "",
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
