/// The words in which sketches, decisions and options stand where timings are kept.
///
/// Printing characters of ASCII stand for themselves but for `=`, `,` and `%`; anything else is written as
/// its bytes in UTF-8, `%20` for a blank. Different names so have different words; that of no name at all is `%`.
enum DecisionWord {
  /// What the sketch's own name is kept under.
  static let sketch = "sketch"

  static func of(_ name: String) -> String {
    if name.isEmpty { return "%" }
    if name.utf8.allSatisfy(isPlain) { return name }
    return name.utf8.map { isPlain($0) ? "\(Unicode.Scalar($0))" : "%" + hexadecimal($0) }.joined()
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !"=,%".utf8.contains(byte)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
