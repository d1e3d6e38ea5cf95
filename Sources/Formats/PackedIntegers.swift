extension StoredTensor {
  /// Integers of two and four bits with a byte each, sign- or zero-extended; nil for other formats.
  public var integerBytes: ByteView? {
    let isSigned = format == .int4 || format == .int2
    guard isSigned || format == .uint4 || format == .uint2, let bits = format.bitWidth else {
      return nil
    }
    let perByte = 8 / bits
    return ByteView(initializing: elementCount, name: bytes.name) { target in
      for index in 0..<elementCount {
        let byte = bytes[index / perByte] >> UInt8(index % perByte * bits)
        let raw = byte << UInt8(8 - bits)
        // The shift of a signed byte fills in its sign.
        target[index] =
          isSigned
          ? UInt8(bitPattern: Int8(bitPattern: raw) >> Int8(8 - bits)) : raw >> UInt8(8 - bits)
      }
    }
  }
}
