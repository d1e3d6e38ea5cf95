import Support

extension OperationParser {
  /// The trailing `{-# dialect_resources: { builtin: { key: "0x…" } }, external_resources: … #-}`.
  mutating func parseMetadata() throws(ParseFailure) {
    text.advance()
    while !text.accept(.metadataEnd) {
      let section = try text.parseKey("'dialect_resources', 'external_resources' or '#-}'")
      try text.expect(.colon, "':'")
      try parseGroup { parser, owner throws(ParseFailure) in
        let isData = section == "dialect_resources" && owner == "builtin"
        try parser.parseGroup { parser, key throws(ParseFailure) in
          if isData { return try parser.parseResource(key) }
          let value = try parser.parseExternalResource()
          // What other dialects keep means nothing here.
          guard section == "external_resources" else { return }
          parser.module.externalResources[owner, default: [:]][key] = value
        }
      }
      if text.token.kind != .metadataEnd { try text.expect(.comma, "',' or '#-}'") }
    }
  }

  /// `{ key: …, key: … }`.
  private mutating func parseGroup(
    _ parseValue: (inout OperationParser, String) throws(ParseFailure) -> Void
  ) throws(ParseFailure) {
    try text.expect(.leftBrace, "'{'")
    while !text.accept(.rightBrace) {
      let key = try text.parseKey("a key or '}'")
      try text.expect(.colon, "':'")
      try parseValue(&self, key)
      if text.token.kind != .rightBrace { try text.expect(.comma, "',' or '}'") }
    }
  }

  private mutating func parseExternalResource() throws(ParseFailure) -> ExternalResource {
    if text.token.kind == .string { return .string(try text.parseString()) }
    if text.accept(word: "true") { return .bool(true) }
    if text.accept(word: "false") { return .bool(false) }
    throw text.fail(expected: "a string, 'true' or 'false'")
  }

  private mutating func parseResource(_ key: String) throws(ParseFailure) {
    let place = text.token
    guard place.kind == .string, place.end - place.start >= 4,
      text.text(place.start + 1, place.start + 3) == "0x",
      let bytes = text.hexadecimalBytes(place), bytes.count >= 4
    else {
      throw text.fail(
        "expected a string of hexadecimal bytes: '0x', four bytes of alignment, then the data")
    }
    guard module.resources[key] == nil else {
      throw text.fail("the resource '\(key)' is given twice")
    }
    let alignment = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard alignment == 0 || alignment & (alignment - 1) == 0 else {
      throw text.fail("the alignment \(alignment) is not a power of two")
    }
    module.resources[key] = Resource(Array(bytes.dropFirst(4)), alignment: max(1, alignment))
    text.advance()
  }
}
