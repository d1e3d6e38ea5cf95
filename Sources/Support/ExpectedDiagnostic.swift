/// What one comment expects; see `ExpectedDiagnostics`.
struct ExpectedDiagnostic {
  /// Why a comment cannot be understood.
  struct Malformed: Error {
    var message: String
  }

  var severity: Diagnostic.Severity
  /// What the comment says of the message.
  var text: String
  /// The line of the comment.
  var line: Int
  /// The line it is expected at; `nil` for nowhere.
  private var place: Int?
  /// A regular expression for the message; `nil` where it holds the text as it is.
  private var pattern: String?

  init(
    _ word: Substring, at place: Substring?, _ text: String, line: Int
  ) throws(Malformed) {
    guard let kind = Self.kind(word) else {
      let known = ["error", "warning", "remark", "note"]
      let near = (known + known.map { $0 + "-re" }).nearest(to: String(word))
      throw Malformed(
        message: near.map { "did you mean 'expected-\($0)'?" }
          ?? "expected one of 'error', 'warning', 'remark' and 'note', or one with '-re'")
    }
    severity = kind.severity
    self.text = text
    self.line = line
    self.place = try Self.line(place, from: line)
    if kind.isPattern { pattern = try Self.pattern(text) }
  }

  /// `error`, or `error-re` for a pattern.
  static func kind(_ word: Substring) -> (severity: Diagnostic.Severity, isPattern: Bool)? {
    let isPattern = word.hasSuffix("-re")
    let name = String(isPattern ? word.dropLast(3) : word)
    return Diagnostic.Severity(rawValue: name).map { ($0, isPattern) }
  }

  func matches(_ diagnostic: Diagnostic, at line: Int?) -> Bool {
    guard severity == diagnostic.severity, place == line else { return false }
    guard let pattern else { return diagnostic.message.contains(text) }
    guard let regex = try? Regex(pattern) else { return false }
    return diagnostic.message.firstMatch(of: regex) != nil
  }

  private static func line(_ place: Substring?, from line: Int) throws(Malformed) -> Int? {
    switch place {
    case nil: return line
    case "below"?: return line + 1
    case "above"?: return line - 1
    case "unknown"?: return nil
    case let offset?:
      if ["+", "-"].contains(offset.prefix(1)), let number = Int(offset),
        case (let sum, let overflows) = line.addingReportingOverflow(number), !overflows
      {
        return sum
      }
      throw Malformed(
        message: "expected a place such as '@+1', '@-1', '@above', '@below' or '@unknown', found "
          + "'@\(offset)'")
    }
  }

  /// The regular expression of a text in which those between brackets are some already.
  private static func pattern(_ text: String) throws(Malformed) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      result += escaped(rest[..<open.lowerBound])
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else {
        throw Malformed(message: "a regular expression begins with '{{' and has no '}}'")
      }
      let inside = rest[..<close.lowerBound]
      guard !inside.isEmpty, (try? Regex("(?:\(inside))")) != nil else {
        throw Malformed(message: "'\(inside)' is no regular expression")
      }
      result += "(?:\(inside))"
      rest = rest[close.upperBound...]
    }
    return result + escaped(rest)
  }

  private static func escaped(_ text: Substring) -> String {
    text.map { "\\.^$|?*+()[]{}/#".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
