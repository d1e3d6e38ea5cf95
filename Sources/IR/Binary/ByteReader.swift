/// Why a binary form cannot be read, and at which byte.
struct BinaryFailure: Error {
  var message: String
  var offset: Int
}

/// Reads bytes of a binary form one after another.
///
/// Whatever the bytes, nothing is read past the end, and a count is never more than what is left.
struct ByteReader {
  let bytes: UnsafeRawBufferPointer
  private(set) var position: Int
  /// Where what may be read ends.
  private(set) var end: Int

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    position = 0
    end = bytes.count
  }

  var isAtEnd: Bool { position == end }
  var remaining: Int { end - position }

  func fail(_ message: String, at offset: Int? = nil) -> BinaryFailure {
    BinaryFailure(message: message, offset: offset ?? position)
  }

  @inline(__always) mutating func byte() throws(BinaryFailure) -> UInt8 {
    guard position < end else { throw fail("the data end too early") }
    defer { position += 1 }
    return bytes[position]
  }

  /// What `ByteWriter.write(_:)` wrote.
  @inline(__always) mutating func number() throws(BinaryFailure) -> UInt64 {
    if position < end, bytes[position] < 0x80 {
      defer { position += 1 }
      return UInt64(bytes[position])
    }
    return try longNumber()
  }

  private mutating func longNumber() throws(BinaryFailure) -> UInt64 {
    let start = position
    var value: UInt64 = 0
    for shift in stride(from: 0 as UInt64, to: 70, by: 7) {
      let next = try byte()
      let bits = UInt64(next & 0x7F)
      guard shift < 63 || bits < 2 else { break }
      value |= bits << shift
      if next < 0x80 { return value }
    }
    throw fail("this number has more than 64 bits", at: start)
  }

  @inline(__always) mutating func signed() throws(BinaryFailure) -> Int {
    let bits = try number()
    return Int(truncatingIfNeeded: bits >> 1) ^ -Int(truncatingIfNeeded: bits & 1)
  }

  mutating func fixed() throws(BinaryFailure) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0 as UInt64, to: 64, by: 8) { value |= UInt64(try byte()) << shift }
    return value
  }

  /// How many things follow, of which each takes at least a byte.
  @inline(__always) mutating func count(of what: StaticString) throws(BinaryFailure) -> Int {
    let start = position
    let count = try number()
    guard count <= UInt64(remaining) else {
      throw fail("\(count) \(what) cannot follow: only \(remaining) bytes are left", at: start)
    }
    return Int(truncatingIfNeeded: count)
  }

  /// A number below `limit`, of one of the `what`.
  @inline(__always) mutating func index(
    below limit: Int, _ what: StaticString
  ) throws(BinaryFailure) -> Int {
    let start = position
    let index = try number()
    guard index < UInt64(limit) else {
      throw fail("there are \(limit) \(what) so far; number \(index) is not among them", at: start)
    }
    return Int(truncatingIfNeeded: index)
  }

  /// The next `count` bytes.
  mutating func raw(_ count: Int) throws(BinaryFailure) -> UnsafeRawBufferPointer {
    guard count <= remaining else { throw fail("the data end too early") }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  /// A length, and as many bytes.
  mutating func counted() throws(BinaryFailure) -> UnsafeRawBufferPointer {
    try raw(try count(of: "bytes"))
  }

  mutating func text() throws(BinaryFailure) -> String {
    let start = position
    let bytes = try counted()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw fail("this text is not UTF-8", at: start)
    }
    return text
  }

  /// Skips zeros up to a multiple of `alignment`, a power of two.
  mutating func align(to alignment: Int) throws(BinaryFailure) {
    while position & (alignment - 1) != 0 {
      guard try byte() == 0 else {
        throw fail("expected zeros up to a multiple of \(alignment)", at: position - 1)
      }
    }
  }

  /// Enters a section; gives where what is around it ends, for `end(_:_:)`.
  mutating func begin(_ section: BinaryForm.Section) throws(BinaryFailure) -> Int {
    let found = try byte()
    guard found == section.rawValue else {
      throw fail("expected the section of \(section), found number \(found)", at: position - 1)
    }
    let length = try count(of: "bytes")
    defer { end = position + length }
    return end
  }

  /// Leaves a section, all of which must have been read.
  mutating func end(_ section: BinaryForm.Section, _ outer: Int) throws(BinaryFailure) {
    guard isAtEnd else {
      throw fail("the section of \(section) has \(remaining) bytes more than it should")
    }
    end = outer
  }
}
