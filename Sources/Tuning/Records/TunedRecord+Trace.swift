import Compiler
import Dialects
import Scheduling
import Support

extension TunedRecord {
  /// The schedule over canonical sizes; `nil` where the analytic one is to be taken.
  ///
  /// - Throws: a diagnostic when its text cannot be read.
  public func schedule() throws(Diagnostic) -> Trace? {
    trace.isEmpty ? nil : try Trace(stored: trace)
  }

  /// How many ways, or steps, it has, for people.
  public var summary: String {
    if trace.isEmpty { return "untuned" }
    guard let schedule = try? schedule() else { return "unreadable" }
    if schedule.steps.count == 1, let ways = schedule.defaultWays {
      return ways.count == 1 ? "1 way" : "\(ways.count) ways"
    }
    return schedule.steps.count == 1 ? "1 step" : "\(schedule.steps.count) steps"
  }

  /// How far predictions were off, for people.
  public var trust: String { Self.trust(median: medianError, tail: tailError) }

  static func trust(median: Double, tail: Double) -> String {
    // Measured errors are never exactly none.
    if median == 0, tail == 0 { return "no predictions checked" }
    func percent(_ share: Double) -> String { Explanation.short(share * 100) + " %" }
    return "predictions off by \(percent(median)) (median), \(percent(tail)) (95th percentile)"
  }

  /// What timings of the schedule, or of its ways, are kept under.
  func candidates() throws(Diagnostic) -> [String] {
    guard let schedule = try schedule() else { return [] }
    return schedule.defaultWays?.map(\.decisions.description) ?? [trace]
  }
}

extension TunedSchedules {
  /// All that a database has for a machine; schedules for as many threads as the code will run on come
  /// before those for other numbers.
  ///
  /// - Throws: a diagnostic when it cannot be read.
  public init(
    _ database: TuningDatabase, hardware: HardwareDescription, threads: Int
  ) throws(Diagnostic) {
    self.init()
    let records = try database.schedules(hardware: hardware.tuningKey)
    for record in records {
      if record.trace.isEmpty {
        insertUntuned(forKeyNamed: record.program)
        continue
      }
      insert(
        record.trace, forKeyNamed: record.program, ranges: TunedRanges(record.ranges),
        isSecondChoice: record.threads != threads)
    }
  }
}
