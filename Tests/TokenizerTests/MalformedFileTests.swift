import Formats
import Foundation
import Testing
import Tokenizer

/// Wrong files are refused with a message that says what and where.
@Suite struct MalformedFileTests {
  @Test(arguments: [
    (
      "a vocabulary without special tokens", "[PAD]\n[UNK]\nhello\n",
      """
      <memory>: expected a line '[CLS]' and found none; check that this is the vocabulary of a \
      BERT-like model
      """
    ),
    (
      "nothing", "",
      "<memory>: expected a line '[UNK]' and found none; check that this is the "
        + "vocabulary of a BERT-like model"
    ),
  ])
  func vocabulary(name: String, text: String, message: String) {
    let error = #expect(throws: FormatError.self) {
      try WordPieceTokenizer(vocabulary: ByteView(copying: Array(text.utf8)))
    }
    #expect(error?.description == message)
  }

  @Test func vocabularyThatIsNotText() {
    let error = #expect(throws: FormatError.self) {
      try WordPieceTokenizer(vocabulary: ByteView(copying: [0xff, 0xfe, 0x0a]))
    }
    #expect(error?.description == "<memory>: expected text, found invalid UTF-8")
  }

  @Test func fileThatIsNotThere() {
    let error = #expect(throws: FormatError.self) {
      try WordPieceTokenizer(contentsOf: Golden.path("none.txt"))
    }
    #expect(error?.kind == .unreadable)
  }

  @Test(arguments: [
    (
      #"{"model": {"type": "BPE"}}"#, FormatError.Kind.unsupported,
      "in model.type: the tokenizer model is 'BPE'; only 'WordPiece' is supported"
    ),
    (#"{}"#, .malformed, "in model: expected an object, found nothing"),
    (
      #"{"model": {"type": "WordPiece", "vocab": ["a"]}}"#, .malformed,
      "in model.vocab: expected an object, found an array"
    ),
    (
      #"{"model": {"type": "WordPiece", "vocab": {"a": -1}}}"#, .malformed,
      "in model.vocab: expected a token number for 'a'"
    ),
    (
      #"{"model": {"type": "WordPiece", "vocab": {"a": 99999999999}}}"#, .malformed,
      "in model.vocab: expected a token number for 'a'"
    ),
    (
      #"{"model": {"type": "WordPiece", "vocab": {"a": 1}}}"#, .malformed,
      "in model.unk_token: the unknown token '[UNK]' is not in the vocabulary"
    ),
    (
      #"{"model": {"type": "WordPiece", "vocab": {"[UNK]": 1}}, "pre_tokenizer": {"type": "X"}}"#,
      .unsupported,
      "in pre_tokenizer.type: the word splitter is 'X'; only 'BertPreTokenizer' is supported"
    ),
  ])
  func tokenizerJSON(text: String, kind: FormatError.Kind, message: String) {
    let error = #expect(throws: FormatError.self) {
      try WordPieceTokenizer(tokenizerJSON: ByteView(copying: Array(text.utf8)))
    }
    #expect(error?.kind == kind)
    #expect(error?.description == "<memory>: " + message)
  }

  /// Cut and changed files may be refused or read; nothing else may happen.
  @Test func damagedTokenizerJSON() throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: Golden.path("tokenizer-template.json"))))
    var generator = SplitMix(state: 20)
    for round in 0..<400 {
      var damaged = bytes
      if round.isMultiple(of: 2) {
        damaged.removeLast(Int.random(in: 1...bytes.count, using: &generator))
      } else {
        for _ in 0..<3 {
          let position = Int.random(in: 0..<bytes.count, using: &generator)
          damaged[position] = UInt8.random(in: 0x20...0x7e, using: &generator)
        }
      }
      do throws(FormatError) {
        let tokenizer = try WordPieceTokenizer(tokenizerJSON: ByteView(copying: damaged))
        _ = try? tokenizer.encode("The cat [MASK] sat on the mat", with: "café")
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }
}

/// A small seeded generator, so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
