import Support

/// Writes the part of a form that a directive stands for.
public typealias FormWriter = ModulePrinter

extension ModulePrinter {
  /// Writes text as it is.
  public mutating func write(_ text: String) { writer.write(text) }

  /// Goes to a new line, as far in as the operation.
  public mutating func writeLine() {
    writer.write("\n")
    writer.indent(depth)
  }

  /// Writes `%name`.
  public mutating func write(_ value: ValueID) { names.write(value, of: module, to: &writer) }

  /// Writes `%a, %b`.
  public mutating func write(_ values: some Sequence<ValueID>) {
    writer.write(list: values) { [module, names] in names.write($1, of: module, to: &$0) }
  }

  /// Writes a type.
  public mutating func write(_ type: Type) { writer.write(type) }

  /// Writes `f32, i1`.
  public mutating func write(_ types: some Sequence<Type>) {
    writer.write(list: types) { $0.write($1) }
  }

  /// Writes `-> f32` or `-> (f32, i1)`, without the arrow.
  public mutating func write(results types: [Type]) { writer.write(results: types) }

  /// Writes an attribute with its type.
  public mutating func write(_ attribute: Attribute) { writer.write(attribute) }

  /// Writes an attribute as a form spells it.
  public mutating func write(_ attribute: Attribute, as spelling: AttributeConstraint.Spelling) {
    writer.write(attribute, as: spelling)
  }

  /// Writes `{name = value}`, and nothing if there is no attribute.
  public mutating func write(_ attributes: AttributeDictionary, after text: String = " ") {
    guard !attributes.isEmpty else { return }
    writer.write(text)
    writer.write(attributes)
  }

  /// Writes a string in quotes.
  public mutating func write(quoted text: String) { writer.write(quoted: text) }

  /// Writes `@name`.
  public mutating func write(symbol name: String) { writer.write(symbol: name) }

  /// Writes `^bb1`.
  public mutating func write(_ block: BlockID) { names.write(block, to: &writer) }

  /// Writes `{ … }`; `hasHeader` if what the first block takes has been written already.
  ///
  /// A terminator without operands and attributes, of the kind `implied`, is left out.
  public mutating func write(
    _ region: RegionID, hasHeader: Bool = false, implied: String? = nil
  ) {
    var omitted: OperationID?
    if let implied, !writer.options.showsLocations,
      let block = module.entryBlock(of: region), module.blocks(in: region).count == 1,
      let last = module.lastOperation(in: block), module.name(of: last) == implied,
      module.operandCount(of: last) == 0, module.attributes(of: last).isEmpty,
      hasHeader || module.firstOperation(in: block) != last
    {
      omitted = last
    }
    write(region: region, hasHeader: hasHeader, omitting: omitted)
  }

  /// Writes `{ … }` without an operation that reading puts there again.
  public mutating func write(_ region: RegionID, omitting operation: OperationID) {
    write(
      region: region, hasHeader: true,
      omitting: writer.options.showsLocations ? nil : operation)
  }

  /// Writes elements without their type: `dense<[1, 2]>`.
  public mutating func write(elements: Attribute) {
    var inner = TextWriter(writer.options)
    inner.write(elements)
    let suffix = elements.type.map { " : \($0)" } ?? ""
    writer.bytes.append(contentsOf: inner.bytes.dropLast(suffix.utf8.count))
  }

  /// Writes `%name: type` of a block's argument, and where it came from if locations are shown.
  public mutating func write(argument: ValueID, attributes: AttributeDictionary? = nil) {
    write(argument)
    write(": ")
    write(module.type(of: argument))
    write(attributes ?? [:])
    if writer.options.showsLocations { writer.write(trailing: module.location(of: argument)) }
  }

  /// The name that the value has in the text, without the `%`, if its operation suggested it.
  public func suggestedName(of value: ValueID) -> String? { names.suggestedName(of: value) }

  /// Writes index expressions over `d0…` for `values`, and symbols, by the values' names:
  /// `%i * 14 + %j`.
  ///
  /// Where reading that would not give the same values in the same order, the expressions are
  /// written as they are, with the values behind them: `[d0 * 14 + d0](%i)`.
  public mutating func write(expressions: [IndexExpression], _ values: [ValueID]) {
    if let texts = inlined(expressions, values) {
      return write("[" + texts.joined(separator: ", ") + "]")
    }
    write("[" + expressions.map(\.description).joined(separator: ", ") + "](")
    write(values)
    write(")")
  }

  /// Index expressions by the names of the values in them; `nil` if that would not read back.
  public func inlined(_ expressions: [IndexExpression], _ values: [ValueID]) -> [String]? {
    var seen = 0
    guard Set(values).count == values.count else { return nil }
    var texts: [String] = []
    for expression in expressions {
      guard let text = inlined(expression.description, values, &seen) else { return nil }
      texts.append(text)
    }
    return seen == values.count ? texts : nil
  }

  /// Puts names for `d0…` in a text, in which new ones must come in order.
  private func inlined(_ text: String, _ values: [ValueID], _ seen: inout Int) -> String? {
    var result = TextWriter()
    let bytes = Array(text.utf8)
    var position = 0
    while position < bytes.count {
      let start = position
      if bytes[start] == 0x22 {
        position += 1
        while position < bytes.count, bytes[position] != 0x22 {
          position += bytes[position] == 0x5C ? 2 : 1
        }
        position += 1
      } else if bytes[start].startsIdentifier {
        while position < bytes.count, bytes[position].continuesIdentifier { position += 1 }
        let digits = bytes[(start + 1)..<position]
        if bytes[start] == 0x64, !digits.isEmpty, digits.allSatisfy(\.isDigit) {
          guard let number = Int(String(decoding: digits, as: UTF8.self)), number < values.count,
            number <= seen
          else { return nil }
          seen = max(seen, number + 1)
          names.write(values[number], of: module, to: &result)
          continue
        }
      } else {
        position += 1
      }
      result.bytes.append(contentsOf: bytes[start..<min(position, bytes.count)])
    }
    return result.text
  }
}

extension Module {
  /// Whether an operation goes to the block, so that it needs its label.
  public func isBranchedTo(_ block: BlockID) -> Bool { !hasNoPredecessors(block) }

  /// The operands of the slot called `name`; `nil` if the operands do not fit the signature.
  public func formOperands(_ name: String, of operation: OperationID) -> [ValueID]? {
    guard let signature = definition(of: operation)?.signature,
      let slot = signature.operands.firstIndex(where: { $0.name == name }),
      let segments = operandSegments(of: operation, signature)
    else { return nil }
    return segments[slot].map { operand($0, of: operation) }
  }
}
