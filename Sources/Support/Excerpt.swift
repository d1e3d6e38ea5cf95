/// A line of source with a caret below one of its columns, as messages show it.
public enum Excerpt {
  /// The bytes of a line around `column`, which counts bytes from 0, and the caret below it.
  ///
  /// Tabs stay tabs, so that the caret stands where the line shows the column; other characters that
  /// steer a terminal are shown as '\u{FFFD}'.
  public static func around<Line: RandomAccessCollection<UInt8>>(
    column: Int, of line: Line
  ) -> String {
    let place = min(max(0, column), line.count)
    let start = max(0, place - 60)
    let shown = visible(line.dropFirst(start).prefix(100))
    let pad = visible(line.dropFirst(start).prefix(place - start)).map { $0 == "\t" ? "\t" : " " }
    return "  \(shown)\n  \(pad.joined())^"
  }

  private static func visible(_ bytes: some Collection<UInt8>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let steers = scalar.properties.generalCategory == .control && scalar != "\t"
      result.append(steers ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }
}
