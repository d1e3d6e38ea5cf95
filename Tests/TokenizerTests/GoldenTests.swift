import Foundation
import Testing
import Tokenizer

/// Every token number is the one that the `tokenizers` package gives.
@Suite struct GoldenTests {
  @Test(arguments: [
    "uncased", "cased", "lowercase-with-accents", "template", "not-normalized",
  ])
  func tokenizerJSON(setting: String) throws {
    let golden = try #require(try Golden.settings()[setting])
    var tokenizer = try WordPieceTokenizer(contentsOf: Golden.path("tokenizer-\(setting).json"))
    #expect(tokenizer.maximumLength == 16)
    try check(golden, &tokenizer)
  }

  @Test func vocabularyFile() throws {
    let golden = try #require(try Golden.settings()["uncased"])
    var tokenizer = try WordPieceTokenizer(contentsOf: Golden.path("vocab.txt"))
    #expect(tokenizer.maximumLength == nil)
    try check(golden, &tokenizer)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: realVocabulary)))
  func fullVocabulary() throws {
    var tokenizer = try WordPieceTokenizer(contentsOf: realVocabulary)
    #expect(tokenizer.vocabularySize == 30522)
    try check(try Golden.decode(Golden.self, "golden-real.json"), &tokenizer)
  }

  private func check(_ golden: Golden, _ tokenizer: inout WordPieceTokenizer) throws {
    #expect(golden.texts.count > 40 && golden.pairs.count > 40)
    for wanted in golden.all {
      tokenizer.maximumLength = wanted.maximum
      let found = try tokenizer.encode(wanted.text, with: wanted.second)
      #expect(
        found.ids == wanted.ids,
        "\(wanted.testDescription): \(found.ids.map { tokenizer.token($0) ?? "?" })")
      #expect(found.typeIDs == wanted.types)
    }
  }
}

/// Fetched by the set-up script, not part of the repository.
private let realVocabulary =
  Golden.folder.appending(path: "../../../.cache/models/minilm/vocab.txt").standardized.path
