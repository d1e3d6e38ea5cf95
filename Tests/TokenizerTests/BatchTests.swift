import Formats
import Testing
import Tokenizer

@Suite struct BatchTests {
  let tokenizer: WordPieceTokenizer

  init() throws {
    tokenizer = try WordPieceTokenizer(contentsOf: Golden.path("vocab.txt"))
  }

  @Test func rowsArePaddedToTheLongest() throws {
    let batch = try tokenizer.encode(batch: ["the cat sat", "hello", ""])
    #expect((batch.count, batch.length) == (3, 5))
    let long = try tokenizer.encode("the cat sat").ids.map(Int64.init)
    let short = try tokenizer.encode("hello").ids.map(Int64.init)
    #expect(batch.ids == long + short + [0, 0] + [2, 3, 0, 0, 0])
    #expect(batch.attentionMask == [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0])
    #expect(batch.typeIDs == Array(repeating: 0, count: 15))
  }

  @Test func lengthIsRoundedUp() throws {
    let batch = try tokenizer.encode(batch: ["the cat sat"], padding: .toLongest(multipleOf: 8))
    #expect(batch.length == 8)
    #expect(batch.attentionMask == [1, 1, 1, 1, 1, 0, 0, 0])
  }

  @Test func noTextsMakeAnEmptyBatch() throws {
    let batch = try tokenizer.encode(batch: [])
    #expect((batch.count, batch.length, batch.ids) == (0, 0, []))
  }

  @Test func truncationIsCounted() throws {
    var tokenizer = tokenizer
    tokenizer.maximumLength = 4
    let encoding = try tokenizer.encode("the cat sat on the mat")
    #expect(encoding.ids.count == 4)
    #expect(encoding.truncatedCount == 4)
  }

  @Test func rowsThatDoNotFitAreRefused() {
    let error = #expect(throws: TokenizerError.self) {
      try tokenizer.encode(batch: ["hello", "the cat sat on"], padding: .toLength(5))
    }
    #expect(
      error?.description == """
        text 1 has 6 tokens, more than the length 5 to pad to; set the maximum length, or pad to \
        the longest
        """)
  }

  @Test func impossibleLimitsAreRefused() {
    var tokenizer = tokenizer
    tokenizer.maximumLength = 1
    #expect(throws: TokenizerError.self) { try tokenizer.encode("hello") }
    #expect(throws: TokenizerError.self) {
      try self.tokenizer.encode(batch: ["hello"], padding: .toLongest(multipleOf: 0))
    }
  }

  @Test func paddingWithoutItsTokenIsRefused() throws {
    let vocabulary = ByteView(copying: Array("[UNK]\n[CLS]\n[SEP]\na\n".utf8))
    let tokenizer = try WordPieceTokenizer(vocabulary: vocabulary)
    #expect(try tokenizer.encode(batch: ["a", "a"]).ids == [1, 3, 2, 1, 3, 2])
    #expect(throws: TokenizerError.self) { try tokenizer.encode(batch: ["a", "a a"]) }
  }
}
