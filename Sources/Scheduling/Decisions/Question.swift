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
    /// How work is shared among threads, which one thread need not ask.
    case threads
  }

  /// `tile`, or `tile.1` of the second contraction of a kernel.
  public let name: String
  public let kind: Kind
  /// The names of what may be answered, without blanks and `=`.
  public let options: [String]
  /// What is done if nobody answers; `nil` where that depends on the sizes.
  public let analytic: String?
  /// The number of the stage that it is about, in the order of the program.
  public var stage = 0
  /// The elements, or terms of sums, that this stage computes.
  public var work: IndexExpression = 0
  /// The options that an option is put together of: one is worth trying if they are good.
  public var parts: [String: [String]] = [:]
}
