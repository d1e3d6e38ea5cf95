import Support

/// Thrown inside the parser when a diagnostic has been recorded.
public struct ParseFailure: Error {}

/// Reads types, attributes and locations; the operations' parser builds on it.
struct TextParser {
  let bytes: UnsafeBufferPointer<UInt8>
  let context: Context
  let file: String
  private(set) var lexer: Lexer
  /// The token to be read next.
  private(set) var token: Token
  /// Where the token before it ended.
  private(set) var previousEnd = 0
  private(set) var diagnostics: [Diagnostic] = []
  var aliases = Aliases()
  /// The places of names, if an editor wants them.
  var events: ParseEvents?
  /// Types already read, by their text.
  var knownTypes = NameTable()
  /// Dictionaries already read, by their text.
  var knownDictionaries = NameTable()
  /// How deep the parser is in nested types, attributes and regions.
  var depth = 0
  /// The deepest it has been, expanded aliases included.
  var deepest = 0
  /// How many types and attributes have been read, expanded aliases included.
  var weight = 0

  /// Deeper nesting is refused: the structure is walked by recursion later.
  static var depthLimit: Int { 200 }
  /// More errors than these are not worth reading.
  var errorLimit = 20

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String, context: Context) {
    self.bytes = bytes
    self.context = context
    self.file = file
    lexer = Lexer(bytes)
    token = lexer.next()
  }

  // MARK: Tokens

  mutating func advance() {
    previousEnd = token.end
    token = lexer.next()
  }

  /// Reads on at `offset`, on the line of the present token.
  mutating func resume(at offset: Int) {
    lexer.resume(at: offset, onLineOf: token)
    previousEnd = offset
    token = lexer.next()
  }

  /// Where the parser is, to come back to.
  struct Checkpoint {
    var lexer: Lexer
    var token: Token
    var depth: Int
  }

  var checkpoint: Checkpoint { Checkpoint(lexer: lexer, token: token, depth: depth) }

  mutating func restore(_ checkpoint: Checkpoint) {
    lexer = checkpoint.lexer
    token = checkpoint.token
    depth = checkpoint.depth
    events?.discard(from: token.start)
  }

  /// Takes the token if it is of this kind.
  mutating func accept(_ kind: Token.Kind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// Takes the token if it is this word.
  mutating func accept(word: StaticString) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ kind: Token.Kind, _ expected: String) throws(ParseFailure) {
    guard accept(kind) else { throw fail(expected: expected) }
  }

  func isWord(_ word: StaticString) -> Bool {
    guard token.kind == .bareIdentifier, token.end - token.start == word.utf8CodeUnitCount else {
      return false
    }
    for offset in 0..<word.utf8CodeUnitCount
    where bytes[token.start + offset] != word.utf8Start[offset] { return false }
    return true
  }

  /// The bytes as text; bytes that are not UTF-8 become replacement characters.
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  func text(of token: Token) -> String { text(token.start, token.end) }

  /// Reads `element, element` until `close`, which is taken too.
  mutating func parseList(
    until close: Token.Kind, _ closeText: String,
    _ parseElement: (inout TextParser) throws(ParseFailure) -> Void
  ) throws(ParseFailure) {
    if accept(close) { return }
    while true {
      try parseElement(&self)
      if accept(close) { return }
      guard accept(.comma) else { throw fail(expected: "',' or \(closeText)") }
    }
  }

  // MARK: Limits

  /// Goes one level deeper; the caller comes back with `leave()`.
  mutating func enter() throws(ParseFailure) {
    depth += 1
    deepest = max(deepest, depth)
    if depth > Self.depthLimit {
      depth -= 1
      throw fail("nested more than \(Self.depthLimit) levels deep; use fewer levels")
    }
  }

  mutating func leave() { depth -= 1 }

  // MARK: Diagnostics

  /// Whether so much is wrong that reading on is of no use.
  var hasGivenUp: Bool { diagnostics.count >= errorLimit }

  /// What was found, in the order of the text: names that are missing are found last.
  var sortedDiagnostics: [Diagnostic] {
    func place(_ diagnostic: Diagnostic) -> (Int, Int) {
      guard case .file(_, let line, let column) = diagnostic.location else { return (0, 0) }
      return (line, column)
    }
    return diagnostics.sorted { place($0) < place($1) }
  }

  /// Records that something else was expected than the present token.
  mutating func fail(expected: String) -> ParseFailure {
    switch token.kind {
    case .invalid: return fail(lexer.problem)
    case .end: return fail("expected \(expected), found the end of the text")
    default:
      let found =
        token.end - token.start > 40
        ? text(token.start, token.start + 40) + "…"
        : text(of: token)
      return fail("expected \(expected), found '\(found)'")
    }
  }

  /// Records an error at a token, the present one unless given.
  mutating func fail(
    _ message: String, at place: Token? = nil, notes: [Diagnostic] = []
  ) -> ParseFailure {
    let place = place ?? token
    // Of all that is open where the text ends, the innermost says it.
    if place.kind == .end, let last = diagnostics.last, last.location == location(of: place) {
      return ParseFailure()
    }
    diagnostics.append(
      Diagnostic(
        .error, message, at: location(of: place), excerpt: excerpt(at: place), notes: notes))
    return ParseFailure()
  }

  func location(of token: Token) -> Location {
    .file(file, line: token.line, column: token.column)
  }

  /// The token's line with a caret under its first byte; a long line is cut.
  private func excerpt(at token: Token) -> String {
    let start = token.start - token.column + 1
    var end = token.start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return Excerpt.around(column: token.column - 1, of: bytes[start..<end])
  }
}
