import Dialects
import IR
import Scheduling
import Testing

/// Tensor programs and traces read back from their forms for people.
@Suite struct FormTests {
  @Test func everyFormIsRight() { #expect(Schedule.dialect.formProblems == []) }

  /// No operation needs the generic form, and what is written is what is read.
  @Test(arguments: PrimitiveCase.all.keys.sorted())
  func programsAndTracesReadBackTheSame(_ name: String) throws {
    let example = try #require(PrimitiveCase.all[name])
    var schedule = try example.program().schedule()
    try example.steps(&schedule)
    for module in [schedule.module, schedule.trace.module] {
      let text = module.text(TextOptions(usesForms: true))
      #expect(!text.contains("\"program.") && !text.contains("\"schedule."), "\(text)")
      let again = try Module.parse(text, file: "pretty", context: module.context)
      #expect(again.difference(from: module) == nil, "\(text)")
      #expect(again.text(TextOptions(usesForms: true)) == text)
    }
  }

  @Test func everythingHasASummary() {
    for definition in Schedule.dialect.operations {
      #expect(!definition.summary.isEmpty, "\(definition.mnemonic)")
    }
  }
}
