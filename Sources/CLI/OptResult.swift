import IR
import Support

/// What `tangram opt --json` prints.
struct OptResult: Encodable {
  /// One for each module: with `--split-input-file` there may be several.
  var modules: [Part]

  init(_ modules: [Part]) { self.modules = modules }

  struct Part: Encodable {
    var text: String?
    var hasFailed: Bool
    var diagnostics: [Message]
    var remarks: [Message]
    /// What was left where, as reproducers.
    var notes: [String]
    /// What passes counted, by pass.
    var statistics: [String: [String: Int]]
    var timing: PassTiming?
  }

  struct Message: Encodable {
    /// `error`, `warning`, `remark` or `note`.
    var severity: String
    var message: String
    var location: String?
    var file: String?
    var line: Int?
    var column: Int?
    /// Of a remark: the pass that speaks, and `passed`, `missed` or `analysis`.
    var pass: String?
    var kind: String?
    var notes: [Message]?

    init(_ diagnostic: Diagnostic) {
      severity = diagnostic.severity.rawValue
      message = diagnostic.message
      let notes = diagnostic.notes.map { Message($0) }
      self.notes = notes.isEmpty ? nil : notes
      place(diagnostic.location)
    }

    init(_ remark: Remark) {
      severity = "remark"
      message = remark.message
      pass = remark.pass
      kind = remark.kind.rawValue
      place(remark.location)
    }

    private mutating func place(_ location: Location) {
      guard location != .unknown else { return }
      self.location = location.summary
      guard case .file(let file, let line, let column) = location else { return }
      (self.file, self.line, self.column) = (file, line, column)
    }
  }
}
