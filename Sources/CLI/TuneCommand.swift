import ArgumentParser
import CodeGeneration
import Compiler
import Dialects
import Foundation
import Support
import Tuning

/// `tangram tune`: looks for the fastest schedules of a model's kernels, once for all sizes.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Finds schedules by measuring, once for all sizes of the declared ranges.")

  @OptionGroup var options: ModelOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var tuning: TuningArguments

  @Option(
    name: .long, help: "The file that timings and schedules are kept in; made if there is none.")
  var db = "tangram.tuning"

  @Option(
    name: .long,
    help:
      "How to search: 'generic', once for all sizes. ('evolution' and 'beam', for sizes that are known, are not available.)"
  )
  var strategy: Strategy = .generic

  enum Strategy: String, ExpressibleByArgument, CaseIterable {
    case generic
    // Understood, so that asking for them says what there is.
    case evolution, beam
  }

  func validate() throws {
    try requireName(db, "'--db'")
    if options.tuning != nil {
      throw ValidationError("'tune' keeps what it finds in '--db'; '--tuning' is for what uses it")
    }
  }

  func run() throws {
    try reporting {
      guard strategy == .generic else {
        throw Diagnostic.error(
          "the strategy '\(strategy.rawValue)' is not available; '--strategy' takes 'generic'")
      }
      let compile = try options.compileOptions(threads: common.threads)
      guard compile.lesserLevels.isEmpty else {
        throw Diagnostic.error("'tune' measures on this machine; name one target, which it can run")
      }
      let database = try TuningDatabase(path: db)
      let records = try tuning.tune(
        try optimize(try loadGraph(path: options.model, options: compile)), compile, common,
        database)
      if common.json { try printJSON(records) }
    }
  }
}
