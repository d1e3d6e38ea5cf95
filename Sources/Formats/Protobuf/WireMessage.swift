/// Something that is read from the bytes of one protobuf message.
protocol WireDecodable {
  /// Reads the message that `bytes` holds and around which lie `depth` other messages.
  static func decode(_ bytes: ByteView, depth: Int) throws(FormatError) -> Self
}

/// A message that takes its fields one by one, in the order of the file.
protocol WireMessage: WireDecodable {
  init()
  /// Takes `field`; fields with numbers it does not know are left alone.
  mutating func take(_ field: WireField) throws(FormatError)
}

extension WireMessage {
  static func decode(_ bytes: ByteView, depth: Int) throws(FormatError) -> Self {
    var message = Self()
    try message.merge(bytes, depth: depth)
    return message
  }

  mutating func merge(_ bytes: ByteView, depth: Int) throws(FormatError) {
    var cursor = try WireCursor(bytes, depth: depth)
    while let field = try cursor.next() { try take(field) }
  }
}

extension WireField {
  /// Reads the field as one message and appends it.
  func append<Message: WireDecodable>(
    to messages: inout [Message], _ name: String
  ) throws(FormatError) {
    let bytes = try bytes(name)
    do throws(FormatError) {
      messages.append(try Message.decode(bytes, depth: depth + 1))
    } catch {
      throw error.inside("\(name)[\(messages.count)]")
    }
  }

  /// Reads the field as a message that occurs once; a second occurrence adds to the first.
  func merge<Message: WireMessage>(
    into message: inout Message?, _ name: String
  ) throws(FormatError) {
    let bytes = try bytes(name)
    var merged = message ?? Message()
    do throws(FormatError) {
      try merged.merge(bytes, depth: depth + 1)
    } catch {
      throw error.inside(name)
    }
    message = merged
  }

  /// Reads the field as a message.
  func message<Message: WireDecodable>(
    _ name: String, as type: Message.Type = Message.self
  ) throws(FormatError) -> Message {
    let bytes = try bytes(name)
    do throws(FormatError) {
      return try Message.decode(bytes, depth: depth + 1)
    } catch {
      throw error.inside(name)
    }
  }

  func append(to strings: inout [String], _ name: String) throws(FormatError) {
    strings.append(try string(name))
  }
}
