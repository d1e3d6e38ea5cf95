/// Where a tensor's elements lie when they are not in the model's own file.
public struct ExternalData: Sendable, Equatable {
  /// Path of the other file, relative to the model's folder.
  public var location: String
  /// First byte.
  public var offset: Int
  /// Number of bytes; nil when the file does not say, and the tensor's own size counts.
  public var length: Int?

  /// A place in the file at `location`.
  public init(location: String, offset: Int = 0, length: Int? = nil) {
    self.location = location
    self.offset = offset
    self.length = length
  }
}

extension ExternalData {
  /// Reads the entries `location`, `offset` and `length`; others, such as `checksum`, are left alone.
  ///
  /// Errors point at `message`, the bytes of the tensor.
  init(_ entries: [StringStringEntryProto], in message: ByteView) throws(FormatError) {
    self.init(location: "")
    for entry in entries {
      switch entry.key {
      case "location": location = entry.value
      case "offset": offset = try Self.size(entry, in: message)
      case "length": length = try Self.size(entry, in: message)
      default: break
      }
    }
    if location.isEmpty {
      throw FormatError(
        .malformed, in: message.name, at: message.offsetInFile,
        "external data without a 'location'")
    }
  }

  private static func size(
    _ entry: StringStringEntryProto, in message: ByteView
  ) throws(FormatError) -> Int {
    guard let size = Int(entry.value), size >= 0 else {
      throw FormatError(
        .malformed, in: message.name, at: message.offsetInFile,
        "external data: '\(entry.key)' must be a number of bytes, found '\(entry.value)'")
    }
    return size
  }
}
