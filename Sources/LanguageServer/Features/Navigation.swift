import IR

extension Document {
  /// What stands at an offset, with the part of the document that it is in.
  mutating func named(
    at offset: Int
  ) -> (part: DocumentPart, occurrence: NameMap.Occurrence, definition: NameMap.Definition)? {
    guard let (part, place) = part(at: offset), let occurrence = part.names.occurrence(at: place),
      let index = occurrence.definition
    else { return nil }
    return (part, occurrence, part.names.definitions[index])
  }

  mutating func definition(at offset: Int) -> JSON {
    guard let (part, _, definition) = named(at: offset) else { return .null }
    return location(definition.range.shifted(by: part.start))
  }

  mutating func references(at offset: Int, includingDefinition: Bool) -> JSON {
    guard let (part, _, definition) = named(at: offset) else { return .null }
    let ranges = (includingDefinition ? [definition.range] : []) + definition.uses
    return .array(
      ranges.sorted { $0.lowerBound < $1.lowerBound }.map {
        location($0.shifted(by: part.start))
      })
  }

  mutating func highlights(at offset: Int) -> JSON {
    guard let (part, _, definition) = named(at: offset) else { return .null }
    // 3 is a place that writes, 2 one that reads.
    let write: JSON = ["range": json(definition.range.shifted(by: part.start)), "kind": 3]
    return .array(
      [write]
        + definition.uses.map { ["range": json($0.shifted(by: part.start)), "kind": 2] })
  }
}
