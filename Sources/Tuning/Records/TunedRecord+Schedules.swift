import Compiler
import Dialects
import Scheduling
import Support

extension TunedRecord {
  /// The schedule; `nil` where the analytic one is to be taken.
  ///
  /// - Throws: a diagnostic when its text cannot be read.
  public func schedule() throws(Diagnostic) -> TunedSchedule? {
    if ways.isEmpty { return nil }
    let ways = try ways.map { way throws(Diagnostic) in
      TunedSchedule.Way(
        try Decisions(parsing: way.decisions), cost: try IndexExpression(parsing: way.cost))
    }
    return TunedSchedule(ways, threads: threads)
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
    for record in records.sorted(by: { $0.threads != threads && $1.threads == threads }) {
      if let schedule = try record.schedule() { insert(schedule, forKeyNamed: record.program) }
    }
  }
}
