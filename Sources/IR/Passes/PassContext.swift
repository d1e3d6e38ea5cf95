import Support

/// What a pass gets beside the module: its options, and where it says what it did.
public struct PassContext: Sendable {
  /// The name of the pass that runs.
  public let pass: String
  public let options: PassOptions
  public private(set) var remarks: [Remark] = []
  public private(set) var diagnostics = Diagnostics()
  /// What was counted, by name.
  public private(set) var statistics: [String: Int] = [:]

  public init(pass: String = "", options: PassOptions = PassOptions()) {
    self.pass = pass
    self.options = options
  }

  /// Notes a decision.
  public mutating func remark(
    _ kind: Remark.Kind, at location: Location, _ message: String
  ) {
    remarks.append(Remark(kind, pass: pass, at: location, message))
  }

  /// Emits a warning or an error; the pass goes on, and fails at its end if there was an error.
  public mutating func emit(_ diagnostic: Diagnostic) { diagnostics.emit(diagnostic) }

  /// Adds to a counter, for the report.
  public mutating func count(_ name: String, _ amount: Int = 1) {
    if amount != 0 { statistics[name, default: 0] += amount }
  }
}
