/// Why a form's pattern is no form.
struct FormPatternError: Error {
  var message: String
}

/// Reads the pattern of a form.
struct FormPatternReader {
  private var rest: Substring

  init(_ pattern: String) { rest = pattern[...] }

  mutating func readAll() throws(FormPatternError) -> [FormElement] {
    var elements: [FormElement] = []
    skipBlanks()
    while !rest.isEmpty {
      elements.append(try readElement())
      skipBlanks()
    }
    return elements
  }

  private mutating func readElement() throws(FormPatternError) -> FormElement {
    switch rest.first {
    case "`": return try readLiteral()
    case "$": return .variable(try readVariable())
    case "(": return try readOptional()
    default: return try readDirective(readWord())
    }
  }

  private mutating func readLiteral() throws(FormPatternError) -> FormElement {
    rest.removeFirst()
    guard let end = rest.firstIndex(of: "`") else { throw fail("a '`' is not closed") }
    let text = String(rest[..<end])
    rest = rest[rest.index(after: end)...]
    if text.isEmpty || text == " " { return .space(!text.isEmpty) }
    let punctuation = [
      "->", ",", ":", "=", "(", ")", "[", "]", "{", "}", "<", ">", "?", "+", "*", "|",
    ]
    guard text.isBareIdentifier || punctuation.contains(text) else {
      throw fail("'`\(text)`' is neither a word nor punctuation")
    }
    return .literal(text)
  }

  private mutating func readVariable() throws(FormPatternError) -> String {
    guard accept("$") else { throw fail("expected '$' and a name") }
    let name = readWord()
    guard !name.isEmpty else { throw fail("expected a name after '$'") }
    return name
  }

  private mutating func readDirective(_ word: String) throws(FormPatternError) -> FormElement {
    switch word {
    case "operands": return .operands
    case "successors": return .successors
    case "attr-dict": return .attributes(keyword: false)
    case "attr-dict-with-keyword": return .attributes(keyword: true)
    case "properties": return .properties
    case "brief-type": return .briefType
    case "functional-type":
      for part in ["(", "operands", ",", "results", ")"] { try expect(part) }
      return .functionalType
    case "type":
      try expect("(")
      defer { skipBlanks() }
      let element: FormElement
      if rest.first == "$" {
        element = .type(try readVariable())
      } else {
        let all = readWord()
        guard ["operands", "results"].contains(all) else { throw fail("expected '$' and a name") }
        element = all == "operands" ? .operandTypes : .resultTypes
      }
      try expect(")")
      return element
    case "typed":
      try expect("(")
      let name = try readVariable()
      try expect(")")
      return .typed(name)
    case "region", "body", "successor":
      try expect("(")
      guard let number = Int(readWord()) else { throw fail("expected a number") }
      try expect(")")
      return word == "region"
        ? .region(number) : word == "body" ? .body(number) : .successor(number)
    case "custom": return try readCustom()
    default: throw fail("'\(word.isEmpty ? String(rest.prefix(1)) : word)' is no element of a form")
    }
  }

  private mutating func readCustom() throws(FormPatternError) -> FormElement {
    try expect("<")
    let name = readWord()
    try expect(">")
    var parts: [FormElement] = []
    guard accept("(") else { return .custom(name, []) }
    skipBlanks()
    while rest.first != ")" {
      if !parts.isEmpty { try expect(",") }
      skipBlanks()
      parts.append(try readElement())
      skipBlanks()
    }
    try expect(")")
    return .custom(name, parts)
  }

  private mutating func readOptional() throws(FormPatternError) -> FormElement {
    try expect("(")
    var elements: [FormElement] = []
    var anchor: Int?
    skipBlanks()
    while let next = rest.first, next != ")" {
      elements.append(try readElement())
      if accept("^") { anchor = elements.count - 1 }
      skipBlanks()
    }
    try expect(")")
    try expect("?")
    guard let anchor else { throw fail("an optional group needs a '^' behind what decides") }
    return .optional(elements, anchor: anchor)
  }

  // MARK: Text

  private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\n" } }

  private mutating func readWord() -> String {
    skipBlanks()
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    rest = rest[word.endIndex...]
    return String(word)
  }

  private mutating func accept(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest = rest.dropFirst(text.count)
    return true
  }

  private mutating func expect(_ text: String) throws(FormPatternError) {
    skipBlanks()
    guard accept(text) else { throw fail("expected '\(text)'") }
  }

  private func fail(_ message: String) -> FormPatternError {
    FormPatternError(message: rest.isEmpty ? message : "\(message), before '\(rest.prefix(20))'")
  }
}
