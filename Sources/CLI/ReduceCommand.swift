import ArgumentParser
import Compiler
import Dialects
import Foundation
import IR
import Reduction
import Support
import Synchronization

/// `tangram reduce`: makes a module smaller that shows a bug.
struct ReduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reduce",
    abstract: "Makes a text module smaller as long as a test says 'interesting'.",
    discussion: """
      The test is a program that gets the path of a candidate and ends with exit code 0 if it is \
      interesting, that is, still shows the bug; any other exit code, a crash and taking too long \
      mean that it is not. Ctrl-C stops with the best candidate so far.
      """)

  @Argument(
    help: "A module: a '.mlir' file, or one in the binary form; '-' is standard input.")
  var file: String

  @Option(name: .long, help: "The test: a script or a program.")
  var test: String

  @Option(
    name: [.customShort("o"), .long],
    help: "Write the result to this file, not standard output, which is '-'.")
  var output: String?

  @Option(
    name: .long, parsing: .unconditional, help: "Seconds that the test may take for one candidate.")
  var timeout = 60.0

  @Option(name: .long, parsing: .unconditional, help: "Stop after so many seconds.")
  var timeLimit: Double?

  @Option(name: .long, parsing: .unconditional, help: "Stop after so many candidates.")
  var testLimit: Int?

  @Option(name: .long, parsing: .unconditional, help: "How many candidates to test at a time.")
  var jobs = 1

  @Flag(name: .long, inversion: .prefixedNo, help: "Try only candidates that verify.")
  var verify = true

  @Flag(
    name: .long, inversion: .prefixedNo,
    help: "Try what passes such as 'inline' make of the module.")
  var passes = true

  @Flag(name: .long, help: "Allow operations of dialects that are not known.")
  var allowUnregistered = false

  @Flag(name: .long, help: "Say of each candidate what the test said.")
  var verbose = false

  @Flag(name: .long, help: "Print what was done as JSON.")
  var json = false

  /// `nil` for standard output.
  private var outputFile: String? { output == "-" ? nil : output }

  /// The longest time that may be asked for: a year, in seconds.
  private static let longest = 31_536_000.0

  func validate() throws {
    for (option, seconds) in [("--timeout", timeout), ("--time-limit", timeLimit ?? 1)] {
      guard seconds > 0, seconds <= Self.longest else {
        throw ValidationError("'\(option)' must be more than 0 seconds and at most a year")
      }
    }
    if let testLimit, testLimit < 1 { throw ValidationError("'--test-limit' must be at least 1") }
    guard (1...1024).contains(jobs) else {
      throw ValidationError("'--jobs' must be from 1 to 1024")
    }
    for (path, option) in [(file, "the name of the file"), (output, "'-o'"), (test, "'--test'")] {
      try requireName(path, option)
    }
    if json, outputFile == nil {
      throw ValidationError("'--json' needs '-o FILE': it says on standard output what was done")
    }
  }

  func run() throws {
    try reporting {
      let context = Context(
        dialects: Dialects.known, allowsUnregisteredDialects: allowUnregistered)
      let isInput = file == "-"
      let module = try Module.parse(
        contents: try readBytes(isInput ? "/dev/stdin" : file), file: isInput ? "<stdin>" : file,
        context: context)
      if let outputFile { try requireWritable(outputFile) }
      let stop = StopRequest()
      let script = try ScriptTest(test, timeout: .seconds(timeout)) { stop.isMade }
      let outcome = LastOutcome()
      let result = try stop.listening {
        do {
          return try reducer(script, outcome, stop).reduce(module)
        } catch let error as NotInteresting {
          throw Diagnostic.error(error.description, notes: outcome.note(script))
        }
      }
      try finish(result, before: module.operationsInside().count, isStopped: stop.isMade)
    }
  }

  private func reducer(
    _ script: ScriptTest, _ last: LastOutcome, _ stop: StopRequest
  ) -> Reducer {
    var options = ReductionOptions()
    options.verifies = verify
    options.jobs = jobs
    options.testLimit = testLimit
    options.timeLimit = timeLimit.map { .seconds($0) }
    options.shouldStop = { stop.isMade }
    var steps = ReductionStep.standard
    if passes { steps += passSteps() }
    let isVerbose = verbose
    var reducer = Reducer(options, steps: steps) { candidate in
      let start = ContinuousClock.now
      let outcome = try script.outcome(for: candidate.text)
      let isInteresting = outcome == .exited(0)
      last.value.withLock { $0 = outcome }
      if isVerbose {
        printError(
          "reduce: a candidate of \(candidate.text.utf8.count) bytes is "
            + "\(isInteresting ? "" : "not ")interesting: the test \(outcome), "
            + "\(ContinuousClock.now - start)")
      }
      return isInteresting
    }
    reducer.onProgress = { progress in
      printError("reduce: \(progress.step): size \(progress.size) after \(progress.tests) tests")
    }
    return reducer
  }

  /// Passes, each in a process of its own: the module is one that makes programs crash.
  private func passSteps() -> [ReductionStep] {
    let flags = ["--no-verify-each"] + (allowUnregistered ? ["--allow-unregistered"] : [])
    let limit = Duration.seconds(timeout)
    return ReductionStep.passNames.map { name in
      ReductionStep.transformation(name) { module in
        let folder = FileManager.default.temporaryDirectory.appending(path: "tangram-\(UUID())")
        let input = folder.appending(path: "before.mlir")
        let output = folder.appending(path: "after.mlir")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
          try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
          try Data(module.text(TextOptions(showsLocations: true)).utf8).write(to: input)
          let arguments =
            ["opt", input.path(percentEncoded: false), "--passes", name, "--print-locations", "-o"]
            + [output.path(percentEncoded: false)] + flags
          guard
            try TimedProcess.run("/proc/self/exe", arguments, timeout: limit) == .exited(0)
          else { return nil }
          return try Module.parse(bytes: Array(Data(contentsOf: output)), context: module.context)
        } catch {
          return nil
        }
      }
    }
  }

  private func finish(_ result: ReductionResult, before: Int, isStopped: Bool) throws {
    if !result.isRepeatable {
      printError(
        "warning: the test found the result interesting and then not; make it give the same answer "
          + "every time")
    }
    let after = result.module.operationsInside().count
    let end =
      isStopped ? "interrupted" : result.isMinimal ? "minimal" : "a limit was reached"
    printError(
      "reduce: \(before) operations became \(after) with \(result.tests) tests; \(end)")
    guard let output = outputFile else { return print(result.text, terminator: "") }
    try writeWhole(Array(result.text.utf8), to: output)
    if json {
      try printJSON(
        Summary(
          file: output, operationsBefore: before, operationsAfter: after, tests: result.tests,
          isMinimal: result.isMinimal, isRepeatable: result.isRepeatable))
    }
  }

  private struct Summary: Encodable {
    var file: String
    var operationsBefore: Int
    var operationsAfter: Int
    var tests: Int
    var isMinimal: Bool
    var isRepeatable: Bool
  }
}

/// How the test ended last.
private final class LastOutcome: Sendable {
  let value = Locked<TimedProcess.Outcome?>(nil)

  /// What to say of it.
  func note(_ script: ScriptTest) -> [Diagnostic] {
    guard let outcome = value.withLock({ $0 }) else { return [] }
    let advice =
      switch outcome {
      case .timedOut: "; '--timeout' gives it longer"
      // What shells, and 'env', say.
      case .exited(126), .exited(127): ", as where a command is not found or may not be run"
      default: ""
      }
    return [.note("'\(script.path)' \(outcome)\(advice)")]
  }
}

/// Whether the person at the keyboard wants an end.
private final class StopRequest: Sendable {
  private let flag = Atomic(false)

  var isMade: Bool { flag.load(ordering: .relaxed) }

  /// Calls `body` while Ctrl-C, and what asks a program to end, make the request.
  func listening<Result>(_ body: () throws -> Result) rethrows -> Result {
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in flag.store(true, ordering: .relaxed) }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    return try body()
  }
}
