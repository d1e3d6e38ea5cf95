/// How special tokens and the one or two texts are put together.
///
///     [CLS] text [SEP]                 for one text
///     [CLS] text [SEP] other [SEP]     for two, the second with type 1
struct SequenceTemplate: Sendable, Equatable {
  /// One piece of a template, with the type of its tokens.
  enum Piece: Sendable, Equatable {
    case special(ids: [Int], type: Int)
    case first(type: Int)
    case second(type: Int)
  }

  var single: [Piece]
  var pair: [Piece]

  /// BERT's own, from the numbers of its two special tokens.
  static func bert(start: Int, end: Int) -> SequenceTemplate {
    let single: [Piece] = [
      .special(ids: [start], type: 0), .first(type: 0), .special(ids: [end], type: 0),
    ]
    return SequenceTemplate(
      single: single, pair: single + [.second(type: 1), .special(ids: [end], type: 1)])
  }

  /// How many special tokens are added around the texts.
  static func addedCount(_ pieces: [Piece]) -> Int {
    pieces.reduce(0) { count, piece in
      if case .special(let ids, _) = piece { count + ids.count } else { count }
    }
  }
}
