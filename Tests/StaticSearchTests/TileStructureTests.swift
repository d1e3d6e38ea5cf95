import StaticSearch
import Testing

@Suite struct TileStructureTests {
  @Test func structuresHaveNoFlaw() {
    for known in [TileStructure.ansor, .registers, .shiftedRegisters, .threads] {
      let flaw = TileStructure.flaw(
        known.word, joins: known.joins, isOfThreads: known.isOfThreads)
      #expect(flaw == nil)
    }
  }

  @Test(arguments: [
    ("SSXs", [], false, "not 'X'"), ("", [], false, "begins with S"),
    ("RSs", [], false, "begins with S"), ("SR", [], false, "ends with S"),
    ("SSs", [], false, "no level of axes that are reduced over"),
    ("SRs", [], true, "begins with SS"), ("SSRs", [4], false, "at level 4 of 'SSRs'"),
    ("SSRs", [0, -1], false, "at level -1"), ("SSRs", [2], false, "at level 2"),
  ])
  func flawsAreNamed(word: String, joins: [Int], isOfThreads: Bool, words: String) {
    let flaw = TileStructure.flaw(word, joins: joins, isOfThreads: isOfThreads)
    #expect(flaw?.contains(words) == true, "\(flaw ?? "none")")
  }

  @Test func whatHasAFlawIsNoStructure() async {
    await #expect(processExitsWith: .failure) {
      _ = TileStructure("SSRs", joins: [4], scope: .local)
    }
  }
}
