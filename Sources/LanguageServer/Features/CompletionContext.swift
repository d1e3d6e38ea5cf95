import IR

/// What kind of word stands at a place, by the line in front of it.
struct CompletionContext {
  enum Kind {
    case value, block, symbol, type, attribute
    /// In quotes for the generic form.
    case operation(isQuoted: Bool)
    case property(of: String)
    case nothing
  }

  let kind: Kind
  /// Where the word begins, prefix and quote included.
  let start: Int

  init(_ bytes: [UInt8], at place: Int) {
    var lineStart = place
    while lineStart > 0, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    var word = place
    while word > lineStart, bytes[word - 1].continuesIdentifier || bytes[word - 1] == 0x2D {
      word -= 1
    }
    let line = Array(bytes[lineStart..<word])
    let tokens = Token.all(in: line)
    if Self.endsInComment(line, tokens) {
      (kind, start) = (.nothing, place)
      return
    }
    switch word > lineStart ? bytes[word - 1] : 0 {
    case 0x25: (kind, start) = (.value, word - 1)
    case 0x5E: (kind, start) = (.block, word - 1)
    case 0x40: (kind, start) = (.symbol, word - 1)
    case 0x21: (kind, start) = (.type, word - 1)
    case 0x23: (kind, start) = (.attribute, word - 1)
    case 0x22:
      let before = tokens.dropLast()
      let isName = before.isEmpty || before.last?.kind == .equal && !Self.isNested(before)
      (kind, start) = (isName ? .operation(isQuoted: true) : .nothing, word - 1)
    default: (kind, start) = (Self.kind(behind: tokens, line), word)
    }
  }

  private static func endsInComment(_ line: [UInt8], _ tokens: [Token]) -> Bool {
    var rest = tokens.last?.end ?? 0
    while rest + 1 < line.count {
      if line[rest] == 0x2F, line[rest + 1] == 0x2F { return true }
      rest += 1
    }
    return false
  }

  private static func isNested(_ tokens: some Sequence<Token>) -> Bool {
    var depth = 0
    for token in tokens {
      switch token.kind {
      case .leftBrace, .leftParenthesis, .leftSquare, .less: depth += 1
      case .rightBrace, .rightParenthesis, .rightSquare, .greater: depth -= 1
      default: break
      }
    }
    return depth > 0
  }

  /// The name of the operation that a line begins with, behind its results, in quotes or not.
  private static func operationName(in tokens: [Token], _ line: [UInt8]) -> String? {
    for token in tokens {
      switch token.kind {
      case .string: return String(decoding: line[token.start + 1..<token.end - 1], as: UTF8.self)
      case .bareIdentifier: return String(decoding: line[token.start..<token.end], as: UTF8.self)
      case .valueName, .comma, .colon, .integer, .equal: continue
      default: return nil
      }
    }
    return nil
  }

  /// The kind of a bare word behind the tokens of a line.
  private static func kind(behind tokens: [Token], _ line: [UInt8]) -> Kind {
    guard let last = tokens.last else { return .operation(isQuoted: false) }
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .leftBrace, .leftParenthesis, .leftSquare, .less: open.append(index)
      case .rightBrace, .rightParenthesis, .rightSquare, .greater: _ = open.popLast()
      default: break
      }
    }
    if let innermost = open.last, tokens[innermost].kind == .leftBrace,
      last.kind == .leftBrace || last.kind == .comma,
      let name = operationName(in: tokens, line)
    {
      return .property(of: name)
    }
    if last.kind == .equal, open.isEmpty { return .operation(isQuoted: false) }
    if [.colon, .arrow, .less].contains(last.kind) { return .type }
    // Inside the parentheses of a type, or in a list of types.
    let isInType = tokens.contains { $0.kind == .colon }
    return isInType && [.leftParenthesis, .comma].contains(last.kind) ? .type : .nothing
  }
}

extension UInt8 {
  fileprivate var continuesIdentifier: Bool {
    (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == 0x5F || self == 0x24 || self == 0x2E
  }
}
