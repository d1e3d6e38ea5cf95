import Support

extension TextParser {
  /// Any attribute.
  mutating func parseAttribute() throws(ParseFailure) -> Attribute {
    try enter()
    defer { leave() }
    weight += 1
    switch token.kind {
    case .integer, .float, .minus: return try parseNumber()
    case .string:
      let bytes = unescapedBytes(token.start + 1, token.end - 1)
      advance()
      if accept(.colon) { return .typedString(bytes, try parseType()) }
      return .string(bytes: bytes)
    case .leftSquare:
      advance()
      var values: [Attribute] = []
      try parseList(until: .rightSquare, "']'") { parser throws(ParseFailure) in
        values.append(try parser.parseAttribute())
      }
      return .array(values)
    case .leftBrace: return .dictionary(try parseDictionary())
    case .symbolName: return try parseSymbol()
    case .attributeName: return try parseNamedAttribute()
    case .bareIdentifier: return try parseKeywordAttribute()
    case .leftParenthesis, .typeName: return .type(try parseType())
    default: throw fail(expected: "an attribute")
    }
  }

  private mutating func parseKeywordAttribute() throws(ParseFailure) -> Attribute {
    switch text(of: token) {
    case "true":
      advance()
      return .bool(true)
    case "false":
      advance()
      return .bool(false)
    case "unit":
      advance()
      return .unit
    case "dense": return try parseDense()
    case "dense_resource": return try parseDenseResource()
    case "array": return try parseDenseArray()
    case "sparse": return try parseSparse()
    case "distinct": return try parseDistinct()
    case "affine_map": return .affineMap(try parseAffineMap())
    case "affine_set": return .affineSet(try parseAffineSet())
    case "strided": return try parseStrided()
    case "loc": return .location(try parseLocationAttribute())
    default:
      guard let type = try parseOptionalType() else { throw fail(expected: "an attribute") }
      return .type(type)
    }
  }

  /// `{name = value, unit_name}`.
  mutating func parseDictionary() throws(ParseFailure) -> AttributeDictionary {
    let open = token
    try expect(.leftBrace, "'{'")
    var entries: [AttributeDictionary.Entry] = []
    try parseList(until: .rightBrace, "'}'") { parser throws(ParseFailure) in
      let name: String
      parser.events?.append(.attributeName, parser.token)
      switch parser.token.kind {
      case .bareIdentifier:
        name = parser.text(of: parser.token)
        parser.advance()
      case .string:
        let place = parser.token
        name = try parser.parseString()
        guard !name.isEmpty else { throw parser.fail("an attribute needs a name", at: place) }
      default: throw parser.fail(expected: "an attribute's name")
      }
      let value = parser.accept(.equal) ? try parser.parseAttribute() : .unit
      entries.append(.init(name: name, value: value))
    }
    if let dictionary = AttributeDictionary(entries) { return dictionary }
    var seen: Set<String> = []
    let twice = entries.first { !seen.insert($0.name).inserted }?.name ?? ""
    throw fail("the attribute '\(twice)' is given twice", at: open)
  }

  /// A dictionary's number in the context; dictionaries seen before are found by their text.
  mutating func parseDictionaryNumber() throws(ParseFailure) -> UInt32 {
    let start = token.start
    guard token.kind == .leftBrace, events == nil, let end = endOfBalanced(from: start) else {
      return context.dictionaries.intern(try parseDictionary())
    }
    let known = knownDictionaries.index(of: start, end, in: bytes)
    if knownDictionaries[known].value != NameTable.unbound {
      resume(at: end)
      return knownDictionaries[known].value
    }
    let number = context.dictionaries.intern(try parseDictionary())
    if previousEnd == end { knownDictionaries[known].value = number }
    return number
  }

  /// `@root::@nested`.
  private mutating func parseSymbol() throws(ParseFailure) -> Attribute {
    var names = [try symbolName()]
    while token.kind == .colon, token.end < bytes.count, bytes[token.end] == 0x3A {
      advance()
      advance()
      names.append(try symbolName())
    }
    return .symbol(names.removeFirst(), nested: names)
  }

  private mutating func symbolName() throws(ParseFailure) -> String {
    guard token.kind == .symbolName else { throw fail(expected: "a symbol such as '@name'") }
    events?.append(.symbol, token)
    let isQuoted = bytes[token.start + 1] == 0x22
    let name =
      isQuoted
      ? try unescaped(token.start + 2, token.end - 1)
      : text(token.start + 1, token.end)
    advance()
    return name
  }

  /// `#alias`, `#dialect.name`, `#dialect.name<body>`.
  private mutating func parseNamedAttribute() throws(ParseFailure) -> Attribute {
    let name = token
    switch try parseDialectName() {
    case .alias(let key):
      guard let alias = aliases.attributes[key] else {
        throw fail(
          "the attribute alias '#\(key)' is not defined; define it above its first use", at: name)
      }
      return try expand(alias, name)
    case .dialect(let mnemonic, let body):
      if let definition = context.attributeDefinition(named: mnemonic) {
        do throws(Diagnostic) {
          return try make(definition, body)
        } catch {
          throw fail("'#\(mnemonic)': \(error.message)", at: name, notes: error.notes)
        }
      }
      try checkUnregistered(mnemonic, "attribute", at: name)
      let type = accept(.colon) ? try parseType() : nil
      return .opaque(name: mnemonic, body: body, type: type)
    }
  }

  private func make<Definition: AttributeDefinition>(
    _ definition: Definition.Type, _ body: String?
  ) throws(Diagnostic) -> Attribute {
    .of(try definition.parse(body: body, in: context))
  }

  /// The value of a string token.
  mutating func parseString() throws(ParseFailure) -> String {
    guard token.kind == .string else { throw fail(expected: "a string") }
    let value = try unescaped(token.start + 1, token.end - 1)
    advance()
    return value
  }

  /// The text between quotes with its escapes resolved.
  private mutating func unescaped(_ start: Int, _ end: Int) throws(ParseFailure) -> String {
    guard let text = String(validating: unescapedBytes(start, end), as: UTF8.self) else {
      throw fail("this string is not UTF-8; keep bytes in a dense attribute instead")
    }
    return text
  }

  func unescapedBytes(_ start: Int, _ end: Int) -> [UInt8] {
    let raw = UnsafeBufferPointer(rebasing: bytes[start..<end])
    var result: [UInt8] = []
    result.reserveCapacity(raw.count)
    var offset = 0
    while offset < raw.count {
      guard raw[offset] == 0x5C, offset + 1 < raw.count else {
        result.append(raw[offset])
        offset += 1
        continue
      }
      let next = raw[offset + 1]
      if offset + 2 < raw.count, let high = next.hexDigit, let low = raw[offset + 2].hexDigit {
        result.append(high << 4 | low)
        offset += 3
      } else {
        result.append(next == 0x6E ? 0x0A : next == 0x74 ? 0x09 : next)
        offset += 2
      }
    }
    return result
  }
}
