/// Damages modules in the binary form inside their sections, whose lengths are mended, so that the
/// damage gets past the frame.
public enum BinaryMutation {
  /// `bytes` with one to six changes; now and then a section is that of `donor`, another file.
  public static func mutate(
    _ bytes: [UInt8], with random: inout RandomSource, donor: [UInt8] = []
  ) -> [UInt8] {
    guard var file = BinaryFrame(bytes), Int.random(in: 0..<10, using: &random) > 0 else {
      return damaged(bytes, &random)
    }
    if let other = BinaryFrame(donor), Int.random(in: 0..<8, using: &random) == 0 {
      let index = Int.random(in: 0..<file.sections.count, using: &random)
      if index < other.sections.count { file.sections[index] = other.sections[index] }
      if Bool.random(using: &random) { return file.bytes }
    }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let index = Int.random(in: 0..<file.sections.count, using: &random)
      file.sections[index].body = damaged(file.sections[index].body, &random)
    }
    return file.bytes
  }

  private static func damaged(_ bytes: [UInt8], _ random: inout RandomSource) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      guard !result.isEmpty else { return [UInt8.random(in: 0...255, using: &random)] }
      let place = Int.random(in: 0..<result.count, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: result[place] = UInt8.random(in: 0...255, using: &random)
      case 1: result[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: result[place] &+= [1, 2, 255, 254][Int.random(in: 0..<4, using: &random)]
      case 3: result.remove(at: place)
      case 4: result.insert(UInt8.random(in: 0...20, using: &random), at: place)
      case 5: result.removeLast(result.count - place)
      case 6:
        let end = min(result.count, place + Int.random(in: 1...30, using: &random))
        let target = Int.random(in: 0..<result.count, using: &random)
        result.insert(contentsOf: Array(result[place..<end]), at: target)
      default:
        // A large number.
        let length = Int.random(in: 1...10, using: &random)
        result.replaceSubrange(
          place..<place + 1, with: [UInt8](repeating: 0xFF, count: length) + [0x01])
      }
    }
    return result
  }
}

/// A binary form cut into its sections.
private struct BinaryFrame {
  struct Section {
    var kind: UInt8
    var body: [UInt8]
  }

  var head: [UInt8]
  var sections: [Section] = []

  /// `nil` if the bytes have not the frame.
  init?(_ bytes: [UInt8]) {
    guard bytes.count > 8 else { return nil }
    var position = 8
    func number() -> Int? {
      var (value, shift) = (0, 0)
      while position < bytes.count, shift < 63 {
        let byte = bytes[position]
        position += 1
        value |= Int(byte & 0x7F) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
      return nil
    }
    guard number() != nil, let producer = number(), position + producer <= bytes.count else {
      return nil
    }
    position += producer
    head = Array(bytes[..<position])
    while position < bytes.count {
      let kind = bytes[position]
      position += 1
      guard let length = number(), length <= bytes.count - position else { return nil }
      sections.append(Section(kind: kind, body: Array(bytes[position..<position + length])))
      position += length
    }
    guard !sections.isEmpty else { return nil }
  }

  var bytes: [UInt8] {
    var result = head
    for section in sections {
      result.append(section.kind)
      // As wide as the writer makes the length of blobs, so that their padding still fits.
      for place in 0..<9 {
        let bits = UInt8(truncatingIfNeeded: section.body.count >> (place * 7)) & 0x7F
        if section.kind != 3, section.body.count >> (place * 7) < 0x80 {
          result.append(bits)
          break
        }
        result.append(place == 8 ? bits : bits | 0x80)
      }
      result += section.body
    }
    return result
  }
}
