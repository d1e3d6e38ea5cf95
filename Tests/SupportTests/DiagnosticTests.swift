import Support
import Testing

@Suite struct DiagnosticTests {
  @Test func notesFollowTheMessageOneALine() {
    let diagnostic = Diagnostic.error(
      "expected rank 4 for 'X', found 3", notes: [.note("'X' comes from here")])
    #expect(
      diagnostic.description == """
        error: expected rank 4 for 'X', found 3
        note: 'X' comes from here
        """)
  }

  @Test func onlyErrorsCountAsErrors() {
    var diagnostics = Diagnostics()
    diagnostics.emit(.note("this is fine"))
    #expect(!diagnostics.hasErrors)
    diagnostics.emit(.error("this is not"))
    #expect(diagnostics.hasErrors)
  }
}
