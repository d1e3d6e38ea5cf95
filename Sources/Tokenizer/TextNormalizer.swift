import Foundation

/// What is done to a text before it is cut into words.
struct TextNormalizer: Sendable, Equatable {
  /// Remove invisible characters, make every white space a plain one.
  var cleansText = true
  /// Put spaces around ideographs.
  var separatesIdeographs = true
  /// Remove the accents of letters: "é" becomes "e".
  var stripsAccents = true
  /// Lower the case of every letter.
  var lowersCase = true

  /// The normalized text as scalars, in which words are looked for.
  func normalized(_ text: Substring.UnicodeScalarView) -> String.UnicodeScalarView {
    var scalars = String.UnicodeScalarView()
    for scalar in text {
      if cleansText && (scalar == "\0" || scalar == "\u{fffd}" || scalar.isBERTControl) {
        continue
      }
      if cleansText && scalar.properties.isWhitespace {
        scalars.append(" ")
      } else if separatesIdeographs && scalar.isIdeograph {
        scalars.append(contentsOf: [" ", scalar, " "])
      } else {
        scalars.append(scalar)
      }
    }
    if stripsAccents && !scalars.allSatisfy(\.isASCII) {
      scalars = Self.withoutAccents(scalars)
    }
    if lowersCase {
      var lowered = String.UnicodeScalarView()
      for scalar in scalars {
        lowered.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
      scalars = lowered
    }
    return scalars
  }

  private static func withoutAccents(
    _ scalars: String.UnicodeScalarView
  ) -> String.UnicodeScalarView {
    let decomposed = String(scalars).decomposedStringWithCanonicalMapping
    var kept = String.UnicodeScalarView()
    for scalar in decomposed.unicodeScalars
    where scalar.properties.generalCategory != .nonspacingMark {
      kept.append(scalar)
    }
    return kept
  }
}
