import IR
import TestSupport
import Testing
import Transforms

/// The text tests of the infrastructure.
@Suite struct CorpusTests {
  static let files = [
    "errors", "verifier", "canonicalize", "common-subexpression-elimination",
    "dead-code-elimination",
  ].flatMap { Corpus.files(in: $0) }

  @Test func theCorpusIsThere() { #expect(Self.files.count > 10) }

  @Test(arguments: files)
  func behavesAsItsCommentsSay(_ file: CorpusFile) {
    TextTest(file, registry: .shared, dialects: [Check.dialect]).run()
  }
}
