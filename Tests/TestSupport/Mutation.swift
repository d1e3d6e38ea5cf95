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
  ]

  /// `bytes` with one to four changes: bytes removed, changed, copied from elsewhere, or pieces put in.
  public static func mutate(_ bytes: [UInt8], with random: inout RandomSource) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !result.isEmpty else { return result }
      let place = Int.random(in: 0..<result.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: result[place] = UInt8.random(in: 0...255, using: &random)
      case 1:
        result.removeSubrange(
          place..<min(result.count, place + Int.random(in: 1...12, using: &random)))
      case 2: result.removeLast(result.count - place)
      case 3:
        let start = Int.random(in: 0..<result.count, using: &random)
        let end = min(result.count, start + Int.random(in: 1...60, using: &random))
        result.insert(contentsOf: Array(result[start..<end]), at: place)
      default:
        let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
        result.insert(contentsOf: Array(piece.utf8), at: place)
      }
    }
    return result
  }
}
