import Support
import Testing

@Suite struct SharedMapTests {
  /// Beside a dictionary, with copies kept along the way.
  @Test(arguments: [1, 7, 300])
  func agreesWithADictionary(spread: UInt32) {
    var random = SystemRandomNumberGenerator()
    var map = SharedMap<Int>()
    var known: [UInt32: Int] = [:]
    var copies: [(SharedMap<Int>, [UInt32: Int])] = []
    for step in 0..<500 {
      // Small numbers, such as those of values, and numbers that differ in the highest digits.
      let isFar = step % 3 == 0
      let key = isFar ? UInt32.random(in: .min ... .max, using: &random) : UInt32(step) % spread
      map.set(key, to: step)
      known[key] = step
      if step % 50 == 0 { copies.append((map, known)) }
    }
    for (map, known) in copies + [(map, known)] {
      for (key, value) in known { #expect(map[key] == value) }
      for key in UInt32(0)..<1000 where known[key] == nil { #expect(map[key] == nil) }
    }
  }

  @Test func aNewOneIsEmpty() {
    var map = SharedMap<String>()
    #expect(map.isEmpty)
    #expect(map[0] == nil)
    map.set(.max, to: "last")
    map.set(0, to: "first")
    #expect(map[.max] == "last")
    #expect(map[0] == "first")
  }
}
