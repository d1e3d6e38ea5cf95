import Support

/// A word of a Toy program, and where it begins.
struct Token: Sendable {
  enum Kind: Hashable, Sendable {
    case name(String)
    case number(Double)
    /// A keyword or a sign: `def`, `{`, `+`.
    case fixed(Fixed)
    case end
  }

  /// What is written in one way only.
  enum Fixed: String, Hashable, Sendable, CaseIterable {
    case def, `var`, `return`, `struct`
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBrace = "{"
    case rightBrace = "}"
    case leftBracket = "["
    case rightBracket = "]"
    case less = "<"
    case greater = ">"
    case comma = ","
    case colon = ":"
    case semicolon = ";"
    case equals = "="
    case plus = "+"
    case minus = "-"
    case star = "*"
    case at = "@"
    case dot = "."
  }

  var kind: Kind
  var location: Location
}

extension Token.Kind {
  /// As in "expected …, found …".
  var description: String {
    switch self {
    case .name(let name): return "'\(name)'"
    case .number(let number): return "the number \(number)"
    case .fixed(let fixed): return "'\(fixed.rawValue)'"
    case .end: return "the end of the program"
    }
  }
}
