import Dialects
import IR
import Scheduling
import Support

/// Schedules that were found by measuring, for one machine, by program.
///
/// The formulas in them are over the canonical sizes of the programs' keys.
public struct TunedSchedules: Sendable {
  private var schedules: [String: TunedSchedule] = [:]

  public init() {}

  public var isEmpty: Bool { schedules.isEmpty }

  /// The schedule of the program with this key.
  public subscript(key: ProgramKey) -> TunedSchedule? {
    get { schedules[key.name]?.mapCosts(key.named) }
    set { schedules[key.name] = newValue?.mapCosts(key.canonical) }
  }

  /// Adds a schedule whose formulas are over canonical sizes already.
  public mutating func insert(_ schedule: TunedSchedule, forKeyNamed name: String) {
    schedules[name] = schedule
  }
}

extension TunedSchedule {
  /// This with other formulas of the costs.
  public func mapCosts(_ body: (IndexExpression) -> IndexExpression) -> TunedSchedule {
    TunedSchedule(ways.map { Way($0.decisions, cost: body($0.cost)) }, threads: threads)
  }
}
