import ArgumentParser
import CodeGeneration
import Compiler
import Dialects
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

  @Flag(name: .long, help: "List the passes and their options.")
  var listPasses = false

  @Flag(name: .long, help: "Compare diagnostics with the 'expected-error' comments of the file.")
  var verifyDiagnostics = false

  @Flag(name: .long, help: "Treat the parts between '// -----' lines as modules of their own.")
  var splitInputFile = false

  @Flag(name: .long, help: "Print the module to standard error after every pass.")
  var printAfterAll = false

  @Flag(name: .long, help: "Say on standard error how long each pass took.")
  var timing = false

  @Flag(name: .long, help: "Allow operations of dialects that are not known.")
  var allowUnregistered = false

  private static let registry = PassRegistry.shared + .graph + .loops

  func validate() throws {
    if file == nil, !listPasses { throw ValidationError("a file is needed, or '--list-passes'") }
  }

  func run() throws {
    try reporting {
      if listPasses {
        printPasses()
        return
      }
      guard let file else { return }
      let pipeline = try PassPipeline(parsing: passes, registry: Self.registry)
      let context = Context(
        dialects: Dialects.all, allowsUnregisteredDialects: allowUnregistered)
      let text = String(decoding: try readBytes(file), as: UTF8.self)
      var hasFailed = false
      var printed: [String] = []
      for part in parts(of: text) {
        let expected = verifyDiagnostics ? ExpectedDiagnostics(part) : nil
        let (result, found, failure) = try runPasses(pipeline, part, file, context)
        if let expected {
          let problems = expected.problems(with: found)
          for problem in problems { printError("\(file):\(problem)") }
          hasFailed = hasFailed || !problems.isEmpty
        } else {
          for diagnostic in found { printError("\(diagnostic)") }
          if let failure { printError(failure) }
          hasFailed =
            hasFailed || failure != nil
            || found.contains { $0.severity == .error }
        }
        if let result { printed.append(result) }
      }
      print(printed.joined(separator: "// -----\n"), terminator: "")
      if hasFailed { throw ExitCode(1) }
    }
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

  private func runPasses(
    _ pipeline: PassPipeline, _ text: String, _ file: String, _ context: Context
  ) throws -> (text: String?, diagnostics: [Diagnostic], failure: String?) {
    var module: Module
    do throws(DiagnosticError) {
      module = try Module.parse(text, file: file, context: context)
    } catch {
      return (nil, error.diagnostics, nil)
    }
    let manager = PassManager(
      pipeline, printing: printAfterAll ? .always : .never, print: { printError($0) })
    do throws(PassFailure) {
      let report = try manager.run(on: &module)
      if timing { printError(report.timing) }
      let remarks =
        verifyDiagnostics
        ? report.remarks.map {
          Diagnostic(.remark, "\($0.message) [\($0.pass), \($0.kind.rawValue)]", at: $0.location)
        } : []
      return (module.text(), report.diagnostics + remarks, nil)
    } catch {
      if error.isInternal { throw error }
      let place = error.pass.map { "note: while running the pass '\($0)'" }
      return (nil, error.diagnostics, place ?? "note: found before the first pass")
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
