import Support
import Testing

/// The line a diagnostic is about.
@Suite struct SourceTextTests {
  let source = SourceText("first line\n\tsecond line\n", file: "a.txt")

  @Test func theLineIsShownWithACaretUnderTheColumn() {
    let shown = source.showing(.error("wrong", at: .file("a.txt", line: 2, column: 9)))
    #expect(
      shown.description == "a.txt:2:9: error: wrong\n  \tsecond line\n  \t       ^")
  }

  @Test func notesAndCallsHaveTheirLinesToo() {
    let callee = Location.file("a.txt", line: 1, column: 7)
    let shown = source.showing(
      .error(
        "wrong", at: .callSite(callee: callee, caller: .unknown),
        notes: [.note("here", at: .name("n", callee))]))
    #expect(shown.excerpt == "  first line\n        ^")
    #expect(shown.notes.first?.excerpt == shown.excerpt)
  }

  @Test(arguments: [
    Location.unknown, .file("b.txt", line: 1, column: 1), .file("a.txt", line: 9, column: 1),
    .file("a.txt", line: 0, column: 1),
  ])
  func placesElsewhereStayWithoutALine(_ location: Location) {
    #expect(source.showing(.error("wrong", at: location)).excerpt == nil)
  }

  @Test func longLinesAreCutAndColumnsBehindTheEndAreTheEnd() {
    let long = SourceText(String(repeating: "x", count: 500), file: "a.txt")
    let shown = long.showing(.error("wrong", at: .file("a.txt", line: 1, column: 300)))
    #expect(
      shown.excerpt == "  \(String(repeating: "x", count: 100))\n  "
        + String(repeating: " ", count: 60) + "^")
    #expect(source.showing(.error("", at: .file("a.txt", line: 1, column: 99))).excerpt != nil)
  }

  @Test func whatSteersATerminalIsNotShown() {
    let odd = SourceText("a\u{1B}[31mb\u{85}c\u{C}\r\nnext", file: "a.txt")
    let first = odd.showing(.error("", at: .file("a.txt", line: 1, column: 3)))
    #expect(first.excerpt == "  a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}\n    ^")
    let second = odd.showing(.error("", at: .file("a.txt", line: 2, column: 1)))
    #expect(second.excerpt == "  next\n  ^")
  }
}
