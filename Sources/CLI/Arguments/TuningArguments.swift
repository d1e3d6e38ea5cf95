import ArgumentParser
import CodeGeneration
import Compiler
import Dialects
import Foundation
import Scheduling
import StaticSearch
import Support
import TangramRuntime
import Tuning

/// How long and how a model is tuned.
struct TuningArguments: ParsableArguments {
  @Option(name: .long, help: "How long to tune: 60s, 5m, 1h; by default until all is tried.")
  var budget: DurationArgument?

  @Option(
    name: .long, parsing: .unconditional,
    help:
      "Candidates to run at most, of all kernels together; 0, with '--strategy beam', for schedules found without measuring."
  )
  var trials: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help:
      "Stop where another candidate is expected to save less, in percent of the time; 0 times all of them. By default 0.2; for '--strategy generic'."
  )
  var leastGain: Double?

  @Option(
    name: .long, parsing: .unconditional,
    help:
      "KiB of code that the ways of one kernel may have together. By default 256; for '--strategy generic'."
  )
  var codeSize: Int?

  @Option(
    name: .long,
    help:
      "XGBoost's library, libxgboost.so, whose trees then predict times in '--strategy evolution'; the wheel 'xgboost-cpu' has one."
  )
  var xgboost: String?

  @Flag(
    name: .long,
    help:
      "Leave the untuned schedule and its questions out of what '--strategy evolution' tries: rules alone, as a yardstick."
  )
  var rulesAlone = false

  @Flag(
    name: .long,
    help:
      "Let '--strategy evolution' add floats up in another order: few results of very many terms are then shared among threads and lanes, and results may differ in what rounding does."
  )
  var reassociate = false

  @Option(
    name: .customLong("space"),
    help:
      "A file with a schedule in which something was sampled ('schedule.sample'): a space to search, too. May be given again."
  )
  var spaces: [String] = []

  @Option(
    name: .long,
    help:
      "A table of what terms of the model of costs take, which 'train-costs' writes; 'beam' has one for x86, 'evolution' begins with none."
  )
  var costs: String?

  @Option(name: .long, parsing: .unconditional, help: "Of all that is random.")
  var seed: UInt64 = 0

  func validate() throws {
    if let trials, trials < 0 { throw ValidationError("'--trials' must be at least 0") }
    try requireName(costs, "'--costs'")
    for space in spaces { try requireName(space, "'--space'") }
    if costs != nil, xgboost != nil {
      throw ValidationError("'--costs' and '--xgboost' exclude each other: each predicts times")
    }
    if let leastGain, !(0...100).contains(leastGain) {
      throw ValidationError("'--least-gain' must be a percentage from 0 to 100")
    }
    if let codeSize, codeSize < 1 { throw ValidationError("'--code-size' must be at least 1") }
  }

  /// What tuning found.
  struct Outcome {
    var records: [TunedRecord]
    /// Whether Ctrl-C ended it.
    var isInterrupted: Bool
  }

  /// Tunes kernels; what is done goes to standard error.
  ///
  /// - Throws: a diagnostic when nothing can be measured here, or the database cannot be written.
  func tune(
    _ tasks: [TuningTask], _ compile: CompileOptions, _ common: CommonOptions,
    _ database: TuningDatabase?, by strategy: TuningStrategy = .generic
  ) throws -> Outcome {
    var settings = try TuningOptions.here(on: compile.hardware, threads: common.threads)
    (settings.seed, settings.budget) = (seed, budget?.seconds)
    (settings.shares, settings.trials) = (compile.sizeShares, trials)
    if let leastGain { settings.leastExpectedGain = leastGain / 100 }
    if let codeSize { settings.mostCodeBytes = min(codeSize, 1 << 40) << 10 }
    settings.hasAnalyticSketch = !rulesAlone
    settings.mayReassociate = reassociate
    settings.costModel = try xgboost.map { BoostedTrees(try XGBoostLibrary(path: $0)) }
    settings.termCosts = try costs.map { try TermCosts(path: $0) }
    settings.spaces = try spaces.map { try Trace(path: $0) }
    let begin = ContinuousClock.now
    // Kernels of which it was said what came of them.
    var told = 0
    func show(_ progress: Tuner.Progress) {
      switch progress {
      case .began(let task, let number, let count):
        printError("[\(number + 1)/\(count)] \(task.name), \(task.calls) times")
      case .finished(let record):
        told += 1
        if trials == 0 {
          return printError(
            "  \(record.summary), predicted to be \(record.gain.short) x the untuned; nothing was "
              + "measured, \(record.seconds.short) s")
        }
        printError(
          "  \(record.summary), \(record.gain.short) x the untuned, \(record.trust), "
            + "\(record.seconds.short) s")
      case .kept(let kept, insteadOf: let found):
        told += 1
        printError(
          "  \(found.summary), \(found.isPredicted == true ? "predicted to be " : "")"
            + "\(found.gain.short) x the untuned; the database keeps \(kept.summary), "
            + "\(kept.gain.short) x, found before")
      case .progressed(let text): printError(text)
      case .remark(let text): if common.verbose { printError("  " + text) }
      case .skipped(_, let reason):
        told += 1
        printError("  left as it is: \(reason)")
      }
    }
    return try Interruption.listening { isAsked in
      let records =
        switch strategy {
        case .generic: try Tuner(tasks, settings, database, shouldStop: isAsked).run(show)
        case .evolution:
          try StaticTuner(tasks, settings, database, by: .evolution, shouldStop: isAsked).run(show)
        case .beam:
          try StaticTuner(tasks, settings, database, by: .beam, shouldStop: isAsked).run(show)
        }
      let isOver = budget.map { begin.duration(to: .now) >= .seconds($0.seconds) } ?? false
      if told < tasks.count {
        let why =
          isAsked()
          ? "Ctrl-C came first"
          : isOver ? "the budget was over first" : "the trials ended before they were tried"
        printError(
          "\(tasks.count - told) of \(tasks.count) kernels are left as they are: \(why)")
      }
      return Outcome(records: records, isInterrupted: isAsked())
    }
  }
}

extension TuningOptions {
  /// Measuring on this machine, in processes of this program; 0 threads are all that there are.
  static func here(on hardware: HardwareDescription, threads: Int) throws -> TuningOptions {
    let available = ProcessInfo.processInfo.activeProcessorCount
    guard let program = Bundle.main.executablePath else {
      throw Diagnostic.internalError("the path of this program is not known")
    }
    return TuningOptions(
      hardware: hardware, threads: threads > 0 ? threads : available,
      builders: max(1, available - 1), runner: (program, ["runner"]))
  }
}

extension Trace {
  /// Reads the steps in a file.
  ///
  /// - Throws: a diagnostic that names the file, and the line.
  fileprivate init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic.error("cannot read '\(path)': expected the steps of a schedule, as text")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Diagnostic.error("'\(path)' is no text; expected the steps of a schedule")
    }
    try self.init(parsing: text, file: path)
  }
}

extension TuningArguments {
  /// Refuses options that a strategy has no use for.
  func requireSensible(for strategy: TuningStrategy) throws {
    if trials == 0, strategy != .beam {
      throw ValidationError(
        "'--trials 0' is for '--strategy beam'; '\(strategy.rawValue)' finds schedules by measuring"
      )
    }
    for (name, isGiven) in [("--least-gain", leastGain != nil), ("--code-size", codeSize != nil)]
    where isGiven && strategy != .generic {
      throw ValidationError("'\(name)' is for '--strategy generic'")
    }
    if rulesAlone, strategy != .evolution {
      throw ValidationError("'--rules-alone' is for '--strategy evolution'")
    }
    if reassociate, strategy != .evolution {
      throw ValidationError("'--reassociate' is for '--strategy evolution'")
    }
    if xgboost != nil, strategy != .evolution {
      throw ValidationError("'--xgboost' is for '--strategy evolution'")
    }
    if costs != nil, strategy == .generic {
      throw ValidationError("'--costs' is for '--strategy beam' and '--strategy evolution'")
    }
  }
}

/// How schedules are looked for.
enum TuningStrategy: String, ExpressibleByArgument, CaseIterable {
  /// Once for all sizes of the ranges.
  case generic
  /// For sizes that are known: sketches that change from generation to generation.
  case evolution
  /// For sizes that are known: a tree of decisions, by a model of costs, with measuring or without.
  case beam
}

/// `60s`, `5m`, `1h`, `250ms`, or a number of seconds.
struct DurationArgument: ExpressibleByArgument {
  let seconds: Double

  init?(argument: String) {
    let units = ["ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0]
    let digits = argument.prefix { $0.isNumber || $0 == "." }
    let unit = String(argument[digits.endIndex...])
    guard let value = Double(digits), let factor = unit.isEmpty ? 1 : units[unit], value > 0,
      value * factor < 1e9
    else { return nil }
    seconds = value * factor
  }
}
