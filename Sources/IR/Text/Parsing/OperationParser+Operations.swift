import Support

extension OperationParser {
  /// `results = "name"(operands)[successors] <properties> (regions) {attributes} : type loc(…)`.
  mutating func parseOperation(into block: BlockID) throws(ParseFailure) {
    try text.enter()
    let start = text.token
    let firstOperand = operandStack.count
    let firstType = typeStack.count
    let firstResult = resultStack.count
    try parseResultNames()
    if text.token.kind == .bareIdentifier {
      try parseForm(from: start, firstResult: firstResult, into: block)
      return text.leave()
    }
    let nameToken = text.token
    let kindIndex = try parseName()
    // Part by part: a copy of the whole would count references of each.
    let isIsolated = operationKinds[kindIndex].isIsolated
    var operation = NumberedOperation(
      name: operationKinds[kindIndex].name, kind: operationKinds[kindIndex].kind)
    try parseOperands()
    let successors = text.token.kind == .leftSquare ? try parseSuccessors() : []
    if text.accept(.less) {
      operation.properties = try parseProperties(isRegistered: operation.kind != nil)
    }
    let regions = text.token.kind == .leftParenthesis ? try parseRegions(isIsolated) : []
    if text.token.kind == .leftBrace {
      operation.attributes = try text.parseDictionaryNumber()
      if !operationKinds[kindIndex].inherent.isEmpty {
        try moveInherent(operationKinds[kindIndex], &operation, at: nameToken)
      }
    }
    if operation.properties != 0, !operationKinds[kindIndex].implied.isEmpty {
      operation.properties = keptProperties(operation.properties, of: kindIndex)
    }
    let inputCount = try parseTypes(operandCount: operandStack.count - firstOperand)
    let outputs = firstType + inputCount..<typeStack.count
    try checkResults(from: firstResult, count: outputs.count)
    let areOperandsKnown = try resolveOperands(from: firstOperand, types: firstType)
    let alias = try parseTrailingLocation(start, &operation)
    text.leave()
    if areOperandsKnown {
      let id = module.append(
        operation, operands: operandValues[...], resultTypes: typeStack[outputs],
        regions: regions, successors: successors, to: block)
      if let alias { awaitedLocations.append((id, alias)) }
      text.events?.append(.operationEnd(id), at: text.previousEnd)
      defineResults(of: id, from: firstResult)
    } else {
      text.events?.append(.operationEnd(nil), at: text.previousEnd)
      poisonResults(from: firstResult)
    }
    operandStack.removeLast(operandStack.count - firstOperand)
    typeStack.removeLast(typeStack.count - firstType)
    resultStack.removeLast(resultStack.count - firstResult)
  }

  /// The number of an operation's properties without those that go without saying.
  ///
  /// The last answer for each kind is kept: most operations of a kind are written alike.
  private mutating func keptProperties(_ written: UInt32, of kind: Int) -> UInt32 {
    let last = operationKinds[kind].lastKept
    if last.written == written { return last.kept }
    let kept = context.number(ofProperties: written, without: operationKinds[kind].implied)
    operationKinds[kind].lastKept = (written, kept)
    return kept
  }

  /// Lets the names in front of an operation mean its results.
  mutating func defineResults(of operation: OperationID, from firstResult: Int) {
    var first = module.row(operation).results.range.lowerBound
    for index in firstResult..<resultStack.count {
      define(resultStack[index].name, first: first, count: resultStack[index].count)
      first += resultStack[index].count
    }
  }

  /// Lets uses of an operation's results pass: one of its operands was in error.
  mutating func poisonResults(from firstResult: Int) {
    for index in firstResult..<resultStack.count {
      text.events?.append(
        .valueDefinition(first: nil, count: resultStack[index].count), resultStack[index].name)
      values.poison(values.index(of: resultStack[index].name, in: text.bytes))
    }
  }

  // MARK: Parts

  private mutating func parseResultNames() throws(ParseFailure) {
    guard text.token.kind == .valueName else { return }
    while true {
      guard text.token.kind == .valueName else {
        throw text.fail(expected: "a result's name such as '%0'")
      }
      var result = ResultName(name: text.token, count: 1)
      text.advance()
      if text.accept(.colon) {
        guard text.token.kind == .integer, let count = text.parsedInteger(text.token), count > 0,
          count < 1 << 31
        else { throw text.fail(expected: "how many results the name covers, at least 1") }
        result.count = Int(count)
        text.advance()
      }
      resultStack.append(result)
      if text.accept(.equal) { return }
      try text.expect(.comma, "',' or '='")
    }
  }

  private mutating func parseName() throws(ParseFailure) -> Int {
    guard text.token.kind == .string else {
      throw text.fail(expected: "an operation such as '\"arith.addf\"(%a, %b) : …'")
    }
    text.events?.append(.operationName, text.token)
    let entry = operationNames.index(of: text.token.start, text.token.end, in: text.bytes)
    if operationNames[entry].value != NameTable.unbound {
      text.advance()
      return Int(operationNames[entry].value)
    }
    let place = text.token
    let name = try text.parseString()
    guard !name.isEmpty else { throw text.fail("an operation needs a name", at: place) }
    let definition = context.definition(named: name)
    if definition == nil, name != "builtin.module",
      let problem = context.problem(withUnregistered: name)
    {
      throw text.fail(problem, at: place)
    }
    return addKind(name, definition, at: entry)
  }

  /// What is known of the operations called `name`, for all that follow.
  mutating func addKind(
    _ name: String, _ definition: (any OperationDefinition.Type)?, at entry: Int,
    form: BoundForm? = nil
  ) -> Int {
    operationKinds.append(
      OperationKind(
        name: context.names.intern(name), kind: definition.map { ObjectIdentifier($0) },
        isIsolated: definition?.traits.contains(.isolatedFromAbove) ?? (name == "builtin.module"),
        inherent: definition.map { $0.inherentNames } ?? [],
        implied: definition.map { $0.impliedProperties } ?? [], form: form))
    operationNames[entry].value = UInt32(operationKinds.count - 1)
    return operationKinds.count - 1
  }

  private mutating func parseOperands() throws(ParseFailure) {
    try text.expect(.leftParenthesis, "'(' to start the operands")
    if text.accept(.rightParenthesis) { return }
    while true {
      operandStack.append(try parseUse())
      if text.accept(.rightParenthesis) { return }
      try text.expect(.comma, "',' or ')'")
    }
  }

  /// `%name` or `%name#number`.
  mutating func parseUse() throws(ParseFailure) -> OperandUse { try text.parseUse() }

  private mutating func parseProperties(isRegistered: Bool) throws(ParseFailure) -> UInt32 {
    let number: UInt32
    if text.token.kind == .leftBrace {
      number = try text.parseDictionaryNumber()
    } else {
      let place = text.token
      let whole = try text.parseAttribute()
      if isRegistered {
        throw text.fail(
          "the properties of a registered operation are '<{name = value}>'", at: place)
      }
      number = context.dictionaries.intern(["": whole])
    }
    try text.expect(.greater, "'>' to end the properties")
    return number
  }

  /// Inherent attributes written in the old way, in the trailing dictionary, are properties.
  private mutating func moveInherent(
    _ kind: OperationKind, _ operation: inout NumberedOperation, at place: Token
  ) throws(ParseFailure) {
    var attributes = context.dictionaries[operation.attributes]
    let moved = attributes.entries.filter { kind.inherent.contains($0.name) }
    guard !moved.isEmpty else { return }
    var properties = context.dictionaries[operation.properties]
    for entry in moved {
      guard properties[entry.name] == nil else {
        throw text.fail(
          "'\(entry.name)' is given both as a property and as an attribute", at: place)
      }
      properties[entry.name] = entry.value
      attributes[entry.name] = nil
    }
    operation.properties = context.dictionaries.intern(properties)
    operation.attributes = context.dictionaries.intern(attributes)
  }

  /// `: (operand types) -> results`; pushes all types and gives the number of operands' types.
  private mutating func parseTypes(operandCount: Int) throws(ParseFailure) -> Int {
    try text.expect(.colon, "':' and the operation's type")
    let place = text.token
    try text.expect(.leftParenthesis, "'(' to start the operands' types")
    let start = typeStack.count
    try parseTypeList()
    let count = typeStack.count - start
    guard count == operandCount else {
      throw text.fail(
        "the operation has \(operandCount) operands, its type \(count)", at: place)
    }
    try text.expect(.arrow, "'->' and the result types")
    if text.accept(.leftParenthesis) {
      try parseTypeList()
    } else {
      typeStack.append(try text.parseTypeNumber())
    }
    return count
  }

  mutating func parseTypeList() throws(ParseFailure) {
    if text.accept(.rightParenthesis) { return }
    while true {
      typeStack.append(try text.parseTypeNumber())
      if text.accept(.rightParenthesis) { return }
      try text.expect(.comma, "',' or ')'")
    }
  }

  mutating func checkResults(from start: Int, count: Int) throws(ParseFailure) {
    guard start < resultStack.count else { return }
    let name = resultStack[start].name
    if count == 0 { throw text.fail("an operation without results cannot be named", at: name) }
    let named = resultStack[start...].reduce(0) { $0 + $1.count }
    guard named == count else {
      throw text.fail("the operation has \(count) results, but \(named) are named", at: name)
    }
  }

  /// The location after the type, or the place in the file; gives an alias that comes later.
  mutating func parseTrailingLocation(
    _ start: Token, _ operation: inout NumberedOperation
  ) throws(ParseFailure) -> Token? {
    guard text.isWord("loc") else {
      operation.location = context.locations.add(text.location(of: start))
      return nil
    }
    text.advance()
    try text.expect(.leftParenthesis, "'(' after 'loc'")
    let awaited = text.acceptUnknownAlias()
    if awaited == nil {
      let location = try text.parseLocation()
      operation.location = location == .unknown ? 0 : context.locations.intern(location)
    }
    try text.expect(.rightParenthesis, "')'")
    if text.events != nil {
      operation.location = context.locations.add(text.location(of: start))
      return nil
    }
    return awaited
  }
}

extension Context {
  /// The number of a dictionary without those entries that have these values.
  func number(
    ofProperties number: UInt32, without implied: [(name: String, value: Attribute)]
  ) -> UInt32 {
    guard number != 0, !implied.isEmpty else { return number }
    var properties = dictionaries[number]
    let before = properties.entries.count
    for entry in implied where properties[entry.name] == entry.value {
      properties[entry.name] = nil
    }
    return properties.entries.count == before ? number : dictionaries.intern(properties)
  }
}
