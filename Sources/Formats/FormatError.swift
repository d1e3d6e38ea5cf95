/// Why a file could not be read or written, said for the person who brought the file.
public struct FormatError: Error, Sendable, Equatable {
  /// What went wrong, by class: decides nothing but how a caller may react.
  public enum Kind: Sendable, Equatable {
    /// The file cannot be opened, mapped or read.
    case unreadable
    /// The bytes break the rules of the format.
    case malformed
    /// The file is valid, but says something this reader does not handle.
    case unsupported
    /// The file asks for something that is unsafe to do.
    case refused
    /// The file cannot be written.
    case unwritable
  }

  /// What went wrong, by class.
  public var kind: Kind
  /// The path as the caller gave it, or a name in angle brackets for bytes in memory.
  public var file: String
  /// Distance in bytes from the start of `file`, where that is known.
  public var offset: Int?
  /// The way through the format's own structure: `graph.node[3].attribute[0]`; may be empty.
  public var place: String
  /// What was wrong and what was expected, lower case, without a full stop.
  public var message: String
  /// What to do about it, where that is known.
  public var advice: String?

  /// An error with everything a person needs to find the place.
  public init(
    _ kind: Kind, in file: String, at offset: Int? = nil, place: String = "",
    _ message: String, advice: String? = nil
  ) {
    self.kind = kind
    self.file = file
    self.offset = offset
    self.place = place
    self.message = message
    self.advice = advice
  }

  /// The same error, one step further out: `name` is put in front of the place.
  func inside(_ name: @autoclosure () -> String) -> FormatError {
    var outer = self
    outer.place = place.isEmpty ? name() : "\(name()).\(place)"
    return outer
  }
}

extension FormatError: CustomStringConvertible {
  /// `FILE: byte 12: in graph.node[3]: what was wrong; what to do`.
  public var description: String {
    var text = file
    if let offset { text += ": byte \(offset)" }
    if !place.isEmpty { text += ": in \(place)" }
    text += ": \(message)"
    if let advice { text += "; \(advice)" }
    return text
  }
}
