/// A message for a person: what was wrong, where, what was expected, what to do.
///
/// Messages are lower-case, without a full stop, with names in single quotes.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Hashable, Sendable { case error, warning, remark, note }

  public var severity: Severity
  public var message: String
  public var location: Location
  /// The line of source at `location` with a caret below the column, if the source is at hand.
  public var excerpt: String?
  /// Further explanations, each with its own place.
  public var notes: [Diagnostic]
  /// Whether the compiler contradicts itself, whatever the input: a bug to be reported.
  public var isInternal = false

  public init(
    _ severity: Severity = .error, _ message: String, at location: Location = .unknown,
    excerpt: String? = nil, notes: [Diagnostic] = []
  ) {
    self.severity = severity
    self.message = message
    self.location = location
    self.excerpt = excerpt
    self.notes = notes
  }

  public static func error(
    _ message: String, at location: Location = .unknown, notes: [Diagnostic] = []
  ) -> Diagnostic {
    Diagnostic(.error, message, at: location, notes: notes)
  }

  /// A contradiction inside the compiler.
  public static func internalError(
    _ message: String, at location: Location = .unknown
  ) -> Diagnostic {
    var diagnostic = Diagnostic(.error, "internal error: \(message)", at: location)
    diagnostic.isInternal = true
    return diagnostic
  }

  public static func note(_ message: String, at location: Location = .unknown) -> Diagnostic {
    Diagnostic(.note, message, at: location)
  }

  /// `file:line:column: error: message`, the excerpt, then the notes.
  public var description: String {
    let place = location == .unknown ? "" : location.summary + ": "
    let head = "\(place)\(severity.rawValue): \(message)"
    let lines = [head] + (excerpt.map { [$0] } ?? []) + notes.map(\.description)
    return lines.joined(separator: "\n")
  }
}

/// Several diagnostics thrown together.
public struct DiagnosticError: Error, Sendable, CustomStringConvertible {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  public var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}

/// Collects diagnostics while work goes on.
public struct Diagnostics: Sendable {
  public private(set) var all: [Diagnostic] = []
  public private(set) var errorCount = 0

  public init() {}

  public var hasErrors: Bool { errorCount > 0 }

  public mutating func emit(_ diagnostic: Diagnostic) {
    all.append(diagnostic)
    if diagnostic.severity == .error { errorCount += 1 }
  }

  public mutating func error(_ message: String, at location: Location, notes: [Diagnostic] = []) {
    emit(.error(message, at: location, notes: notes))
  }

  /// Throws everything collected if there is an error among it.
  public func throwIfErrors() throws(DiagnosticError) {
    if hasErrors { throw DiagnosticError(all) }
  }
}
