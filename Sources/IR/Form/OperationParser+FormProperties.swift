import Support

extension OperationParser {
  /// Sets the property of this number in the signature.
  mutating func set(_ number: Int, _ value: Attribute) {
    frame.properties[frame.form.signature.properties[number].name] = value
  }

  /// The value of the property of this number.
  mutating func readProperty(_ number: Int) throws(ParseFailure) {
    let property = frame.form.signature.properties[number]
    if case .presence = property.constraint.spelling { return set(number, .unit) }
    set(number, try readAttribute(as: property.constraint, "'\(property.name)'"))
  }

  /// A value as a form spells it.
  mutating func readAttribute(
    as constraint: AttributeConstraint, _ name: String
  ) throws(ParseFailure) -> Attribute {
    let place = text.token
    let value = try text.parseAttribute(as: constraint.spelling)
    guard constraint.holds(value) else {
      throw text.fail("\(name) must be \(constraint.summary), not '\(value)'", at: place)
    }
    return value
  }

  /// `{name = value}`: attributes, and properties that the form does not mention.
  mutating func readAttributes() throws(ParseFailure) {
    let place = text.token
    for entry in try text.parseDictionary().entries {
      try add(entry.name, entry.value, at: place)
    }
  }

  private mutating func add(
    _ name: String, _ value: Attribute, at place: Token
  ) throws(ParseFailure) {
    guard let number = frame.form.signature.properties.firstIndex(where: { $0.name == name }) else {
      frame.attributes[name] = value
      return
    }
    guard frame.properties[name] == nil else {
      throw text.fail("'\(name)' is given twice", at: place)
    }
    set(number, value)
  }

  /// What a directive read as attributes may hold properties that its form does not mention.
  mutating func moveInherentAttributes(
    _ kind: OperationKind, at place: Token
  ) throws(ParseFailure) {
    for entry in frame.attributes.entries where kind.inherent.contains(entry.name) {
      guard frame.properties[entry.name] == nil, entry.name != "operandSegmentSizes",
        entry.name != "resultSegmentSizes"
      else {
        throw text.fail("the form of this operation tells its '\(entry.name)' already", at: place)
      }
      frame.attributes[entry.name] = nil
      frame.properties[entry.name] = entry.value
    }
  }

  /// `{axis = 1, kind = sum}`.
  mutating func readProperties() throws(ParseFailure) {
    text.advance()
    while true {
      let place = text.token
      let name: String
      switch place.kind {
      case .bareIdentifier:
        name = text.text(of: place)
        text.events?.append(.attributeName, place)
        text.advance()
      case .string: name = try text.parseString()
      default: throw text.fail(expected: "an attribute's name")
      }
      let property = frame.form.signature.properties.first { $0.name == name }
      guard frame.attributes[name] == nil else {
        throw text.fail("'\(name)' is given twice", at: place)
      }
      if text.accept(.equal) {
        if let property {
          let value = try readAttribute(as: property.constraint, "'\(name)'")
          try add(name, value, at: place)
        } else {
          try add(name, try text.parseAttribute(), at: place)
        }
      } else {
        try add(name, .unit, at: place)
      }
      if text.accept(.rightBrace) { return }
      try text.expect(.comma, "',' or '}'")
    }
  }
}
