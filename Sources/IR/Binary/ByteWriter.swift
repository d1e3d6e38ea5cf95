/// Bytes of a binary form being written.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Seven bits a byte, lowest first; the top bit says that more follow.
  mutating func write(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  static var paddedWidth: Int { 9 }

  /// The same in as many bytes for every number of up to 63 bits.
  mutating func write(padded number: Int) {
    for place in 0..<Self.paddedWidth {
      let bits = UInt8(truncatingIfNeeded: number >> (place * 7)) & 0x7F
      bytes.append(place == Self.paddedWidth - 1 ? bits : bits | 0x80)
    }
  }

  /// A count or an index.
  mutating func write(_ number: Int) { write(UInt64(truncatingIfNeeded: number)) }

  /// A number with a sign: small magnitudes are short.
  mutating func write(signed number: Int) {
    write(UInt64(bitPattern: Int64((number << 1) ^ (number >> (Int.bitWidth - 1)))))
  }

  /// Eight bytes, lowest first.
  mutating func write(fixed number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
  }

  mutating func write(raw more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// The length, then the bytes.
  mutating func write(counted more: some Collection<UInt8>) {
    write(more.count)
    write(raw: more)
  }

  /// Zeros up to a multiple of `alignment`, a power of two.
  mutating func align(to alignment: Int) {
    while bytes.count & (alignment - 1) != 0 { bytes.append(0) }
  }

  /// The length of what `body` writes, then that.
  mutating func write(_ section: BinaryForm.Section, _ body: ByteWriter) {
    write(byte: section.rawValue)
    write(counted: body.bytes)
  }
}
