import ArgumentParser
import CodeGeneration
import Compiler
import Dialects
import Foundation
import IR
import Support
import Transforms

/// `tangram opt`: runs passes on a module.
struct OptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opt", abstract: "Runs passes on a module, text or binary, and writes the result.")

  @Argument(
    help: "A module: a '.mlir' file, or one that '--emit-binary' wrote; '-' is standard input.")
  var file: String?

  @Option(name: .long, help: "The passes, as in 'a,b,func(c{x=1})'.")
  var passes: [String] = []

  @Option(
    name: [.customShort("o"), .long],
    help: "Write the result to this file, not standard output, which is '-'.")
  var output: String?

  @Flag(name: .long, help: "Write the result in the binary form, to the file of '-o'.")
  var emitBinary = false

  @Flag(name: .long, help: "List the passes and their options.")
  var listPasses = false

  @Flag(name: .long, help: "Run the pipeline that the file, a reproducer, holds.")
  var runReproducer = false

  @Flag(name: .long, help: "Compare diagnostics with the 'expected-error' comments of the file.")
  var verifyDiagnostics = false

  @Flag(name: .long, help: "Treat the parts between '// -----' lines as modules of their own.")
  var splitInputFile = false

  @Flag(name: .long, help: "Allow operations of dialects that are not known.")
  var allowUnregistered = false

  @Flag(
    name: .long, inversion: .prefixedNo, help: "Verify the module at first and after each pass.")
  var verifyEach = true

  @Option(
    name: .long, parsing: .unconditional,
    help: """
      Rewrite at most so often, to find the change that goes wrong; lowerings run whole.
      """)
  var stopAfterRewrites: Int?

  @Flag(
    name: .long, help: "Print the result, diagnostics, remarks and statistics as JSON.")
  var json = false

  @Flag(name: .long, help: "Say what is decided and counted: all remarks, and statistics.")
  var verbose = false

  @Option(
    name: .long, parsing: .unconditional,
    help: "Threads for nested pipelines; 0 for what affinity and cgroup limits allow.")
  var threads = 0

  @OptionGroup(title: "Showing the module between passes")
  var printing: OptPrintingOptions

  @OptionGroup(title: "The text of the result")
  var text: OptTextOptions

  @OptionGroup(title: "Reports on standard error")
  var reports: OptReportOptions

  @OptionGroup(title: "Reproducers")
  var reproducers: OptReproducerOptions

  /// `nil` for standard output.
  private var outputFile: String? { output == "-" ? nil : output }

  mutating func validate() throws {
    if verbose { reports.showsEverything() }
    if file == nil, !listPasses {
      throw ValidationError("a file is needed ('-' for standard input), or '--list-passes'")
    }
    for (path, option) in [(file, "the name of the file"), (output, "'-o'")] {
      try requireName(path, option)
    }
    guard passes.count < 2 else {
      throw ValidationError("'--passes' is given twice; give it once, the passes joined by ','")
    }
    _ = try pipeline()
    if runReproducer, !passes.isEmpty {
      throw ValidationError("'--run-reproducer' takes the passes from the file, not '--passes'")
    }
    if let stopAfterRewrites, stopAfterRewrites < 0 {
      throw ValidationError("'--stop-after-rewrites' must not be negative")
    }
    if json, verifyDiagnostics || listPasses {
      throw ValidationError("'--json' goes with neither '--verify-diagnostics' nor '--list-passes'")
    }
    if emitBinary, outputFile == nil {
      throw ValidationError("'--emit-binary' needs '-o FILE': the result is not text")
    }
    if emitBinary, splitInputFile {
      throw ValidationError("'--emit-binary' writes one module: leave out '--split-input-file'")
    }
    guard (0...1024).contains(threads) else {
      throw ValidationError("'--threads' must be from 0 to 1024")
    }
  }

  /// Which operations there may be.
  private var context: Context {
    Context(dialects: Dialects.known, allowsUnregisteredDialects: allowUnregistered)
  }

  /// What `--passes` says.
  ///
  /// - Throws: what is wrong with it, for people who called the program so.
  private func pipeline() throws(ValidationError) -> PassPipeline {
    do throws(DiagnosticError) {
      let pipeline = try PassPipeline(parsing: passes.first ?? "", registry: .all)
      if let problem = pipeline.problem(in: context) { throw DiagnosticError([problem]) }
      return pipeline
    } catch {
      throw ValidationError(
        error.diagnostics.map { "'--passes': \($0.message)" }.joined(separator: "\n"))
    }
  }

  func run() throws {
    try reporting {
      if listPasses { return printPasses() }
      guard let path = file else { return }
      let file = path == "-" ? "<stdin>" : path
      let pipeline = try pipeline()
      let context = context
      try reproducers.requireWritable()
      var hasFailed = false
      var results: [[UInt8]] = []
      var outcomes: [Outcome] = []
      let tree = try printing.tree()
      for (index, part) in parts(of: try readBytes(path == "-" ? "/dev/stdin" : path))
        .enumerated()
      {
        let tree = splitInputFile ? tree?.part(index + 1) : tree
        let outcome = try runPasses(pipeline, part, file, context, tree)
        if verifyDiagnostics {
          let problems = ExpectedDiagnostics(String(decoding: part, as: UTF8.self))
            .problems(with: outcome.diagnostics)
          for problem in problems {
            printError("\(file):\(problem.line): error: \(problem.message)")
          }
          hasFailed = hasFailed || !problems.isEmpty
        } else if json {
          hasFailed = hasFailed || outcome.result == nil
        } else {
          for diagnostic in outcome.diagnostics { printError("\(diagnostic)") }
          for note in outcome.notes { printError(note) }
          hasFailed = hasFailed || outcome.result == nil
        }
        if let result = outcome.result { results.append(result) }
        outcomes.append(outcome)
      }
      for warning in unreached(outcomes.map(\.report)) { printError(warning) }
      if json {
        try printJSON(OptResult(outcomes.map { $0.json(outputFile, reports.showsTiming) }))
      }
      try finish(Array(results.joined(separator: "// -----\n".utf8)), hasFailed: hasFailed)
      // The result is there; the tree that was asked for is not.
      if tree?.isIncomplete == true { throw ExitCode(1) }
    }
  }

  /// Warnings about pipelines for operations that were never there.
  private func unreached(_ reports: [PassReport]) -> [String] {
    let reached = reports.reduce(into: [:]) { $0.merge($1.reached, uniquingKeysWith: +) }
    let never = reached.filter { $0.value == 0 }.keys.sorted { $0.lexicographicallyPrecedes($1) }
    return never.map { names in
      let place = names.dropLast().last.map { "a '\($0)'" } ?? "the module"
      let nested = names.joined(separator: "(") + "(…" + String(repeating: ")", count: names.count)
      return "warning: the passes in '\(nested)' ran on nothing: no '\(names[names.count - 1])' is "
        + "directly inside \(place)"
    }
  }

  /// Writes the result; to a file only if nothing failed, so that it is there whole or not at all.
  private func finish(_ result: [UInt8], hasFailed: Bool) throws {
    if outputFile == nil, !json { print(String(decoding: result, as: UTF8.self), terminator: "") }
    if hasFailed { throw ExitCode(1) }
    if let outputFile { try writeWhole(result, to: outputFile) }
  }

  /// The text's parts, each with empty lines in front so that line numbers are the file's.
  private func parts(of bytes: [UInt8]) -> [[UInt8]] {
    guard splitInputFile, !Module.isBinary(bytes) else { return [bytes] }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var parts: [[UInt8]] = []
    var start = 0
    for (index, line) in (lines + [[]]).enumerated()
    where index == lines.count || line.starts(with: "// -----".utf8) {
      let part = lines[min(start, index)..<index].joined(separator: "\n".utf8)
      parts.append([UInt8](repeating: UInt8(ascii: "\n"), count: start) + part)
      start = index + 1
    }
    return parts
  }

  /// What became of one module.
  private struct Outcome {
    /// `nil` if it failed.
    var result: [UInt8]?
    var diagnostics: [Diagnostic] = []
    var notes: [String] = []
    var report = PassReport()

    /// The outcome as JSON; the text only if it goes to no file.
    func json(_ output: String?, _ showsTiming: Bool) -> OptResult.Part {
      OptResult.Part(
        text: output == nil ? result.map { String(decoding: $0, as: UTF8.self) } : nil,
        hasFailed: result == nil,
        diagnostics: diagnostics.map { .init($0) }, remarks: report.remarks.map { .init($0) },
        notes: notes, statistics: report.counts,
        timing: showsTiming ? PassTiming(report) : nil)
    }
  }

  private func runPasses(
    _ pipeline: PassPipeline, _ part: [UInt8], _ file: String, _ context: Context,
    _ tree: PassTree?
  ) throws -> Outcome {
    var module: Module
    do throws(DiagnosticError) {
      module = try Module.parse(contents: part, file: file, context: context)
    } catch {
      return Outcome(diagnostics: error.diagnostics)
    }
    var runner = PipelineRunner(
      pipeline, verifiesEach: verifyEach,
      printing: printing.value(TextOptions(usesForms: !self.text.generic), in: tree))
    if runReproducer {
      let reproducer = try Reproducer(readFrom: module)
      module = reproducer.module
      runner.pipeline = try PassPipeline(parsing: reproducer.pipeline, registry: .all)
      runner.verifiesEach = reproducer.verifiesEach
    }
    runner.rewriteLimit = stopAfterRewrites
    runner.explainsRules = reports.kinds.contains(.missed)
    runner.threadCount = threads == 0 ? ProcessInfo.processInfo.activeProcessorCount : threads
    reproducers.prepare(&runner)
    do throws(PassFailure) {
      let report = try runner.run(on: &module)
      reproducers.forget()
      if !json { reports.print(report) }
      return Outcome(
        result: emitBinary ? module.binary() : Array(module.text(text.value).utf8),
        diagnostics: report.diagnostics + remarks(of: report), report: report)
    } catch {
      let notes = reproducers.keep(module, error, runner.verifiesEach)
      if error.isInternal {
        for note in notes { printError(note) }
        throw error
      }
      let place = error.pass.map { "note: while running the pass '\($0)'" }
      return Outcome(
        diagnostics: error.diagnostics,
        notes: [place ?? "note: found before the first pass"] + notes)
    }
  }

  private func remarks(of report: PassReport) -> [Diagnostic] {
    guard verifyDiagnostics else { return [] }
    return report.remarks.map {
      Diagnostic(.remark, "\($0.message) [\($0.pass), \($0.kind.rawValue)]", at: $0.location)
    }
  }

  private func printPasses() {
    for pass in PassRegistry.all.passes {
      print("\(pass.name): \(pass.summary)")
      for option in pass.options {
        let fallback = option.fallback.map { " (default \($0))" } ?? ""
        print("    \(option.name): \(option.summary)\(fallback)")
      }
    }
  }
}
