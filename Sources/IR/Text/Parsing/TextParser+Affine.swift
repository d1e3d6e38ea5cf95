import Support

extension TextParser {
  /// `affine_map<(d0)[s0] -> (…)>` at the present word.
  mutating func parseAffineMap() throws(ParseFailure) -> AffineMap {
    advance()
    try expect(.less, "'<' after 'affine_map'")
    let map = try parseAffineMapBody()
    try expect(.greater, "'>'")
    return map
  }

  /// `(d0)[s0] -> (…)`.
  mutating func parseAffineMapBody() throws(ParseFailure) -> AffineMap {
    var names = try parseAffineNames()
    try expect(.arrow, "'->' and the map's results")
    try expect(.leftParenthesis, "'(' to start the map's results")
    var results: [IndexExpression] = []
    try parseList(until: .rightParenthesis, "')'") { parser throws(ParseFailure) in
      results.append(try parser.parseAffineExpression(&names))
    }
    return AffineMap(
      dimensionCount: names.dimensionCount, symbolCount: names.symbolCount, results)
  }

  /// Expressions over values up to `end`, which is taken: `%i * 2 + symbol(%n), 4`.
  ///
  /// Each value is a dimension, or a symbol, of the map, numbered as they come.
  mutating func parseAffineResults(
    until end: Token.Kind, _ expected: String, _ values: inout AffineValues
  ) throws(ParseFailure) -> [IndexExpression] {
    var names = AffineNames(values: values)
    var results: [IndexExpression] = []
    try parseList(until: end, expected) { parser throws(ParseFailure) in
      results.append(try parser.parseAffineExpression(&names))
    }
    values = names.values ?? values
    return results
  }

  /// One such expression.
  mutating func parseAffineResult(
    _ values: inout AffineValues
  ) throws(ParseFailure) -> IndexExpression {
    var names = AffineNames(values: values)
    let result = try parseAffineExpression(&names)
    values = names.values ?? values
    return result
  }

  /// The values in expressions, by their names.
  struct AffineValues {
    private var expressions: [String: IndexExpression] = [:]
    private(set) var dimensions: [OperandUse] = []
    private(set) var symbols: [OperandUse] = []

    /// The dimension or symbol that a value stands for; a value is what it was at first.
    fileprivate mutating func expression(
      for use: OperandUse, named name: String, isSymbol: Bool
    ) -> IndexExpression {
      let key = "\(name)#\(use.number)"
      if let known = expressions[key] { return known }
      let new: IndexExpression
      if isSymbol {
        new = .symbol("s\(symbols.count)")
        symbols.append(use)
      } else {
        new = .dimension(dimensions.count)
        dimensions.append(use)
      }
      expressions[key] = new
      return new
    }
  }

  /// `affine_set<(d0)[s0] : (e >= 0, …)>` at the present word.
  mutating func parseAffineSet() throws(ParseFailure) -> AffineSet {
    advance()
    try expect(.less, "'<' after 'affine_set'")
    var names = try parseAffineNames()
    try expect(.colon, "':' and the set's constraints")
    try expect(.leftParenthesis, "'(' to start the set's constraints")
    var constraints: [AffineSet.Constraint] = []
    try parseList(until: .rightParenthesis, "')'") { parser throws(ParseFailure) in
      constraints.append(try parser.parseAffineConstraint(&names))
    }
    try expect(.greater, "'>'")
    constraints.removeAll { $0.expression == 0 && $0.isEquality }
    return AffineSet(
      dimensionCount: names.dimensionCount, symbolCount: names.symbolCount, constraints)
  }

  private struct AffineNames {
    var expressions: [String: IndexExpression] = [:]
    var dimensionCount = 0
    var symbolCount = 0
    /// The values that may stand for dimensions and symbols; `nil` for names only.
    var values: AffineValues?
  }

  private mutating func parseAffineNames() throws(ParseFailure) -> AffineNames {
    var names = AffineNames()
    try expect(.leftParenthesis, "'(' to start the dimensions")
    try parseList(until: .rightParenthesis, "')'") { parser throws(ParseFailure) in
      let name = try parser.parseAffineName(names)
      names.expressions[name] = .dimension(names.dimensionCount)
      names.dimensionCount += 1
    }
    guard accept(.leftSquare) else { return names }
    try parseList(until: .rightSquare, "']'") { parser throws(ParseFailure) in
      let name = try parser.parseAffineName(names)
      names.expressions[name] = .symbol("s\(names.symbolCount)")
      names.symbolCount += 1
    }
    return names
  }

  private mutating func parseAffineName(_ names: AffineNames) throws(ParseFailure) -> String {
    guard token.kind == .bareIdentifier else { throw fail(expected: "a name") }
    let name = text(of: token)
    guard names.expressions[name] == nil else { throw fail("'\(name)' is named twice") }
    advance()
    return name
  }

  /// `e >= 0`, `e == f`, `e <= f`; both sides may be expressions.
  private mutating func parseAffineConstraint(
    _ names: inout AffineNames
  ) throws(ParseFailure) -> AffineSet.Constraint {
    let left = try parseAffineExpression(&names)
    let relation = token.kind
    guard [.equal, .greater, .less].contains(relation), bytes.count > token.end,
      bytes[token.end] == 0x3D
    else { throw fail(expected: "'==', '>=' or '<='") }
    advance()
    try expect(.equal, "'='")
    let right = try parseAffineExpression(&names)
    let difference = relation == .less ? right - left : left - right
    return .init(difference, isEquality: relation == .equal)
  }

  private mutating func parseAffineExpression(
    _ names: inout AffineNames
  ) throws(ParseFailure) -> IndexExpression {
    try enter()
    defer { leave() }
    var sum = try parseAffineProduct(&names)
    while true {
      let place = token
      if accept(.plus) {
        sum += try parseAffineProduct(&names)
      } else if accept(.minus) {
        if let least = acceptLeastNumber() {
          sum += least
        } else {
          sum += -(try parseAffineProduct(&names))
        }
      } else {
        return sum
      }
      try checkSize(of: sum, at: place)
    }
  }

  private mutating func parseAffineProduct(
    _ names: inout AffineNames
  ) throws(ParseFailure) -> IndexExpression {
    var product = try parseAffineOperand(&names)
    while true {
      let place = token
      if accept(.star) {
        let right = try parseAffineOperand(&names)
        guard product.dimensionNumbers.isEmpty || right.dimensionNumbers.isEmpty else {
          throw fail("one side of '*' must be a constant or made of symbols", at: place)
        }
        guard product.partCount * right.partCount <= Self.expressionLimit else {
          throw fail("this expression is too large", at: place)
        }
        product *= right
      } else if isWord("floordiv") || isWord("ceildiv") || isWord("mod") {
        let word = text(of: token)
        advance()
        let right = try parseAffineOperand(&names)
        guard right.dimensionNumbers.isEmpty, right != 0 else {
          throw fail(
            "the right side of '\(word)' must be made of symbols or a constant other than 0",
            at: place)
        }
        switch word {
        case "floordiv": product = product.floorDivided(by: right)
        case "ceildiv": product = product.ceilDivided(by: right)
        default: product = product.remainder(by: right)
        }
      } else {
        return product
      }
      try checkSize(of: product, at: place)
    }
  }

  private mutating func parseAffineOperand(
    _ names: inout AffineNames
  ) throws(ParseFailure) -> IndexExpression {
    try enter()
    defer { leave() }
    switch token.kind {
    case .minus:
      advance()
      if let least = acceptLeastNumber() { return least }
      return -(try parseAffineOperand(&names))
    case .leftParenthesis:
      advance()
      let inner = try parseAffineExpression(&names)
      try expect(.rightParenthesis, "')'")
      return inner
    case .integer:
      guard let value = parsedInteger(token), let small = Int(exactly: value) else {
        throw fail("a constant must fit 63 bits; this one does not")
      }
      advance()
      return IndexExpression(small)
    case .valueName where names.values != nil: return try parseAffineValue(&names)
    case .bareIdentifier where names.values != nil && isWord("symbol"):
      advance()
      try expect(.leftParenthesis, "'(' and a value")
      let symbol = try parseAffineValue(&names, isSymbol: true)
      try expect(.rightParenthesis, "')'")
      return symbol
    case .bareIdentifier:
      let name = text(of: token)
      guard let expression = names.expressions[name] else {
        throw fail("'\(name)' is not among the map's dimensions and symbols")
      }
      advance()
      return expression
    default: throw fail(expected: "a dimension, a symbol, an integer or '('")
    }
  }

  /// The least number there is, behind its minus: without that it is none of 64 bits.
  private mutating func acceptLeastNumber() -> IndexExpression? {
    guard token.kind == .integer, parsedInteger(token) == UInt128(Int.min.magnitude) else {
      return nil
    }
    advance()
    return IndexExpression(Int.min)
  }

  private mutating func parseAffineValue(
    _ names: inout AffineNames, isSymbol: Bool = false
  ) throws(ParseFailure) -> IndexExpression {
    let use = try parseUse()
    let expression = names.values?.expression(
      for: use, named: text(of: use.name), isSymbol: isSymbol)
    return expression ?? 0
  }

  /// Products multiply out, so a short text could mean a huge sum.
  private static var expressionLimit: Int { 4096 }

  private mutating func checkSize(
    of expression: IndexExpression, at place: Token
  ) throws(ParseFailure) {
    guard expression.partCount <= Self.expressionLimit else {
      throw fail("this expression is too large", at: place)
    }
  }
}

extension IndexExpression {
  /// How many factors this is made of, inner ones too.
  fileprivate var partCount: Int {
    terms.reduce(1) { sum, term in
      term.factors.reduce(sum + 1) { sum, factor in
        switch factor {
        case .symbol, .dimension: return sum + 1
        case .floorDivision(let a, let b), .remainder(let a, let b), .minimum(let a, let b),
          .maximum(let a, let b):
          return sum + a.partCount + b.partCount
        }
      }
    }
  }
}
