/// What follows `!` or `#`.
enum DialectName {
  case alias(String)
  /// `dialect.name` with the text between `<` and `>`, if there is any.
  case dialect(String, body: String?)
}

extension TextParser {
  /// Reads a name after `!` or `#`, with its body.
  mutating func parseDialectName() throws(ParseFailure) -> DialectName {
    let name = token
    let key = text(name.start + 1, name.end)
    let hasBody = name.end < bytes.count && bytes[name.end] == 0x3C
    if !hasBody {
      advance()
      if key.utf8.contains(0x2E) { return .dialect(key, body: nil) }
      events?.append(.aliasUse, name)
      return .alias(key)
    }
    advance()
    let body = try parseBody()
    // `!d<name>` and `!d<name<body>>` are other ways to write `!d.name` and `!d.name<body>`.
    if !key.utf8.contains(0x2E), let inner = body.splitIntoNameAndBody {
      return .dialect("\(key).\(inner.name)", body: inner.body)
    }
    return .dialect(key, body: body)
  }

  /// The text of `<…>` at the present token, in which brackets are balanced outside of strings; what
  /// aliases stand for is put in their places.
  mutating func parseBody(until closer: Token.Kind = .greater) throws(ParseFailure) -> String {
    let open = token
    var closers: [Token.Kind] = [closer]
    var body = ""
    var copied = open.end
    advance()
    while true {
      switch token.kind {
      case .less: closers.append(.greater)
      case .leftParenthesis: closers.append(.rightParenthesis)
      case .leftSquare: closers.append(.rightSquare)
      case .leftBrace: closers.append(.rightBrace)
      case .greater, .rightParenthesis, .rightSquare, .rightBrace:
        guard token.kind == closers.removeLast() else {
          throw fail("this bracket closes none that is open in '<…>'")
        }
        if closers.isEmpty {
          body += text(copied, token.start)
          advance()
          return body
        }
      case .attributeName, .typeName:
        if let meaning = try textOfAlias() {
          body += text(copied, token.start) + meaning
          copied = token.end
        }
      case .end:
        throw fail(
          closer == .greater
            ? "expected '>' to close the '<' of this name" : "this bracket is not closed", at: open)
      case .invalid where bytes[token.start] == 0x22:
        throw fail(expected: closer == .greater ? "'>'" : "a closing bracket")
      default: break
      }
      // The dialect's own reader recurses through the body.
      if closers.count + depth > Self.depthLimit / 2 {
        throw fail("nested more than \(Self.depthLimit / 2) levels deep; use fewer levels")
      }
      advance()
    }
  }

  /// What the present token stands for, if it is an alias.
  private mutating func textOfAlias() throws(ParseFailure) -> String? {
    let key = text(token.start + 1, token.end)
    if token.end < bytes.count, bytes[token.end] == 0x3C { return nil }
    events?.append(.aliasUse, token)
    let meaning: String
    if token.kind == .typeName {
      guard let alias = aliases.types[key] else { return nil }
      meaning = try expand(alias, token).description
    } else {
      guard let alias = aliases.attributes[key] else { return nil }
      meaning = try expand(alias, token).description
    }
    // Text has no other weight.
    weight += meaning.utf8.count / 16
    return meaning
  }
}

extension String {
  /// `name` or `name<body>`, if this is one of them.
  fileprivate var splitIntoNameAndBody: (name: String, body: String?)? {
    if isBareIdentifier { return (self, nil) }
    guard let open = utf8.firstIndex(of: 0x3C), utf8.last == 0x3E else { return nil }
    let name = String(self[..<open])
    guard name.isBareIdentifier else { return nil }
    // The first bracket must be closed by the last character.
    let bytes = Array(utf8[open...])
    let end = bytes.withUnsafeBufferPointer { $0.endOfBalanced(from: 0) }
    guard end == bytes.count else { return nil }
    return (name, String(self[index(after: open)...].dropLast()))
  }
}
