import Support

extension OperationParser {
  /// `({ … }, { … })`.
  mutating func parseRegions(_ isIsolated: Bool) throws(ParseFailure) -> [RegionID] {
    try text.expect(.leftParenthesis, "'('")
    var regions: [RegionID] = []
    while true {
      regions.append(try parseRegion(isIsolated))
      if text.accept(.rightParenthesis) { return regions }
      try text.expect(.comma, "',' and another region, or ')'")
    }
  }

  /// `{ … }`; `arguments` are those of its first block if they have been read before it.
  mutating func parseRegion(
    _ isIsolated: Bool, arguments: [FormArgument]? = nil
  ) throws(ParseFailure) -> RegionID {
    guard text.token.kind == .leftBrace else { throw text.fail(expected: "'{' to start a region") }
    values.push(isolated: isIsolated)
    if regionDepth == blockTables.count { blockTables.append(NameTable()) }
    blockTables[regionDepth].removeAll()
    regionDepth += 1
    let depth = regionDepth
    text.events?.append(.regionBegin(isIsolated: isIsolated), text.token)
    let region = module.makeRegion()
    let result: Result<Void, ParseFailure>
    do throws(ParseFailure) {
      text.advance()
      try parseBlocks(of: region, arguments)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    // Also after an error, so that the scopes stay balanced.
    text.events?.append(.regionEnd, at: text.previousEnd)
    if case .success = result { checkBlocks() }
    regionDepth = depth - 1
    if case .success = result {
      popScope(isolated: isIsolated)
    } else {
      _ = values.pop(isolated: isIsolated)
    }
    try result.get()
    return region
  }

  private mutating func parseBlocks(
    of region: RegionID, _ arguments: [FormArgument]?
  ) throws(ParseFailure) {
    if let arguments, !arguments.isEmpty || text.token.kind != .blockName {
      guard text.token.kind != .blockName else {
        throw text.fail("the first block has its arguments already, and so takes no label")
      }
      let entry = module.makeBlock()
      module.link(entry, to: region)
      defineArguments(arguments, of: entry)
      try parseBody(of: entry)
    } else if text.token.kind != .rightBrace, text.token.kind != .blockName {
      let entry = module.makeBlock()
      module.link(entry, to: region)
      try parseBody(of: entry)
    }
    while !text.accept(.rightBrace) {
      guard text.token.kind == .blockName else {
        throw text.fail(expected: "an operation, a block's label or '}'")
      }
      let block = try parseLabel(in: region)
      try parseBody(of: block)
    }
  }

  private mutating func parseBody(of block: BlockID) throws(ParseFailure) {
    while true {
      switch text.token.kind {
      case .rightBrace, .blockName: return
      case .end: throw text.fail(expected: "'}' to end the region")
      default: try parseStatement(into: block)
      }
    }
  }

  /// `^name(%a: type, %b: type):`.
  private mutating func parseLabel(in region: RegionID) throws(ParseFailure) -> BlockID {
    let name = text.token
    let index = blockIndex(name)
    guard blockTables[regionDepth - 1][index].count == 0 else {
      throw text.fail("the block '\(text.text(of: name))' is already defined in this region")
    }
    blockTables[regionDepth - 1][index].count = 1
    text.events?.append(.blockDefinition, name)
    let block = BlockID(raw: blockTables[regionDepth - 1][index].value)
    module.link(block, to: region)
    text.advance()
    if text.accept(.leftParenthesis) { try parseArguments(of: block) }
    try text.expect(.colon, "':' after the block's label")
    return block
  }

  private mutating func parseArguments(of block: BlockID) throws(ParseFailure) {
    var names: [Token] = []
    var locations: [ArgumentLocation] = []
    let firstType = typeStack.count
    while !text.accept(.rightParenthesis) {
      guard text.token.kind == .valueName else {
        throw text.fail(expected: "an argument such as '%arg0: f32'")
      }
      names.append(text.token)
      text.advance()
      try text.expect(.colon, "':' and the argument's type")
      typeStack.append(try text.parseTypeNumber())
      locations.append(try parseArgumentLocation())
      if text.token.kind != .rightParenthesis { try text.expect(.comma, "',' or ')'") }
    }
    let first = module.makeArguments(of: block, types: typeStack[firstType...])
    typeStack.removeLast(typeStack.count - firstType)
    for (index, name) in names.enumerated() {
      define(name, first: first + index, count: 1)
      set(locations[index], of: ValueID(first + index))
    }
  }

  /// Gives a block the arguments that were read before its region.
  private mutating func defineArguments(_ arguments: [FormArgument], of block: BlockID) {
    let types = arguments.map { context.types.intern($0.type) }
    let first = module.makeArguments(of: block, types: types[...])
    for (index, argument) in arguments.enumerated() {
      define(argument.name, first: first + index, count: 1)
      set(argument.location, of: ValueID(first + index))
    }
  }

  private mutating func set(_ location: ArgumentLocation, of argument: ValueID) {
    switch location.place {
    case .none: break
    case .known(let location): module.setLocation(ofArgument: argument, to: location)
    case .awaited(let alias): awaitedArgumentLocations.append((argument, alias))
    }
  }

  /// Where an argument came from, as it was written.
  public struct ArgumentLocation: Sendable {
    enum Place {
      case none
      case known(Location)
      /// By an alias that comes later.
      case awaited(Token)
    }

    var place: Place

    /// Nothing was written.
    static let none = ArgumentLocation(place: .none)
  }

  mutating func parseArgumentLocation() throws(ParseFailure) -> ArgumentLocation {
    guard text.isWord("loc") else { return .none }
    text.advance()
    try text.expect(.leftParenthesis, "'(' after 'loc'")
    if let alias = text.acceptUnknownAlias() {
      try text.expect(.rightParenthesis, "')'")
      return ArgumentLocation(place: .awaited(alias))
    }
    let location = try text.parseLocation()
    try text.expect(.rightParenthesis, "')'")
    return ArgumentLocation(place: .known(location))
  }

  /// The entry of a block's name in the present region; the block is made if it is new.
  private mutating func blockIndex(_ name: Token) -> Int {
    let index = blockTables[regionDepth - 1].index(of: name.start, name.end, in: text.bytes)
    if blockTables[regionDepth - 1][index].value == NameTable.unbound {
      blockTables[regionDepth - 1][index].value = module.makeBlock().index
    }
    return index
  }

  /// `[^bb1, ^bb2]`.
  mutating func parseSuccessors() throws(ParseFailure) -> [BlockID] {
    text.advance()
    var blocks: [BlockID] = []
    while true {
      blocks.append(try parseSuccessor())
      if text.accept(.rightSquare) { return blocks }
      if text.token.kind == .leftParenthesis {
        throw text.fail(
          "blocks' arguments cannot be passed here; pass them as operands, with "
            + "'operandSegmentSizes' if there are several successors")
      }
      try text.expect(.comma, "',' or ']'")
    }
  }

  /// `^bb1`.
  mutating func parseSuccessor() throws(ParseFailure) -> BlockID {
    guard text.token.kind == .blockName else {
      throw text.fail(expected: "a block such as '^bb1'")
    }
    text.events?.append(.blockUse, text.token)
    guard regionDepth > 0 else {
      throw text.fail("an operation outside of all regions has no block to branch to")
    }
    let block = BlockID(raw: blockTables[regionDepth - 1][blockIndex(text.token)].value)
    text.advance()
    return block
  }

  /// Complains about blocks that were branched to but never defined.
  private mutating func checkBlocks() {
    for entry in blockTables[regionDepth - 1].entries where entry.count == 0 {
      let (line, column) = text.position(of: entry.start)
      let place = Token(
        kind: .blockName, start: entry.start, end: entry.end, line: line, column: column)
      _ = text.fail(
        "the block '\(text.text(of: place))' is not defined in this region", at: place)
    }
  }

  // MARK: Values

  /// Lets a name mean `count` values, and uses that came before mean them too.
  mutating func define(_ name: Token, first: Int, count: Int) {
    let index = values.index(of: name, in: text.bytes)
    guard values[index].value == NameTable.unbound else {
      _ = text.fail(
        "'\(text.text(of: name))' is already defined; names may not be used twice in a scope",
        at: name)
      return
    }
    text.events?.append(.valueDefinition(first: ValueID(first), count: count), name)
    let waiting = values.define(index, first: UInt32(first), count: UInt32(count))
    for use in waiting {
      guard use.number < count else {
        _ = text.fail(
          "'\(text.text(of: name))' stands for \(count) values; number \(use.number) is past "
            + "the end", at: use.place)
        continue
      }
      let value = ValueID(first + use.number)
      guard module.valueRows[value.row].type == module.valueRows[use.placeholder.row].type else {
        _ = text.fail(
          "'\(text.text(of: name))' is used as '\(module.type(of: use.placeholder))' but defined "
            + "as '\(module.type(of: value))'", at: use.place)
        continue
      }
      module.replaceAllUses(of: use.placeholder, with: value)
    }
  }

  /// Puts the operands' values in `operandValues`; `false` if one's definition was in error.
  mutating func resolveOperands(
    from firstUse: Int, types firstType: Int
  ) throws(ParseFailure) -> Bool {
    operandValues.removeAll(keepingCapacity: true)
    var isKnown = true
    for offset in 0..<operandStack.count - firstUse {
      let use = operandStack[firstUse + offset]
      let type = typeStack[firstType + offset]
      let index = values.index(of: use.name, in: text.bytes)
      let entry = values[index]
      if entry.isPoisoned {
        isKnown = false
      } else if entry.value == NameTable.unbound {
        operandValues.append(placeholder(index, use, type).index)
      } else {
        operandValues.append(try resolve(use, entry, type))
      }
    }
    return isKnown
  }

  private mutating func resolve(
    _ use: OperandUse, _ entry: NameTable.Entry, _ type: UInt32
  ) throws(ParseFailure) -> UInt32 {
    guard use.number < Int(entry.count) else {
      throw text.fail(
        "'\(text.text(of: use.name))' stands for \(entry.count) values; number \(use.number) is "
          + "past the end", at: use.name)
    }
    let value = entry.value + UInt32(use.number)
    let actual = module.valueRows[Int(value)].type
    guard actual == type else {
      throw text.fail(
        "'\(text.text(of: use.name))' is used as '\(context.types[type])' but defined as "
          + "'\(context.types[actual])'", at: use.name)
    }
    return value
  }

  /// A value that stands in until the name is defined.
  private mutating func placeholder(_ name: Int, _ use: OperandUse, _ type: UInt32) -> ValueID {
    if let known = values.placeholder(name, number: use.number),
      module.valueRows[known.row].type == type
    {
      return known
    }
    module.valueRows.append(
      ValueRow(type: type, owner: 0, index: 0, isArgument: false, firstUse: noRow))
    let value = ValueID(module.valueRows.count - 1)
    values.addAwaited(name, .init(placeholder: value, number: use.number, place: use.name))
    return value
  }
}

extension TextParser {
  /// The line and column of an offset, counted from one.
  func position(of offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var start = 0
    for index in 0..<offset where bytes[index] == 0x0A {
      line += 1
      start = index + 1
    }
    return (line, offset - start + 1)
  }
}
