import Dialects
import IR
import Support
import TestSupport
import Testing
import Transforms

/// The text tests of the graph level.
@Suite struct GraphCorpusTests {
  static let files = Corpus.files(in: "graph")

  @Test func theCorpusIsThere() { #expect(Self.files.count >= 8) }

  @Test(arguments: files)
  func behavesAsItsCommentsSay(_ file: CorpusFile) {
    TextTest(file, registry: .shared + .graph, dialects: Dialects.all).run()
  }
}
