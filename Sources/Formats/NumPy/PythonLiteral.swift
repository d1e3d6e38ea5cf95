/// Reads the small part of Python's syntax that `.npy` headers are written in.
struct PythonLiteral {
  enum Value {
    case string(String)
    case bool(Bool)
    case tuple([Int])
    /// A list, as structured element types are written.
    case other
  }

  private let text: ByteView
  private var position = 0

  init(_ text: ByteView) { self.text = text }

  /// `{'key': value, …}` and nothing but white space after it.
  mutating func dictionary() throws(FormatError) -> [String: Value] {
    var entries: [String: Value] = [:]
    try expect("{")
    while !take("}") {
      let key = try string()
      try expect(":")
      guard entries.updateValue(try value(), forKey: key) == nil else {
        throw error("the key '\(key)' occurs twice")
      }
      if take(",") { continue }
      try expect("}")
      break
    }
    skipSpace()
    if position < text.count { throw error("expected the end of the header") }
    return entries
  }

  private mutating func value() throws(FormatError) -> Value {
    switch peek() {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "("): return .tuple(try tuple())
    case UInt8(ascii: "["):
      try skipList()
      return .other
    default:
      if take("True") { return .bool(true) }
      if take("False") { return .bool(false) }
      throw error("expected a string, a tuple, True or False")
    }
  }

  private mutating func tuple() throws(FormatError) -> [Int] {
    var sizes: [Int] = []
    try expect("(")
    while !take(")") {
      sizes.append(try size())
      if take(",") { continue }
      try expect(")")
      break
    }
    return sizes
  }

  /// A size; Python 2 wrote an `L` after large ones.
  private mutating func size() throws(FormatError) -> Int {
    skipSpace()
    let start = position
    while position < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[position]) {
      position += 1
    }
    guard let size = text.slice(from: start, count: position - start)?.text.flatMap({ Int($0) })
    else { throw error("expected a size") }
    _ = take("L")
    return size
  }

  private mutating func string() throws(FormatError) -> String {
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw error("expected a string")
    }
    position += 1
    let start = position
    while position < text.count, text[position] != quote { position += 1 }
    guard position < text.count,
      let string = text.slice(from: start, count: position - start)?.text
    else { throw error("expected a closing quote") }
    position += 1
    return string
  }

  /// Skips a list, whose contents do not matter: nothing with records is read.
  private mutating func skipList() throws(FormatError) {
    var depth = 0
    repeat {
      guard position < text.count else { throw error("expected ]") }
      if text[position] == UInt8(ascii: "[") { depth += 1 }
      if text[position] == UInt8(ascii: "]") { depth -= 1 }
      position += 1
    } while depth > 0
  }

  private mutating func peek() -> UInt8? {
    skipSpace()
    return position < text.count ? text[position] : nil
  }

  private mutating func take(_ word: String) -> Bool {
    skipSpace()
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
    while position < text.count, text[position] == 0x20 || (0x09...0x0d).contains(text[position]) {
      position += 1
    }
  }

  private func error(_ message: String) -> FormatError {
    FormatError(
      .malformed, in: text.name, at: text.offsetInFile + position, place: "the header", message)
  }
}
