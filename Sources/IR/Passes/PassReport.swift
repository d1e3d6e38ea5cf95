import Support

/// What happened when a pipeline ran.
public struct PassReport: Sendable {
  /// One run of one pass.
  public struct Entry: Sendable {
    public var pass: String
    /// The operation it ran on: `builtin.module`, or `func.func @name`.
    public var place: String
    /// The names of the nested pipelines it was in, from the outside in.
    public var nesting: [String]
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
  /// How many operations each nested pipeline ran on, by the names of those around it and its
  /// own.
  public internal(set) var reached: [[String]: Int] = [:]
  /// Time in the verifier.
  public internal(set) var verification: Duration = .zero

  public init() {}

  /// Time in passes and the verifier, all threads together.
  public var total: Duration { entries.reduce(verification) { $0 + $1.duration } }

  /// What passes counted, by pass in order of first appearance, summed over their runs.
  ///
  ///     canonicalize
  ///            12  folded
  public var statistics: String {
    let sums = counts
    var seen: Set<String> = []
    let order = entries.map(\.pass).filter { sums[$0] != nil && seen.insert($0).inserted }
    return order.map { pass in
      let lines = (sums[pass] ?? [:]).sorted { $0.key < $1.key }.map { name, count in
        "\(String(count).padded(to: 9))  \(name)\n"
      }
      return "\(pass)\n" + lines.joined()
    }.joined()
  }

  /// Adds the time of a stage that is no pass.
  public mutating func add(stage: String, duration: Duration) {
    entries.append(
      Entry(pass: stage, place: "model", nesting: [], duration: duration, statistics: [:]))
  }

  /// What passes counted, by pass, summed over their runs.
  public var counts: [String: [String: Int]] {
    var sums: [String: [String: Int]] = [:]
    for entry in entries where !entry.statistics.isEmpty {
      sums[entry.pass, default: [:]].merge(entry.statistics, uniquingKeysWith: +)
    }
    return sums
  }

  /// Adds what happened in another run.
  mutating func append(_ other: PassReport) {
    entries += other.entries
    remarks += other.remarks
    diagnostics += other.diagnostics
    reached.merge(other.reached, uniquingKeysWith: +)
    verification += other.verification
  }
}

extension String {
  /// Right-aligned in so many columns.
  func padded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - utf8.count)) + self
  }
}
