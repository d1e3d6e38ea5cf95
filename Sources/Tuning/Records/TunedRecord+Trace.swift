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
    for record in records where !record.trace.isEmpty {
      insert(
        record.trace, forKeyNamed: record.program, ranges: TunedRanges(record.ranges),
        isSecondChoice: record.threads != threads)
    }
  }
}
