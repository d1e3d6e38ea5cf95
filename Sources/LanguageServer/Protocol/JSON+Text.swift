extension JSON {
  /// The value as text, members sorted by name.
  public var text: [UInt8] {
    var text: [UInt8] = []
    write(to: &text)
    return text
  }

  private func write(to text: inout [UInt8]) {
    switch self {
    case .null: text += "null".utf8
    case .bool(let value): text += (value ? "true" : "false").utf8
    case .integer(let value): text += String(value).utf8
    case .number(let value): text += (value.isFinite ? "\(value)" : "null").utf8
    case .string(let value): Self.write(value, to: &text)
    case .array(let elements):
      text.append(0x5B)
      for (index, element) in elements.enumerated() {
        if index > 0 { text.append(0x2C) }
        element.write(to: &text)
      }
      text.append(0x5D)
    case .object(let members):
      text.append(0x7B)
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { text.append(0x2C) }
        Self.write(member.key, to: &text)
        text.append(0x3A)
        member.value.write(to: &text)
      }
      text.append(0x7D)
    }
  }

  private static func write(_ value: String, to text: inout [UInt8]) {
    text.append(0x22)
    for byte in value.utf8 {
      switch byte {
      case 0x22: text += "\\\"".utf8
      case 0x5C: text += "\\\\".utf8
      case 0x0A: text += "\\n".utf8
      case 0x0D: text += "\\r".utf8
      case 0x09: text += "\\t".utf8
      case 0..<0x20:
        text += "\\u00".utf8
        text += [hexadecimal(byte >> 4), hexadecimal(byte & 15)]
      default: text.append(byte)
      }
    }
    text.append(0x22)
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? 0x30 + digit : 0x57 + digit
  }
}
