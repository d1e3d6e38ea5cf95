import Dialects
import Foundation
import IR
import Support
import TestSupport
import Testing

/// What a person sees of wrong text: message, line, column, the line itself and the caret.
///
/// A file of `Corpus/messages` has parts between `// -----`; the lines that begin with `//|` are what is
/// said of the part above them. With `UPDATE_CORPUS` in the environment they are written anew.
@Suite struct MessageTests {
  static let files = Corpus.files(in: "messages")
  static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_CORPUS"] != nil

  /// One part of a file.
  private struct Part {
    var text: [String] = []
    var expected: [String] = []
    /// The number of its first line in the file.
    var line: Int
  }

  @Test(arguments: files)
  func everythingIsSaidAsTheFileTells(_ file: CorpusFile) throws {
    let parts = parts(of: file)
    if Self.isUpdating {
      let texts = parts.map { ($0.text + said(of: $0)).joined(separator: "\n") + "\n" }
      try texts.joined(separator: "// -----\n").write(
        toFile: file.path, atomically: true, encoding: .utf8)
      return
    }
    for part in parts {
      let said = said(of: part)
      if said == part.expected { continue }
      let place = zip(said, part.expected).enumerated().first { $1.0 != $1.1 }?.offset
      Issue.record(
        "expected\n\(part.expected.joined(separator: "\n"))\nbut found\n\(said.joined(separator: "\n"))",
        sourceLocation: SourceLocation(
          fileID: "Corpus/\(file.name)", filePath: file.path,
          line: part.line + part.text.count + (place ?? min(said.count, part.expected.count)),
          column: 1))
    }
  }

  private func parts(of file: CorpusFile) -> [Part] {
    var parts = [Part(line: 1)]
    var lines = file.text.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      if line == "// -----" {
        parts.append(Part(line: index + 2))
      } else if line.hasPrefix("//|") {
        parts[parts.count - 1].expected.append(line)
      } else {
        parts[parts.count - 1].text.append(line)
      }
    }
    return parts
  }

  /// What reading and, if it can be read, verifying a part finds.
  private func said(of part: Part) -> [String] {
    let text = part.text.joined(separator: "\n") + "\n"
    // Operations of the dialect 'a' are not declared, and may be anything.
    let context = Context(
      dialects: Dialects.all, allowsUnregisteredDialects: text.contains("\"a."))
    let diagnostics: [Diagnostic]
    do throws(DiagnosticError) {
      let source = SourceText(text, file: "f")
      let module = try Module.parse(text, file: "f", context: context)
      diagnostics = module.verify().all.map { source.showing($0) }
    } catch {
      diagnostics = error.diagnostics
    }
    return diagnostics.flatMap { "\($0)".components(separatedBy: "\n") }.map { line in
      "//| \(line)".trimmingSuffix
    }
  }

  /// They are many, and each is wrong.
  @Test func thereAreMany() {
    let all = Self.files.flatMap { parts(of: $0) }
    #expect(all.count >= 75)
    for part in all {
      let errors = part.expected.filter { $0.contains(": error: ") }
      #expect(!errors.isEmpty, "\(part.text)")
      // Each has its line and a caret below.
      #expect(part.expected.count { $0.hasSuffix("^") } >= errors.count, "\(part.text)")
    }
    let several = all.filter { part in part.expected.count { $0.contains(": error: ") } > 2 }
    #expect(several.count >= 5)
  }
}

extension String {
  /// Without spaces at its end, which editors take away.
  fileprivate var trimmingSuffix: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
