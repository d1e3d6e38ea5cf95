import IR

extension Document {
  mutating func renamable(at offset: Int) -> JSON {
    guard let (part, occurrence, definition) = named(at: offset) else { return .null }
    let name = definition.name.dropFirst()
    let place = Self.spelling(occurrence.range, in: part)
    return ["range": json(place.shifted(by: part.start)), "placeholder": .string(String(name))]
  }

  /// The edits that give a name another spelling everywhere.
  mutating func renaming(
    at offset: Int, to wanted: String
  ) throws(LanguageServer.Failure) -> JSON {
    guard let (part, _, definition) = named(at: offset) else {
      throw .failed("there is nothing here that has a name")
    }
    let prefix = String(definition.name.prefix(1))
    let name = wanted.hasPrefix(prefix) ? String(wanted.dropFirst()) : wanted
    let tokens = Token.all(in: Array((prefix + name).utf8))
    guard tokens.count == 1, tokens[0].kind != .invalid, tokens[0].end == name.utf8.count + 1,
      !(definition.kind == .symbol && name.hasPrefix("\""))
    else { throw .failed("'\(wanted)' is no name that '\(definition.name)' can have") }
    let ranges = ([definition.range] + definition.uses).map { Self.spelling($0, in: part) }
      .sorted { $0.lowerBound < $1.lowerBound }
    var renamed = part.bytes
    for range in ranges.reversed() { renamed.replaceSubrange(range, with: name.utf8) }
    try check(renamed, part, definition, prefix + name)
    return [
      "changes": [
        uri: .array(
          ranges.map {
            ["range": json($0.shifted(by: part.start)), "newText": .string(name)]
          })
      ]
    ]
  }

  /// The name without its prefix and quotes.
  private static func spelling(_ range: Range<Int>, in part: DocumentPart) -> Range<Int> {
    var range = range
    if "%^@#!".utf8.contains(part.bytes[range.lowerBound]) {
      range = range.lowerBound + 1..<range.upperBound
    }
    if range.count >= 2, part.bytes[range.lowerBound] == 0x22 {
      range = range.lowerBound + 1..<range.upperBound - 1
    }
    return range
  }

  /// Whether the text with the new name means the same.
  private func check(
    _ renamed: [UInt8], _ part: DocumentPart, _ definition: NameMap.Definition, _ name: String
  ) throws(LanguageServer.Failure) {
    let after = DocumentPart(
      start: part.start, bytes: renamed,
      context: Context(
        dialects: part.module.context.dialects,
        allowsUnregisteredDialects: part.module.context.allowsUnregisteredDialects))
    let isSame =
      after.findings.count <= part.findings.count
      && after.names.definitions.count == part.names.definitions.count
      && zip(after.names.definitions, part.names.definitions).allSatisfy {
        $0.uses.count == $1.uses.count
      }
    guard isSame else {
      throw .failed("'\(definition.name)' cannot become '\(name)': that name means something here")
    }
  }
}
