import Support

/// Something that a schedule leaves open.
public struct Question: Hashable, Sendable {
  /// What an answer changes.
  public enum Kind: Hashable, Sendable {
    /// How constants lie in memory: all ways of one kernel share the answer.
    case layout
    /// Which micro-kernel runs: ways with different answers may stand beside each other, and the
    /// sizes choose between them.
    case microKernel
    /// How the loops around a micro-kernel run.
    case loops
  }

  /// `tile`, or `tile.1` of the second contraction of a kernel.
  public let name: String
  public let kind: Kind
  /// The names of what may be answered, without blanks and `=`.
  public let options: [String]
  /// What is done if nobody answers; `nil` where that depends on the sizes.
  public let analytic: String?
  /// The options that an option is put together of: one is worth trying if they are good.
  public var parts: [String: [String]] = [:]
}
