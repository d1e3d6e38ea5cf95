import MLIRJudge
import Scheduling
import Testing

/// Legality, exactly: what is legal is accepted and keeps results, what is not is refused by name and
/// changes nothing.
@Suite(.programsReadByMLIR) struct LegalityTests {
  @Test(arguments: LegalCase.all.map(\.name))
  func whatIsLegalIsAccepted(_ name: String) throws {
    let example = try #require(LegalCase.all.first { $0.name == name })
    let program = example.program()
    var schedule = try program.schedule()
    try example.steps(&schedule)
    #expect(schedule.module.verify().all.map(\.description) == [])
    schedule.lowersToInstructions()
    for sizes in program.sizes {
      let expected = try program.run(program.module, sizes)
      for isBackwards in [false, true] {
        #expect(
          try program.run(schedule.module, sizes, backwards: isBackwards) == expected,
          "\(sizes)\n\(schedule.sketch)")
      }
    }
    var again = try program.schedule()
    try again.replay(schedule.trace, trusted: true)
    #expect(again.module.isStructurallyEqual(to: schedule.module))
  }

  @Test(arguments: IllegalCase.all.map(\.name))
  func whatIsIllegalIsRefused(_ name: String) throws {
    let example = try #require(IllegalCase.all.first { $0.name == name })
    let schedule = try example.program().schedule()
    // How far the steps come tells what was there before the one that is refused.
    var last = schedule
    let refusal = #expect(throws: Refusal.self) { try example.steps(&last) }
    let message = refusal?.description ?? ""
    for word in example.words { #expect(message.contains(word), "\(message)") }
    #expect(refusal?.primitive.isEmpty == false)
    var before = schedule
    try before.replay(last.trace)
    #expect(last.module.isStructurallyEqual(to: before.module))
    #expect(last.module.text() == before.module.text())
  }

  @Test func theCorporaAreLarge() {
    #expect(LegalCase.all.count >= 50 && IllegalCase.all.count >= 50)
    for names in [LegalCase.all.map(\.name), IllegalCase.all.map(\.name)] {
      #expect(Set(names).count == names.count)
    }
  }
}
