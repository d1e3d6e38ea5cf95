/// Where the lines of a text begin, and positions in it as editors count: lines, and UTF-16 units in them.
struct LineTable: Sendable {
  struct Position: Hashable, Comparable, Sendable {
    var line: Int
    var character: Int

    static func < (left: Position, right: Position) -> Bool {
      (left.line, left.character) < (right.line, right.character)
    }
  }

  private let starts: [Int]

  /// A line ends with `\n`, `\r\n` or `\r`.
  init(_ bytes: [UInt8]) {
    var starts = [0]
    bytes.withUnsafeBufferPointer { bytes in
      for (index, byte) in bytes.enumerated() {
        if byte == 0x0A || byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A) {
          starts.append(index + 1)
        }
      }
    }
    self.starts = starts
  }

  var count: Int { starts.count }

  /// The line with this offset.
  func line(of offset: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  func start(ofLine line: Int) -> Int { starts[line] }

  func position(of offset: Int, in bytes: [UInt8]) -> Position {
    let line = line(of: offset)
    return Position(line: line, character: Self.units(bytes[starts[line]..<offset]))
  }

  /// The offset of a position; one past a line's end is that end, one past the text its end.
  func offset(of position: Position, in bytes: [UInt8]) -> Int {
    guard position.line < starts.count else { return bytes.count }
    guard position.line >= 0 else { return 0 }
    var offset = starts[position.line]
    let end = position.line + 1 < starts.count ? starts[position.line + 1] : bytes.count
    var left = position.character
    while left > 0, offset < end, bytes[offset] != 0x0A, bytes[offset] != 0x0D {
      // The middle of a pair of units is its start.
      let units = bytes[offset] >= 0xF0 ? 2 : 1
      guard left >= units else { break }
      left -= units
      offset += 1
      while offset < end, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }

  /// How many UTF-16 units a piece of UTF-8 is.
  static func units(_ bytes: ArraySlice<UInt8>) -> Int {
    var units = 0
    for byte in bytes where byte & 0xC0 != 0x80 { units += byte >= 0xF0 ? 2 : 1 }
    return units
  }
}

extension Range<Int> {
  func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}
