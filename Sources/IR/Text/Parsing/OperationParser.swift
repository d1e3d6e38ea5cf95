import Support

/// Reads operations, blocks and regions into a module.
public struct OperationParser {
  var text: TextParser
  var module: Module
  public let context: Context
  var values = ValueScopes()
  /// Blocks by name, one table for each open region.
  var blockTables: [NameTable] = []
  var regionDepth = 0
  /// Operations already seen, by the text of their name.
  var operationNames = NameTable()
  var operationKinds: [OperationKind] = []
  /// Operands and types of the operations being read; each uses the end.
  var operandStack: [OperandUse] = []
  var resultStack: [ResultName] = []
  var typeStack: [UInt32] = []
  var operandValues: [UInt32] = []
  /// What is known of the operations that are read in forms of their own, innermost last.
  var formFrames: [FormFrame] = []
  var slotOperands: [SlotOperand] = []
  var slotTypes: [SlotType] = []
  var slotResultTypes: [SlotType] = []
  /// Whether values may come from outside the text.
  var isFragment = false
  /// Operations whose `loc(#alias)` comes later.
  var awaitedLocations: [(operation: OperationID, alias: Token)] = []
  /// The same for arguments of blocks.
  var awaitedArgumentLocations: [(argument: ValueID, alias: Token)] = []

  /// What is known of an operation from its name.
  struct OperationKind {
    var name: UInt32
    var kind: ObjectIdentifier?
    var isIsolated: Bool
    /// Names that belong among the properties.
    var inherent: Set<String>
    /// Properties that are left out if they have these values.
    var implied: [(name: String, value: Attribute)]
    /// The last properties that were written, and what was kept of them.
    var lastKept: (written: UInt32, kept: UInt32) = (0, 0)
    /// The form of its own, if it was met in it.
    var form: BoundForm?
  }

  /// A name in front of `=` with how many results it covers.
  struct ResultName {
    var name: Token
    var count: Int
  }

  init(_ text: TextParser) {
    self.text = text
    self.context = text.context
    self.module = Module(context: text.context)
  }

  // MARK: The whole text

  mutating func parseModule() throws(DiagnosticError) -> Module {
    let body = module.body
    values.push(isolated: false)
    do throws(ParseFailure) {
      while text.token.kind != .end { try parseTopLevel(into: body) }
      let undefined = values.close()
      if isFragment { defineOutside(undefined, in: body) } else { reportUndefined(undefined) }
      try resolveLocations()
      try unwrapOnlyModule(body)
    } catch {}
    if !text.diagnostics.isEmpty { throw DiagnosticError(text.sortedDiagnostics) }
    return module
  }

  private mutating func parseTopLevel(into body: BlockID) throws(ParseFailure) {
    switch text.token.kind {
    case .attributeName, .typeName:
      let start = text.checkpoint
      do throws(ParseFailure) {
        try text.parseAliasDefinition()
      } catch {
        try recover(from: start)
      }
    case .metadataBegin: try parseMetadata()
    default: try parseStatement(into: body)
    }
  }

  /// One operation; an error in it is recorded, and reading goes on after it.
  mutating func parseStatement(into block: BlockID) throws(ParseFailure) {
    let start = text.checkpoint
    let results = text.token
    text.events?.append(.operationBegin, at: text.token.start)
    let sizes = (operandStack.count, typeStack.count, resultStack.count, regionDepth)
    do throws(ParseFailure) {
      try parseOperation(into: block)
    } catch {
      operandStack.removeLast(operandStack.count - sizes.0)
      typeStack.removeLast(typeStack.count - sizes.1)
      resultStack.removeLast(resultStack.count - sizes.2)
      regionDepth = sizes.3
      values.discardAwaited(from: start.token.start)
      text.events?.append(.operationEnd(nil), at: text.token.start)
      try recover(from: start)
      poisonResults(results)
    }
  }

  /// Skips the rest of what began at `start`: up to a line after the place of the error that looks
  /// like a statement, or a closing brace, outside of the braces opened since.
  private mutating func recover(from start: TextParser.Checkpoint) throws(ParseFailure) {
    guard !text.hasGivenUp else { throw ParseFailure() }
    let failure = text.token.start
    var lexer = start.lexer
    var token = start.token
    var line = token.line
    var depth = 0
    var isFirst = true
    while token.kind != .end {
      let startsLine = token.line > line
      line = token.line
      if depth <= 0, token.start >= failure, !isFirst {
        if token.kind == .rightBrace { break }
        if startsLine, Self.startsStatement(token, lexer) { break }
      }
      // Only braces: an open parenthesis may be the very error.
      if token.kind == .leftBrace { depth += 1 }
      if token.kind == .rightBrace { depth -= 1 }
      isFirst = false
      token = lexer.next()
    }
    text.restore(.init(lexer: lexer, token: token, depth: start.depth))
  }

  /// Whether a token at the start of a line begins a statement, not just an operand; `lexer` gives
  /// what follows.
  private static func startsStatement(_ token: Token, _ lexer: Lexer) -> Bool {
    var lexer = lexer
    switch token.kind {
    case .blockName, .metadataBegin: return true
    case .string: return lexer.next().kind == .leftParenthesis
    // An operation in a form of its own; in a dictionary, '=' or ',' would follow.
    case .bareIdentifier:
      return lexer.bytes[token.start..<token.end].contains(0x2E)
        && ![.equal, .comma].contains(lexer.next().kind)
    case .attributeName, .typeName: return lexer.next().kind == .equal
    case .valueName:
      var next = lexer.next()
      while [.comma, .colon, .integer, .valueName].contains(next.kind) { next = lexer.next() }
      return next.kind == .equal
    default: return false
    }
  }

  /// The names that an operation in error would have defined.
  private mutating func poisonResults(_ first: Token) {
    guard first.kind == .valueName else { return }
    var lexer = text.lexer
    lexer.resume(at: first.start, onLineOf: first)
    while true {
      let name = lexer.next()
      guard name.kind == .valueName else { return }
      values.poison(values.index(of: name, in: text.bytes))
      text.events?.append(.valueDefinition(first: nil, count: 1), name)
      var next = lexer.next()
      if next.kind == .colon {
        _ = lexer.next()
        next = lexer.next()
      }
      guard next.kind == .comma else { return }
    }
  }

  private mutating func reportUndefined(_ left: [ValueScopes.Awaited]) {
    for use in left where !text.hasGivenUp {
      _ = text.fail(
        "'\(text.text(of: use.place))' is used but not defined; define it in this region or in one "
          + "around it", at: use.place)
    }
  }

  /// Leaves a region's names, complaining about those that were never defined.
  mutating func popScope(isolated: Bool) {
    reportUndefined(values.pop(isolated: isolated))
  }

  private mutating func resolveLocations() throws(ParseFailure) {
    for (operation, token) in awaitedLocations {
      module.setLocation(of: operation, to: try awaitedLocation(token))
    }
    for (argument, token) in awaitedArgumentLocations {
      module.setLocation(ofArgument: argument, to: try awaitedLocation(token))
    }
  }

  private mutating func awaitedLocation(_ token: Token) throws(ParseFailure) -> Location {
    let name = text.text(token.start + 1, token.end)
    guard case .location(let location)? = text.aliases.attributes[name]?.value else {
      throw text.fail("the location alias '#\(name)' is not defined", at: token)
    }
    return location
  }

  /// Gives values that come from outside the text a definition at its beginning.
  private mutating func defineOutside(_ left: [ValueScopes.Awaited], in body: BlockID) {
    for value in Set(left.map(\.placeholder)).sorted(by: { $0.row < $1.row }) {
      var state = OperationState(
        name: "builtin.unrealized_conversion_cast", resultTypes: [module.type(of: value)])
      state.kind = context.definition(named: state.name).map { ObjectIdentifier($0) }
      let place: InsertionPoint =
        module.firstOperation(in: body).map { .before($0) } ?? .atEnd(of: body)
      let operation = module.insert(state, at: place)
      module.replaceAllUses(of: value, with: module.result(of: operation))
    }
  }

  /// Text that is one `builtin.module` is that module.
  private mutating func unwrapOnlyModule(_ body: BlockID) throws(ParseFailure) {
    guard text.diagnostics.isEmpty, let only = module.firstOperation(in: body),
      module.next(after: only) == nil, module.name(of: only) == "builtin.module"
    else { return }
    guard module.operandCount(of: only) == 0, module.resultCount(of: only) == 0,
      module.regionCount(of: only) == 1, module.blocks(in: module.region(of: only)).count <= 1
    else {
      throw text.fail(
        "a 'builtin.module' has no operands, no results and one region of one block")
    }
    module.unwrap(only)
    if module.blocks(in: module.region(of: only)).isEmpty {
      module.appendBlock(to: module.region(of: only))
    }
  }
}
