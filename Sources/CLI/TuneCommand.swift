import ArgumentParser
import CodeGeneration
import Compiler
import Dialects
import Foundation
import Support
import Tuning

/// `tangram tune`: looks for the fastest schedules of a model's kernels.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract:
      "Finds schedules by measuring: once for all sizes of the declared ranges, or for sizes that are known."
  )

  @OptionGroup var options: ModelOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var tuning: TuningArguments

  @Option(
    name: .long, help: "The file that timings and schedules are kept in; made if there is none.")
  var db = "tangram.tuning"

  @Option(
    name: .long,
    help:
      "How to search: 'generic', once for all sizes of the ranges; for sizes that are known 'evolution', or 'beam', which needs no measuring."
  )
  var strategy: TuningStrategy = .generic

  func validate() throws {
    try requireName(db, "'--db'")
    try tuning.requireSensible(for: strategy)
    if options.tuning != nil {
      throw ValidationError("'tune' keeps what it finds in '--db'; '--tuning' is for what uses it")
    }
  }

  func run() throws {
    try reporting {
      let compile = try options.compileOptions(threads: common.threads)
      guard compile.lesserLevels.isEmpty else {
        throw Diagnostic.error("'tune' measures on this machine; name one target, which it can run")
      }
      let tasks = try options.tuningTasks(compile)
      let database = try TuningDatabase(path: db)
      let outcome = try tuning.tune(tasks, compile, common, database, by: strategy)
      if common.json { try printJSON(outcome.records) }
      if outcome.isInterrupted { throw ExitCode(Interruption.status) }
    }
  }
}
