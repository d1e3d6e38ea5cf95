import Compiler
import Support
import Testing

/// Which of several tuned schedules is for the sizes that are compiled for.
@Suite struct TunedRangesTests {
  private func distance(_ found: String..., to declared: String...) throws -> Double? {
    let ranges = try #require(TunedRanges(found))
    return ranges.distance(to: try declared.map { try SymbolRange(parsing: $0) })
  }

  @Test func whatCoversComesFirst() throws {
    let narrow = try #require(try distance("1..64", to: "1..32"))
    let wide = try #require(try distance("1..512", to: "1..32"))
    let short = try #require(try distance("1..16", to: "1..32"))
    let shorter = try #require(try distance("1..4", to: "1..32"))
    #expect(narrow < wide && wide < short && short < shorter)
  }

  @Test func oneSizeIsForThatSize() throws {
    #expect(try distance("64..64", to: "64") != nil)
    #expect(try distance("64..64", to: "65") == nil)
    #expect(try distance("64", to: "1..64") == nil)
    #expect(try distance("1..9", "8", to: "1..9", "8") != nil)
    #expect(try distance("1..9", "8", to: "1..99", "8") != nil)
    #expect(try distance("1..9", "8", to: "1..9", "9") == nil)
    #expect(try distance("1..9", to: "1..9", "9") == nil)
  }

  @Test func listsAndMultiplesCoverEachOther() throws {
    func covers(_ left: String, _ right: String) throws -> Bool {
      try SymbolRange(parsing: left).covers(try SymbolRange(parsing: right))
    }
    #expect(try covers("1..64", "16,32"))
    #expect(try covers("16..64/16", "16,32"))
    #expect(try !covers("16..64/16", "16,24"))
    #expect(try covers("8..64/8", "16..64/16"))
    #expect(try !covers("16..64/16", "8..64/8"))
    #expect(try covers("16,32,48", "10..48/16"))
    #expect(try !covers("16,32", "16..48/16"))
    #expect(try covers("4..60/4", "1..63/4"))
    #expect(try covers("7", "7..7"))
  }
}
