/// Repeated integers, packed into one field or one field each, as they are met.
struct WireIntegers {
  private(set) var values: [Int64] = []

  /// Takes one number or a packed run of numbers; 64-bit values keep their bits.
  mutating func take(_ field: WireField, _ name: String) throws(FormatError) {
    guard case .bytes(let packed) = field.payload else {
      values.append(try field.int64(name))
      return
    }
    do throws(FormatError) {
      var offset = 0
      values.reserveCapacity(values.count + packed.count / 4)
      while offset < packed.count { values.append(try Self.varint(packed, &offset)) }
    } catch {
      throw error.inside(name)
    }
  }

  private static func varint(
    _ packed: ByteView, _ offset: inout Int
  ) throws(FormatError) -> Int64 {
    let start = offset
    var bits: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      guard offset < packed.count else {
        throw FormatError(
          .malformed, in: packed.name, at: packed.offsetInFile + start,
          "packed integers end within an integer", advice: "the file is damaged")
      }
      let byte = packed[offset]
      offset += 1
      bits |= UInt64(byte & 0x7f) << UInt64(shift)
      if byte < 0x80 { return Int64(bitPattern: bits) }
    }
    throw FormatError(
      .malformed, in: packed.name, at: packed.offsetInFile + start,
      "an integer takes more than ten bytes", advice: "the file is damaged")
  }
}

/// Repeated numbers of four or eight bytes each.
///
/// One packed run, which is what writers write, stays where it is in the file.
struct WireFixed {
  private let width: Int
  private var only: ByteView?
  private var copied: [UInt8] = []

  /// - Parameter width: bytes per number, 4 or 8.
  init(width: Int) { self.width = width }

  /// All bytes so far, little-endian.
  var bytes: ByteView? { copied.isEmpty ? only : ByteView(copying: copied) }

  /// Takes one number or a packed run of numbers.
  mutating func take(_ field: WireField, _ name: String) throws(FormatError) {
    switch field.payload {
    case .fixed32(let bits) where width == 4: append(littleEndian: bits)
    case .fixed64(let bits) where width == 8: append(littleEndian: bits)
    case .bytes(let packed):
      guard packed.count % width == 0 else {
        throw FormatError(
          .malformed, in: field.file, at: field.offset,
          "field '\(name)' must hold numbers of \(width) bytes, found \(packed.count) bytes",
          advice: "the file is damaged")
      }
      append(packed)
    default:
      throw field.mismatch(name, expected: "a number of \(width) bytes")
    }
  }

  private mutating func append(littleEndian bits: some FixedWidthInteger) {
    moveToCopy()
    withUnsafeBytes(of: bits.littleEndian) { copied.append(contentsOf: $0) }
  }

  private mutating func append(_ packed: ByteView) {
    if packed.isEmpty { return }
    if only == nil && copied.isEmpty {
      only = packed
    } else {
      moveToCopy()
      packed.withUnsafeBytes { copied.append(contentsOf: $0) }
    }
  }

  private mutating func moveToCopy() {
    guard let only else { return }
    only.withUnsafeBytes { copied.append(contentsOf: $0) }
    self.only = nil
  }
}
