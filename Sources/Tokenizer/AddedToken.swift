/// A token that is recognised in the raw text as a whole, such as `[MASK]`.
struct AddedToken: Sendable, Equatable {
  var content: String
  var id: Int
  /// The token swallows the white space before it.
  var stripsLeft = false
  /// The token swallows the white space after it.
  var stripsRight = false
}

/// A stretch of raw text: an added token, or text in which there is none.
enum TextPart {
  case token(Int)
  case text(Substring.UnicodeScalarView)
}

extension [AddedToken] {
  /// Cuts `text` at the tokens: from left to right, the longest that fits.
  func split(_ text: String) -> [TextPart] {
    let scalars = text.unicodeScalars
    var parts: [TextPart] = []
    var start = scalars.startIndex
    var position = start
    while position < scalars.endIndex {
      guard let (token, end) = longestToken(in: scalars, at: position) else {
        position = scalars.index(after: position)
        continue
      }
      var before = scalars[start..<position]
      if token.stripsLeft {
        while before.last?.properties.isWhitespace == true { before.removeLast() }
      }
      if !before.isEmpty { parts.append(.text(Substring(before).unicodeScalars)) }
      parts.append(.token(token.id))
      start = end
      if token.stripsRight {
        while start < scalars.endIndex, scalars[start].properties.isWhitespace {
          start = scalars.index(after: start)
        }
      }
      position = start
    }
    if start < scalars.endIndex { parts.append(.text(Substring(scalars[start...]).unicodeScalars)) }
    return parts
  }

  private func longestToken(
    in scalars: String.UnicodeScalarView, at position: String.Index
  ) -> (AddedToken, end: String.Index)? {
    var best: (AddedToken, end: String.Index, length: Int)?
    for token in self {
      let wanted = token.content.unicodeScalars
      guard wanted.count > best?.length ?? 0,
        let end = scalars.index(position, offsetBy: wanted.count, limitedBy: scalars.endIndex),
        scalars[position..<end].elementsEqual(wanted)
      else { continue }
      best = (token, end, wanted.count)
    }
    return best.map { ($0.0, $0.end) }
  }
}
