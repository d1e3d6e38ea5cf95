import ArgumentParser
import CodeGeneration
import Dialects
import Foundation
import StaticSearch
import Support
import Tuning

/// `tangram train-costs`: learns what the model of costs must know of a machine.
struct TrainCostsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-costs",
    abstract:
      "Times random programs, and writes what terms of the model of costs take: for 'tune --costs'."
  )

  @Option(name: .shortAndLong, help: "The table to write.")
  var output: String

  @Option(name: .long, parsing: .unconditional, help: "Random programs to time.")
  var programs = 100

  @Option(name: .long, parsing: .unconditional, help: "Schedules of each program.")
  var schedules = 16

  @Option(
    name: .long, help: "How long to train: 60s, 5m, 1h; by default until all programs are timed.")
  var budget: DurationArgument?

  @Option(
    name: .long, parsing: .unconditional,
    help: "Threads that half of the programs run on; all that there are by default.")
  var threads = 0

  @Option(
    name: .long,
    help:
      "A file of timings, one a line as JSON: those that it has count as well, and new ones are added."
  )
  var samples: String?

  @Option(name: .long, parsing: .unconditional, help: "Of all that is random.")
  var seed: UInt64 = 0

  func validate() throws {
    try requireName(output, "'--output'")
    try requireName(samples, "'--samples'")
    if programs < 0 || (programs == 0 && samples == nil) {
      throw ValidationError("'--programs' must be at least 1, or 0 with '--samples'")
    }
    if samples == output {
      throw ValidationError("'--output' and '--samples' name one file; each is written")
    }
    if schedules < 1 { throw ValidationError("'--schedules' must be at least 1") }
    if threads < 0 { throw ValidationError("'--threads' must be at least 0") }
  }

  func run() throws {
    try reporting {
      try requireWritable(output)
      if let samples { try requireWritable(samples) }
      let hardware = HardwareDescription.detectHost()
      var tuning = try TuningOptions.here(on: hardware, threads: threads)
      (tuning.seed, tuning.budget) = (seed, budget?.seconds)
      var options = CostTraining.Options()
      (options.programs, options.schedules) = (programs, schedules)
      let known = try knownSamples()
      let (outcome, isInterrupted) = try Interruption.listening { isAsked in
        let training = CostTraining(tuning, options, shouldStop: isAsked)
        do {
          let outcome = try training.run(known: known, { printError($0) }) {
            (all) throws(Diagnostic) in
            if let samples { try write(all, to: samples) }
          }
          return (outcome, isAsked())
        } catch {
          if isAsked() { throw ExitCode(Interruption.status) }
          throw error
        }
      }
      let fit = Self.text(of: outcome)
      let head =
        ["# \(hardware.name): \(outcome.samples.count) schedules of random programs, seed \(seed)"]
        + fit.map { "# " + $0 }
      let table = head.joined(separator: "\n") + "\n" + outcome.costs.description
      try writeWhole(Array(table.utf8), to: output)
      for (reason, count) in outcome.failures.sorted(by: { $0.key < $1.key }) {
        printError("\(count) schedules failed: \(reason)")
      }
      for line in fit { printError(line) }
      if isInterrupted { throw ExitCode(Interruption.status) }
    }
  }

  private func write(_ samples: [CostTraining.Sample], to path: String) throws(Diagnostic) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let lines = samples.compactMap { sample in
      (try? encoder.encode(sample)).map { String(decoding: $0, as: UTF8.self) + "\n" }
    }
    try writeWhole(Array(lines.joined().utf8), to: path)
  }

  private func knownSamples() throws -> [CostTraining.Sample] {
    guard let samples, let data = FileManager.default.contents(atPath: samples) else { return [] }
    return try data.split(separator: 0x0A).enumerated().map { number, line in
      guard let sample = try? JSONDecoder().decode(CostTraining.Sample.self, from: Data(line)),
        sample.nanoseconds > 0, sample.nanoseconds.isFinite
      else {
        throw Diagnostic.error(
          "line \(number + 1) of '\(samples)' is no timing of 'train-costs'; remove the line")
      }
      if let other = sample.unknownTerm {
        throw Diagnostic.error(
          "line \(number + 1) of '\(samples)' counts '\(other)', which is no term of the model; it is of "
            + "another version, whose samples cannot be used")
      }
      return sample
    }
  }

  private static func text(of outcome: CostTraining.Outcome) -> [String] {
    func line(_ name: String, _ fit: CostFit) -> String {
      String(
        format:
          "%@: %d schedules; %.1f %% of pairs in order, rank correlation %.3f, %.3f of the variance, "
          + "median error %.1f %%, the one chosen %.2f x the best",
        name, fit.count, fit.pairs * 100, fit.rank, fit.explained, fit.medianError * 100,
        fit.chosen)
    }
    let failed = outcome.failed > 0 ? ", \(outcome.failed) schedules failed" : ""
    return [
      "programs timed now: \(outcome.programs)\(failed)", line("fitted to", outcome.fitted),
      outcome.heldOut.count > 0 ? line("held out", outcome.heldOut) : "held out: none",
    ]
  }
}
