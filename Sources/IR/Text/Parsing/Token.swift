/// A piece of text with its place.
public struct Token: Sendable {
  public enum Kind: UInt8, Sendable {
    case end, invalid
    case bareIdentifier, valueName, blockName, attributeName, typeName, symbolName
    case integer, float, string
    case arrow, colon, comma, equal, question, star, plus, minus, pipe, ellipsis
    case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftSquare, rightSquare
    case less, greater
    case metadataBegin, metadataEnd
  }

  public var kind: Kind
  /// The bytes of the text it is: `start ..< end`.
  public var start: Int
  public var end: Int
  /// Counted from one.
  public var line: Int
  /// In bytes, counted from one.
  public var column: Int
}

extension Token {
  /// All tokens of a text, whatever it is; what lies between them is blanks and comments.
  public static func all(in bytes: [UInt8]) -> [Token] {
    bytes.withUnsafeBufferPointer { bytes in
      var lexer = Lexer(bytes)
      var tokens: [Token] = []
      while true {
        let token = lexer.next()
        if token.kind == .end { return tokens }
        tokens.append(token)
      }
    }
  }
}
