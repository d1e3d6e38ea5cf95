import Support

extension SyntaxTree {
  /// Reads a program.
  ///
  /// - Throws: what was expected and what was found instead, at its place.
  public init(parsing text: String, file: String) throws(Diagnostic) {
    var parser = Parser(tokens: try Lexer.tokens(of: text, file: file))
    self = try parser.program()
  }
}

/// Reads declarations and statements; expressions are in a file of their own.
struct Parser {
  private var tokens: [Token]
  private var position = 0
  /// How deep the expression is in which we are: what is written by a program that runs wild must
  /// not overflow the stack.
  var depth = 0
  static let depthLimit = 200

  init(tokens: [Token]) { self.tokens = tokens }

  // MARK: Words

  var token: Token { tokens[position] }

  mutating func advance() { position = min(position + 1, tokens.count - 1) }

  mutating func accept(_ fixed: Token.Fixed) -> Bool {
    guard token.kind == .fixed(fixed) else { return false }
    advance()
    return true
  }

  mutating func expect(_ fixed: Token.Fixed, _ purpose: String) throws(Diagnostic) {
    guard accept(fixed) else { throw unexpected("'\(fixed.rawValue)' \(purpose)") }
  }

  mutating func name(_ purpose: String) throws(Diagnostic) -> String {
    guard case .name(let name) = token.kind else { throw unexpected(purpose) }
    advance()
    return name
  }

  func unexpected(_ expected: String) -> Diagnostic {
    .error("expected \(expected), found \(token.kind.description)", at: token.location)
  }

  /// `x, y, z` up to `close`, which is taken too; there may be none.
  mutating func list<Element>(
    upTo close: Token.Fixed, _ element: (inout Parser) throws(Diagnostic) -> Element
  ) throws(Diagnostic) -> [Element] {
    var elements: [Element] = []
    if accept(close) { return elements }
    repeat { elements.append(try element(&self)) } while accept(.comma)
    guard accept(close) else { throw unexpected("',' or '\(close.rawValue)'") }
    return elements
  }

  // MARK: Declarations

  mutating func program() throws(Diagnostic) -> SyntaxTree {
    var tree = SyntaxTree()
    while token.kind != .end {
      let location = token.location
      if accept(.struct) {
        let name = try name("the name of the struct")
        try expect(.leftBrace, "and the fields of the struct")
        tree.structs.append(
          .init(name: name, fields: try variables(upTo: .rightBrace), location: location))
      } else if accept(.def) {
        tree.functions.append(try function(at: location))
      } else {
        throw unexpected("'def' or 'struct'")
      }
    }
    return tree
  }

  private mutating func function(
    at location: Location
  ) throws(Diagnostic) -> SyntaxTree.Function {
    let name = try name("the name of the function")
    try expect(.leftParenthesis, "and the parameters of the function")
    let parameters = try variables(upTo: .rightParenthesis)
    try expect(.leftBrace, "and the body of the function")
    var body: [SyntaxTree.Statement] = []
    while !accept(.rightBrace) { body.append(try statement()) }
    return .init(name: name, parameters: parameters, body: body, location: location)
  }

  /// `a, p: Point` up to `close`.
  private mutating func variables(
    upTo close: Token.Fixed
  ) throws(Diagnostic) -> [SyntaxTree.Variable] {
    try list(upTo: close) { (parser) throws(Diagnostic) in
      let location = parser.token.location
      let name = try parser.name("a name or '\(close.rawValue)'")
      let structName = parser.accept(.colon) ? try parser.name("the name of a struct") : nil
      return .init(name: name, structName: structName, location: location)
    }
  }

  // MARK: Statements

  private mutating func statement() throws(Diagnostic) -> SyntaxTree.Statement {
    let location = token.location
    let kind: SyntaxTree.Statement.Kind
    if accept(.var) {
      let name = try name("the name of the variable")
      let shape = accept(.less) ? try list(upTo: .greater, Self.size) : nil
      try expect(.equals, "and the variable's value")
      kind = .variable(name, shape: shape, try expression())
    } else if accept(.return) {
      kind = .return(token.kind == .fixed(.semicolon) ? nil : try expression())
    } else {
      let value = try expression()
      guard case .call = value.kind else {
        throw .error("this value is not used; only calls stand alone", at: location)
      }
      kind = .call(value)
    }
    try expect(.semicolon, "at the end of the statement")
    return .init(kind: kind, location: location)
  }

  private static func size(_ parser: inout Parser) throws(Diagnostic) -> Int {
    guard case .number(let number) = parser.token.kind, let size = Int(exactly: number) else {
      throw parser.unexpected("a size, a whole number")
    }
    parser.advance()
    return size
  }
}
