import Support
import Testing

/// Comments that say which diagnostics a text has.
@Suite struct ExpectedDiagnosticsTests {
  private func problems(_ text: String, with found: [Diagnostic] = []) -> [String] {
    ExpectedDiagnostics(text).problems(with: found).map { "\($0.line): \($0.message)" }
  }

  private func error(_ message: String, line: Int) -> Diagnostic {
    .error(message, at: .file("f", line: line, column: 1))
  }

  @Test func messagesHoldTheText() {
    let text = "// expected-error @+1 {{a 'b}}' c}}\nx // expected-note@above{{d}}\n"
    let found = error("say: a 'b}}' c", line: 2)
    #expect(problems(text, with: [found, .note("d", at: .file("f", line: 1, column: 1))]).isEmpty)
    #expect(
      problems(text, with: [found]) == ["2: expected note 'd' was not produced"])
    #expect(
      problems(text, with: [error("a 'b' c", line: 2)]).first
        == "2: unexpected f:2:1: error: a 'b' c")
    #expect(problems(text, with: [error("a 'b}}' c", line: 1)]).count == 3)
  }

  @Test func severalOnALineAndPlaces() {
    let text =
      "x // expected-error {{a}} expected-error-re @unknown {{b{{[0-9]}}}} expected-warning @-1 {{c}}"
    let warning = Diagnostic(.warning, "c", at: .file("f", line: 0, column: 1))
    #expect(problems(text, with: [error("a", line: 1), .error("b1"), warning]).isEmpty)
    #expect(
      problems(text, with: [error("a", line: 1), .error("b"), warning])
        == ["0: unexpected error: b", "1: expected error 'b{{[0-9]}}' was not produced"])
  }

  @Test func patternsAreOnlyWhatIsInBrackets() {
    let text = "// expected-error-re {{custom op '{{(foo|ba[rz])}}' is un{{k[a-z]+}}}}"
    #expect(problems(text, with: [error("custom op 'baz' is unknown!", line: 1)]).isEmpty)
    #expect(problems(text, with: [error("custom op 'bay' is unknown!", line: 1)]).count == 2)
    #expect(problems("// expected-error-re {{a.c}}", with: [error("abc", line: 1)]).count == 2)
    #expect(problems("// expected-error {{a{{.}}c}}", with: [error("abc", line: 1)]).count == 2)
  }

  @Test(arguments: [
    ("// expected-eror @+1 {{x}}", "'expected-eror': did you mean 'expected-error'?"),
    (
      "// expected-warning-ree {{x}}", "'expected-warning-ree': did you mean 'expected-warning-re'?"
    ),
    (
      "// expected-nothing-at-all {{x}}",
      "'expected-nothing-at-all': expected one of 'error', 'warning', 'remark' and 'note', or one "
        + "with '-re'"
    ),
    ("// expected-error {{x", "'expected-error' has no '}}' to end its message"),
    (
      "// expected-error: x",
      "'expected-error' needs a message in brackets, as in '{{message}}'"
    ),
    (
      "// expected-error @next {{x}}",
      "'expected-error': expected a place such as '@+1', '@-1', '@above', '@below' or '@unknown', "
        + "found '@next'"
    ),
    (
      "// expected-error @+99999999999999999999 {{x}}",
      "'expected-error': expected a place such as '@+1', '@-1', '@above', '@below' or '@unknown', "
        + "found '@+99999999999999999999'"
    ),
    (
      "// expected-error-re {{a {{b}}",
      "'expected-error-re': a regular expression begins with "
        + "'{{' and has no '}}'"
    ),
    ("// expected-error-re {{a {{(}} b}}", "'expected-error-re': '(' is no regular expression"),
    ("// expected-error-re {{a {{}} b}}", "'expected-error-re': '' is no regular expression"),
  ])
  func whatCannotBeUnderstoodIsAProblem(_ line: String, _ message: String) {
    #expect(problems("\n" + line) == ["2: " + message])
  }

  @Test func wordsAboutThemAreNone() {
    #expect(ExpectedDiagnostics("// see 'expected-error' there\n\"a.expected-x\"()").isEmpty)
    #expect(ExpectedDiagnostics("").isEmpty)
  }
}
