import Dialects
import IR
import Scheduling

extension Dialects {
  /// Every dialect that the command line knows: those of programs, and that of schedules' traces.
  static let known = Dialects.all + [Schedule.dialect]
}
