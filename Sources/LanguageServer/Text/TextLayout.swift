import IR

/// Lays a text out as the printer would, but keeps its lines, names, aliases and comments.
///
/// A line is indented by the brackets around it, a block's label one level less; blanks between words are
/// single. What stands in the bodies of dialects' types and attributes is left alone: it is text to us.
///
/// Before:
///
///     "x.a" ( {
///     %0="x.b"( %a,%a ):(i32,i32)->i32 // why
///     }) : () -> ()
///
/// After:
///
///     "x.a" ({
///       %0 = "x.b"(%a, %a) : (i32, i32) -> i32 // why
///     }) : () -> ()
struct TextLayout {
  private let bytes: [UInt8]
  private let tokens: [Token]
  /// The open brackets; the last of a line indents what follows it.
  private var open: [(kind: Token.Kind, line: Int, indents: Bool)] = []
  /// How many of them indent.
  private var levels = 0
  /// Lines indented further would be blanks mostly; nothing so deep can be read as a module.
  private static let deepest = 1000
  /// The brackets open in the body of a dialect's type or attribute.
  private var bodyDepth = 0
  private var result: [UInt8] = []

  /// The text laid out; `nil` where that is not possible, as there are words that cannot be read.
  static func format(_ bytes: [UInt8]) -> [UInt8]? {
    let tokens = Token.all(in: bytes)
    guard !tokens.contains(where: { $0.kind == .invalid }) else { return nil }
    var layout = TextLayout(bytes: bytes, tokens: tokens)
    guard layout.run() else { return nil }
    // Whatever went wrong, no word may be lost.
    let after = Token.all(in: layout.result)
    guard after.count == tokens.count else { return nil }
    for (old, new) in zip(tokens, after)
    where old.kind != new.kind
      || !bytes[old.start..<old.end].elementsEqual(layout.result[new.start..<new.end])
    { return nil }
    return layout.result
  }

  private init(bytes: [UInt8], tokens: [Token]) {
    self.bytes = bytes
    self.tokens = tokens
  }

  private mutating func run() -> Bool {
    let newline: [UInt8] =
      bytes.firstIndex(of: 0x0A).map { $0 > 0 && bytes[$0 - 1] == 0x0D } == true
      ? [0x0D, 0x0A] : [0x0A]
    var next = 0
    var start = 0
    var emptyLines = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var count = next
      while count < tokens.count, tokens[count].start < end { count += 1 }
      guard let line = line(next..<count, start..<end) else { return false }
      if line.isEmpty {
        emptyLines += 1
      } else {
        for _ in 0..<emptyLines { result += newline }
        emptyLines = 0
        result += line + newline
      }
      next = count
      start = end + 1
    }
    return true
  }

  /// A line, which has these tokens, laid out; without the end of the line.
  private mutating func line(_ numbers: Range<Int>, _ range: Range<Int>) -> [UInt8]? {
    let rest = numbers.isEmpty ? range.lowerBound : tokens[numbers.upperBound - 1].end
    let comment = Self.trimmed(bytes[rest..<range.upperBound])
    guard !numbers.isEmpty else {
      if comment.starts(with: "// -----".utf8), bytes[range.lowerBound] == 0x2F {
        return Array(comment)
      }
      return comment.isEmpty ? [] : indentation(0) + comment
    }
    var leading = numbers.lowerBound
    while leading < numbers.upperBound, Self.isCloser(tokens[leading].kind) {
      close()
      leading += 1
    }
    let isLabel =
      tokens[numbers.lowerBound].kind == .blockName && open.last?.kind == .leftBrace
    var line = indentation(isLabel ? 1 : 0)
    let lineNumber = tokens[numbers.lowerBound].line
    for number in numbers {
      if number > numbers.lowerBound { line += gap(between: number - 1, and: number) }
      line += bytes[tokens[number].start..<tokens[number].end]
      follow(number, isClosed: number < leading, line: lineNumber)
    }
    if bodyDepth > 0 || levels > Self.deepest { return nil }
    if !comment.isEmpty {
      let blanks = bytes[rest..<comment.startIndex]
      line += blanks.isEmpty ? [0x20] : Array(blanks)
      line += comment
    }
    return line
  }

  private func indentation(_ less: Int) -> [UInt8] {
    [UInt8](repeating: 0x20, count: 2 * max(0, levels - less))
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let blanks: [UInt8] = [0x20, 0x09, 0x0D, 0x00]
    var bytes = bytes
    while let first = bytes.first, blanks.contains(first) { bytes.removeFirst() }
    while let last = bytes.last, blanks.contains(last) { bytes.removeLast() }
    return bytes
  }

  // MARK: Brackets

  private static func isOpener(_ kind: Token.Kind) -> Bool {
    [.leftBrace, .leftParenthesis, .leftSquare, .metadataBegin].contains(kind)
  }

  private static func isCloser(_ kind: Token.Kind) -> Bool {
    [.rightBrace, .rightParenthesis, .rightSquare, .metadataEnd].contains(kind)
  }

  private mutating func close() {
    if open.popLast()?.indents == true { levels -= 1 }
  }

  /// Lets the last open bracket indent, or not, if it is of this line.
  private mutating func setIndents(_ indents: Bool, line: Int) {
    guard let last = open.indices.last, open[last].line == line, open[last].indents != indents
    else { return }
    open[last].indents = indents
    levels += indents ? 1 : -1
  }

  private mutating func follow(_ number: Int, isClosed: Bool, line: Int) {
    let token = tokens[number]
    if bodyDepth > 0 {
      if Self.isOpener(token.kind) || token.kind == .less { bodyDepth += 1 }
      if Self.isCloser(token.kind) || token.kind == .greater { bodyDepth -= 1 }
      return
    }
    if token.kind == .less, number > 0,
      [.typeName, .attributeName].contains(tokens[number - 1].kind),
      tokens[number - 1].end == token.start
    {
      bodyDepth = 1
    } else if Self.isOpener(token.kind) {
      // Only the last bracket of a line indents.
      setIndents(false, line: line)
      open.append((token.kind, line, true))
      levels += 1
    } else if Self.isCloser(token.kind), !isClosed {
      close()
      setIndents(true, line: line)
    }
  }

  // MARK: Blanks

  private func gap(between left: Int, and right: Int) -> ArraySlice<UInt8> {
    let (a, b) = (tokens[left], tokens[right])
    let written = bytes[a.end..<b.start]
    if bodyDepth > 0 { return written }
    let none: ArraySlice<UInt8> = []
    let one: ArraySlice<UInt8> = [0x20]
    let plain = written.isEmpty ? none : one
    if b.kind == .comma || [.rightParenthesis, .rightSquare].contains(b.kind) { return none }
    if [.leftParenthesis, .leftSquare].contains(a.kind) { return none }
    if a.kind == .comma || a.kind == .arrow || b.kind == .arrow { return one }
    if a.kind == .equal || b.kind == .equal {
      // `==`, `>=` and `<=` are two tokens each.
      let signs: [Token.Kind] = [.equal, .greater, .less]
      let isOfTwo =
        signs.contains(a.kind) && signs.contains(b.kind)
        || a.kind == .equal && left > 0 && signs.contains(tokens[left - 1].kind)
      return isOfTwo ? plain : one
    }
    if b.kind == .colon, [.rightParenthesis, .rightBrace, .greater].contains(a.kind) {
      // The colon in front of an operation's type, or behind a block's label.
      let next =
        right + 1 < tokens.count && tokens[right + 1].line == b.line ? tokens[right + 1] : nil
      if next?.kind == .leftParenthesis { return one }
      if next == nil { return none }
    }
    if a.kind == .colon, b.kind == .leftParenthesis { return one }
    return plain
  }
}
