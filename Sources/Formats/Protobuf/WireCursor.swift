/// Walks the fields of one protobuf message, without copying.
///
/// Lengths are checked against the message they lie in, so that no damaged file leads outside of it.
struct WireCursor {
  /// Messages may lie this deep in one another; what protobuf's own readers allow.
  static let depthLimit = 100

  private let message: ByteView
  private let depth: Int
  private var position = 0

  /// Begins at the first field of `message`, around which lie `depth` other messages.
  init(_ message: ByteView, depth: Int) throws(FormatError) {
    guard depth <= Self.depthLimit else {
      throw FormatError(
        .refused, in: message.name, at: message.offsetInFile,
        "messages are nested more than \(Self.depthLimit) deep")
    }
    self.message = message
    self.depth = depth
  }

  /// The next field, or nil at the end of the message.
  ///
  /// Groups, which no current format uses, are skipped.
  mutating func next() throws(FormatError) -> WireField? {
    while position < message.count {
      let start = position
      let (number, type) = try tag()
      if type == 3 {
        try skipGroup(number, from: start, depth: depth + 1)
        continue
      }
      return WireField(
        number: number, payload: try payload(of: type, from: start),
        offset: message.offsetInFile + start, file: message.name, depth: depth)
    }
    return nil
  }

  private mutating func tag() throws(FormatError) -> (number: Int, type: UInt8) {
    let start = position
    let bits = try varint(from: start)
    let number = bits >> 3
    guard number >= 1, number < 1 << 29 else {
      throw damaged(at: start, "expected a field, found field number \(number)")
    }
    return (Int(number), UInt8(bits & 7))
  }

  private mutating func payload(
    of type: UInt8, from start: Int
  ) throws(FormatError) -> WireField.Payload {
    switch type {
    case 0: return .varint(try varint(from: start))
    case 1: return .fixed64(try fixed(from: start))
    case 2: return .bytes(try delimited(from: start))
    case 5: return .fixed32(try fixed(from: start))
    default: throw damaged(at: start, "expected a field, found wire type \(type)")
    }
  }

  /// An integer of seven bits per byte, the lowest first; the top bit of a byte says that more follow.
  private mutating func varint(from start: Int) throws(FormatError) -> UInt64 {
    var bits: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      guard position < message.count else {
        throw damaged(at: start, "the file or message ends within a field")
      }
      let byte = message[position]
      position += 1
      bits |= UInt64(byte & 0x7f) << UInt64(shift)
      if byte < 0x80 { return bits }
    }
    throw damaged(at: start, "an integer takes more than ten bytes")
  }

  private mutating func fixed<Integer: FixedWidthInteger & BitwiseCopyable>(
    from start: Int
  ) throws(FormatError) -> Integer {
    guard let value = message.littleEndian(at: position, as: Integer.self) else {
      throw damaged(at: start, "the file or message ends within a field")
    }
    position += MemoryLayout<Integer>.size
    return value
  }

  private mutating func delimited(from start: Int) throws(FormatError) -> ByteView {
    let length = try varint(from: start)
    guard let count = Int(exactly: length),
      let bytes = message.slice(from: position, count: count)
    else {
      throw damaged(
        at: start,
        "a field of \(length) bytes does not fit the \(message.count - position) bytes that are left"
      )
    }
    position += count
    return bytes
  }

  private mutating func skipGroup(
    _ number: Int, from start: Int, depth: Int
  ) throws(FormatError) {
    guard depth <= Self.depthLimit else {
      throw damaged(at: start, "groups are nested more than \(Self.depthLimit) deep")
    }
    while position < message.count {
      let inner = position
      let (innerNumber, type) = try tag()
      switch type {
      case 3: try skipGroup(innerNumber, from: inner, depth: depth + 1)
      case 4 where innerNumber == number: return
      default: _ = try payload(of: type, from: inner)
      }
    }
    throw damaged(at: start, "the file or message ends within a group")
  }

  private func damaged(at position: Int, _ message: String) -> FormatError {
    FormatError(
      .malformed, in: self.message.name, at: self.message.offsetInFile + position, message,
      advice: "the file is damaged, incomplete or not of this format")
  }
}
