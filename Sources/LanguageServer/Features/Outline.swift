import IR

extension Document {
  /// Symbols inside symbols.
  mutating func symbols() -> JSON {
    .array(parts().flatMap { outline(of: $0) })
  }

  private func outline(of part: DocumentPart) -> [JSON] {
    let names = part.names
    var symbols: [Int: NameMap.Definition] = [:]
    for definition in names.definitions where definition.kind == .symbol {
      if let operation = definition.operation { symbols[operation] = definition }
    }
    var children: [Int: [JSON]] = [:]
    // Backwards, so that what is inside comes before what is around it.
    for (index, operation) in names.operations.enumerated().reversed() {
      guard let symbol = symbols[index] else { continue }
      var around = operation.parent
      while around >= 0, symbols[around] == nil { around = names.operations[around].parent }
      let inside = children.removeValue(forKey: index) ?? []
      let name = part.name(of: operation)
      let isFunction = operation.id.map { part.module.property("function_type", of: $0) != nil }
      // Of the protocol's kinds: 12 is a function, 2 a module, 13 a variable.
      let kind = isFunction == true ? 12 : name == "builtin.module" ? 2 : 13
      children[around, default: []].append([
        "name": .string(String(symbol.name.dropFirst())), "detail": .string(name),
        "kind": .integer(kind), "range": json(operation.range.shifted(by: part.start)),
        "selectionRange": json(symbol.range.shifted(by: part.start)),
        "children": .array(inside.reversed()),
      ])
    }
    return (children[-1] ?? []).reversed()
  }

  /// Regions that take more than a line.
  mutating func foldingRanges() -> JSON {
    var ranges: [JSON] = []
    for part in parts() {
      for region in part.names.regions {
        let start = lines.line(of: region.range.lowerBound + part.start)
        let end = lines.line(of: min(region.range.upperBound + part.start, bytes.count)) - 1
        if end > start { ranges.append(["startLine": .integer(start), "endLine": .integer(end)]) }
      }
    }
    return .array(ranges)
  }
}
