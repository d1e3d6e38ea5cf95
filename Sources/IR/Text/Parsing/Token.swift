/// A piece of text with its place.
struct Token {
  enum Kind: UInt8 {
    case end, invalid
    case bareIdentifier, valueName, blockName, attributeName, typeName, symbolName
    case integer, float, string
    case arrow, colon, comma, equal, question, star, plus, minus, pipe, ellipsis
    case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftSquare, rightSquare
    case less, greater
    case metadataBegin, metadataEnd
  }

  var kind: Kind
  /// The bytes of the text it is: `start ..< end`.
  var start: Int
  var end: Int
  /// Counted from one.
  var line: Int
  /// In bytes, counted from one.
  var column: Int
}
