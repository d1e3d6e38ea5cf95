import IR

extension Document {
  /// What may be written at an offset.
  mutating func completion(at offset: Int) -> JSON {
    guard let (part, place) = part(at: offset) else { return [] }
    let context = CompletionContext(part.bytes, at: place)
    let range = json((context.start..<place).shifted(by: part.start))
    return .array(
      part.candidates(for: context, at: place).map { candidate in
        [
          "label": .string(candidate.text), "kind": .integer(candidate.kind),
          "detail": .string(candidate.detail),
          "textEdit": ["range": range, "newText": .string(candidate.text)],
        ]
      })
  }
}

/// What kind of word stands at a place, by the line in front of it.
struct CompletionContext {
  enum Kind {
    case value, block, symbol, type, attribute, operation
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
      (kind, start) = (isName ? .operation : .nothing, word - 1)
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

  /// The kind of a bare word behind the tokens of a line.
  private static func kind(behind tokens: [Token], _ line: [UInt8]) -> Kind {
    guard let last = tokens.last else { return .operation }
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
      let name = tokens.first(where: { $0.kind == .string })
    {
      return .property(of: String(decoding: line[name.start + 1..<name.end - 1], as: UTF8.self))
    }
    if last.kind == .equal, open.isEmpty { return .operation }
    if [.colon, .arrow, .less].contains(last.kind) { return .type }
    // Inside the parentheses of a type.
    let isInType = tokens.contains { $0.kind == .colon }
    return isInType && [.leftParenthesis, .comma].contains(last.kind) ? .type : .nothing
  }
}

extension UInt8 {
  fileprivate var continuesIdentifier: Bool {
    (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == 0x5F || self == 0x24 || self == 0x2E
  }
}

/// Something that may be written, with the protocol's number for its kind.
struct CompletionCandidate {
  var text: String
  var detail: String
  var kind: Int
}

extension DocumentPart {
  func candidates(for context: CompletionContext, at place: Int) -> [CompletionCandidate] {
    switch context.kind {
    case .nothing: return []
    case .value:
      return visibleValues(at: place).flatMap { definition in
        let types = types(of: definition)
        return (0..<min(definition.count, 64)).map { number in
          let suffix = definition.count > 1 ? "#\(number)" : ""
          return CompletionCandidate(
            text: definition.name + suffix, detail: types.map { "\($0[number])" } ?? "", kind: 6)
        }
      }
    case .block:
      let region = names.region(at: place)
      return names.definitions.filter { $0.kind == .block && $0.region == region }.map {
        CompletionCandidate(text: $0.name, detail: "block", kind: 18)
      }
    case .symbol:
      return names.definitions.filter { $0.kind == .symbol }.map { definition in
        let operation = definition.operation.map { name(of: names.operations[$0]) }
        return CompletionCandidate(text: definition.name, detail: operation ?? "", kind: 3)
      }
    case .type: return types(startingWithPrefix: bytes[context.start..<place].first == 0x21)
    case .attribute:
      return aliases("#")
        + module.context.dialects.flatMap(\.attributes).map {
          CompletionCandidate(text: "#\($0.mnemonic)", detail: "attribute", kind: 20)
        }
    case .operation:
      return module.context.dialects.flatMap(\.operations).map {
        CompletionCandidate(text: "\"\($0.mnemonic)\"", detail: $0.summary, kind: 2)
      }
    case .property(let operation):
      let properties = module.context.definition(named: operation)?.signature.properties ?? []
      return properties.map {
        CompletionCandidate(text: $0.name, detail: $0.constraint.summary, kind: 10)
      }
    }
  }

  /// The values that an operation at a place may use, those that are nearest first.
  private func visibleValues(at place: Int) -> [NameMap.Definition] {
    var regions: Set<Int> = []
    var region = names.region(at: place)
    while true {
      regions.insert(region)
      guard region >= 0, !names.regions[region].isIsolated else { break }
      region = names.regions[region].parent
    }
    return names.definitions
      .filter {
        $0.kind == .value && regions.contains($0.region) && $0.range.upperBound < place
      }
      .sorted { $0.range.lowerBound > $1.range.lowerBound }
  }

  private func aliases(_ prefix: String) -> [CompletionCandidate] {
    names.definitions.filter { $0.kind == .alias && $0.name.hasPrefix(prefix) }.map {
      CompletionCandidate(text: $0.name, detail: "alias", kind: 18)
    }
  }

  private func types(startingWithPrefix: Bool) -> [CompletionCandidate] {
    let builtin = [
      "i1", "i8", "i16", "i32", "i64", "index", "f16", "bf16", "f32", "f64", "tensor", "memref",
      "vector", "tuple", "complex", "none",
    ].map { CompletionCandidate(text: $0, detail: "type", kind: 25) }
    let dialects = module.context.dialects.flatMap(\.types).map {
      CompletionCandidate(text: "!\($0.mnemonic)", detail: "type", kind: 25)
    }
    return (startingWithPrefix ? [] : builtin) + aliases("!") + dialects
  }
}
