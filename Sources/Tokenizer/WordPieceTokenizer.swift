/// Turns text into token numbers the way BERT and its many descendants were trained.
///
///     let tokenizer = try WordPieceTokenizer(contentsOf: "vocab.txt")
///     try tokenizer.encode("Hello, world!").ids  // [101, 7592, 1010, 2088, 999, 102]
public struct WordPieceTokenizer: Sendable {
  /// The longest encoding, special tokens included; no limit when nil.
  ///
  /// Longer texts are cut at their end, the longer one of a pair first.
  public var maximumLength: Int?

  let model: WordPieceModel
  let normalizer: TextNormalizer
  let addedTokens: [AddedToken]
  let template: SequenceTemplate
  /// Number and type of the padding token; nil when the vocabulary has none.
  let padding: (id: Int, type: Int)?

  /// How many numbers there are: every id is below it.
  public var vocabularySize: Int {
    max(model.vocabulary.pieces.count, (addedTokens.map(\.id).max() ?? -1) + 1)
  }

  /// The piece with number `id`: a word, the inside of one (`##ing`) or a special token.
  ///
  /// - Returns: nil when the vocabulary has no such number.
  public func token(_ id: Int) -> String? {
    if let added = addedTokens.first(where: { $0.id == id }) { return added.content }
    guard model.vocabulary.pieces.indices.contains(id) else { return nil }
    let piece = model.vocabulary.pieces[id]
    return piece.isEmpty ? nil : piece
  }

  /// The tokens of `text`, or of `text` and `second` as a pair, with special tokens around them.
  ///
  /// - Throws: ``TokenizerError`` when ``maximumLength`` leaves no room for the special tokens.
  public func encode(
    _ text: String, with second: String? = nil
  ) throws(TokenizerError) -> Encoding {
    let pieces = second == nil ? template.single : template.pair
    var first = textIDs(text)
    var other = second.map(textIDs) ?? []
    var truncated = 0
    if let maximumLength {
      let room = maximumLength - SequenceTemplate.addedCount(pieces)
      guard room >= 0 else {
        throw TokenizerError(
          "the maximum length \(maximumLength) is less than the "
            + "\(SequenceTemplate.addedCount(pieces)) special tokens of every sequence",
          advice: "raise it")
      }
      let total = first.count + other.count
      if total > room {
        let kept = Self.sharedRoom(room, first: first.count, second: other.count)
        first.removeLast(first.count - kept.first)
        other.removeLast(other.count - kept.second)
        truncated = total - room
      }
    }
    return Self.assemble(pieces, first, other, truncated)
  }

  /// The tokens of several texts, as the rectangular tensors that a model takes.
  ///
  /// - Throws: ``TokenizerError`` when a row does not fit, or padding is needed and the vocabulary
  ///   has no padding token.
  public func encode(
    batch texts: [String], padding strategy: Padding = .toLongest()
  ) throws(TokenizerError) -> EncodedBatch {
    var rows: [Encoding] = []
    for text in texts { rows.append(try encode(text)) }
    let length = try Self.length(of: rows, strategy)
    var ids: [Int64] = []
    var mask: [Int64] = []
    var types: [Int64] = []
    for row in rows {
      let missing = length - row.ids.count
      guard missing == 0 || padding != nil else {
        throw TokenizerError(
          "the texts differ in length and the vocabulary has no padding token '[PAD]'",
          advice: "encode them one at a time")
      }
      let (id, type) = padding ?? (0, 0)
      ids += row.ids.map(Int64.init) + repeatElement(Int64(id), count: missing)
      mask += (0..<length).map { $0 < row.ids.count ? 1 : 0 }
      types += row.typeIDs.map(Int64.init) + repeatElement(Int64(type), count: missing)
    }
    return EncodedBatch(
      count: rows.count, length: length, ids: ids, attentionMask: mask, typeIDs: types)
  }
}

extension WordPieceTokenizer {
  /// The tokens of the text alone.
  private func textIDs(_ text: String) -> [Int] {
    var ids: [Int] = []
    for part in addedTokens.split(text) {
      switch part {
      case .token(let id): ids.append(id)
      case .text(let text):
        for word in splitIntoWords(normalizer.normalized(text)) {
          model.appendPieces(of: word, to: &ids)
        }
      }
    }
    return ids
  }

  /// How many tokens of each text are kept: the shorter one whole, if half the room is enough.
  private static func sharedRoom(
    _ room: Int, first: Int, second: Int
  ) -> (first: Int, second: Int) {
    if first > second {
      let kept = sharedRoom(room, first: second, second: first)
      return (kept.second, kept.first)
    }
    // Here the first is the shorter one.
    if first * 2 <= room { return (first, min(second, room - first)) }
    return (room / 2, room - room / 2)
  }

  private static func assemble(
    _ pieces: [SequenceTemplate.Piece], _ first: [Int], _ second: [Int], _ truncatedCount: Int
  ) -> Encoding {
    var encoding = Encoding(ids: [], typeIDs: [], truncatedCount: truncatedCount)
    for piece in pieces {
      let (ids, type) =
        switch piece {
        case .special(let ids, let type): (ids, type)
        case .first(let type): (first, type)
        case .second(let type): (second, type)
        }
      encoding.ids += ids
      encoding.typeIDs += repeatElement(type, count: ids.count)
    }
    return encoding
  }

  private static func length(
    of rows: [Encoding], _ strategy: Padding
  ) throws(TokenizerError) -> Int {
    let longest = rows.map(\.ids.count).max() ?? 0
    switch strategy {
    case .toLongest(let multiple):
      guard multiple > 0 else {
        throw TokenizerError(
          "cannot pad to a multiple of \(multiple)", advice: "use a number above zero")
      }
      return (longest + multiple - 1) / multiple * multiple
    case .toLength(let length):
      guard longest <= length else {
        let row = rows.firstIndex { $0.ids.count > length } ?? 0
        throw TokenizerError(
          "text \(row) has \(rows[row].ids.count) tokens, more than the length \(length) to pad to",
          advice: "set the maximum length, or pad to the longest")
      }
      return length
    }
  }
}
