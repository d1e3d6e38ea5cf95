import Dialects
import Foundation
import IR
import LanguageServer
import TestSupport
import Testing

/// Formatting keeps words, comments and meaning.
@Suite struct FormattingTests {
  private func format(_ text: String) -> String {
    var client = Client(text)
    let edits = client.request("textDocument/formatting", client.document)
    return edits[0]["newText"].string ?? text
  }

  @Test func layoutIsThePrinters() {
    let text = """
      // A file.
      #m   = affine_map<(d0)[s0] -> (d0 floordiv 2+s0)>
      #s = affine_set<(d0) : (d0 - 1 >= 0, d0 == 3)>
      "x.a" ( {
      ^bb0( %a : i32 ) :
      %0,%1="x.b"( %a,%a ){ k=1,  j = "a  b" }:(i32,i32)->(i32 , i32)   // why
            // alone

        "x.c"(%0)({
          "x.d"() : () -> !x.y<a  , b>
          }, {
        }) : (i32)->()
      }) : () -> ()


      // -----
      """
    #expect(
      format(text) == """
        // A file.
        #m = affine_map<(d0)[s0] -> (d0 floordiv 2+s0)>
        #s = affine_set<(d0) : (d0 - 1 >= 0, d0 == 3)>
        "x.a" ({
        ^bb0(%a : i32):
          %0, %1 = "x.b"(%a, %a){ k = 1, j = "a  b" } : (i32, i32) -> (i32, i32)   // why
          // alone

          "x.c"(%0)({
            "x.d"() : () -> !x.y<a  , b>
          }, {
          }) : (i32) -> ()
        }) : () -> ()


        // -----

        """)
  }

  /// Brackets of one line indent once, however many there are.
  @Test func manyBracketsAreOneLevel() {
    let count = 100_000
    let opening = String(repeating: "(", count: count)
    let closing = String(repeating: ")", count: count)
    #expect(
      format("\"x.a\"\(opening)\n%a\n\(closing)\n") == "\"x.a\"\(opening)\n  %a\n\(closing)\n")
    // Deeper than any module is, lines would be blanks.
    let deep = String(repeating: "(\n", count: 2000)
    #expect(format(deep) == deep)
  }

  /// What cannot be read is left alone.
  @Test func brokenTextsStay() {
    #expect(format("%0 = \"x.a( : ()\n") == "%0 = \"x.a( : ()\n")
  }

  /// The printer's output is laid out already; of every other file of the corpus the meaning stays, and a
  /// second time changes nothing.
  @Test func corporaKeepTheirMeaning() throws {
    let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)
    let folders = ["text", "canonicalize", "canonicalize-loops", "loops", "graph", "inline"]
    var count = 0
    for file in folders.flatMap({ Corpus.files(in: $0) }) {
      for text in file.text.components(separatedBy: "// -----\n") {
        guard let module = try? Module.parse(text, context: context) else { continue }
        count += 1
        let formatted = format(text)
        let again = try Module.parse(formatted, context: context)
        #expect(module.difference(from: again) == nil, "\(file)")
        #expect(format(formatted) == formatted, "\(file)")
        let printed = module.text()
        #expect(format(printed) == printed, "\(file)")
      }
    }
    #expect(count > 20)
  }
}
