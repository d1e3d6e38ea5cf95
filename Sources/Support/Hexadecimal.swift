extension Sequence<UInt8> {
  /// Two digits a byte, in lower case.
  public var hexadecimal: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }
}
