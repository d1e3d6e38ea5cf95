import IR

extension Document {
  /// What may be written at an offset.
  mutating func completion(at offset: Int) -> JSON {
    guard let (part, place) = part(at: offset) else { return [] }
    let context = CompletionContext(part.bytes, at: place)
    let range = json((context.start..<place).shifted(by: part.start))
    let word = part.text(context.start..<place)
    return .array(
      part.candidates(for: context, at: place).map { candidate in
        [
          "label": .string(candidate.text), "kind": .integer(candidate.kind),
          "detail": .string(candidate.detail),
          "filterText": .string(candidate.filter(for: word)),
          "textEdit": ["range": range, "newText": .string(candidate.text)],
        ]
      })
  }
}

/// Something that may be written, with the protocol's number for its kind.
struct CompletionCandidate {
  var text: String
  var detail: String
  var kind: Int

  /// What editors compare the written word with: `addi` offers `arith.addi`.
  func filter(for word: String) -> String {
    let isQuoted = word.hasPrefix("\"")
    let typed = isQuoted ? word.dropFirst() : word[...]
    guard kind == Self.operation, !typed.isEmpty, !typed.contains(".") else { return text }
    let name = text.drop { $0 == "\"" }
    guard !name.hasPrefix(typed), let dot = name.firstIndex(of: ".") else { return text }
    let mnemonic = name[name.index(after: dot)...]
    return mnemonic.hasPrefix(typed) ? (isQuoted ? "\"" : "") + mnemonic : text
  }

  static let operation = 2
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
    case .operation(let isQuoted):
      let mark = isQuoted ? "\"" : ""
      return module.context.dialects.flatMap(\.operations)
        .filter { isQuoted || $0.form != nil }
        .map {
          CompletionCandidate(
            text: mark + $0.mnemonic + mark, detail: $0.summary, kind: CompletionCandidate.operation
          )
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
