/// The pieces that words are made of, each with its number.
///
/// Pieces are compared by their Unicode scalars, as tokenizers everywhere do; Swift's own string
/// comparison would merge pieces that differ only in how an accent is written.
struct Vocabulary: Sendable {
  /// Piece of each number; an unused number has an empty piece.
  let pieces: [String]
  private let trie: ByteTrie

  /// Empty pieces have a number but stand for nothing; of two entries with the same piece, the later
  /// one counts.
  init(_ all: [(piece: String, id: Int)]) {
    let entries = all.filter { !$0.piece.isEmpty }
    var pieces = Array(repeating: "", count: (entries.map(\.id).max() ?? -1) + 1)
    var trie = ByteTrie()
    for entry in entries {
      pieces[entry.id] = entry.piece
      trie.insert(entry.piece.utf8, id: entry.id)
    }
    self.pieces = pieces
    self.trie = trie
  }

  /// The number of exactly this piece.
  func id(of piece: String) -> Int? {
    guard let match = trie.longestMatch(in: Array(piece.utf8)[...], after: ByteTrie.root),
      match.length == piece.utf8.count
    else { return nil }
    return match.id
  }

  /// The point from which a match continues the way `prefix` begins; nil when no piece does.
  func continuation(after prefix: String) -> ByteTrie.Node? { trie.node(of: prefix.utf8) }

  /// The longest piece at the start of `bytes`, given the part of the piece that `node` stands for.
  func longestMatch(
    in bytes: ArraySlice<UInt8>, after node: ByteTrie.Node
  ) -> (id: Int, length: Int)? {
    trie.longestMatch(in: bytes, after: node)
  }
}
