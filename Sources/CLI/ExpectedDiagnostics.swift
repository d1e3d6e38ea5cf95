import Support

/// The diagnostics that a text module's comments expect.
///
///     // expected-error @+1 {{expected ':'}}
struct ExpectedDiagnostics {
  private struct Expectation {
    var severity: String
    var message: String
    /// `nil` for nowhere.
    var line: Int?
    /// The line of the comment.
    var place: Int
  }

  private var all: [Expectation] = []

  init(_ text: String) {
    let pattern =
      /expected-(error|warning|remark|note)(?: ?@([+-]\d+|below|above|unknown))? \{\{(.*?)\}\}/
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      for match in line.matches(of: pattern) {
        let number = index + 1
        let place: Int? =
          switch match.2 {
          case nil: number
          case "below"?: number + 1
          case "above"?: number - 1
          case "unknown"?: nil
          case let offset?: number + (Int(offset) ?? 0)
          }
        all.append(
          Expectation(
            severity: String(match.1), message: String(match.3), line: place, place: number))
      }
    }
  }

  /// What was found and not expected, or expected and not found, each `line: error: …`.
  func problems(with found: [Diagnostic]) -> [String] {
    var left = all
    var problems: [String] = []
    let expectsRemarks = all.contains { $0.severity == "remark" }
    for diagnostic in found.flatMap({ [$0] + $0.notes }) {
      let line = diagnostic.location.line
      let match = left.firstIndex { expected in
        expected.severity == diagnostic.severity.rawValue && expected.line == line
          && diagnostic.message.contains(expected.message)
      }
      if let match {
        left.remove(at: match)
      } else if diagnostic.severity != .note, diagnostic.severity != .remark || expectsRemarks {
        problems.append("\(line ?? 0): error: unexpected \(diagnostic)")
      }
    }
    for expected in left {
      problems.append(
        "\(expected.place): error: expected \(expected.severity) '\(expected.message)' was not "
          + "produced")
    }
    return problems
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
