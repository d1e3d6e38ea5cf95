import Dialects
import IR
import Testing

/// Declarations say what they declare.
@Suite struct DocumentationTests {
  @Test func theFirstParagraphIsTheSummary() {
    let text = """
      Adds, as
      people do.

      Nothing else:

          %0 = "a.b"()
            : () -> i32

      Then more.

          %1
      """
    let documentation = Documentation(text)
    #expect(documentation.summary == "Adds, as people do.")
    #expect(documentation.details.hasPrefix("Nothing else:\n\n    %0"))
    #expect(documentation.examples == ["%0 = \"a.b\"()\n  : () -> i32\n", "%1\n"])
    #expect(Documentation("").summary.isEmpty)
  }

  /// What the pages and the language server show.
  @Test func everythingRegisteredHasASummary() {
    for dialect in Dialects.all {
      #expect(!dialect.documentation.isEmpty, "the dialect '\(dialect.name)'")
      let operations = dialect.operations.map { ($0.mnemonic, $0.documentation) }
      let types = dialect.types.map { ("!\($0.mnemonic)", $0.documentation) }
      let attributes = dialect.attributes.map { ("#\($0.mnemonic)", $0.documentation) }
      for (name, text) in operations + types + attributes {
        let summary = Documentation(text).summary
        #expect(!summary.isEmpty, "'\(name)' has no 'documentation'")
        #expect(summary.hasSuffix(".") || summary.hasSuffix(":"), "'\(name)': \(summary)")
      }
    }
  }
}
