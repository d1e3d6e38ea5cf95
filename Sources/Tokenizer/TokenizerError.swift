/// Why a text could not be turned into the tokens that were asked for.
public struct TokenizerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was wrong and what was expected, lower case, without a full stop.
  public let message: String
  /// What to do about it.
  public let advice: String

  init(_ message: String, advice: String) {
    self.message = message
    self.advice = advice
  }

  /// The message, then what to do.
  public var description: String { "\(message); \(advice)" }
}
