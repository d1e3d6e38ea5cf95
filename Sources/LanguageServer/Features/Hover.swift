import IR

extension Document {
  /// What is known of what stands at an offset, as Markdown.
  mutating func hover(at offset: Int) -> JSON {
    guard let (part, place) = part(at: offset) else { return .null }
    if let occurrence = part.names.occurrence(at: place) {
      guard let index = occurrence.definition else { return .null }
      let text = part.describe(part.names.definitions[index], number: occurrence.number)
      return hover(text, occurrence.range.shifted(by: part.start))
    }
    guard let index = part.names.operation(at: place) else { return .null }
    let operation = part.names.operations[index]
    let name = part.name(of: operation)
    let definition = part.module.context.definition(named: name)
    if operation.name.lowerBound <= place, place <= operation.name.upperBound {
      guard let definition else {
        return hover(
          "`\(name)`: an operation of no known dialect", operation.name.shifted(by: part.start))
      }
      return hover(DialectPage.section(about: definition), operation.name.shifted(by: part.start))
    }
    for range in operation.attributeNames
    where range.lowerBound <= place && place <= range.upperBound {
      let key = part.text(range)
      guard let property = definition?.signature.properties.first(where: { $0.name == key }) else {
        continue
      }
      let need = property.isOptional ? ", optional" : ""
      return hover(
        "`\(key)` of `\(name)`: \(property.constraint.summary)\(need)",
        range.shifted(by: part.start))
    }
    return .null
  }

  private func hover(_ markdown: String, _ range: Range<Int>) -> JSON {
    ["contents": ["kind": "markdown", "value": .string(markdown)], "range": json(range)]
  }
}

extension DocumentPart {
  /// The name of an operation, without quotes.
  func name(of operation: NameMap.Operation) -> String {
    let written = text(operation.name)
    return written.hasPrefix("\"") && written.hasSuffix("\"") && written.count > 1
      ? String(written.dropFirst().dropLast()) : written
  }

  /// The types of the values that a name covers; `nil` if they are not known.
  func types(of definition: NameMap.Definition) -> [Type]? {
    guard let first = definition.first else { return nil }
    return (0..<definition.count).map { module.type(of: ValueID(first.row + $0)) }
  }

  /// A definition in a few words, as Markdown.
  func describe(_ definition: NameMap.Definition, number: Int) -> String {
    switch definition.kind {
    case .value:
      let types = types(of: definition)
      let isPack = definition.count > 1
      let type = types.flatMap { number < $0.count ? $0[number] : nil }
      let code = definition.name + (isPack ? "#\(number)" : "") + (type.map { " : \($0)" } ?? "")
      let origin =
        definition.operation.map { "a result of `\(name(of: names.operations[$0]))`" }
        ?? "an argument of a block"
      return "```mlir\n\(code)\n```\n\(origin), used \(times(definition.uses.count))"
    case .block:
      return
        "```mlir\n\(line(of: definition.range))\n```\na block, branched to \(times(definition.uses.count))"
    case .alias: return "```mlir\n\(line(of: definition.range))\n```"
    case .symbol:
      let operation = definition.operation.map { names.operations[$0] }
      let type = operation?.id.flatMap { module.property("function_type", of: $0)?.typeValue }
      let code = definition.name + (type.map { " : \($0)" } ?? "")
      let kind = operation.map { name(of: $0) } ?? "symbol"
      return "```mlir\n\(code)\n```\n`\(kind)`, used \(times(definition.uses.count))"
    }
  }

  private func times(_ count: Int) -> String {
    count == 0 ? "nowhere" : count == 1 ? "once" : "\(count) times"
  }

  /// The rest of the line from where a range begins.
  private func line(of range: Range<Int>) -> String {
    var end = range.lowerBound
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D, end - range.lowerBound < 400 {
      end += 1
    }
    return text(range.lowerBound..<end)
  }
}
