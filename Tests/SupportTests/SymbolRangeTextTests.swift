import Support
import Testing

@Suite struct SymbolRangeTextTests {
  @Test(arguments: ["1..512", "32..4096/32", "16,32", "8..8", "0..9223372036854775807"])
  func whatIsWrittenIsRead(_ text: String) throws {
    #expect(try SymbolRange(parsing: text).text == text)
  }

  @Test func oneValueIsARange() throws {
    #expect(try SymbolRange(parsing: "8") == SymbolRange(8, 8))
  }

  @Test(arguments: [
    ("5..1", "reversed"), ("1..7/8", "no multiple of 8"), ("-1", "negative"), ("1..-1", "negative"),
    ("1..8/0", "divisor"), ("8/2", "divisor"), ("", "whole number"), ("1,,2", "whole number"),
    ("9223372036854775808", "whole number"),
  ])
  func whatIsWrongIsSaid(_ text: String, _ word: String) {
    let error = #expect(throws: Diagnostic.self) { try SymbolRange(parsing: text) }
    #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
  }
}
