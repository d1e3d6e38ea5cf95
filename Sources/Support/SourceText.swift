/// The text of a file, for messages that show the line they are about.
///
///     let source = SourceText(text, file: "a.toy")
///     print(source.showing(diagnostic))      // a.toy:3:9: error: …, then the line with a caret
public struct SourceText: Sendable {
  public let file: String
  private let lines: [ArraySlice<UInt8>]

  public init(_ text: String, file: String) {
    self.file = file
    lines = Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { $0.last == 0x0D ? $0.dropLast() : $0 }
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
    return Excerpt.around(column: column - 1, of: lines[line - 1])
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
