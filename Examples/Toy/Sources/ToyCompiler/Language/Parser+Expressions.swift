import Support

extension Parser {
  /// `a + b * c`, sums of products of what stands alone.
  mutating func expression() throws(Diagnostic) -> SyntaxTree.Expression {
    try chain([.plus: .add]) { (parser) throws(Diagnostic) in
      try parser.chain([.star: .multiply, .at: .matrixMultiply]) { (parser) throws(Diagnostic) in
        try parser.postfix()
      }
    }
  }

  /// Operands between operators of one rank, from left to right.
  private mutating func chain(
    _ operators: [Token.Fixed: SyntaxTree.Expression.Operator],
    _ operand: (inout Parser) throws(Diagnostic) -> SyntaxTree.Expression
  ) throws(Diagnostic) -> SyntaxTree.Expression {
    let outside = depth
    defer { depth = outside }
    var left = try operand(&self)
    while case .fixed(let fixed) = token.kind, let known = operators[fixed] {
      let location = token.location
      advance()
      try enter()
      left = .init(kind: .binary(known, left, try operand(&self)), location: location)
    }
    return left
  }

  /// One step deeper into the tree.
  private mutating func enter() throws(Diagnostic) {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw .error(
        "the expression is more than \(Self.depthLimit) levels deep; give parts of it names with"
          + " 'var'", at: token.location)
    }
  }

  /// Something that stands alone, with the fields that are taken of it.
  private mutating func postfix() throws(Diagnostic) -> SyntaxTree.Expression {
    let outside = depth
    defer { depth = outside }
    try enter()
    var value = try primary()
    while token.kind == .fixed(.dot) {
      let location = token.location
      advance()
      try enter()
      value = .init(kind: .field(value, try name("the name of a field")), location: location)
    }
    return value
  }

  private mutating func primary() throws(Diagnostic) -> SyntaxTree.Expression {
    let location = token.location
    switch token.kind {
    case .name(let name):
      advance()
      guard accept(.leftParenthesis) else {
        return .init(kind: .variable(name), location: location)
      }
      let arguments = try list(upTo: .rightParenthesis) { (parser) throws(Diagnostic) in
        try parser.expression()
      }
      return .init(kind: .call(name, arguments), location: location)
    case .number, .fixed(.minus), .fixed(.leftBracket):
      let literal = try literal()
      return .init(kind: .literal(literal.numbers, shape: literal.shape), location: location)
    case .fixed(.leftParenthesis):
      advance()
      let inner = try expression()
      try expect(.rightParenthesis, "after the expression")
      return inner
    default: throw unexpected("an expression")
    }
  }

  /// A number, or a list of literals of one shape.
  private mutating func literal() throws(Diagnostic) -> (numbers: [Double], shape: [Int]) {
    let start = token.location
    guard accept(.leftBracket) else { return ([try number()], []) }
    let outside = depth
    defer { depth = outside }
    try enter()
    var places: [Location] = []
    let rows = try list(upTo: .rightBracket) { (parser) throws(Diagnostic) in
      places.append(parser.token.location)
      return try parser.literal()
    }
    let shape = rows.first?.shape ?? []
    for (row, place) in zip(rows, places) where row.shape != shape {
      throw .error(
        "the parts of a list must have one shape: this has \(row.shape.shapeText), the first one"
          + " \(shape.shapeText)", at: place, notes: [.note("the list begins here", at: start)])
    }
    return (rows.flatMap(\.numbers), [rows.count] + shape)
  }

  private mutating func number() throws(Diagnostic) -> Double {
    let isNegative = accept(.minus)
    guard case .number(let number) = token.kind else { throw unexpected("a number") }
    advance()
    return isNegative ? -number : number
  }
}

extension [Int] {
  /// `2x3`; `no sizes` for a single number.
  var shapeText: String {
    isEmpty ? "no sizes" : map(String.init).joined(separator: "x")
  }
}
