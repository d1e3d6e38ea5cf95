/// One field of a protobuf message as it lies in the file.
struct WireField {
  /// What the field holds, by wire type.
  enum Payload {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes(ByteView)

    var name: String {
      switch self {
      case .varint: "a variable-length integer"
      case .fixed64: "eight bytes"
      case .fixed32: "four bytes"
      case .bytes: "a length and bytes"
      }
    }
  }

  let number: Int
  let payload: Payload
  /// Where the field's tag lies in the file.
  let offset: Int
  let file: String
  /// How many messages lie around the field.
  let depth: Int
}

extension WireField {
  func mismatch(_ name: String, expected: String) -> FormatError {
    FormatError(
      .malformed, in: file, at: offset,
      "field '\(name)' (number \(number)) must be \(expected), found \(payload.name)",
      advice: "the file is damaged or is not of this format")
  }

  /// The field as a 64-bit integer; unsigned values keep their bits.
  func int64(_ name: String) throws(FormatError) -> Int64 {
    guard case .varint(let bits) = payload else {
      throw mismatch(name, expected: "an integer")
    }
    return Int64(bitPattern: bits)
  }

  /// The field as a 32-bit integer.
  ///
  /// As in every protobuf reader, the upper bits are dropped.
  func int32(_ name: String) throws(FormatError) -> Int32 {
    Int32(truncatingIfNeeded: try int64(name))
  }

  func float(_ name: String) throws(FormatError) -> Float {
    guard case .fixed32(let bits) = payload else {
      throw mismatch(name, expected: "a 32-bit float")
    }
    return Float(bitPattern: bits)
  }

  func bytes(_ name: String) throws(FormatError) -> ByteView {
    guard case .bytes(let bytes) = payload else {
      throw mismatch(name, expected: "bytes")
    }
    return bytes
  }

  func string(_ name: String) throws(FormatError) -> String {
    guard let text = try bytes(name).text else {
      throw FormatError(
        .malformed, in: file, at: offset, "field '\(name)' must be text, found invalid UTF-8")
    }
    return text
  }
}
