import ArgumentParser
import CodeGeneration
import Compiler
import Dialects
import Foundation
import IR
import Support
import Transforms

/// `tangram opt`: runs passes on a text module.
struct OptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opt", abstract: "Runs passes on a text module and prints the result.")

  @Argument(help: "A '.mlir' file.")
  var file: String?

  @Option(name: .long, help: "The passes, as in 'a,b,func(c{x=1})'.")
  var passes = ""

  @Option(name: [.customShort("o"), .long], help: "Write the result to this file.")
  var output: String?

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

  @Option(name: .long, help: "Rewrite at most so often, to find the change that goes wrong.")
  var stopAfterRewrites: Int?

  @Flag(
    name: .long, help: "Print the result, diagnostics, remarks and statistics as JSON.")
  var json = false

  @Option(
    name: .long, help: "Threads for nested pipelines; 0 for what affinity and cgroup limits allow.")
  var threads = 0

  @OptionGroup(title: "Showing the module between passes")
  var printing: OptPrintingOptions

  @OptionGroup(title: "The text of the result")
  var text: OptTextOptions

  @OptionGroup(title: "Reports on standard error")
  var reports: OptReportOptions

  @OptionGroup(title: "Reproducers")
  var reproducers: OptReproducerOptions

  private static let registry = PassRegistry.shared + .graph + .loopLevel + .loops

  func validate() throws {
    if file == nil, !listPasses { throw ValidationError("a file is needed, or '--list-passes'") }
    if runReproducer, !passes.isEmpty {
      throw ValidationError("'--run-reproducer' takes the passes from the file, not '--passes'")
    }
    if let stopAfterRewrites, stopAfterRewrites < 0 {
      throw ValidationError("'--stop-after-rewrites' must not be negative")
    }
    if json, verifyDiagnostics || listPasses {
      throw ValidationError("'--json' goes with neither '--verify-diagnostics' nor '--list-passes'")
    }
    if threads < 0 { throw ValidationError("'--threads' must not be negative") }
  }

  func run() throws {
    try reporting {
      if listPasses { return printPasses() }
      guard let file else { return }
      let pipeline = try PassPipeline(parsing: passes, registry: Self.registry)
      let context = Context(
        dialects: Dialects.all, allowsUnregisteredDialects: allowUnregistered)
      let text = String(decoding: try readBytes(file), as: UTF8.self)
      var hasFailed = false
      var results: [String] = []
      var outcomes: [Outcome] = []
      for part in parts(of: text) {
        let outcome = try runPasses(pipeline, part, file, context)
        if verifyDiagnostics {
          let problems = ExpectedDiagnostics(part).problems(with: outcome.diagnostics)
          for problem in problems { printError("\(file):\(problem)") }
          hasFailed = hasFailed || !problems.isEmpty
        } else if json {
          hasFailed = hasFailed || outcome.text == nil
        } else {
          for diagnostic in outcome.diagnostics { printError("\(diagnostic)") }
          for note in outcome.notes { printError(note) }
          hasFailed = hasFailed || outcome.text == nil
        }
        if let result = outcome.text { results.append(result) }
        outcomes.append(outcome)
      }
      if json { try printJSON(OptResult(outcomes.map { $0.json(output, reports.timing) })) }
      try finish(results.joined(separator: "// -----\n"), hasFailed: hasFailed)
    }
  }

  /// Writes the result; to a file only if nothing failed, so that it is there whole or not at all.
  private func finish(_ result: String, hasFailed: Bool) throws {
    if output == nil, !json { print(result, terminator: "") }
    if hasFailed { throw ExitCode(1) }
    if let output { try Data(result.utf8).write(to: URL(filePath: output), options: .atomic) }
  }

  /// The text's parts, each with empty lines in front so that line numbers are the file's.
  private func parts(of text: String) -> [String] {
    guard splitInputFile else { return [text] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var parts: [String] = []
    var start = 0
    for (index, line) in (lines + ["// -----"]).enumerated() where line.hasPrefix("// -----") {
      let end = min(index, lines.count)
      parts.append(
        String(repeating: "\n", count: start)
          + lines[min(start, end)..<end].joined(separator: "\n"))
      start = index + 1
    }
    return parts
  }

  /// What became of one module.
  private struct Outcome {
    /// `nil` if it failed.
    var text: String?
    var diagnostics: [Diagnostic] = []
    var notes: [String] = []
    var report = PassReport()

    /// The outcome as JSON; the text only if it goes to no file.
    func json(_ output: String?, _ showsTiming: Bool) -> OptResult.Part {
      OptResult.Part(
        text: output == nil ? text : nil, hasFailed: text == nil,
        diagnostics: diagnostics.map { .init($0) }, remarks: report.remarks.map { .init($0) },
        notes: notes, statistics: report.counts,
        timing: showsTiming ? PassTiming(report) : nil)
    }
  }

  private func runPasses(
    _ pipeline: PassPipeline, _ text: String, _ file: String, _ context: Context
  ) throws -> Outcome {
    var module: Module
    do throws(DiagnosticError) {
      module = try Module.parse(text, file: file, context: context)
    } catch {
      return Outcome(diagnostics: error.diagnostics)
    }
    var runner = PipelineRunner(pipeline, verifiesEach: verifyEach, printing: printing.value)
    if runReproducer {
      let reproducer = try Reproducer(readFrom: module)
      module = reproducer.module
      runner.pipeline = try PassPipeline(parsing: reproducer.pipeline, registry: Self.registry)
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
        text: module.text(self.text.value),
        diagnostics: report.diagnostics + remarks(of: report), report: report)
    } catch {
      let notes = try reproducers.keep(module, error, verifyEach)
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
    for pass in Self.registry.passes {
      print("\(pass.name): \(pass.summary)")
      for option in pass.options {
        let fallback = option.fallback.map { " (default \($0))" } ?? ""
        print("    \(option.name): \(option.summary)\(fallback)")
      }
    }
  }
}
