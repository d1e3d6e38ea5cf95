/// Reads one JSON value.
///
/// Members that occur twice, deep nesting and numbers that are not whole are refused.
package struct JSONReader {
  private static let depthLimit = 32
  private let text: ByteView
  private var position = 0

  /// The value in `text`, with nothing but white space around it.
  package static func read(_ text: ByteView) throws(FormatError) -> JSONValue {
    var reader = JSONReader(text: text)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.position < text.count { throw reader.error("expected the end of the header") }
    return value
  }

  private init(text: ByteView) { self.text = text }

  private mutating func value(depth: Int) throws(FormatError) -> JSONValue {
    guard depth < Self.depthLimit else { throw error("values are nested too deep") }
    skipSpace()
    switch position < text.count ? text[position] : 0 {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
    default:
      if take("true") { return .bool(true) }
      if take("false") { return .bool(false) }
      if take("null") { return .null }
      throw error("expected a JSON value")
    }
  }

  private mutating func object(depth: Int) throws(FormatError) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = []
    // Names are told apart by their bytes: text that only looks the same is not the same name.
    var names: Set<[UInt8]> = []
    try expect("{")
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      let name = try string()
      guard names.insert(Array(name.utf8)).inserted else { throw error("'\(name)' occurs twice") }
      try expect(":")
      members.append((name, try value(depth: depth + 1)))
    } while take(",")
    try expect("}")
    return .object(members)
  }

  private mutating func array(depth: Int) throws(FormatError) -> JSONValue {
    var elements: [JSONValue] = []
    try expect("[")
    if take("]") { return .array([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while take(",")
    try expect("]")
    return .array(elements)
  }

  private mutating func integer() throws(FormatError) -> Int {
    let start = position
    while position < text.count, "+-.eE0123456789".utf8.contains(text[position]) { position += 1 }
    guard let word = text.slice(from: start, count: position - start)?.text,
      let number = Int(word)
    else {
      position = start
      throw error("expected a whole number")
    }
    return number
  }

  private mutating func string() throws(FormatError) -> String {
    try expect("\"")
    var bytes: [UInt8] = []
    while position < text.count {
      let byte = text[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: bytes, as: UTF8.self) else {
          throw error("expected text, found invalid UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): bytes += Array(String(try escape()).utf8)
      case 0..<0x20: throw error("control characters in a string must be escaped")
      default: bytes.append(byte)
      }
    }
    throw error("expected a closing quote")
  }

  private mutating func escape() throws(FormatError) -> Unicode.Scalar {
    let letter = position < text.count ? text[position] : 0
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw error("unknown escape in a string")
    }
  }

  private mutating func unicodeEscape() throws(FormatError) -> Unicode.Scalar {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    // A character beyond the first 65,536 is written as two escapes.
    guard (0xd800..<0xdc00).contains(first), take("\\u", afterSpace: false) else {
      throw error("half a surrogate pair")
    }
    let second = try codeUnit()
    guard (0xdc00..<0xe000).contains(second),
      let scalar = Unicode.Scalar(
        0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00))
    else { throw error("half a surrogate pair") }
    return scalar
  }

  private mutating func codeUnit() throws(FormatError) -> UInt16 {
    guard let digits = text.slice(from: position, count: 4)?.text,
      digits.utf8.count == 4, !digits.hasPrefix("+"), !digits.hasPrefix("-"),
      let unit = UInt16(digits, radix: 16)
    else { throw error("expected four hexadecimal digits") }
    position += 4
    return unit
  }

  private mutating func take(_ word: String, afterSpace: Bool = true) -> Bool {
    if afterSpace { skipSpace() }
    let length = word.utf8.count
    guard let part = text.slice(from: position, count: length),
      part.withUnsafeBytes({ $0.elementsEqual(word.utf8) })
    else { return false }
    position += length
    return true
  }

  private mutating func expect(_ word: String) throws(FormatError) {
    if !take(word) { throw error("expected \(word)") }
  }

  private mutating func skipSpace() {
    while position < text.count, [0x20, 0x09, 0x0a, 0x0d].contains(text[position]) { position += 1 }
  }

  private func error(_ message: String) -> FormatError {
    FormatError(
      .malformed, in: text.name, at: text.offsetInFile + position, place: "the header", message)
  }
}
