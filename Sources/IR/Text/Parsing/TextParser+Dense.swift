extension TextParser {
  /// What stands between `dense<` and `>`, before its type is known.
  struct DenseLiteral {
    /// Plain memory, since there may be millions.
    enum Element {
      case number(SignedLiteral)
      case bool(Bool)
      case string(Token)
    }

    /// Row by row; a complex number is two.
    var elements: [Element] = []
    var isComplex = false
    /// The sizes of the nested lists; empty for one element.
    var shape: [Int] = []
    /// Whether nothing was given.
    var isEmpty = false
    /// The bytes, if they were given in hexadecimal.
    var blob: Token?
    var place: Token
  }

  /// `dense<…> : type` at the present word.
  mutating func parseDense() throws(ParseFailure) -> Attribute {
    advance()
    try expect(.less, "'<' after 'dense'")
    let literal = try parseDenseLiteral(until: .greater)
    try expect(.greater, "'>'")
    try expect(.colon, "':' and the type of the elements")
    return .dense(try makeDense(literal, try parseShapedType()))
  }

  /// `dense<…>`, or a resource, of a type that is not written.
  mutating func parseElements(of type: Type) throws(ParseFailure) -> Attribute {
    if isWord("dense_resource") { return .denseResource(key: try parseResourceKey(), type) }
    guard isWord("dense") else { throw fail(expected: "'dense<…>' or 'dense_resource<…>'") }
    let place = token
    advance()
    try expect(.less, "'<' after 'dense'")
    let literal = try parseDenseLiteral(until: .greater)
    try expect(.greater, "'>'")
    try checkShape(of: type, at: place)
    return .dense(try makeDense(literal, type))
  }

  /// A tensor or vector type with a static shape.
  mutating func parseShapedType() throws(ParseFailure) -> Type {
    let place = token
    let type = try parseType()
    try checkShape(of: type, at: place)
    return type
  }

  private mutating func checkShape(of type: Type, at place: Token) throws(ParseFailure) {
    switch type {
    case .tensor, .vector, .memref: break
    default: throw fail("expected a tensor or vector type, found '\(type)'", at: place)
    }
    guard type.staticShape != nil else {
      throw fail("the shape of '\(type)' must be static", at: place)
    }
    guard type.boundedElementCount != nil else {
      throw fail("'\(type)' has too many elements", at: place)
    }
  }

  mutating func parseDenseLiteral(
    until end: Token.Kind
  ) throws(ParseFailure) -> DenseLiteral {
    var literal = DenseLiteral(place: token)
    if token.kind == end {
      literal.isEmpty = true
    } else if token.kind == .leftSquare {
      literal.shape = try parseDenseList(&literal)
    } else {
      if token.kind == .string, token.end - token.start > 3, bytes[token.start + 1] == 0x30,
        bytes[token.start + 2] == 0x78
      {
        literal.blob = token
      }
      try parseDenseElement(&literal)
    }
    return literal
  }

  /// One level of lists; gives the sizes from here inwards.
  private mutating func parseDenseList(
    _ literal: inout DenseLiteral
  ) throws(ParseFailure) -> [Int] {
    try enter()
    defer { leave() }
    let open = token
    try expect(.leftSquare, "'['")
    var count = 0
    var inner: [Int]?
    try parseList(until: .rightSquare, "']'") { parser throws(ParseFailure) in
      var shape: [Int] = []
      if parser.token.kind == .leftSquare {
        shape = try parser.parseDenseList(&literal)
      } else {
        try parser.parseDenseElement(&literal)
      }
      if let inner, inner != shape {
        throw parser.fail(
          "the lists of a dense attribute must have equal sizes: \(inner) and \(shape)", at: open)
      }
      inner = shape
      count += 1
    }
    return [count] + (inner ?? [])
  }

  private mutating func parseDenseElement(
    _ literal: inout DenseLiteral
  ) throws(ParseFailure) {
    let isFirst = literal.elements.isEmpty
    let isPair = token.kind == .leftParenthesis
    guard isFirst || isPair == literal.isComplex else {
      throw fail("either all elements are complex numbers, or none")
    }
    literal.isComplex = isPair
    guard accept(.leftParenthesis) else { return literal.elements.append(try parseScalar()) }
    literal.elements.append(try parseScalar())
    try expect(.comma, "',' and the imaginary part")
    literal.elements.append(try parseScalar())
    try expect(.rightParenthesis, "')'")
  }

  private mutating func parseScalar() throws(ParseFailure) -> DenseLiteral.Element {
    switch token.kind {
    case .integer, .float, .minus: return .number(try parseSignedLiteral())
    case .string:
      defer { advance() }
      return .string(token)
    default:
      if accept(word: "true") { return .bool(true) }
      if accept(word: "false") { return .bool(false) }
      throw fail(expected: "an element")
    }
  }
}
