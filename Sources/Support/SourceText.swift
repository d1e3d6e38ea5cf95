/// The text of a file, for messages that show the line they are about.
///
///     let source = SourceText(text, file: "a.toy")
///     print(source.showing(diagnostic))      // a.toy:3:9: error: …, then the line with a caret
public struct SourceText: Sendable {
  public let file: String
  private let lines: [Substring]

  public init(_ text: String, file: String) {
    self.file = file
    lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  /// The diagnostic with the line it is about, and so its notes; those that are about no line of
  /// this file, or have an excerpt, stay as they are.
  public func showing(_ diagnostic: Diagnostic) -> Diagnostic {
    var shown = diagnostic
    shown.excerpt = diagnostic.excerpt ?? excerpt(at: diagnostic.location)
    shown.notes = diagnostic.notes.map { showing($0) }
    return shown
  }

  /// The line of a location with a caret under its column; a long line is cut.
  private func excerpt(at location: Location) -> String? {
    guard let (line, column) = position(of: location), lines.indices.contains(line - 1) else {
      return nil
    }
    let bytes = lines[line - 1].utf8
    let place = min(max(0, column - 1), bytes.count)
    let start = max(0, place - 60)
    func text(_ range: Range<Int>) -> String {
      String(decoding: bytes.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
    }
    let shown = text(start..<min(bytes.count, start + 100))
    // Tabs stay tabs, so that the caret stands where the line shows the column.
    let pad = text(start..<place).map { $0 == "\t" ? "\t" : " " }.joined()
    return "  \(shown)\n  \(pad)^"
  }

  /// The line and column in this file that a location names; of a call the place of the callee.
  private func position(of location: Location) -> (line: Int, column: Int)? {
    switch location {
    case .file(file, let line, let column), .range(file, let line, let column, _, _):
      return (line, column)
    case .name(_, let place), .callSite(callee: let place, caller: _): return position(of: place)
    case .fused(let places), .annotated(_, let places):
      return places.lazy.compactMap { position(of: $0) }.first
    default: return nil
    }
  }
}
