import IR

extension Document {
  /// The types of results, behind their names.
  mutating func inlayHints(in range: Range<LineTable.Position>?) -> JSON {
    let start = range.map { lines.offset(of: $0.lowerBound, in: bytes) } ?? 0
    let end = range.map { lines.offset(of: $0.upperBound, in: bytes) } ?? bytes.count
    var hints: [JSON] = []
    for part in parts() {
      for definition in part.names.definitions
      where definition.kind == .value && definition.operation != nil {
        let place = definition.range.upperBound + part.start
        guard place >= start, place <= end, let types = part.types(of: definition) else { continue }
        let text = types.map(\.description).joined(separator: ", ")
        hints.append([
          "position": json(lines.position(of: place, in: bytes)),
          "label": .string(types.count == 1 ? ": \(text)" : ": (\(text))"), "kind": 1,
        ])
      }
    }
    return .array(hints)
  }
}
