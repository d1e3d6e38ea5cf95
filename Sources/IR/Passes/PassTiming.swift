import Support

/// How long passes took, for people and programs.
public struct PassTiming: Encodable, Sendable {
  /// A pass in one place of the pipeline, all its runs together.
  public struct Row: Encodable, Sendable {
    /// The nested pipelines around it, from the outside in.
    public var nesting: [String]
    public var pass: String
    public var runs: Int
    public var milliseconds: Double
    /// Of the whole time, from 0 to 1.
    public var share: Double
  }

  /// In order of first appearance; the verifier comes last.
  public private(set) var rows: [Row] = []
  public let totalMilliseconds: Double

  public init(_ report: PassReport) {
    totalMilliseconds = report.total.milliseconds
    var places: [[String]: Int] = [:]
    for entry in report.entries {
      let key = entry.nesting + [entry.pass]
      if places[key] == nil {
        places[key] = rows.count
        rows.append(
          Row(nesting: entry.nesting, pass: entry.pass, runs: 0, milliseconds: 0, share: 0))
      }
      guard let place = places[key] else { continue }
      rows[place].runs += 1
      rows[place].milliseconds += entry.duration.milliseconds
    }
    rows.append(
      Row(
        nesting: [], pass: "(verifier)", runs: 1,
        milliseconds: report.verification.milliseconds, share: 0))
    let whole = max(totalMilliseconds, .leastNormalMagnitude)
    for index in rows.indices { rows[index].share = rows[index].milliseconds / whole }
  }

  /// A line for each pass, wherever it ran, the longest first.
  public var list: String {
    var sums: [String: Double] = [:]
    for row in rows { sums[row.pass, default: 0] += row.milliseconds }
    let sorted = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return sorted.map { line($0.value, $0.key) }.joined() + total
  }

  /// A line for each pass and nested pipeline, in the order of the pipeline.
  public var tree: String {
    var lines = ""
    var open: [String] = []
    for row in rows {
      let common = zip(open, row.nesting).prefix { $0 == $1 }.count
      for depth in common..<max(common, row.nesting.count) {
        let prefix = row.nesting.prefix(depth + 1)
        let sum = rows.filter { $0.nesting.starts(with: prefix) }.map(\.milliseconds)
          .reduce(0, +)
        lines += line(sum, indent(depth) + "'\(row.nesting[depth])' pipeline")
      }
      open = row.nesting
      lines += line(row.milliseconds, indent(row.nesting.count) + row.pass)
    }
    return lines + total
  }

  private func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

  private func line(_ milliseconds: Double, _ name: String) -> String {
    let share = milliseconds / max(totalMilliseconds, .leastNormalMagnitude)
    return "\(milliseconds.text(3)) ms  \((share * 100).text(1)) %  \(name)\n"
  }

  private var total: String { "\(totalMilliseconds.text(3)) ms           total\n" }
}

extension Duration {
  /// With microseconds as decimals.
  fileprivate var milliseconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) * 1000 + Double(attoseconds / 1_000_000_000_000) / 1000
  }
}

extension Double {
  /// Right-aligned in nine columns (seven for one decimal), with at most so many decimals.
  fileprivate func text(_ decimals: Int) -> String {
    let scale = decimals == 1 ? 10.0 : 1000.0
    return String((self * scale).rounded() / scale).padded(to: decimals == 1 ? 5 : 9)
  }
}
