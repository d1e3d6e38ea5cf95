import Foundation
import IR
import Support
import Testing

/// A text test: a file whose comments say what to run and what to expect.
///
///     // RUN: canonicalize,func(dead-code-elimination)
///     // OPTIONS: allow-unregistered, forms, reasons
///     "my.operation"() : () -> ()
///     // CHECK: my.operation
///     // -----
///     // expected-error @+1 {{expected ':'}}
///     "my.operation"()
///
/// Every case between `// -----` lines is parsed, printed and parsed again, verified, run through
/// the pipeline, and its text, generic or in `forms`, compared with the `CHECK` lines; with `reasons`
/// rules and passes say why they did not change something. Diagnostics are those that comments
/// expect (`ExpectedDiagnostics`). Failures are reported at the file's line.
public struct TextTest {
  let file: CorpusFile
  let registry: PassRegistry
  let dialects: [Dialect]

  public init(_ file: CorpusFile, registry: PassRegistry, dialects: [Dialect]) {
    self.file = file
    self.registry = registry
    self.dialects = dialects
  }

  /// Runs all cases and records what fails.
  public func run() {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let pipeline = header("RUN:", lines)
    let options = header("OPTIONS:", lines) ?? ""
    let allowsUnregistered = options.contains("allow-unregistered")
    let context = Context(dialects: dialects, allowsUnregisteredDialects: allowsUnregistered)
    let textOptions = TextOptions(usesForms: options.contains("forms"))
    do {
      var runner = PipelineRunner(
        try PassPipeline(parsing: pipeline ?? "", registry: registry))
      runner.explainsRules = options.contains("reasons")
      var start = 0
      var hasExpectations = false
      for (index, line) in (lines + ["// -----"]).enumerated() where line.hasPrefix("// -----") {
        let part = Array(lines[start..<min(index, lines.count)])
        var testCase = TextTestCase(lines: part, firstLine: start + 1)
        hasExpectations = testCase.hasExpectations || hasExpectations
        for failure in testCase.run(runner, context, textOptions) { record(failure) }
        start = index + 1
      }
      if !hasExpectations { record(.init(line: 1, message: "the file expects nothing")) }
    } catch {
      record(.init(line: 1, message: "\(error)"))
    }
  }

  private func header(_ name: String, _ lines: [String]) -> String? {
    lines.lazy.compactMap { line in
      line.hasPrefix("// \(name)")
        ? line.dropFirst(3 + name.count).trimmingCharacters(in: .whitespaces) : nil
    }.first
  }

  private func record(_ failure: FileCheck.Failure) {
    Issue.record(
      Comment(rawValue: failure.message),
      sourceLocation: SourceLocation(
        fileID: "Corpus/\(file.name)", filePath: file.path, line: max(1, failure.line), column: 1))
  }
}

/// One case of a text test.
struct TextTestCase {
  let lines: [String]
  let firstLine: Int
  private let text: String
  private let expected: ExpectedDiagnostics
  private var failures: [FileCheck.Failure] = []

  init(lines: [String], firstLine: Int) {
    self.lines = lines
    self.firstLine = firstLine
    // Empty lines in front keep the line numbers of the file.
    text = String(repeating: "\n", count: firstLine - 1) + lines.joined(separator: "\n")
    expected = ExpectedDiagnostics(text)
  }

  var hasExpectations: Bool {
    !expected.isEmpty || !FileCheck(lines.joined(separator: "\n")).isEmpty
  }

  /// Runs the case; gives what failed.
  mutating func run(
    _ runner: PipelineRunner, _ context: Context, _ textOptions: TextOptions
  ) -> [FileCheck.Failure] {
    var found: [Diagnostic] = []
    do {
      var module = try Module.parse(text, file: "test", context: context)
      try checkRoundTrip(module, context)
      let report = try runner.run(on: &module)
      found = report.diagnostics + remarks(of: report)
      var check = FileCheck(lines.joined(separator: "\n"), firstLine: firstLine)
      if !check.isEmpty { try check.check(module.text(textOptions)) }
    } catch let failure as FileCheck.Failure {
      failures.append(failure)
    } catch let failure as PassFailure {
      found = failure.diagnostics
      if failure.isInternal { fail("\(failure)") }
    } catch let error as DiagnosticError {
      found = error.diagnostics
    } catch {
      fail("\(error)")
    }
    for problem in expected.problems(with: found) { fail(problem.message, at: problem.line) }
    return failures
  }

  private mutating func fail(_ message: String, at line: Int? = nil) {
    failures.append(.init(line: line ?? firstLine, message: message))
  }

  private func remarks(of report: PassReport) -> [Diagnostic] {
    report.remarks.map {
      Diagnostic(.remark, "\($0.message) [\($0.pass), \($0.kind.rawValue)]", at: $0.location)
    }
  }

  private mutating func checkRoundTrip(_ module: Module, _ context: Context) throws {
    let again = try Module.parse(module.text(), context: context)
    if let difference = again.difference(from: module) {
      fail("the text does not read back the same: \(difference)")
    }
  }
}
