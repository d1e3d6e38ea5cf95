import Support

extension TextParser {
  /// `loc(…)` at the present word.
  mutating func parseLocationAttribute() throws(ParseFailure) -> Location {
    advance()
    try expect(.leftParenthesis, "'(' after 'loc'")
    let location = try parseLocation()
    try expect(.rightParenthesis, "')'")
    return location
  }

  /// What stands between `loc(` and `)`.
  mutating func parseLocation() throws(ParseFailure) -> Location {
    try enter()
    defer { leave() }
    weight += 1
    switch token.kind {
    case .string: return try parseNamedLocation()
    case .attributeName:
      let place = token
      guard case .location(let location) = try parseAttribute() else {
        throw fail("'\(text(of: place))' is not a location", at: place)
      }
      return location
    default: break
    }
    if accept(word: "unknown") { return .unknown }
    if accept(word: "callsite") {
      try expect(.leftParenthesis, "'(' after 'callsite'")
      let callee = try parseLocation()
      guard accept(word: "at") else { throw fail(expected: "'at' and the caller's location") }
      let caller = try parseLocation()
      try expect(.rightParenthesis, "')'")
      return .callSite(callee: callee, caller: caller)
    }
    if accept(word: "fused") { return try parseFusedLocation() }
    if isWord("loc") { return try parseLocationAttribute() }
    throw fail(expected: "a location: 'unknown', a string, 'callsite', 'fused' or an alias")
  }

  private mutating func parseFusedLocation() throws(ParseFailure) -> Location {
    var metadata: String?
    if accept(.less) {
      metadata = try parseAttribute().description
      try expect(.greater, "'>' after the metadata")
    }
    try expect(.leftSquare, "'[' to start the fused locations")
    var places: [Location] = []
    try parseList(until: .rightSquare, "']'") { parser throws(ParseFailure) in
      places.append(try parser.parseLocation())
    }
    if let metadata { return .annotated(metadata: metadata, places) }
    return places.isEmpty ? .unknown : .fused(places)
  }

  /// `"file":1:2`, `"file":1:2 to 3:4`, `"name"`, `"name"(location)`.
  private mutating func parseNamedLocation() throws(ParseFailure) -> Location {
    let name = try parseString()
    if accept(.leftParenthesis) {
      let place = try parseLocation()
      try expect(.rightParenthesis, "')'")
      return .name(name, place)
    }
    guard accept(.colon) else { return .name(name, .unknown) }
    let line = try parsePosition("a line number")
    try expect(.colon, "':' and a column number")
    let column = try parsePosition("a column number")
    guard accept(word: "to") else { return .file(name, line: line, column: column) }
    let endLine = token.kind == .integer ? try parsePosition("a line number") : line
    try expect(.colon, "':' and a column number")
    return .range(
      name, line: line, column: column, endLine: endLine,
      endColumn: try parsePosition("a column number"))
  }

  private mutating func parsePosition(_ expected: String) throws(ParseFailure) -> Int {
    guard token.kind == .integer else { throw fail(expected: expected) }
    guard let value = parsedInteger(token), value <= UInt128(UInt32.max) else {
      throw fail("\(expected) fits 32 bits; this one does not")
    }
    advance()
    return Int(value)
  }
}
