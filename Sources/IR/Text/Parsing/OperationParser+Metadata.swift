import Support

extension OperationParser {
  /// The trailing `{-# dialect_resources: { builtin: { key: "0x…" } }, external_resources: … #-}`.
  mutating func parseMetadata() throws(ParseFailure) {
    text.advance()
    while !text.accept(.metadataEnd) {
      let place = text.token
      let section = try text.parseKey("'dialect_resources', 'external_resources' or '#-}'")
      try text.expect(.colon, "':'")
      switch section {
      case "dialect_resources": try parseDialectResources()
      case "external_resources": try parseExternalResources()
      default:
        throw text.fail(
          "there is no section '\(section)'; expected 'dialect_resources' or 'external_resources'",
          at: place)
      }
      if text.token.kind != .metadataEnd { try text.expect(.comma, "',' or '#-}'") }
    }
  }

  private mutating func parseDialectResources() throws(ParseFailure) {
    try parseGroup { parser, owner, place throws(ParseFailure) in
      guard owner != "builtin" else {
        return try parser.parseGroup { parser, key, _ throws(ParseFailure) in
          try parser.parseResource(key)
        }
      }
      guard parser.context.allowsUnregisteredDialects || parser.context.hasDialect(named: owner)
      else { throw parser.text.fail("the dialect '\(owner)' is not registered", at: place) }
      try parser.parseValues(of: owner, \.dialectResources)
    }
  }

  private mutating func parseExternalResources() throws(ParseFailure) {
    try parseGroup { parser, owner, _ throws(ParseFailure) in
      try parser.parseValues(of: owner, \.externalResources)
    }
  }

  private mutating func parseValues(
    of owner: String, _ table: WritableKeyPath<Module, [String: [String: ExternalResource]]>
  ) throws(ParseFailure) {
    try parseGroup { parser, key, place throws(ParseFailure) in
      guard parser.module[keyPath: table][owner]?[key] == nil else {
        throw parser.text.fail("'\(key)' is given twice", at: place)
      }
      let value = try parser.parseExternalResource()
      parser.module[keyPath: table][owner, default: [:]][key] = value
    }
  }

  /// `{ key: …, key: … }`.
  private mutating func parseGroup(
    _ parseValue: (inout OperationParser, String, Token) throws(ParseFailure) -> Void
  ) throws(ParseFailure) {
    try text.expect(.leftBrace, "'{'")
    while !text.accept(.rightBrace) {
      let place = text.token
      let key = try text.parseKey("a key or '}'")
      try text.expect(.colon, "':'")
      try parseValue(&self, key, place)
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
