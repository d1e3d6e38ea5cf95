/// The classes of characters that BERT's tokenizers tell apart.
extension Unicode.Scalar {
  /// Invisible characters that cleaning removes: controls, formats, private use.
  var isBERTControl: Bool {
    if self == "\t" || self == "\n" || self == "\r" { return false }
    switch properties.generalCategory {
    case .control, .format, .privateUse, .surrogate: return true
    default: return false
    }
  }

  /// Whether the character is a token of its own wherever it occurs.
  var isBERTPunctuation: Bool {
    switch value {
    // Every printable ASCII character that is not a letter, digit or space, "$" and "^" included.
    case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: return true
    default: break
    }
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// Ideographs, which are written without spaces between words; each becomes a word.
  ///
  /// Korean and the Japanese syllabaries are not among them.
  var isIdeograph: Bool {
    switch value {
    case 0x4e00...0x9fff, 0x3400...0x4dbf, 0x20000...0x2a6df, 0x2a700...0x2b73f,
      0x2b740...0x2b81f, 0x2b920...0x2ceaf, 0xf900...0xfaff, 0x2f800...0x2fa1f:
      return true
    default: return false
    }
  }
}
