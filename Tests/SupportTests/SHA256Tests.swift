import Support
import Testing

@Suite struct SHA256Tests {
  /// The standard's own examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func isTheStandardsHash(text: String, expected: String) {
    var hash = SHA256()
    hash.update(text.utf8)
    #expect(hash.finish().hexadecimal == expected)
  }

  /// How the bytes are divided does not matter.
  @Test func piecesGiveTheHashOfTheWhole() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for count in [0, 1, 55, 56, 63, 64, 65, 119, 128, 300] {
      var whole = SHA256()
      whole.update(bytes.prefix(count))
      var pieces = SHA256()
      for start in stride(from: 0, to: count, by: 37) {
        pieces.update(bytes[start..<min(count, start + 37)])
      }
      #expect(whole.finish() == pieces.finish())
    }
  }
}
