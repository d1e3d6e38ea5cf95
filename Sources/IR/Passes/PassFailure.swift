import Support

/// Why a pipeline stopped.
public struct PassFailure: Error, Sendable, CustomStringConvertible {
  /// The pass that failed; `nil` if the module was wrong from the start.
  public var pass: String?
  public var diagnostics: [Diagnostic]
  /// The failed pass and what would have come after it.
  public var rest: PassPipeline
  /// Whether the pass left a module that does not verify: an error of the compiler, not of the
  /// input.
  public var isInternal = false

  /// The diagnostics, then which pass failed.
  public var description: String {
    var lines = diagnostics.map(\.description)
    switch (pass, isInternal) {
    case (let pass?, true): lines.append("internal error: the pass '\(pass)' broke the module")
    case (let pass?, false): lines.append("note: while running the pass '\(pass)'")
    case (nil, _): lines.append("note: found before the first pass")
    }
    return lines.joined(separator: "\n")
  }
}

extension Error {
  /// The diagnostics that this is or holds.
  var asDiagnostics: [Diagnostic] {
    if let several = self as? DiagnosticError { return several.diagnostics }
    if let one = self as? Diagnostic { return [one] }
    return [.error("\(self)")]
  }
}
