import Foundation
import IR
import MLIRJudge
import Scheduling
import Testing

/// Every primitive as text: the program before is the front end's, the sketch after is in `Expected`,
/// with the message of a refusal below it.
@Suite(.programsReadByMLIR) struct PrimitiveTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Expected")

  @Test(arguments: PrimitiveCase.all.keys.sorted())
  func primitivesDoWhatTheySay(_ name: String) throws {
    let example = try #require(PrimitiveCase.all[name])
    let program = example.program()
    var schedule = try program.schedule()
    try example.steps(&schedule)
    let problems = schedule.module.verify().all.map(\.description)
    #expect(problems.isEmpty)
    schedule.lowersToInstructions()
    for sizes in program.sizes {
      #expect(
        try program.run(schedule.module, sizes) == program.run(program.module, sizes))
    }
    var refused = try program.schedule()
    var message = "not refused"
    do throws(Refusal) {
      try example.refused(&refused)
    } catch {
      message = error.description
    }
    let found = schedule.sketch + "\n\n" + message + "\n"
    let file = Self.folder.appending(path: name + ".txt")
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(expected == found, "\(name).txt should hold:\n\(found)")
  }

  @Test func everyPrimitiveHasACase() {
    let cases = PrimitiveCase.all.keys
    let navigation: Set = ["block", "loops", "innermost_loop", "buffer_of"]
    // After it there are other inputs: `PackConstantTests`.
    let changesInputs: Set = ["pack_constant"]
    for definition in Schedule.dialect.operations {
      let verb = String(definition.mnemonic.dropFirst("schedule.".count))
      #expect(cases.contains(verb) || navigation.union(changesInputs).contains(verb), "\(verb)")
    }
  }

  @Test func cursorsToWhatWasReplacedAreRefusedByName() throws {
    var schedule = try TestProgram.matmul().schedule()
    let loop = try schedule.loops(of: try schedule.block("matmul"))[0]
    try schedule.split(loop, by: 4)
    let refusal = #expect(throws: Refusal.self) { try schedule.parallel(loop) }
    #expect(
      refusal?.description
        == "parallel: the loop 'i0' is no more: 'split' replaced it; use what that step returned")
  }
}
