import Support

extension OperationParser {
  /// An operation in a form of its own, from its name on; its results' names have been read.
  mutating func parseForm(
    from start: Token, firstResult: Int, into block: BlockID
  ) throws(ParseFailure) {
    let nameToken = text.token
    text.events?.append(.operationName, nameToken)
    let kind = operationKinds[try parseFormName()]
    guard let form = kind.form else { return }
    let frame = FormFrame(
      form: form,
      namedResults: resultStack[firstResult...].reduce(0) { $0 + $1.count },
      firstOperand: slotOperands.count, firstType: slotTypes.count,
      firstResultType: slotResultTypes.count)
    formFrames.append(frame)
    let depth = formFrames.count
    do throws(ParseFailure) {
      try read(form.elements)
      try finishForm(kind, start, nameToken, firstResult, into: block)
      leaveForm(depth, frame)
    } catch {
      leaveForm(depth, frame)
      throw error
    }
    resultStack.removeLast(resultStack.count - firstResult)
  }

  private mutating func leaveForm(_ depth: Int, _ frame: FormFrame) {
    formFrames.removeLast(formFrames.count - depth + 1)
    slotOperands.removeLast(slotOperands.count - frame.firstOperand)
    slotTypes.removeLast(slotTypes.count - frame.firstType)
    slotResultTypes.removeLast(slotResultTypes.count - frame.firstResultType)
  }

  var frame: FormFrame {
    get { formFrames[formFrames.count - 1] }
    _modify { yield &formFrames[formFrames.count - 1] }
  }

  /// The name of an operation with a form; `return` and `module` are short for `func.return` and
  /// `builtin.module`.
  private mutating func parseFormName() throws(ParseFailure) -> Int {
    let place = text.token
    let entry = operationNames.index(of: place.start, place.end, in: text.bytes)
    if operationNames[entry].value != NameTable.unbound {
      text.advance()
      return Int(operationNames[entry].value)
    }
    let written = text.text(of: place)
    let name =
      written.contains(".")
      ? written : ["builtin.", "func."].map { $0 + written }.first(where: isDefined) ?? written
    guard name.contains(".") else {
      throw text.fail(
        "expected an operation such as 'arith.addf %a, %b : f32' or '\"arith.addf\"(%a, %b) : …', "
          + "found '\(written)'")
    }
    guard let definition = context.definition(named: name) else {
      if let problem = context.problem(withUnregistered: name) {
        throw text.fail(problem, at: place)
      }
      throw text.fail(
        "'\(name)' is not registered, so only its generic form can be read: '\"\(name)\"(…)'",
        at: place)
    }
    guard let form = definition.boundForm else {
      let problem = definition.formProblem ?? "'\(name)' has only the generic form"
      throw text.fail("\(problem); write '\"\(name)\"(…)'", at: place)
    }
    text.advance()
    return addKind(name, definition, at: entry, form: form)
  }

  private func isDefined(_ name: String) -> Bool { context.definition(named: name) != nil }

  // MARK: Elements

  private mutating func read(_ elements: [BoundElement]) throws(ParseFailure) {
    for element in elements { try read(element) }
  }

  private mutating func read(_ element: BoundElement) throws(ParseFailure) {
    switch element {
    case .literal(let literal):
      guard text.accept(literal) else {
        throw text.fail(expected: "'\(String(decoding: literal, as: UTF8.self))'")
      }
    case .space: break
    case .operand(let slot): try readOperands(slot)
    case .operands: try readUses(slot: -1)
    case .property(let number): try readProperty(number)
    case .typedProperty(let number):
      set(number, try text.parseAttribute())
    case .operandType(let slot):
      let count = slotOperands[frame.firstOperand...].count { $0.slot == slot }
      for index in 0..<count {
        if index > 0 { try text.expect(.comma, "',' and the type of another operand") }
        slotTypes.append(SlotType(slot: slot, type: try text.parseTypeNumber()))
      }
    case .operandTypes:
      for index in 0..<slotOperands.count - frame.firstOperand {
        if index > 0 { try text.expect(.comma, "',' and the type of another operand") }
        slotTypes.append(SlotType(slot: -1, type: try text.parseTypeNumber()))
      }
    case .resultType(let slot):
      if frame.form.signature.results[slot].arity == .one {
        slotResultTypes.append(SlotType(slot: slot, type: try text.parseTypeNumber()))
      } else if frame.namedResults > 0 {
        try readResultTypes(slot: slot)
      }
    case .resultTypes: if frame.namedResults > 0 { try readResultTypes(slot: -1) }
    case .functionalType: try readFunctionalType()
    case .briefType:
      if text.token.kind == .leftParenthesis {
        try readFunctionalType()
      } else if frame.namedResults > 0 {
        try readResultTypes(slot: -1)
      }
    case .attributes(let keyword):
      if keyword, !text.accept(word: "attributes") { return }
      if keyword || text.token.kind == .leftBrace { try readAttributes() }
    case .properties: if text.token.kind == .leftBrace { try readProperties() }
    case .region: frame.regions.append(try parseRegion(frame.form.isIsolated))
    case .body:
      frame.regions.append(
        try parseRegion(frame.form.isIsolated, arguments: frame.arguments))
    case .successor: frame.successors.append(try parseSuccessor())
    case .successors:
      repeat { frame.successors.append(try parseSuccessor()) } while text.accept(.comma)
    case .custom(let directive): try directive.read(&self)
    case .optional(let inner, _):
      if isNext(inner) { try read(inner) }
    }
  }

  /// Whether an optional group is there.
  private func isNext(_ elements: [BoundElement]) -> Bool {
    switch elements.firstText {
    case .literal(let literal): text.isNext(literal)
    case .operand, .operands: text.token.kind == .valueName
    default: false
    }
  }

  private mutating func readOperands(_ slot: Int) throws(ParseFailure) {
    switch frame.form.signature.operands[slot].arity {
    case .one: slotOperands.append(SlotOperand(slot: slot, use: try parseUse()))
    case .optional:
      guard text.token.kind == .valueName else { return }
      slotOperands.append(SlotOperand(slot: slot, use: try parseUse()))
    case .variadic: try readUses(slot: slot)
    }
  }

  /// `%a, %b`, or nothing.
  private mutating func readUses(slot: Int) throws(ParseFailure) {
    guard text.token.kind == .valueName else { return }
    repeat {
      slotOperands.append(SlotOperand(slot: slot, use: try parseUse()))
    } while text.accept(.comma)
  }

  private mutating func readResultTypes(slot: Int) throws(ParseFailure) {
    repeat {
      slotResultTypes.append(SlotType(slot: slot, type: try text.parseTypeNumber()))
    } while text.accept(.comma)
  }

  private mutating func readFunctionalType() throws(ParseFailure) {
    let place = text.token
    let type = try text.parseFunctionType()
    let count = slotOperands.count - frame.firstOperand
    guard type.inputs.count == count else {
      throw text.fail(
        "the operation has \(count) operands, its type \(type.inputs.count)", at: place)
    }
    for input in type.inputs {
      slotTypes.append(SlotType(slot: -1, type: context.types.intern(input)))
    }
    for result in type.results {
      slotResultTypes.append(SlotType(slot: -1, type: context.types.intern(result)))
    }
  }
}
