import Formats

extension WordPieceTokenizer {
  /// Reads a tokenizer from a vocabulary (`vocab.txt`, one piece a line, its number the line's) or
  /// from a Hugging Face `tokenizer.json`; the name's ending tells which.
  ///
  /// - Throws: ``FormatError`` when the file cannot be read, is malformed, or describes a tokenizer
  ///   of another kind than WordPiece.
  public init(contentsOf path: String) throws(FormatError) {
    let file = try FileContents(path: path)
    if path.hasSuffix(".json") {
      try self.init(tokenizerJSON: file.bytes)
    } else {
      try self.init(vocabulary: file.bytes)
    }
  }

  /// Reads a `vocab.txt`: the pieces of an uncased BERT, one a line.
  ///
  /// The special tokens go by their usual names. `[UNK]`, `[CLS]` and `[SEP]` must be there; `[PAD]`
  /// and `[MASK]` may be.
  ///
  /// - Parameters:
  ///   - vocabulary: The bytes of the file.
  ///   - isCased: The vocabulary has upper-case letters and accents, and texts keep theirs.
  /// - Throws: ``FormatError`` when the bytes are not UTF-8 or a special token is missing.
  public init(vocabulary: ByteView, isCased: Bool = false) throws(FormatError) {
    guard let text = vocabulary.text else {
      throw FormatError(.malformed, in: vocabulary.name, "expected text, found invalid UTF-8")
    }
    // Lines end at "\n" alone: a piece may itself be one of the other line separators.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let pieces = Vocabulary(
      lines.enumerated().map { (String(Substring($1.trimmingTrailingSpace())), $0) })
    func id(_ name: String) throws(FormatError) -> Int {
      guard let id = pieces.id(of: name) else {
        throw FormatError(
          .malformed, in: vocabulary.name, "expected a line '\(name)' and found none",
          advice: "check that this is the vocabulary of a BERT-like model")
      }
      return id
    }
    let unknown = try id("[UNK]")
    let (start, end) = (try id("[CLS]"), try id("[SEP]"))
    let pad = pieces.id(of: "[PAD]")
    self.init(
      maximumLength: nil,
      model: WordPieceModel(
        vocabulary: pieces, unknownID: unknown, longestWord: 100, continuationPrefix: "##"),
      normalizer: TextNormalizer(stripsAccents: !isCased, lowersCase: !isCased),
      addedTokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].compactMap { name in
        pieces.id(of: name).map { AddedToken(content: name, id: $0) }
      },
      template: .bert(start: start, end: end),
      padding: pad.map { ($0, 0) })
  }
}

extension Substring.UnicodeScalarView {
  fileprivate func trimmingTrailingSpace() -> Self {
    var rest = self
    while rest.last?.properties.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
