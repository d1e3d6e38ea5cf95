import Support

extension TextParser {
  /// A value as a form spells it; in full, too.
  mutating func parseAttribute(
    as spelling: AttributeConstraint.Spelling
  ) throws(ParseFailure) -> Attribute {
    switch spelling {
    case .word where token.kind == .bareIdentifier:
      let word = text(of: token)
      advance()
      return .string(word)
    case .symbolName where token.kind == .symbolName:
      guard case .symbol(let name, let nested) = try parseAttribute(), nested.isEmpty else {
        throw fail(expected: "a symbol such as '@name'")
      }
      return .string(name)
    case .integers where token.kind == .leftSquare: return .i64Array(try parseIntegers())
    case .number(let type) where [.integer, .float, .minus].contains(token.kind):
      let literal = try parseSignedLiteral()
      if case .float(let kind) = type {
        return .float(kind.decode(try floatPattern(literal, kind)), type)
      }
      return .integer(Int(truncatingIfNeeded: try integerBits(literal, type)), type)
    case .body(let definition) where token.kind == .leftSquare || token.kind == .less:
      let place = token
      let isSquare = token.kind == .leftSquare
      let inner = try parseBody(until: isSquare ? .rightSquare : .greater)
      do throws(Diagnostic) {
        return try make(definition, isSquare ? "[\(inner)]" : inner)
      } catch {
        throw fail("'#\(definition.mnemonic)': \(error.message)", at: place, notes: error.notes)
      }
    case .attribute where token.kind == .string:
      defer { advance() }
      return .string(bytes: unescapedBytes(token.start + 1, token.end - 1))
    default: return try parseAttribute()
    }
  }

  private func make<Definition: AttributeDefinition>(
    _ definition: Definition.Type, _ body: String
  ) throws(Diagnostic) -> Attribute {
    .of(try definition.parse(body: body, in: context))
  }

  /// `[1, -2]`.
  mutating func parseIntegers() throws(ParseFailure) -> [Int] {
    try expect(.leftSquare, "'['")
    var values: [Int] = []
    try parseList(until: .rightSquare, "']'") { parser throws(ParseFailure) in
      guard case .integer(let value, .i64) = try parser.parseNumber() else {
        throw parser.fail(expected: "an integer")
      }
      values.append(value)
    }
    return values
  }

  /// Whether the next token is this word or punctuation.
  func isNext(_ literal: [UInt8]) -> Bool {
    guard token.end - token.start == literal.count else { return false }
    for offset in literal.indices where bytes[token.start + offset] != literal[offset] {
      return false
    }
    return true
  }

  mutating func accept(_ literal: [UInt8]) -> Bool {
    guard isNext(literal) else { return false }
    advance()
    return true
  }
}
