import Foundation
import Scheduling
import Testing

/// What a schedule did, seen step by step.
@Suite struct HistoryTests {
  private func scheduled() throws -> (TestProgram, Schedule) {
    let program = TestProgram.matmul(sizes: [1, 5, 17], element: .f32)
    var schedule = try program.schedule()
    let name = try #require(schedule.blockNames().first)
    let loops = try schedule.loops(of: try schedule.block(name))
    let (outer, _) = try schedule.split(loops[0], by: 4)
    try schedule.parallel(outer)
    return (program, schedule)
  }

  @Test func everyStepIsShown() throws {
    let (program, schedule) = try scheduled()
    let history = try ScheduleHistory(of: schedule.trace, on: program.module, program.function)
    #expect(history.steps.count == schedule.trace.steps.count)
    #expect(history.steps.filter(\.changesProgram).count == 2)
    #expect(history.steps.last?.after.joined(separator: "\n") == schedule.sketch)
    for (step, next) in zip(history.steps, history.steps.dropFirst()) {
      #expect(step.after == next.before)
    }
    for step in history.steps {
      #expect(step.rows.compactMap(\.left) == step.before)
      #expect(step.rows.compactMap(\.right) == step.after)
    }
    let text = history.text(width: 100)
    #expect(text.contains("split(") && text.contains("parallel("))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 || $0.hasPrefix("──") })
    #expect(text.contains("|") && text.contains(">"))
  }

  @Test func thePageStandsAlone() throws {
    let (program, schedule) = try scheduled()
    let history = try ScheduleHistory(of: schedule.trace, on: program.module, program.function)
    let page = history.page(title: "a < b", code: "mov \"rax\" & rbx")
    #expect(page.contains("a &lt; b") && page.contains("mov &quot;rax&quot; &amp; rbx"))
    #expect(page.components(separatedBy: "<section>").count == 4)
    #expect(!page.contains("http") && !page.contains("src="))
  }

  @Test func rowsOfUnrelatedTexts() {
    let rows = SketchRow.rows(["a", "b", "c"], ["a", "x", "c", "d"])
    #expect(
      rows == [
        SketchRow(left: "a", right: "a"), SketchRow(left: "b", right: "x"),
        SketchRow(left: "c", right: "c"), SketchRow(left: nil, right: "d"),
      ])
    #expect(SketchRow.rows([], []).isEmpty)
    #expect(SketchRow.rows(["a"], []) == [SketchRow(left: "a", right: nil)])
  }

  @Test func combinatorsLeaveNothingOfARefusal() throws {
    let program = TestProgram.matmul(sizes: [1, 5, 17], element: .f32)
    var schedule = try program.schedule()
    let name = try #require(schedule.blockNames().first)
    let block = try schedule.block(name)
    let before = schedule.trace
    let refused: Void? = try schedule.attempt { s in
      let loops = try s.loops(of: block)
      _ = try s.split(loops[0], by: 4)
      _ = try s.split(loops[0], by: 4)  // the loop is no more
    }
    #expect(refused == nil && schedule.trace == before)

    let which = try schedule.first(of: [
      { s in
        _ = try s.block("nowhere")
        return 0
      },
      { s in
        _ = try s.loops(of: block)
        return 1
      },
    ])
    #expect(which == 1)
    #expect(throws: Refusal.self) {
      try schedule.first(of: [{ s in _ = try s.block("nowhere") }])
    }
    let count = try schedule.repeating(atMost: 3) { s in
      let innermost = try s.loops(of: block)
      _ = try s.split(innermost[innermost.count - 1], by: 2)
    }
    #expect(count == 3)
    let loops = try schedule.loops(of: block)
    let unrolled = try schedule.forEach(loops) { s, loop in try s.unroll(loop) }
    #expect(!unrolled.isEmpty && unrolled.count < loops.count)
  }
}
