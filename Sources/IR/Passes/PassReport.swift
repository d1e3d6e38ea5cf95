import Support

/// What happened when a pipeline ran.
public struct PassReport: Sendable {
  /// One run of one pass.
  public struct Entry: Sendable {
    public var pass: String
    /// The operation it ran on: `builtin.module`, or `func.func @name`.
    public var place: String
    public var duration: Duration
    /// Whether the module changed; `nil` if nobody asked.
    public var hasChanged: Bool?
    /// What the pass counted.
    public var statistics: [String: Int]
  }

  public internal(set) var entries: [Entry] = []
  public internal(set) var remarks: [Remark] = []
  /// Warnings.
  public internal(set) var diagnostics: [Diagnostic] = []
  /// Time in the verifier.
  public internal(set) var verification: Duration = .zero

  public init() {}

  /// Time in passes and the verifier.
  public var total: Duration { entries.reduce(verification) { $0 + $1.duration } }

  /// Time by pass in order of first appearance, as a table.
  public var timing: String {
    var order: [String] = []
    var sums: [String: Duration] = [:]
    for entry in entries {
      if sums[entry.pass] == nil { order.append(entry.pass) }
      sums[entry.pass, default: .zero] += entry.duration
    }
    let rows = order.map { ($0, sums[$0] ?? .zero) } + [("(verifier)", verification)]
    let whole = max(total.milliseconds, .leastNormalMagnitude)
    return rows.map { name, time in
      let share = (time.milliseconds / whole * 1000).rounded() / 10
      return "\(time.milliseconds.padded) ms  \(share.padded) %  \(name)\n"
    }.joined() + "\(total.milliseconds.padded) ms           total\n"
  }
}

extension Duration {
  /// With microseconds as decimals.
  fileprivate var milliseconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) * 1000 + Double(attoseconds / 1_000_000_000_000) / 1000
  }
}

extension Double {
  /// Right-aligned in nine columns, with at most three decimals.
  fileprivate var padded: String {
    let text = String((self * 1000).rounded() / 1000)
    return String(repeating: " ", count: max(0, 9 - text.utf8.count)) + text
  }
}
