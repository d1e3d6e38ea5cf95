/// The diagnostics that the comments of a text expect.
///
///     // expected-error @+1 {{expected ':'}}
///     // expected-remark-re @below {{fused {{[0-9]+}} loops}}
///
/// A comment names an error, a warning, a remark or a note whose message holds what stands between the
/// outer brackets; with `-re`, what is in brackets inside them is a regular expression. It is
/// expected at the line of the comment, at `@+N` or `@-N`, at `@below` or `@above`, or without a
/// place, `@unknown`.
package struct ExpectedDiagnostics {
  /// What is wrong, and in which line of the text, counted from 1.
  package struct Problem: Equatable {
    package var line: Int
    package var message: String
  }

  private var all: [ExpectedDiagnostic] = []
  /// Comments that look as if they expected something, and do not.
  private var malformed: [Problem] = []

  package init(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where line.contains("expected-") {
      read(line, index + 1)
    }
  }

  /// Whether no comment expects anything.
  package var isEmpty: Bool { all.isEmpty && malformed.isEmpty }

  /// Whether a comment expects a remark.
  package var hasRemarks: Bool { all.contains { $0.severity == .remark } }

  /// Comments that cannot be understood, what was found and not expected, and what was expected
  /// and not found.
  ///
  /// A note need not be expected, nor a remark where none is.
  package func problems(with found: [Diagnostic]) -> [Problem] {
    var left = all
    var problems = malformed
    for diagnostic in found.flatMap({ [$0] + $0.notes }) {
      let line = diagnostic.location.line
      if let match = left.firstIndex(where: { $0.matches(diagnostic, at: line) }) {
        left.remove(at: match)
      } else if diagnostic.severity != .note, diagnostic.severity != .remark || hasRemarks {
        problems.append(Problem(line: line ?? 0, message: "unexpected \(diagnostic)"))
      }
    }
    for expected in left {
      problems.append(
        Problem(
          line: expected.line,
          message: "expected \(expected.severity.rawValue) '\(expected.text)' was not produced"))
    }
    return problems
  }

  // MARK: Reading

  private mutating func read(_ line: Substring, _ number: Int) {
    var rest = line
    while let word = rest.firstMatch(of: /expected-([A-Za-z0-9_-]+)/) {
      let before = line[..<word.range.lowerBound]
      rest = rest[word.range.upperBound...]
      guard let head = rest.prefixMatch(of: /[ \t]*(?:@(\S*?))?[ \t]*\{\{/) else {
        // Behind other words it is talked about.
        let comment = before.drop { $0 != "/" }
        if comment.hasPrefix("//"), comment.allSatisfy({ "/ \t".contains($0) }) {
          refuse("'\(word.0)' needs a message in brackets, as in '{{message}}'", number)
        }
        continue
      }
      rest = rest[head.range.upperBound...]
      // Up to the last brackets in front of the next one.
      let next = rest.firstRange(of: /expected-[A-Za-z0-9_-]+[ \t]*(?:@\S*?)?[ \t]*\{\{/)
      let segment = rest[..<(next?.lowerBound ?? rest.endIndex)]
      guard before.contains("//") || ExpectedDiagnostic.kind(word.1) != nil else { continue }
      guard let end = segment.indices.last(where: { segment[$0...].hasPrefix("}}") }) else {
        refuse("'\(word.0)' has no '}}' to end its message", number)
        continue
      }
      do throws(ExpectedDiagnostic.Malformed) {
        all.append(
          try ExpectedDiagnostic(word.1, at: head.1, String(segment[..<end]), line: number))
      } catch {
        refuse("'\(word.0)': \(error.message)", number)
      }
      rest = rest[end...].dropFirst(2)
    }
  }

  private mutating func refuse(_ message: String, _ line: Int) {
    malformed.append(Problem(line: line, message: message))
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
