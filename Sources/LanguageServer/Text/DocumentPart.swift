import IR
import Support

/// One module of a document; offsets are in its own text.
struct DocumentPart: Sendable {
  /// Where it begins in the document.
  var start: Int
  let bytes: [UInt8]
  let module: Module
  let names: NameMap
  /// What the reader says, and, where that is nothing, the verifier.
  let findings: [Finding]

  /// Something to be said about a place.
  struct Finding: Sendable {
    var range: Range<Int>
    var diagnostic: Diagnostic
    var notes: [(range: Range<Int>, message: String)]
  }

  init(start: Int, bytes: [UInt8], context: Context) {
    self.start = start
    self.bytes = bytes
    let read = Module.read(bytes: bytes, context: context)
    module = read.module
    names = NameMap(read, bytes)
    let found =
      read.diagnostics.isEmpty ? read.module.verify().all : read.diagnostics
    findings = found.isEmpty ? [] : Self.placed(found, bytes)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private static func placed(_ diagnostics: [Diagnostic], _ bytes: [UInt8]) -> [Finding] {
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == 0x0A { starts.append(index + 1) }
    func range(_ location: Location) -> Range<Int> {
      guard case .file(_, let line, let column) = location, starts.indices.contains(line - 1) else {
        return 0..<0
      }
      let offset = min(starts[line - 1] + column - 1, bytes.count)
      return offset..<endOfToken(at: offset, bytes)
    }
    return diagnostics.map { diagnostic in
      Finding(
        range: range(diagnostic.location), diagnostic: diagnostic,
        notes: diagnostic.notes.map { (range($0.location), $0.message) })
    }
  }

  /// Where the token at an offset ends; an operation that begins with results ends with its name.
  private static func endOfToken(at offset: Int, _ bytes: [UInt8]) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    let tokens = Token.all(in: Array(bytes[offset..<end]))
    guard let first = tokens.first, first.start == 0 else { return min(offset + 1, bytes.count) }
    if first.kind == .valueName, let equal = tokens.firstIndex(where: { $0.kind == .equal }),
      equal + 1 < tokens.count,
      tokens[..<equal].allSatisfy({ [.valueName, .comma, .colon, .integer].contains($0.kind) })
    {
      return offset + tokens[equal + 1].end
    }
    return offset + first.end
  }
}
