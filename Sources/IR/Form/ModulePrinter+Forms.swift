extension ModulePrinter {
  /// Writes an operation behind its results in the form for people; `false`, and nothing written,
  /// if there is none that expresses it.
  mutating func writeForm(of operation: OperationID, _ row: OperationRow) -> Bool {
    guard writer.options.usesForms, let form = form(named: row.name),
      // What follows could be read as more operands of what must be last.
      row.next == noRow || module.traits(of: operation)?.contains(.terminator) != true,
      let check = FormCheck(
        form, operation, in: module,
        followsDefinitions: !names.forwardUsers.contains(operation)),
      check.holds
    else { return false }
    let name = module.context.names[row.name]
    writer.write(name == "builtin.module" ? "module" : name)
    spacing = Spacing()
    write(form.elements, check)
    return true
  }

  private mutating func form(named name: UInt32) -> BoundForm? {
    if let known = forms[name] { return known }
    let form = module.context.definition(named: module.context.names[name])?.boundForm
    forms[name] = .some(form)
    return form
  }

  // MARK: Elements

  private mutating func write(_ elements: [BoundElement], _ check: FormCheck) {
    for element in elements { write(element, check) }
  }

  private mutating func write(_ element: BoundElement, _ check: FormCheck) {
    let (operation, row, form) = (check.operation, check.row, check.form)
    switch element {
    case .literal(let text): write(literal: text)
    case .space(let isThere):
      if isThere { writer.write(" ") }
      spacing.isDue = false
    case .operand(let slot):
      writeOperands(row, check.operands[slot])
    case .operands: writeOperands(row, 0..<Int(row.operands.count))
    case .property(let number):
      let property = form.signature.properties[number]
      guard let value = module.property(property.name, of: operation), value != .unit else {
        return
      }
      writeSpace()
      writer.write(value, as: property.constraint.spelling)
    case .typedProperty(let number):
      let name = form.signature.properties[number].name
      guard let value = module.property(name, of: operation) else { return }
      writeSpace()
      writer.write(value)
    case .operandType(let slot): writeOperandTypes(row, check.operands[slot])
    case .operandTypes: writeOperandTypes(row, 0..<Int(row.operands.count))
    case .resultType(let slot): writeResultTypes(row, check.results[slot])
    case .resultTypes: writeResultTypes(row, 0..<Int(row.results.count))
    case .functionalType:
      writeSpace()
      writeFunctionType(row)
    case .briefType:
      if check.followsDefinitions {
        writeResultTypes(row, 0..<Int(row.results.count))
      } else {
        writeSpace()
        writeFunctionType(row)
      }
    case .attributes(let keyword):
      let dictionary = looseAttributes(operation, form)
      guard !dictionary.isEmpty else { return }
      writer.write(keyword ? " attributes " : " ")
      writer.write(dictionary)
      spacing = Spacing()
    case .properties: writeProperties(operation, form)
    case .region(let number):
      writeSpace()
      write(region: RegionID(row.regions.range.lowerBound + number))
    case .body(let number):
      writeSpace()
      write(region: RegionID(row.regions.range.lowerBound + number), hasHeader: true)
    case .successor(let number):
      writeSpace()
      names.write(module.successors(of: operation)[number], to: &writer)
    case .successors:
      writeSpace()
      writer.write(list: module.successors(of: operation)) { [names] in names.write($1, to: &$0) }
    case .custom(let directive):
      let start = writer.bytes.count
      writeSpace()
      let end = writer.bytes.count
      directive.write(operation, &self)
      // A part that is not there needs no space before it.
      if writer.bytes.count == end { writer.bytes.removeLast(end - start) }
      spacing = Spacing()
    case .optional(let inner, let anchor):
      if check.isThere(anchor) { write(inner, check) }
    }
  }

  private mutating func writeOperands(_ row: OperationRow, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    writeSpace()
    let first = row.operands.range.lowerBound
    writer.write(list: range) { [module, names] writer, index in
      names.write(ValueID(raw: module.operandRows[first + index].value), of: module, to: &writer)
    }
  }

  private mutating func writeOperandTypes(_ row: OperationRow, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    writeSpace()
    let first = row.operands.range.lowerBound
    for index in range {
      if index > range.lowerBound { writer.write(", ") }
      write(typeOf: Int(module.operandRows[first + index].value))
    }
  }

  private mutating func writeResultTypes(_ row: OperationRow, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    writeSpace()
    for index in range {
      if index > range.lowerBound { writer.write(", ") }
      write(typeOf: row.results.range.lowerBound + index)
    }
  }

  /// The attributes, and the properties that the form does not mention.
  private func looseAttributes(_ operation: OperationID, _ form: BoundForm) -> AttributeDictionary {
    var dictionary = module.attributes(of: operation)
    guard !form.loose.isEmpty else { return dictionary }
    let properties = module.properties(of: operation)
    for number in form.loose {
      let property = form.signature.properties[number]
      guard let value = properties[property.name], value != property.implied else { continue }
      dictionary[property.name] = value
    }
    return dictionary
  }

  /// `{axis = 1, kind = sum}`: properties in the signature's order, then attributes.
  private mutating func writeProperties(_ operation: OperationID, _ form: BoundForm) {
    let properties = module.properties(of: operation)
    var isFirst = true
    for number in form.loose {
      let property = form.signature.properties[number]
      guard let value = properties[property.name], value != property.implied else { continue }
      writer.write(isFirst ? " {" : ", ")
      isFirst = false
      writer.write(name: property.name)
      if value == .unit { continue }
      writer.write(" = ")
      writer.write(value, as: property.constraint.spelling)
    }
    for entry in module.attributes(of: operation).entries {
      writer.write(isFirst ? " {" : ", ")
      isFirst = false
      writer.write(name: entry.name)
      if entry.value == .unit { continue }
      writer.write(" = ")
      writer.write(entry.value)
    }
    if !isFirst { writer.write("}") }
    spacing = Spacing()
  }

  // MARK: Spaces

  /// What stands before the next element.
  struct Spacing {
    var isDue = true
    var followsPunctuation = false
  }

  private mutating func writeSpace() {
    if spacing.isDue { writer.write(" ") }
    spacing = Spacing()
  }

  /// Brackets and commas stand close to what is before them.
  private mutating func write(literal text: [UInt8]) {
    let first = text[0]
    let isWord = first.startsIdentifier
    if spacing.isDue {
      let close: [UInt8] =
        spacing.followsPunctuation
        ? [0x3E, 0x29, 0x7D, 0x5D, 0x2C]  // > ) } ] ,
        : [0x3C, 0x3E, 0x28, 0x29, 0x7B, 0x7D, 0x5B, 0x5D, 0x2C]  // and < ( { [
      if text.count > 1 || !close.contains(first) { writer.write(" ") }
    }
    writer.bytes.append(contentsOf: text)
    // Nothing stands away from an opening bracket.
    spacing = Spacing(
      isDue: text.count > 1 || ![0x3C, 0x28, 0x7B, 0x5B].contains(first),
      followsPunctuation: !isWord)
  }
}

extension TextWriter {
  /// Writes a property's value as a form spells it.
  mutating func write(_ value: Attribute, as spelling: AttributeConstraint.Spelling) {
    switch (spelling, value) {
    case (.word, .string(let text)): write(name: text)
    case (.symbolName, .string(let text)): write(symbol: text)
    case (.number(let type), .integer(let number, let own)) where own == type: write(number)
    case (.integers, .denseArray(.i64, let values)):
      write("[")
      write(list: values) { $0.write($1) }
      write("]")
    case (.body(let definition), .dialect(let attribute))
    where type(of: attribute.value) == definition:
      let body = attribute.value.body ?? ""
      if body.isOneGroup {
        write(body)
      } else {
        write(body: body)
      }
    default: write(value, elidingTypes: true)
    }
  }
}

extension String {
  /// Whether this is `[…]`, the brackets being one another's.
  var isOneGroup: Bool {
    guard utf8.first == 0x5B, utf8.last == 0x5D else { return false }
    var depth = 0
    var isQuoted = false
    for (index, byte) in utf8.enumerated() {
      if byte == 0x22 { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x5B { depth += 1 }
      if byte == 0x5D { depth -= 1 }
      if depth == 0 { return index == utf8.count - 1 }
    }
    return false
  }
}
