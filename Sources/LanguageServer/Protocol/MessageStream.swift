/// Cuts a stream of bytes into messages: a header with `Content-Length`, an empty line, JSON.
public struct MessageStream {
  /// A message, or why there is none.
  public enum Element: Sendable {
    case message(JSON)
    case malformed(String)
  }

  /// No message is longer; what claims to be is refused.
  private static let lengthLimit = 1 << 30
  private var bytes: [UInt8] = []
  /// What has been taken of `bytes`.
  private var taken = 0

  public init() {}

  /// Adds what was received.
  public mutating func append(_ received: some Sequence<UInt8>) {
    if taken > 1 << 20 {
      bytes.removeFirst(taken)
      taken = 0
    }
    bytes += received
  }

  /// The next message, if all of it is there.
  ///
  /// After a malformed header reading goes on behind it.
  public mutating func next() -> Element? {
    guard let headerEnd = endOfHeader() else { return nil }
    let header = String(decoding: bytes[taken..<headerEnd.lowerBound], as: UTF8.self)
    var length: Int?
    for line in header.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      length = Int(parts[1].filter { !$0.isWhitespace })
    }
    guard let length, (0...Self.lengthLimit).contains(length) else {
      taken = headerEnd.upperBound
      return .malformed("expected a header with 'Content-Length: N'")
    }
    let start = headerEnd.upperBound
    guard bytes.count - start >= length else { return nil }
    taken = start + length
    do throws(JSONParser.Failure) {
      return .message(try JSONParser.parse(bytes[start..<start + length]))
    } catch {
      return .malformed(error.description)
    }
  }

  /// The place of the empty line behind the header.
  private func endOfHeader() -> Range<Int>? {
    var position = taken
    while position < bytes.count {
      if bytes[position] == 0x0A {
        if position + 1 < bytes.count, bytes[position + 1] == 0x0A {
          return position..<position + 2
        }
        if position + 2 < bytes.count, bytes[position + 1] == 0x0D, bytes[position + 2] == 0x0A {
          return position..<position + 3
        }
      }
      position += 1
    }
    return nil
  }

  /// A message as it is sent.
  public static func frame(_ message: JSON) -> [UInt8] {
    let body = message.text
    return Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
  }
}
