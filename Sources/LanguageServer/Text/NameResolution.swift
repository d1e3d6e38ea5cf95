import IR

/// Follows the events of a reading and finds what each name means.
struct NameResolution {
  /// The value names of an operation that is isolated from above.
  private struct Scope {
    var names: [String: Int] = [:]
    /// What each open region defined, to be forgotten when it ends.
    var defined: [[String]] = [[]]
    var waiting: [String: [Int]] = [:]
  }

  private struct BlockScope {
    var names: [String: Int] = [:]
    var waiting: [String: [Int]] = [:]
  }

  private struct SymbolUse {
    var occurrence: Int
    var name: String
    /// The operation in which it stands.
    var operation: Int
    /// Whether it follows another one after `::`.
    var isNested: Bool
  }

  private let bytes: [UInt8]
  private let module: Module
  private var map = NameMap()
  private var scopes = [Scope()]
  private var blocks: [BlockScope] = []
  private var openRegions: [Int] = []
  private var openOperations: [Int] = []
  private var lastEnded: Int?
  private var aliases: [String: Int] = [:]
  private var aliasUses: [(occurrence: Int, name: String)] = []
  private var symbolUses: [SymbolUse] = []
  /// The operations whose symbol has been found.
  private var definesSymbol: Set<Int> = []
  /// Where the symbols used by each open operation begin, to find the one that it defines.
  private var firstSymbolUse: [Int] = []

  init(_ bytes: [UInt8], _ module: Module) {
    self.bytes = bytes
    self.module = module
  }

  private func text(_ range: Range<Int>) -> String {
    bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
    }
  }

  mutating func take(_ event: ParseEvent) {
    let range = event.range
    switch event.kind {
    case .valueDefinition(let first, let count): defineValue(range, first, count)
    case .valueUse(let number): useValue(range, number)
    case .blockDefinition: defineBlock(range)
    case .blockUse: useBlock(range)
    case .symbol: useSymbol(range)
    case .aliasDefinition:
      aliases[text(range)] = define(.init(kind: .alias, name: text(range), range: range))
    case .aliasUse: aliasUses.append((use(range, nil), text(range)))
    case .attributeName:
      guard let operation = openOperations.last else { return }
      map.operations[operation].attributeNames.append(range)
      if text(range) == "sym_name" { defineSymbol(after: range.upperBound, operation) }
    case .operationBegin:
      map.operations.append(
        .init(
          range: range, name: range, id: nil, parent: openOperations.last ?? -1))
      openOperations.append(map.operations.count - 1)
      firstSymbolUse.append(symbolUses.count)
    case .operationName:
      if let operation = openOperations.last { map.operations[operation].name = range }
    case .operationEnd(let id): endOperation(range.lowerBound, id)
    case .regionBegin(let isIsolated):
      map.regions.append(
        .init(
          range: range.lowerBound..<bytes.count, isIsolated: isIsolated,
          parent: openRegions.last ?? -1))
      openRegions.append(map.regions.count - 1)
      blocks.append(BlockScope())
      if isIsolated { scopes.append(Scope()) } else { scopes[scopes.count - 1].defined.append([]) }
    case .regionEnd: endRegion(range.lowerBound)
    }
  }

  /// Everything, once all events have been taken.
  mutating func finished() -> NameMap {
    for (occurrence, name) in aliasUses {
      if let definition = aliases[name] { resolve(occurrence, definition) }
    }
    resolveSymbols()
    map.occurrences.sort { $0.range.lowerBound < $1.range.lowerBound }
    return map
  }

  // MARK: Names

  @discardableResult
  private mutating func define(_ definition: NameMap.Definition) -> Int {
    map.definitions.append(definition)
    let index = map.definitions.count - 1
    map.occurrences.append(.init(range: definition.range, definition: index))
    return index
  }

  private mutating func use(_ range: Range<Int>, _ definition: Int?, number: Int = 0) -> Int {
    map.occurrences.append(.init(range: range, definition: definition, number: number))
    if let definition { map.definitions[definition].uses.append(range) }
    return map.occurrences.count - 1
  }

  private mutating func resolve(_ occurrence: Int, _ definition: Int) {
    map.occurrences[occurrence].definition = definition
    map.definitions[definition].uses.append(map.occurrences[occurrence].range)
  }

  private mutating func defineValue(_ range: Range<Int>, _ first: ValueID?, _ count: Int) {
    let name = text(range)
    // A name that is defined again is an error; the first definition counts.
    if let known = scopes[scopes.count - 1].names[name] {
      _ = use(range, known)
      return
    }
    // Results are defined when their operation has ended; they stand in front of its name.
    let operation = lastEnded.flatMap { last in
      let ended = map.operations[last]
      return ended.range.lowerBound <= range.lowerBound
        && range.upperBound <= ended.name.lowerBound ? last : nil
    }
    let index = define(
      .init(
        kind: .value, name: name, range: range, first: first, count: count,
        region: openRegions.last ?? -1, operation: operation))
    let top = scopes.count - 1
    scopes[top].names[name] = index
    scopes[top].defined[scopes[top].defined.count - 1].append(name)
    for occurrence in scopes[top].waiting.removeValue(forKey: name) ?? [] {
      resolve(occurrence, index)
    }
  }

  private mutating func useValue(_ range: Range<Int>, _ number: Int) {
    let name = text(range)
    let definition = scopes[scopes.count - 1].names[name]
    let occurrence = use(range, definition, number: number)
    if definition == nil { scopes[scopes.count - 1].waiting[name, default: []].append(occurrence) }
  }

  private mutating func defineBlock(_ range: Range<Int>) {
    guard !blocks.isEmpty else { return }
    let name = text(range)
    let index = define(
      .init(kind: .block, name: name, range: range, region: openRegions.last ?? -1))
    blocks[blocks.count - 1].names[name] = index
    for occurrence in blocks[blocks.count - 1].waiting.removeValue(forKey: name) ?? [] {
      resolve(occurrence, index)
    }
  }

  private mutating func useBlock(_ range: Range<Int>) {
    guard let scope = blocks.last else { return }
    let name = text(range)
    let occurrence = use(range, scope.names[name])
    if scope.names[name] == nil {
      blocks[blocks.count - 1].waiting[name, default: []].append(occurrence)
    }
  }

  private mutating func endRegion(_ offset: Int) {
    guard let region = openRegions.popLast() else { return }
    map.regions[region].range = map.regions[region].range.lowerBound..<offset
    blocks.removeLast()
    if map.regions[region].isIsolated {
      if scopes.count > 1 { scopes.removeLast() }
    } else {
      let top = scopes.count - 1
      for name in scopes[top].defined.popLast() ?? [] { scopes[top].names[name] = nil }
    }
  }

  private mutating func endOperation(_ offset: Int, _ id: OperationID?) {
    guard let operation = openOperations.popLast() else { return }
    let start = map.operations[operation].range.lowerBound
    map.operations[operation].range = start..<max(start, offset)
    map.operations[operation].id = id
    lastEnded = operation
    let first = firstSymbolUse.removeLast()
    // In a dialect's own form the symbol that is defined stands among the operation's own words.
    guard let id, let name = module.property("sym_name", of: id)?.stringValue,
      !definesSymbol.contains(operation),
      let place = symbolUses[first...].firstIndex(where: {
        $0.operation == operation && $0.name == name && !$0.isNested
      })
    else { return }
    let occurrence = symbolUses.remove(at: place).occurrence
    let range = map.occurrences[occurrence].range
    map.definitions.append(
      .init(
        kind: .symbol, name: "@\(name)", range: range, operation: operation,
        table: map.operations[operation].parent))
    map.occurrences[occurrence].definition = map.definitions.count - 1
  }

  // MARK: Symbols

  private mutating func useSymbol(_ range: Range<Int>) {
    let name = text(range).dropFirst()
    let isNested =
      range.lowerBound >= 2 && bytes[range.lowerBound - 1] == 0x3A
      && bytes[range.lowerBound - 2] == 0x3A
    symbolUses.append(
      SymbolUse(
        occurrence: use(range, nil), name: Self.unquoted(name),
        operation: openOperations.last ?? -1, isNested: isNested))
  }

  /// The symbol of `sym_name = "name"`, whose `sym_name` ends at `offset`.
  private mutating func defineSymbol(after offset: Int, _ operation: Int) {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    let tokens = Token.all(in: Array(bytes[offset..<min(end, offset + 1000)]))
    guard tokens.count >= 2, tokens[0].kind == .equal, tokens[1].kind == .string else { return }
    let range = offset + tokens[1].start + 1..<offset + tokens[1].end - 1
    definesSymbol.insert(operation)
    define(
      .init(
        kind: .symbol, name: "@\(text(range))", range: range, operation: operation,
        table: map.operations[operation].parent))
  }

  private mutating func resolveSymbols() {
    var tables: [Int: [String: Int]] = [:]
    for (index, definition) in map.definitions.enumerated() where definition.kind == .symbol {
      tables[definition.table, default: [:]][String(definition.name.dropFirst())] = index
    }
    var previous: Int?
    for use in symbolUses {
      if use.isNested {
        previous = previous.flatMap { map.definitions[$0].operation }.flatMap {
          tables[$0]?[use.name]
        }
      } else {
        previous = nil
        var place = use.operation
        while true {
          if let found = tables[place]?[use.name] {
            previous = found
            break
          }
          guard place >= 0 else { break }
          place = map.operations[place].parent
        }
      }
      if let previous { resolve(use.occurrence, previous) }
    }
  }

  private static func unquoted(_ name: Substring) -> String {
    name.hasPrefix("\"") && name.hasSuffix("\"") && name.count >= 2
      ? String(name.dropFirst().dropLast()) : String(name)
  }
}
