import Support

/// Reads the part of a form that a directive stands for.
public typealias FormReader = OperationParser

/// Thrown when what was read is wrong, which has been reported already.
public typealias FormFailure = ParseFailure

extension OperationParser {
  // MARK: Text

  /// Takes a word or punctuation if it is next.
  public mutating func accept(_ literal: String) -> Bool { text.accept(Array(literal.utf8)) }

  /// Whether a word or punctuation is next.
  public func isNext(_ literal: String) -> Bool { text.isNext(Array(literal.utf8)) }

  /// Takes a word or punctuation.
  public mutating func expect(_ literal: String) throws(FormFailure) {
    guard accept(literal) else { throw text.fail(expected: "'\(literal)'") }
  }

  /// What comes next, to which an error can point later.
  public var place: Token { text.token }

  /// Reports what is wrong with what comes next, or what came at a place.
  public mutating func fail(_ message: String, at place: Token? = nil) -> FormFailure {
    text.fail(message, at: place)
  }

  /// Reports that something else was expected than what comes next.
  public mutating func fail(expected: String) -> FormFailure { text.fail(expected: expected) }

  /// A word, such as the value of an enumeration.
  public mutating func readWord(_ expected: String) throws(FormFailure) -> String {
    guard text.token.kind == .bareIdentifier else { throw text.fail(expected: expected) }
    let word = text.text(of: text.token)
    text.advance()
    return word
  }

  /// A string in quotes if one is next.
  public mutating func readOptionalString() throws(FormFailure) -> String? {
    text.token.kind == .string ? try text.parseString() : nil
  }

  /// `@name`.
  public mutating func readSymbolName() throws(FormFailure) -> String {
    guard text.token.kind == .symbolName,
      case .symbol(let name, let nested) = try text.parseAttribute(), nested.isEmpty
    else { throw text.fail(expected: "a symbol such as '@name'") }
    return name
  }

  /// An integer without a type, which must be a value of `type`, of 64 bits at most.
  public mutating func readInteger(fitting type: Type = .i64) throws(FormFailure) -> Int {
    let literal = try text.parseSignedLiteral()
    let bits = try text.integerBits(literal, type)
    return Int(truncatingIfNeeded: bits)
  }

  /// Any attribute.
  public mutating func readAttribute() throws(FormFailure) -> Attribute {
    try text.parseAttribute()
  }

  /// An attribute as a form spells it.
  public mutating func readAttribute(
    as spelling: AttributeConstraint.Spelling
  ) throws(FormFailure) -> Attribute {
    try text.parseAttribute(as: spelling)
  }

  /// Any type.
  public mutating func readType() throws(FormFailure) -> Type { try text.parseType() }

  /// `f32` or `(f32, i1)`, as after an arrow.
  public mutating func readResultTypes() throws(FormFailure) -> [Type] {
    guard accept("(") else { return [try text.parseType()] }
    var types: [Type] = []
    try text.parseList(until: .rightParenthesis, "')'") { parser throws(ParseFailure) in
      types.append(try parser.parseType())
    }
    return types
  }

  /// `{name = value}` if it is next.
  public mutating func readOptionalAttributes() throws(FormFailure) -> AttributeDictionary {
    text.token.kind == .leftBrace ? try text.parseDictionary() : [:]
  }

  /// `{name = value}`, or the alias of one.
  public mutating func readDictionary() throws(FormFailure) -> AttributeDictionary {
    let place = text.token
    guard let dictionary = try text.parseAttribute().dictionaryValue else {
      throw text.fail("expected a dictionary such as '{name = value}'", at: place)
    }
    return dictionary
  }

  // MARK: Parts of the operation

  /// Whether an operand is next.
  public var isOperandNext: Bool { text.token.kind == .valueName }

  /// Whether an integer is next.
  public var isIntegerNext: Bool { text.token.kind == .integer || text.token.kind == .minus }

  /// An operand, for the slot of this name.
  public mutating func readOperand(_ slot: String) throws(FormFailure) {
    slotOperands.append(SlotOperand(slot: number(of: slot), use: try parseUse()))
  }

  /// `(%a, %b)`, for the slot of this name.
  public mutating func readOperands(_ slot: String) throws(FormFailure) {
    try expect("(")
    if accept(")") { return }
    repeat { try readOperand(slot) } while accept(",")
    try expect(")")
  }

  /// The type of the operand of a slot, of the next one if there are several.
  public mutating func addType(_ type: Type, ofOperand slot: String) {
    slotTypes.append(SlotType(slot: number(of: slot), type: context.types.intern(type)))
  }

  func number(of slot: String) -> Int {
    frame.form.signature.operands.firstIndex { $0.name == slot } ?? 0
  }

  /// The types of the results.
  public mutating func setResultTypes(_ types: [Type]) {
    for type in types {
      slotResultTypes.append(SlotType(slot: -1, type: context.types.intern(type)))
    }
  }

  /// Sets a property.
  public mutating func set(_ name: String, _ value: Attribute?) { frame.properties[name] = value }

  /// The properties read so far.
  public var properties: AttributeDictionary {
    get { frame.properties }
    set { frame.properties = newValue }
  }

  /// The attributes that are no properties.
  public var attributes: AttributeDictionary {
    get { frame.attributes }
    set { frame.attributes = newValue }
  }

  /// The name of an argument of a region that follows, such as `%i`; what its type is comes later.
  public mutating func readArgument() throws(FormFailure) -> FormArgument {
    guard text.token.kind == .valueName else {
      throw text.fail(expected: "the name of an argument, such as '%i'")
    }
    let name = text.text(text.token.start + 1, text.token.end)
    let argument = FormArgument(
      name: text.token, type: .none, suggestedName: name.isNumberedValueName ? nil : name)
    text.advance()
    return argument
  }

  /// `%name: type`.
  public mutating func readTypedArgument() throws(FormFailure) -> FormArgument {
    var argument = try readArgument()
    try expect(":")
    argument.type = try text.parseType()
    return argument
  }

  /// `loc(…)`, as behind an argument, if it is next.
  public mutating func readOptionalLocation() throws(FormFailure) -> ArgumentLocation {
    try parseArgumentLocation()
  }

  /// The arguments of the first block of the region that the form calls `body`.
  public var arguments: [FormArgument] {
    get { frame.arguments }
    _modify { yield &frame.arguments }
  }

  /// A region `{ … }`; with arguments if what its first block takes has been read before.
  public mutating func readRegion(_ arguments: [FormArgument]? = nil) throws(FormFailure) {
    frame.regions.append(try parseRegion(frame.form.isIsolated, arguments: arguments))
  }

  /// Makes the region that was read last the first.
  public mutating func moveLastRegionToFront() {
    guard let last = frame.regions.popLast() else { return }
    frame.regions.insert(last, at: 0)
  }

  /// Ends the only block of the region that was read last with an operation that takes what the last
  /// one in it gives, unless it ends in a terminator already.
  public mutating func endRegionYieldingResults(with terminator: String) {
    guard let region = frame.regions.last, let block = module.entryBlock(of: region) else { return }
    let results = module.lastOperation(in: block).map { module.results(of: $0) } ?? []
    endRegion(with: OperationState(name: terminator, operands: results))
  }

  /// `^bb1`, a successor.
  public mutating func readSuccessor() throws(FormFailure) {
    frame.successors.append(try parseSuccessor())
  }

  /// Elements of a type that is not written behind them: `dense<[1, 2]>`.
  public mutating func readElements(of type: Type) throws(FormFailure) -> Attribute {
    try text.parseElements(of: type)
  }

  /// A region without blocks, of which nothing is written.
  public mutating func addEmptyRegion() { frame.regions.append(module.makeRegion()) }

  /// Ends the first block of the region that was read last with an operation, unless it ends in a
  /// terminator already.
  ///
  /// A region of that operation is an empty block.
  public mutating func endRegion(with terminator: OperationState) {
    guard let region = frame.regions.last else { return }
    if module.regionRows[region.row].first == noRow {
      module.link(module.makeBlock(), to: region)
    }
    let block = BlockID(raw: module.regionRows[region.row].first)
    if let last = module.lastOperation(in: block), module.isTerminator(last) { return }
    var terminator = terminator
    terminator.kind = context.definition(named: terminator.name).map { ObjectIdentifier($0) }
    let end = module.insert(terminator, at: .atEnd(of: block))
    for region in module.regions(of: end) { module.link(module.makeBlock(), to: region) }
  }
}
