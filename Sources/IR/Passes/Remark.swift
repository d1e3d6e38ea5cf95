import Support

/// What a pass says about a decision it took: what was done, what was not and why, what was found.
public struct Remark: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Something was done.
    case passed
    /// Something was not done; the message says why, and what would help.
    case missed
    /// Something was found out.
    case analysis
  }

  public var kind: Kind
  /// The name of the pass that speaks.
  public var pass: String
  public var location: Location
  public var message: String

  public init(_ kind: Kind, pass: String, at location: Location, _ message: String) {
    self.kind = kind
    self.pass = pass
    self.location = location
    self.message = message
  }

  /// `file:line:column: remark: message [pass, kind]`.
  public var description: String {
    let place = location == .unknown ? "" : location.summary + ": "
    return "\(place)remark: \(message) [\(pass), \(kind.rawValue)]"
  }
}
