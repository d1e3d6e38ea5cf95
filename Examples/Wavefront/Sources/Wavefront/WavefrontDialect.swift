import Dialects
import IR
import Scheduling

/// The primitives of this package: what a trace may hold beside Tangram's own.
public enum Wavefront {
  public static let dialect = Dialect(
    name: "wavefront",
    documentation: "Orders of loops in which each step is a diagonal, or goes backwards.",
    operations: [Skew.self, Reverse.self, DivideOnce.self])

  /// Knows Tangram's primitives and these.
  public static func makeContext() -> Context { Schedule.makeContext(with: [dialect]) }
}
