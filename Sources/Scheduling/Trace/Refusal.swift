/// Why a primitive was not applied: which loop, block, dependence or number stands in the way.
///
/// A refusal leaves the schedule as it was.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The primitive, as in the trace.
  public var primitive: String
  /// What stands in the way, and what to do about it where that is known.
  public var reason: String
  /// A point at which it goes wrong, with the values of the sizes.
  public var example: String?

  public init(_ reason: String, example: String? = nil) {
    primitive = ""
    self.reason = reason
    self.example = example
  }

  /// The primitive, the reason and the example in one line.
  public var description: String {
    let head = primitive.isEmpty ? "" : primitive + ": "
    return head + reason + (example.map { "; for example \($0)" } ?? "")
  }
}
