/// Damages text, for tests that nothing traps on bad input.
public enum Mutation {
  /// Pieces that are likely to lead a parser astray.
  private static let pieces: [String] = [
    "%0", "^bb0", "#a", "!t", "@s", "(", ")", "[", "]", "{", "}", "<", ">", "->", ":", ",", "=",
    "?", "*", "x", "0", "-1", "99999999999999999999999999999999999999999999", "0x", "0x10",
    "1.0e999", "\"", "\"\\", "loc(", "dense<", "sparse<", "array<i32: ", "affine_map<(d0) -> (",
    "tensor<", "vector<[", "memref<4x", "strided<[", "-9223372036854775808", "{-#", "#-}",
    "floordiv", "mod 0", "-128 : i8", " : i1", "true", "complex<", "tuple<", "\u{0}", "ÿ", "\n",
    "//", "distinct[0]<", "%0#1", "%0:2 =", "fused[", "unit", "i16777215", ": f80",
    "ceildiv", "4294967295", "9223372036854775807", "18446744073709551615", "1.0e-5000", " : f128",
    "dense_resource<", "dense<\"0x", "-0.0", "0.0 : f8E4M3FNUZ", "\" to :1",
    "{-# a: {b: {c: 1}} #-}",
    "array<i1: ", "i0", "index", "none", "\"builtin.module\"", "@\"", "\\00", "\\FF",
    " loc(unknown)",
    "#map = affine_map<(d0)[s0] -> (d0 floordiv 4 + s0)>\n", "#loc = loc(\"f\":1:2)\n", "loc(#loc)",
    "#loc1 = loc(#loc1)\n", "!a = i32\n", "!a", "loc(\"f\":1:2 to :3:4)",
    "loc(callsite(\"a\" at \"b\"))",
    "affine_map<(d0, d1)[s0] -> (d0 + d1 * s0, d0 mod 2)>", "affine_set<(d0) : (d0 >= 0)>",
    " loc(fused<1>[\"a\", unknown])", "dense_resource<a> : tensor<1xi8>", " {", "} ", " to ",
    " step ",
    " : index", " attributes {a}", "iter_args(", " -> i32", " into ", "%arg0", "%c0", "@f",
    "vector<[4]xf32>", "tensor<*xf32>", "memref<*xf32, 1>", "() -> ()", "<{a = 1}>", "affine_set<",
  ]
  private static let openers: [String] = [
    "(", "[", "{", "<", "tuple<", "[[", "callsite(", "({", "-(",
  ]

  /// `bytes` with one to four changes: bytes removed, changed or copied from elsewhere, pieces put in,
  /// tokens exchanged, numbers grown, brackets nested deeply, parts of `donor` spliced in, what stands
  /// in brackets replaced, lines removed, doubled and moved.
  public static func mutate(
    _ bytes: [UInt8], with random: inout RandomSource, donor: [UInt8] = []
  ) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !result.isEmpty else { return result }
      change(&result, donor, &random)
    }
    return result
  }

  private static func change(
    _ bytes: inout [UInt8], _ donor: [UInt8], _ random: inout RandomSource
  ) {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<16, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1:
      bytes.removeSubrange(
        place..<min(bytes.count, place + Int.random(in: 1...12, using: &random)))
    case 2: bytes.removeLast(bytes.count - place)
    case 3:
      let part = slice(of: bytes, atMost: 60, &random)
      bytes.insert(contentsOf: part, at: place)
    case 4: exchangeTokens(&bytes, &random)
    case 5: growNumber(&bytes, from: place, &random)
    case 6:
      let opener = openers[Int.random(in: 0..<openers.count, using: &random)]
      let count = [3, 90, 150, 210, 3000][Int.random(in: 0..<5, using: &random)]
      bytes.insert(contentsOf: Array(String(repeating: opener, count: count).utf8), at: place)
    case 7 where !donor.isEmpty:
      let part = slice(of: donor, atMost: 400, &random)
      bytes.insert(contentsOf: part, at: place)
    case 8:
      let odd: [[UInt8]] = [
        [0xC3], [0xFF, 0xFE], [0], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      ]
      bytes.insert(contentsOf: odd[Int.random(in: 0..<odd.count, using: &random)], at: place)
    case 9, 10: replaceGroup(&bytes, from: place, donor.isEmpty ? bytes : donor, &random)
    case 11: changeLine(&bytes, at: place, &random)
    default:
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
      bytes.insert(contentsOf: Array(piece.utf8), at: place)
    }
  }

  private static func slice(
    of bytes: [UInt8], atMost count: Int, _ random: inout RandomSource
  ) -> [UInt8] {
    let start = Int.random(in: 0..<bytes.count, using: &random)
    return Array(bytes[start..<min(bytes.count, start + Int.random(in: 1...count, using: &random))])
  }

  /// Puts what stands in brackets in `donor` in the place of what stands in brackets of the same kind.
  private static func replaceGroup(
    _ bytes: inout [UInt8], from place: Int, _ donor: [UInt8], _ random: inout RandomSource
  ) {
    guard let old = group(in: bytes, from: place) else { return }
    for _ in 0..<8 {
      let start = Int.random(in: 0..<donor.count, using: &random)
      guard let new = group(in: donor, from: start), donor[new.lowerBound] == bytes[old.lowerBound]
      else { continue }
      return bytes.replaceSubrange(old, with: Array(donor[new]))
    }
    bytes.removeSubrange(old)
  }

  /// From the next opening bracket to the one that closes it; `nil` if that is far.
  private static func group(in bytes: [UInt8], from place: Int) -> Range<Int>? {
    let openers: [UInt8] = [0x28, 0x3C, 0x5B, 0x7B]
    let closers: [UInt8] = [0x29, 0x3E, 0x5D, 0x7D]
    guard let start = bytes[place...].firstIndex(where: { openers.contains($0) }) else {
      return nil
    }
    var depth = 0
    for index in start..<min(bytes.count, start + 2000) {
      if openers.contains(bytes[index]) { depth += 1 }
      // `->` closes nothing.
      if closers.contains(bytes[index]), bytes[index] != 0x3E || bytes[index - 1] != 0x2D {
        depth -= 1
        if depth == 0 { return start..<index + 1 }
      }
    }
    return nil
  }

  /// Removes a line, doubles it, or moves it elsewhere.
  private static func changeLine(
    _ bytes: inout [UInt8], at place: Int, _ random: inout RandomSource
  ) {
    let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    let line = Array(bytes[start..<end])
    let choice = Int.random(in: 0..<3, using: &random)
    if choice != 1 { bytes.removeSubrange(start..<end) }
    if choice == 0 { return }
    let near = Int.random(in: 0...bytes.count, using: &random)
    let target = bytes[..<near].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    bytes.insert(contentsOf: line, at: target)
  }

  /// Exchanges two runs of characters that look like tokens.
  private static func exchangeTokens(_ bytes: inout [UInt8], _ random: inout RandomSource) {
    let first = token(in: bytes, at: Int.random(in: 0..<bytes.count, using: &random))
    let second = token(in: bytes, at: Int.random(in: 0..<bytes.count, using: &random))
    let (low, high) = first.lowerBound <= second.lowerBound ? (first, second) : (second, first)
    guard low.upperBound <= high.lowerBound else { return }
    bytes =
      Array(bytes[..<low.lowerBound]) + bytes[high] + bytes[low.upperBound..<high.lowerBound]
      + bytes[low] + bytes[high.upperBound...]
  }

  private static func token(in bytes: [UInt8], at place: Int) -> Range<Int> {
    func isWord(_ byte: UInt8) -> Bool {
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || [0x5F, 0x2E, 0x25, 0x23].contains(byte)
    }
    var (start, end) = (place, place + 1)
    guard isWord(bytes[place]) else { return start..<end }
    while start > 0, isWord(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    return start..<end
  }

  /// Makes the next number longer, or another of those at the edges.
  private static func growNumber(
    _ bytes: inout [UInt8], from place: Int, _ random: inout RandomSource
  ) {
    guard let start = bytes[place...].firstIndex(where: { $0 &- 0x30 < 10 }) else { return }
    let end = bytes[start...].firstIndex { $0 &- 0x30 >= 10 } ?? bytes.count
    let edges = ["0", "255", "65536", "2147483648", "4294967296", "9223372036854775808", "1000000"]
    let edge = edges[Int.random(in: 0..<edges.count, using: &random)]
    if Bool.random(using: &random) {
      bytes.replaceSubrange(start..<end, with: Array(edge.utf8))
    } else {
      bytes.insert(contentsOf: Array(edge.utf8), at: end)
    }
  }
}
