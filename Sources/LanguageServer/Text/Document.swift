import IR

/// An open file: its text, and what is known of it.
struct Document: Sendable {
  let uri: String
  private(set) var version: Int
  private(set) var bytes: [UInt8]
  private(set) var lines: LineTable
  private var knownParts: [DocumentPart] = []
  private var isKnown = false
  private let allowsUnregistered: Bool
  private let dialects: [Dialect]

  init(
    uri: String, version: Int, text: String, dialects: [Dialect], allowsUnregistered: Bool
  ) {
    self.uri = uri
    self.version = version
    self.dialects = dialects
    self.allowsUnregistered = allowsUnregistered
    bytes = Array(text.utf8)
    lines = LineTable(bytes)
  }

  /// Applies changes in their order: each replaces a range, or everything.
  mutating func apply(_ changes: [(range: Range<LineTable.Position>?, text: String)], version: Int)
  {
    self.version = version
    for change in changes {
      if let range = change.range {
        let start = lines.offset(of: range.lowerBound, in: bytes)
        let end = max(start, lines.offset(of: range.upperBound, in: bytes))
        bytes.replaceSubrange(start..<end, with: change.text.utf8)
      } else {
        bytes = Array(change.text.utf8)
      }
      lines = LineTable(bytes)
    }
    isKnown = false
  }

  /// The modules of the text, of which those that did not change are not read again.
  mutating func parts() -> [DocumentPart] {
    if isKnown { return knownParts }
    var known: [[UInt8]: DocumentPart] = [:]
    for part in knownParts { known[part.bytes] = part }
    // One for all parts that are read now, for to make one takes longer than to read a small part;
    // a new one each time, for what it has seen it keeps.
    lazy var context = Context(
      dialects: dialects, allowsUnregisteredDialects: allowsUnregistered)
    knownParts = pieces().map { range in
      let piece = Array(bytes[range])
      if var part = known[piece] {
        part.start = range.lowerBound
        return part
      }
      return DocumentPart(start: range.lowerBound, bytes: piece, context: context)
    }
    isKnown = true
    return knownParts
  }

  /// The parts between lines that begin with `// -----`.
  private func pieces() -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    let mark = Array("// -----".utf8)
    for line in 0..<lines.count {
      let lineStart = lines.start(ofLine: line)
      guard lineStart + mark.count <= bytes.count, bytes[lineStart] == 0x2F,
        bytes[lineStart..<lineStart + mark.count].elementsEqual(mark)
      else { continue }
      pieces.append(start..<lineStart)
      start = line + 1 < lines.count ? lines.start(ofLine: line + 1) : bytes.count
    }
    return pieces + [start..<bytes.count]
  }

  /// The part around an offset, and where in it that is.
  mutating func part(at offset: Int) -> (part: DocumentPart, offset: Int)? {
    guard let part = parts().last(where: { $0.start <= offset }) else { return nil }
    return (part, min(offset - part.start, part.bytes.count))
  }

  // MARK: As the protocol has it

  func json(_ position: LineTable.Position) -> JSON {
    ["line": .integer(position.line), "character": .integer(position.character)]
  }

  /// A range of the document's bytes.
  func json(_ range: Range<Int>) -> JSON {
    [
      "start": json(lines.position(of: range.lowerBound, in: bytes)),
      "end": json(lines.position(of: range.upperBound, in: bytes)),
    ]
  }

  func location(_ range: Range<Int>) -> JSON { ["uri": .string(uri), "range": json(range)] }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
