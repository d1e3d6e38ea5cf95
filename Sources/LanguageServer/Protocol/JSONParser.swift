/// Reads one JSON value; of names that occur twice the last counts.
public struct JSONParser {
  /// Why a text is no JSON.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  private static let depthLimit = 200
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// The value that is all of `bytes`, but for blanks around it.
  public static func parse(_ bytes: ArraySlice<UInt8>) throws(Failure) -> JSON {
    var parser = JSONParser(bytes: bytes, position: bytes.startIndex)
    let value = try parser.value(0)
    parser.skipBlanks()
    if parser.position < bytes.endIndex { throw parser.failure("expected the end of the message") }
    return value
  }

  private var next: UInt8 { position < bytes.endIndex ? bytes[position] : 0 }

  private mutating func skipBlanks() {
    while [0x20, 0x0A, 0x0D, 0x09].contains(next) { position += 1 }
  }

  private func failure(_ message: String) -> Failure {
    Failure(description: "\(message), at byte \(position - bytes.startIndex) of the message")
  }

  private mutating func value(_ depth: Int) throws(Failure) -> JSON {
    guard depth < Self.depthLimit else { throw failure("nested too deeply") }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default:
      for (word, value) in [("true", JSON.bool(true)), ("false", .bool(false)), ("null", .null)]
      where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return value
      }
      throw failure("expected a JSON value")
    }
  }

  private mutating func object(_ depth: Int) throws(Failure) -> JSON {
    position += 1
    var members: [String: JSON] = [:]
    skipBlanks()
    if accept("}") { return .object([:]) }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw failure("expected a member's name") }
      let name = try string()
      skipBlanks()
      guard accept(":") else { throw failure("expected ':'") }
      members[name] = try value(depth + 1)
      skipBlanks()
      if accept("}") { return .object(members) }
      guard accept(",") else { throw failure("expected ',' or '}'") }
    }
  }

  private mutating func array(_ depth: Int) throws(Failure) -> JSON {
    position += 1
    var elements: [JSON] = []
    skipBlanks()
    if accept("]") { return .array([]) }
    while true {
      elements.append(try value(depth + 1))
      skipBlanks()
      if accept("]") { return .array(elements) }
      guard accept(",") else { throw failure("expected ',' or ']'") }
    }
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character), position < bytes.endIndex else { return false }
    position += 1
    return true
  }

  private mutating func number() throws(Failure) -> JSON {
    let start = position
    while "+-.eE0123456789".utf8.contains(next), position < bytes.endIndex { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    if let integer = Int(word) { return .integer(integer) }
    guard let number = Double(word) else { throw failure("expected a number, found '\(word)'") }
    return .number(number)
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    var text: [UInt8] = []
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw failure("a string is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): try escape(&text)
      case 0..<0x20: throw failure("control characters in strings must be escaped")
      default: text.append(byte)
      }
    }
    throw failure("a string does not end")
  }

  private mutating func escape(_ text: inout [UInt8]) throws(Failure) {
    let letter = next
    position += 1
    switch letter {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "u"):
      var code = try codeUnit()
      if (0xD800..<0xDC00).contains(code), next == UInt8(ascii: "\\"),
        bytes[position...].dropFirst().first == UInt8(ascii: "u")
      {
        position += 2
        let low = try codeUnit()
        guard (0xDC00..<0xE000).contains(low) else { throw failure("half a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate pair") }
      text += Array(String(Character(scalar)).utf8)
    default: throw failure("unknown escape in a string")
    }
  }

  private mutating func codeUnit() throws(Failure) -> UInt32 {
    guard position + 4 <= bytes.endIndex else { throw failure("expected four digits") }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard digits.allSatisfy(\.isHexDigit), let code = UInt32(digits, radix: 16) else {
      throw failure("expected four hexadecimal digits")
    }
    position += 4
    return code
  }
}
