import Compiler
import Scheduling
import StaticSearch
import Support

extension StaticTask {
  /// What is kept of the end: the trace of a schedule that is faster than the analytic one, or none.
  func record(
    _ found: (genome: Genome, gain: Double), seconds: Double, _ options: TuningOptions
  ) -> TunedRecord {
    let trace = canonicalTrace(found.genome)
    let isFaster = found.gain > 1 && !answers(found.genome).answers.isEmpty && !trace.isEmpty
    let errors = errors.sorted()
    func quantile(_ share: Double) -> Double {
      errors.isEmpty ? 0 : errors[min(errors.count - 1, Int(Double(errors.count) * share))]
    }
    return TunedRecord(
      program: task.key.name, hardware: options.hardware.tuningKey, threads: options.threads,
      name: task.name, ranges: task.sizes.map(\.range.text),
      trace: isFaster ? trace : "",
      gain: isFaster ? found.gain : 1, medianError: quantile(0.5), tailError: quantile(0.95),
      seconds: seconds, seed: options.seed,
      tangram: Tangram.version)
  }
}
