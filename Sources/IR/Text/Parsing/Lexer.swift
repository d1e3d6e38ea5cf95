/// Cuts text into tokens.
///
/// Every call moves on, and reads nothing past the end, whatever the bytes.
struct Lexer {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position = 0
  private var line = 1
  private var lineStart = 0
  /// What was wrong with the last token, if it was `invalid`.
  private(set) var problem = ""

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Goes on from `offset`, which must be on the line of `token`.
  mutating func resume(at offset: Int, onLineOf token: Token) {
    position = offset
    line = token.line
    lineStart = token.start - token.column + 1
  }

  @inline(__always) private func byte(at offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : 0
  }

  mutating func next() -> Token {
    skipBlanks()
    let start = position
    guard start < bytes.count else { return token(.end, from: start) }
    let first = bytes[start]
    position += 1
    switch first {
    case 0x25: return prefixed(.valueName, from: start)
    case 0x22: return string(.string, from: start)
    case 0x28: return token(.leftParenthesis, from: start)
    case 0x29: return token(.rightParenthesis, from: start)
    case 0x2A: return token(.star, from: start)
    case 0x2B: return token(.plus, from: start)
    case 0x2C: return token(.comma, from: start)
    case 0x2D:
      if byte(at: position) == 0x3E {
        position += 1
        return token(.arrow, from: start)
      }
      return token(.minus, from: start)
    case 0x2E: return ellipsis(from: start)
    case 0x30...0x39: return number(from: start)
    case 0x3A: return token(.colon, from: start)
    case 0x3C: return token(.less, from: start)
    case 0x3D: return token(.equal, from: start)
    case 0x3E: return token(.greater, from: start)
    case 0x3F: return token(.question, from: start)
    case 0x40: return symbol(from: start)
    case 0x5B: return token(.leftSquare, from: start)
    case 0x5D: return token(.rightSquare, from: start)
    case 0x5E: return prefixed(.blockName, from: start)
    case 0x7B:
      if byte(at: position) == 0x2D, byte(at: position + 1) == 0x23 {
        position += 2
        return token(.metadataBegin, from: start)
      }
      return token(.leftBrace, from: start)
    case 0x7C: return token(.pipe, from: start)
    case 0x7D: return token(.rightBrace, from: start)
    case 0x23:
      if byte(at: position) == 0x2D, byte(at: position + 1) == 0x7D {
        position += 2
        return token(.metadataEnd, from: start)
      }
      return prefixed(.attributeName, from: start)
    case 0x21: return prefixed(.typeName, from: start)
    default:
      guard first.startsIdentifier else { return unexpected(from: start) }
      skipIdentifier()
      return token(.bareIdentifier, from: start)
    }
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x0A:
        position += 1
        line += 1
        lineStart = position
      case 0x20, 0x09, 0x0D, 0x00: position += 1
      case 0x2F where byte(at: position + 1) == 0x2F:
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      default: return
      }
    }
  }

  private func token(_ kind: Token.Kind, from start: Int) -> Token {
    Token(kind: kind, start: start, end: position, line: line, column: start - lineStart + 1)
  }

  private mutating func invalid(_ problem: String, from start: Int) -> Token {
    self.problem = problem
    return token(.invalid, from: start)
  }

  private mutating func unexpected(from start: Int) -> Token {
    let hasMark = start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return invalid(
      hasMark
        ? "the file begins with a byte order mark; save it as UTF-8 without one"
        : "unexpected character", from: start)
  }

  private mutating func skipIdentifier() {
    while position < bytes.count, bytes[position].continuesIdentifier { position += 1 }
  }

  private mutating func skipDigits() {
    while position < bytes.count, bytes[position].isDigit { position += 1 }
  }

  /// After `%`, `^`, `#` or `!`: digits, or a name that may hold `-`.
  private mutating func prefixed(_ kind: Token.Kind, from start: Int) -> Token {
    let first = byte(at: position)
    if first.isDigit {
      skipDigits()
    } else if first.startsIdentifier || first.isSuffixPunctuation {
      while position < bytes.count,
        bytes[position].continuesIdentifier || bytes[position] == 0x2D
      {
        // `->` and `-#}` end a name.
        if bytes[position] == 0x2D, [0x3E, 0x23].contains(byte(at: position + 1)) { break }
        position += 1
      }
    } else {
      return invalid("expected a name after '\(Unicode.Scalar(bytes[start]))'", from: start)
    }
    return token(kind, from: start)
  }

  private mutating func symbol(from start: Int) -> Token {
    let first = byte(at: position)
    if first == 0x22 {
      position += 1
      return string(.symbolName, from: start)
    }
    guard first.startsIdentifier else { return invalid("expected a name after '@'", from: start) }
    skipIdentifier()
    return token(.symbolName, from: start)
  }

  private mutating func ellipsis(from start: Int) -> Token {
    guard byte(at: position) == 0x2E, byte(at: position + 1) == 0x2E else {
      return invalid("unexpected '.'", from: start)
    }
    position += 2
    return token(.ellipsis, from: start)
  }

  private mutating func number(from start: Int) -> Token {
    if bytes[start] == 0x30, byte(at: position) == 0x78, byte(at: position + 1).hexDigit != nil {
      position += 2
      while position < bytes.count, bytes[position].hexDigit != nil { position += 1 }
      return token(.integer, from: start)
    }
    skipDigits()
    guard byte(at: position) == 0x2E else { return token(.integer, from: start) }
    position += 1
    skipDigits()
    if byte(at: position) | 0x20 == 0x65 {
      let sign = byte(at: position + 1)
      let digits = sign == 0x2B || sign == 0x2D ? position + 2 : position + 1
      if byte(at: digits).isDigit {
        position = digits
        skipDigits()
      }
    }
    return token(.float, from: start)
  }

  /// The rest of a string, whose opening quote has been read.
  private mutating func string(_ kind: Token.Kind, from start: Int) -> Token {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x22:
        position += 1
        return token(kind, from: start)
      case 0x0A, 0x0B, 0x0C: return invalid("expected '\"' to end the string", from: start)
      case 0x5C:
        guard skipEscape() else {
          return invalid(
            "unknown escape in a string; \\\", \\\\, \\n, \\t and two hexadecimal digits are known",
            from: start)
        }
      default: position += 1
      }
    }
    return invalid("expected '\"' to end the string", from: start)
  }

  private mutating func skipEscape() -> Bool {
    let first = byte(at: position + 1)
    if [0x22, 0x5C, 0x6E, 0x74].contains(first) {
      position += 2
      return true
    }
    guard first.hexDigit != nil, byte(at: position + 2).hexDigit != nil else {
      position += 1
      return false
    }
    position += 3
    return true
  }
}

extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var startsIdentifier: Bool { (self | 0x20) &- 0x61 < 26 || self == 0x5F }
  @inline(__always) var continuesIdentifier: Bool {
    startsIdentifier || isDigit || self == 0x24 || self == 0x2E
  }
  /// Characters other than letters that may start a name after a prefix.
  @inline(__always) var isSuffixPunctuation: Bool { self == 0x24 || self == 0x2E || self == 0x2D }

  /// The value of a hexadecimal digit.
  @inline(__always) var hexDigit: UInt8? {
    if isDigit { return self &- 0x30 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter &+ 10 : nil
  }
}
