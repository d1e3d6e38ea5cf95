import Dialects
import IR
import Scheduling
import Support
import Testing

/// Traces that are replayed with one decision after another.
@Suite struct OpenTraceTests {
  private static let program = TestProgram.matmul(columns: 8, depth: 2, sizes: [1, 5])

  /// What comes before the first decision is done once, and each program is the one that a replay gives.
  @Test func programsAreThoseOfReplays() throws {
    let start = try Self.program.schedule()
    var schedule = start
    let matmul = try schedule.block("matmul")
    let loops = try schedule.loops(of: matmul)
    try schedule.reorder(loops[1], loops[0])
    let size = try schedule.sample(from: [2, 4, 3], decision: 0)
    let (_, inner) = try schedule.split(loops[1], sampled: size)
    try schedule.unroll(inner)
    let open = OpenTrace(schedule.trace, of: start)
    for decision in 0..<3 {
      var replayed = start
      try replayed.replay(schedule.trace.deciding([decision]))
      for isTrusted in [false, true] {
        let module = try open.program(deciding: [decision], isTrusted: isTrusted)
        #expect(module.isStructurallyEqual(to: replayed.module))
      }
    }
    #expect(try open.program(deciding: []).isStructurallyEqual(to: schedule.module))
    #expect(throws: Refusal.self) { try open.program(deciding: [3]) }
  }

  /// A trace of another program is refused when a program is asked for, whatever is decided.
  @Test func whatDoesNotFitIsRefused() throws {
    var schedule = try Self.program.schedule()
    let loops = try schedule.loops(of: try schedule.block("matmul"))
    try schedule.split(loops[0], sampled: try schedule.sample(from: [2, 4], decision: 0))
    let other = try TestProgram.window().schedule()
    let open = OpenTrace(schedule.trace, of: other)
    let refusal = #expect(throws: Refusal.self) { try open.program(deciding: [1]) }
    #expect(refusal?.reason.contains("matmul") == true, "\(refusal?.reason ?? "")")
  }

  /// A schedule with steps of its own knows after a replay that a block holds blocks.
  @Test func replayedNestsAreSeen() throws {
    var schedule = try Self.program.schedule()
    let loops = try schedule.loops(of: try schedule.block("finish"))
    _ = try schedule.blockize(loops[1], named: "row")
    var later = try Self.program.schedule()
    _ = try later.block("matmul")
    try later.replay(schedule.trace)
    let refusal = #expect(throws: Refusal.self) {
      try later.computeInline(try later.block("row"))
    }
    #expect(refusal?.reason.contains("holds blocks") == true, "\(refusal?.reason ?? "")")
  }
}
