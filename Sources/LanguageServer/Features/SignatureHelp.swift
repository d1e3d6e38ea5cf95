import IR

extension Document {
  /// What the list that is being written takes: the arguments of a block, the inputs of a function,
  /// the operands of an operation in quotes.
  mutating func signatureHelp(at offset: Int) -> JSON {
    guard let (part, place) = part(at: offset), let list = OpenList(part.bytes, at: place),
      let signature = part.signature(of: list, at: place)
    else { return .null }
    let parameters = signature.parameters.map { ["label": .string($0)] as JSON }
    return [
      "signatures": [["label": .string(signature.label), "parameters": .array(parameters)]],
      "activeSignature": 0, "activeParameter": .integer(list.position),
    ]
  }
}

/// A list in parentheses that is not closed yet, on the line in front of a place.
private struct OpenList {
  /// What stands in front of it: a name with its prefix, or an operation's in quotes.
  let owner: String
  let kind: Token.Kind
  /// How many commas are in front of the place.
  let position: Int

  init?(_ bytes: [UInt8], at place: Int) {
    var start = place
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    let line = Array(bytes[start..<place])
    let tokens = Token.all(in: line)
    var open: [(token: Int, commas: Int)] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .leftBrace, .leftParenthesis, .leftSquare, .less: open.append((index, 0))
      case .rightBrace, .rightParenthesis, .rightSquare, .greater: _ = open.popLast()
      case .comma: if !open.isEmpty { open[open.count - 1].commas += 1 }
      // The types behind a colon belong to the values in front of it.
      case .colon:
        if let last = open.last, tokens[last.token].kind == .leftParenthesis { open.removeLast() }
      default: break
      }
    }
    guard let last = open.last, last.token > 0, tokens[last.token].kind == .leftParenthesis else {
      return nil
    }
    let before = tokens[last.token - 1]
    guard [.blockName, .symbolName, .string].contains(before.kind) else { return nil }
    owner = String(decoding: line[before.start..<before.end], as: UTF8.self)
    kind = before.kind
    position = last.commas
  }
}

extension DocumentPart {
  fileprivate func signature(
    of list: OpenList, at place: Int
  ) -> (label: String, parameters: [String])? {
    switch list.kind {
    case .blockName:
      let region = names.region(at: place)
      let block = names.definitions.first {
        $0.kind == .block && $0.region == region && $0.name == list.owner
      }
      guard let block, !block.range.contains(place - 1) else { return nil }
      let arguments = argumentList(behind: block.range.upperBound)
      return ("\(list.owner)(\(arguments.joined(separator: ", ")))", arguments)
    case .symbolName:
      let function = names.definitions.first { $0.kind == .symbol && $0.name == list.owner }
      guard let id = function?.operation.flatMap({ names.operations[$0].id }),
        case .function(let type)? = module.property("function_type", of: id)?.typeValue
      else { return nil }
      let parameters = type.inputs.map { "\($0)" }
      let ending = type.results.map { "\($0)" }.joined(separator: ", ")
      return ("\(list.owner)(\(parameters.joined(separator: ", "))) -> (\(ending))", parameters)
    default:
      let name = String(list.owner.dropFirst().dropLast())
      guard let definition = module.context.definition(named: name) else { return nil }
      let parameters = definition.signature.operands.map { slot in
        switch slot.arity {
        case .one: "\(slot.name): \(slot.constraint.summary)"
        case .optional: "\(slot.name)?: \(slot.constraint.summary)"
        case .variadic: "\(slot.name)…: \(slot.constraint.summary)"
        }
      }
      return ("\(name)(\(parameters.joined(separator: ", ")))", parameters)
    }
  }

  /// What stands between commas in the parentheses that begin at an offset, if any do.
  private func argumentList(behind offset: Int) -> [String] {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    let tokens = Token.all(in: Array(bytes[offset..<end]))
    guard tokens.first?.kind == .leftParenthesis else { return [] }
    var depth = 0
    var start = tokens[0].end
    var arguments: [String] = []
    for token in tokens {
      switch token.kind {
      case .leftBrace, .leftParenthesis, .leftSquare, .less: depth += 1
      case .rightBrace, .rightParenthesis, .rightSquare, .greater: depth -= 1
      default: break
      }
      let ends = depth == 0
      if ends || depth == 1 && token.kind == .comma {
        if token.start > start { arguments.append(text(offset + start..<offset + token.start)) }
        start = token.end
      }
      if ends { break }
    }
    return arguments.map { String($0.drop { $0 == " " }) }
  }
}
