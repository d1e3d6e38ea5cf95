/// Bytes of text being written, with the lexical rules that all of it shares.
struct TextWriter {
  var bytes: [UInt8] = []
  let options: TextOptions
  /// What is written by a name that was given to it above.
  var names = AliasNames()

  init(_ options: TextOptions = TextOptions()) { self.options = options }

  /// Everything written so far.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func write(_ byte: Unicode.Scalar) {
    bytes.append(UInt8(truncatingIfNeeded: byte.value))
  }

  mutating func write(_ number: Int) {
    if number < 0 { bytes.append(0x2D) }
    write(digits: number.magnitude)
  }

  mutating func write(digits number: UInt) {
    if number < 10 { return bytes.append(0x30 + UInt8(number)) }
    var power: UInt = 10
    while number / power >= 10 { power *= 10 }
    var rest = number
    while power > 0 {
      let digit = rest / power
      bytes.append(0x30 + UInt8(digit))
      rest -= digit * power
      power /= 10
    }
  }

  mutating func indent(_ depth: Int) {
    bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
  }

  /// Writes `elements` with commas between them.
  mutating func write<Element>(
    list elements: some Sequence<Element>, _ writeElement: (inout TextWriter, Element) -> Void
  ) {
    var isFirst = true
    for element in elements {
      if !isFirst { write(", ") }
      isFirst = false
      writeElement(&self, element)
    }
  }

  /// A string in quotes; bytes that are not printing ASCII become `\HH`.
  mutating func write(quoted text: String) { write(quotedBytes: text.utf8) }

  mutating func write(quotedBytes text: some Sequence<UInt8>) {
    write("\"")
    for byte in text {
      switch byte {
      case 0x5C: write("\\\\")
      case 0x22: write("\\22")
      case 0x20...0x7E: bytes.append(byte)
      default:
        write("\\")
        write(hex: byte)
      }
    }
    write("\"")
  }

  /// Two upper-case hexadecimal digits.
  mutating func write(hex byte: UInt8) {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
    bytes.append(digit(byte >> 4))
    bytes.append(digit(byte & 15))
  }

  /// A name as it is if it is a bare identifier, else in quotes.
  mutating func write(name: String) {
    if name.isBareIdentifier { write(name) } else { write(quoted: name) }
  }

  /// `@name`, in quotes if need be.
  mutating func write(symbol name: String) {
    write("@")
    write(name: name)
  }
}

extension String {
  /// Whether this is `[A-Za-z_][A-Za-z0-9_$.]*`.
  var isBareIdentifier: Bool {
    var isFirst = true
    for byte in utf8 {
      let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte == 0x5F
      let isOther = byte >= 0x30 && byte <= 0x39 || byte == 0x24 || byte == 0x2E
      guard isLetter || !isFirst && isOther else { return false }
      isFirst = false
    }
    return !isFirst
  }
}
