extension Document {
  /// The edit that lays the text out; none where it is laid out already or has words that cannot be read.
  func formatting() -> JSON {
    guard let formatted = TextLayout.format(bytes), formatted != bytes else { return [] }
    return [
      [
        "range": json(0..<bytes.count),
        "newText": .string(String(decoding: formatted, as: UTF8.self)),
      ]
    ]
  }
}
