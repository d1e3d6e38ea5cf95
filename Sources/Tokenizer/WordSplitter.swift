/// The words of a normalized text, as UTF-8: cut at white space, every punctuation mark a word.
func splitIntoWords(_ text: String.UnicodeScalarView) -> [[UInt8]] {
  var words: [[UInt8]] = []
  var word: [UInt8] = []
  func finished(_ word: inout [UInt8]) {
    if !word.isEmpty { words.append(word) }
    word.removeAll(keepingCapacity: true)
  }
  for scalar in text {
    if scalar.properties.isWhitespace {
      finished(&word)
    } else if scalar.isBERTPunctuation {
      finished(&word)
      words.append(Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter))
    } else {
      word.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
  finished(&word)
  return words
}
