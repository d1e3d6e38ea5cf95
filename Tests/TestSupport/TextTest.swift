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
/// rules and passes say why they did not change something. `expected-error`, `-warning`,
/// `-remark` and `-note` name a diagnostic at the same line, at `@+N` or `@-N`, at `@below` or
/// `@above`, or without a place (`@unknown`); errors, warnings and remarks that are not expected are
/// failures, remarks only if the case expects any. Failures are reported at the file's line.
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
  private var expectations: [Expectation] = []
  private var failures: [FileCheck.Failure] = []

  private struct Expectation {
    var severity: Diagnostic.Severity
    var message: String
    /// The line it is expected at; `nil` for nowhere.
    var place: Int?
    /// The line that expects it.
    var line: Int
  }

  init(lines: [String], firstLine: Int) {
    self.lines = lines
    self.firstLine = firstLine
    for (offset, line) in lines.enumerated() { readExpectations(line, firstLine + offset) }
  }

  var hasExpectations: Bool {
    !expectations.isEmpty || !FileCheck(lines.joined(separator: "\n")).isEmpty
  }

  private mutating func readExpectations(_ line: String, _ number: Int) {
    let pattern =
      /expected-(error|warning|remark|note)(?: ?@([+-]\d+|below|above|unknown))? \{\{(.*?)\}\}/
    for match in line.matches(of: pattern) {
      let place: Int?
      switch match.2 {
      case nil: place = number
      case "below"?: place = number + 1
      case "above"?: place = number - 1
      case "unknown"?: place = nil
      case let offset?: place = number + (Int(offset) ?? 0)
      }
      expectations.append(
        Expectation(
          severity: Diagnostic.Severity(rawValue: String(match.1)) ?? .error,
          message: String(match.3), place: place, line: number))
    }
  }

  /// Runs the case; gives what failed.
  mutating func run(
    _ runner: PipelineRunner, _ context: Context, _ textOptions: TextOptions
  ) -> [FileCheck.Failure] {
    // Empty lines in front keep the line numbers of the file.
    let text = String(repeating: "\n", count: firstLine - 1) + lines.joined(separator: "\n")
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
    compare(found)
    return failures
  }

  private mutating func fail(_ message: String, at line: Int? = nil) {
    failures.append(.init(line: line ?? firstLine, message: message))
  }

  private func remarks(of report: PassReport) -> [Diagnostic] {
    guard expectations.contains(where: { $0.severity == .remark }) else { return [] }
    return report.remarks.map {
      Diagnostic(.remark, "\($0.message) [\($0.pass), \($0.kind.rawValue)]", at: $0.location)
    }
  }

  private mutating func checkRoundTrip(_ module: Module, _ context: Context) throws {
    let again = try Module.parse(module.text(), context: context)
    if let difference = again.difference(from: module) {
      fail("the text does not read back the same: \(difference)")
    }
  }

  /// Every diagnostic is expected, every expectation met.
  private mutating func compare(_ found: [Diagnostic]) {
    var left = expectations
    for diagnostic in found.flatMap({ [$0] + $0.notes }) {
      let line = diagnostic.location.line
      let match = left.firstIndex { expected in
        expected.severity == diagnostic.severity && expected.place == line
          && diagnostic.message.contains(expected.message)
      }
      if let match {
        left.remove(at: match)
      } else if diagnostic.severity != .note {
        fail("unexpected \(diagnostic)", at: line)
      }
    }
    for expected in left {
      fail(
        "expected \(expected.severity.rawValue) '\(expected.message)' was not produced",
        at: expected.line)
    }
  }
}

extension Location {
  /// The line of the file that this is, or leads to.
  fileprivate var line: Int? {
    switch self {
    case .file(_, let line, _), .range(_, let line, _, _, _): return line
    case .name(_, let place): return place.line
    case .callSite(let callee, _): return callee.line
    case .fused(let places), .annotated(_, let places): return places.lazy.compactMap(\.line).first
    case .unknown: return nil
    }
  }
}
