/// Cuts a word into the longest pieces that the vocabulary has, from left to right.
///
///     "unaffable"  ->  "un", "##aff", "##able"
///
/// A word of which some part fits no piece, or that is too long, becomes the unknown piece.
struct WordPieceModel: Sendable {
  let vocabulary: Vocabulary
  let unknownID: Int
  /// Words of more Unicode scalars than this are unknown.
  let longestWord: Int
  /// Where the pieces inside a word begin; nil when the vocabulary has none.
  private let continuation: ByteTrie.Node?

  init(vocabulary: Vocabulary, unknownID: Int, longestWord: Int, continuationPrefix: String) {
    self.vocabulary = vocabulary
    self.unknownID = unknownID
    self.longestWord = longestWord
    self.continuation = vocabulary.continuation(after: continuationPrefix)
  }

  /// Appends the pieces of `word`, which is UTF-8.
  func appendPieces(of word: [UInt8], to ids: inout [Int]) {
    // Bytes that do not continue a scalar begin one.
    guard word.lazy.filter({ $0 & 0xc0 != 0x80 }).count <= longestWord else {
      ids.append(unknownID)
      return
    }
    let start = ids.count
    var rest = word[...]
    var node: ByteTrie.Node? = ByteTrie.root
    while !rest.isEmpty {
      guard let here = node, let piece = vocabulary.longestMatch(in: rest, after: here) else {
        ids.removeSubrange(start...)
        ids.append(unknownID)
        return
      }
      ids.append(piece.id)
      rest = rest.dropFirst(piece.length)
      node = continuation
    }
  }
}
