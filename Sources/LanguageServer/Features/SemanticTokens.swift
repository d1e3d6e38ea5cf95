import IR

/// How an editor may colour words.
enum SemanticTokenKind: String, CaseIterable {
  case variable, parameter, function, type, macro, label, property, number, string, method, keyword

  /// The protocol's number.
  var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Document {
  mutating func semanticTokens() -> JSON {
    var data: [JSON] = []
    var (lastLine, lastCharacter) = (0, 0)
    for part in parts() {
      let operationNames = Set(part.names.operations.map(\.name.lowerBound))
      let keys = Set(part.names.operations.flatMap { $0.attributeNames.map(\.lowerBound) })
      for token in Token.all(in: part.bytes) {
        guard
          let kind = Self.kind(
            token, isOperation: operationNames.contains(token.start),
            isKey: keys.contains(token.start))
        else { continue }
        let start = token.start + part.start
        let position = lines.position(of: start, in: bytes)
        let length = LineTable.units(bytes[start..<token.end + part.start])
        let isSameLine = position.line == lastLine
        data += [
          .integer(position.line - lastLine),
          .integer(position.character - (isSameLine ? lastCharacter : 0)), .integer(length),
          .integer(kind.number), 0,
        ]
        (lastLine, lastCharacter) = (position.line, position.character)
      }
    }
    return ["data": .array(data)]
  }

  private static func kind(
    _ token: Token, isOperation: Bool, isKey: Bool
  ) -> SemanticTokenKind? {
    if isOperation { return .method }
    if isKey { return .property }
    switch token.kind {
    case .valueName: return .variable
    case .blockName: return .label
    case .symbolName: return .function
    case .typeName: return .type
    case .attributeName: return .macro
    case .integer, .float: return .number
    case .string: return .string
    case .bareIdentifier: return .type
    default: return nil
    }
  }
}
