import Support

extension TextParser {
  /// `dense_resource<key> : type` at the present word.
  mutating func parseDenseResource() throws(ParseFailure) -> Attribute {
    let key = try parseResourceKey()
    try expect(.colon, "':' and the type of the elements")
    return .denseResource(key: key, try parseType())
  }

  /// `dense_resource<key>` at the present word, whose type is not written.
  mutating func parseResourceKey() throws(ParseFailure) -> String {
    advance()
    try expect(.less, "'<' after 'dense_resource'")
    let key = try parseKey("a resource's key")
    try expect(.greater, "'>'")
    return key
  }

  /// A name, bare or in quotes.
  mutating func parseKey(_ expected: String) throws(ParseFailure) -> String {
    if token.kind == .string { return try parseString() }
    guard token.kind == .bareIdentifier else { throw fail(expected: expected) }
    let key = text(of: token)
    advance()
    return key
  }

  /// `array<i32: 1, 2>` at the present word.
  mutating func parseDenseArray() throws(ParseFailure) -> Attribute {
    advance()
    try expect(.less, "'<' after 'array'")
    let place = token
    let type = try parseType()
    guard type.isDenseArrayElement else {
      throw fail(
        "the elements of a dense array are i1, or integers or floats of 8, 16, 32 or 64 bits, "
          + "not '\(type)'", at: place)
    }
    var values: [Int] = []
    guard !accept(.greater) else { return .denseArray(type, []) }
    try expect(.colon, "':' and the elements, or '>'")
    try parseList(until: .greater, "'>'") { parser throws(ParseFailure) in
      values.append(try parser.parseArrayElement(type))
    }
    return .denseArray(type, values)
  }

  private mutating func parseArrayElement(_ type: Type) throws(ParseFailure) -> Int {
    if type == .i1 {
      if accept(word: "true") { return 1 }
      if accept(word: "false") { return 0 }
    }
    let literal = try parseSignedLiteral()
    if type.isFloat { return Int(bitPattern: UInt(try floatBits(literal, type))) }
    let value = Int(truncatingIfNeeded: try integerBits(literal, type))
    return type == .i1 ? value & 1 : value
  }

  /// `distinct[0]<attribute>` at the present word.
  mutating func parseDistinct() throws(ParseFailure) -> Attribute {
    advance()
    try expect(.leftSquare, "'[' after 'distinct'")
    guard token.kind == .integer, let number = parsedInteger(token).flatMap(Int.init(exactly:))
    else { throw fail(expected: "a number") }
    advance()
    try expect(.rightSquare, "']'")
    try expect(.less, "'<'")
    if accept(.greater) { return .distinct(number, .unit) }
    let value = try parseAttribute()
    try expect(.greater, "'>'")
    return .distinct(number, value)
  }

  /// `strided<[?, 1], offset: 3>` at the present word.
  mutating func parseStrided() throws(ParseFailure) -> Attribute {
    advance()
    try expect(.less, "'<' after 'strided'")
    try expect(.leftSquare, "'[' to start the strides")
    var strides: [Int?] = []
    try parseList(until: .rightSquare, "']'") { parser throws(ParseFailure) in
      let place = parser.token
      let stride = try parser.parseStride()
      if stride == 0 { throw parser.fail("strides must not be zero", at: place) }
      strides.append(stride)
    }
    var offset: Int? = 0
    if accept(.comma) {
      guard accept(word: "offset") else { throw fail(expected: "'offset'") }
      try expect(.colon, "':'")
      offset = try parseStride()
    }
    try expect(.greater, "',' and an offset, or '>'")
    return .strided(strides, offset: offset)
  }

  private mutating func parseStride() throws(ParseFailure) -> Int? {
    if accept(.question) { return nil }
    return Int(truncatingIfNeeded: try integerBits(try parseSignedLiteral(), .index))
  }
}
