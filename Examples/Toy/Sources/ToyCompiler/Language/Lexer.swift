import Support

/// Cuts the text of a program into words; `#` begins a comment to the end of the line.
struct Lexer {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  private var line = 1
  private var lineStart = 0

  init(_ text: String, file: String) {
    bytes = Array(text.utf8)
    self.file = file
  }

  /// All words, the last one the end.
  static func tokens(of text: String, file: String) throws(Diagnostic) -> [Token] {
    var lexer = Lexer(text, file: file)
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var location: Location {
    .file(file, line: line, column: position - lineStart + 1)
  }

  private mutating func next() throws(Diagnostic) -> Token {
    skipBlanks()
    let start = location
    guard let byte else { return Token(kind: .end, location: start) }
    if byte.isLetter {
      let word = take { $0.isLetter || $0.isDigit }
      return Token(
        kind: Token.Fixed(rawValue: word).map { .fixed($0) } ?? .name(word), location: start)
    }
    if byte.isDigit { return Token(kind: .number(try number(at: start)), location: start) }
    let sign = String(decoding: [byte], as: UTF8.self)
    guard let fixed = Token.Fixed(rawValue: sign) else {
      let found = byte > 0x20 && byte < 0x7F ? "'\(sign)'" : "the byte \(byte)"
      throw .error("\(found) is not a sign of the language", at: start)
    }
    position += 1
    return Token(kind: .fixed(fixed), location: start)
  }

  private mutating func skipBlanks() {
    while let byte {
      switch byte {
      case 0x20, 0x09, 0x0D: position += 1
      case 0x0A:
        position += 1
        (line, lineStart) = (line + 1, position)
      case 0x23: _ = take { $0 != 0x0A }
      default: return
      }
    }
  }

  /// `12`, `1.5`, `2e-3`.
  private mutating func number(at start: Location) throws(Diagnostic) -> Double {
    var text = take { $0.isDigit }
    if byte == 0x2E, position + 1 < bytes.count, bytes[position + 1].isDigit {
      position += 1
      text += "." + take { $0.isDigit }
    }
    if let letter = byte, letter.isLetter {
      text += take { $0.isLetter || $0.isDigit }
      if text.hasSuffix("e") || text.hasSuffix("E"), let sign = self.byte,
        sign == 0x2B || sign == 0x2D
      {
        position += 1
        text += (sign == 0x2D ? "-" : "+") + take { $0.isDigit }
      }
    }
    let isPlain = text.utf8.allSatisfy {
      $0.isDigit || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
    }
    guard isPlain, let value = Double(text) else {
      throw .error("'\(text)' is not a number; write it as 12, 1.5 or 2e-3", at: start)
    }
    guard value.isFinite else {
      throw .error("'\(text)' is too large: numbers are 64-bit floats", at: start)
    }
    return value
  }

  private mutating func take(while holds: (UInt8) -> Bool) -> String {
    let start = position
    while let byte, holds(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  fileprivate var isLetter: Bool {
    (self >= 0x41 && self <= 0x5A) || (self >= 0x61 && self <= 0x7A) || self == 0x5F
  }
}
