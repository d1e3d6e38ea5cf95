import IR
import Scheduling
import Support
import TestSupport
import Testing

@Suite struct TraceTests {
  private func tiled() throws -> Schedule {
    var schedule = try TestProgram.matmul().schedule()
    let matmul = try schedule.block("matmul")
    let loops = try schedule.loops(of: matmul)
    let size = try schedule.sample(from: [2, 4], decision: 1)
    let (outer, _) = try schedule.split(loops[0], sampled: size)
    try schedule.reverseCompute(try schedule.block("finish"), at: outer)
    try schedule.parallel(outer)
    return schedule
  }

  @Test func tracesPrintAsSwiftToPaste() throws {
    #expect(
      try tiled().trace.swift == """
        let v0 = try schedule.block("matmul")
        let a1 = try schedule.loops(of: v0)
        let v4 = try schedule.sample(from: [2, 4], decision: 1)
        let (v5, v6) = try schedule.split(a1[0], sampled: v4)
        let v7 = try schedule.block("finish")
        try schedule.reverseCompute(v7, at: v5)
        try schedule.parallel(v5)
        """)
  }

  @Test func theDefaultScheduleIsAStep() throws {
    let program = TestProgram.matmul(columns: 32, sizes: [1, 7], element: .f32)
    var module = program.module
    let report = try applySchedule(
      to: program.function, in: &module, hardware: .x86v3, decisions: Decisions())
    let tiles = try #require(report.questions.first { $0.name == "tile" }).options
    let low = try #require(tiles.first { $0.hasPrefix("1x") })
    let tall = try #require(tiles.last { $0.hasPrefix("4x") })
    let rows = IndexExpression.symbol("m")
    let ways: [Schedule.ApplyDefault.Way] = [
      try .init("tile=\(low)", cost: rows * 9 + 40),
      try .init("tile=\(tall)", cost: rows.ceilDivided(by: 4) * 20),
    ]
    var schedule = try program.schedule()
    try schedule.applyDefault(ways)
    let trace = schedule.trace
    #expect(trace.defaultWays == ways)
    #expect(trace == Trace(default: ways))
    #expect(
      trace.swift == """
        try schedule.applyDefault([\
        .init("tile=\(low)", cost: try IndexExpression(parsing: "m * 9 + 40")), \
        .init("tile=\(tall)", cost: try IndexExpression(parsing: "(m ceildiv 4) * 20"))])
        """)
    let read = try Trace(parsing: trace.description)
    #expect(read == trace)
    var again = try program.schedule()
    try again.replay(read)
    #expect(again.module.text() == schedule.module.text())
    for sizes in program.sizes {
      #expect(try program.run(again.module, sizes) == program.run(program.module, sizes))
    }
    var unknown = try Schedule(program.module, function: program.function)
    let refusal = #expect(throws: Refusal.self) { try unknown.replay(read) }
    #expect(refusal?.description.contains("hardware: machine") == true)
  }

  @Test func waysThatCannotBeReadAreNoTrace() {
    for text in [
      "schedule.default {ways = [\"tile\"], costs = [1]}", "schedule.default {ways = [\"tile=1\"]}",
      "schedule.default {ways = [3], costs = [1]}",
    ] {
      #expect(throws: (any Error).self) { try Trace(parsing: text) }
    }
  }

  @Test(arguments: [("[]", 0), ("[2, 4]", 2), ("[2, 4]", -1)])
  func aSampleThatDrawsNoneOfItsCandidatesIsNoTrace(candidates: String, decision: Int) throws {
    let text = "%0 = schedule.sample {candidates = \(candidates), decision = \(decision)}"
    let error = #expect(throws: (any Error).self) { try Trace(parsing: text) }
    #expect("\(try #require(error))".contains("expected"))
    _ = try Trace(parsing: "%0 = schedule.sample {candidates = [2, 4], decision = 1}")
  }

  @Test func sizesOfATraceAreRenamed() throws {
    let program = TestProgram.matmul()
    var schedule = try program.schedule()
    try schedule.assume("m", divisibleBy: 2)
    let loop = try schedule.loops(of: try schedule.block("finish"))[0]
    let special = try schedule.specialize(loop, whereNonNegative: .symbol("m") - 16)
    try schedule.split(special, by: 4, tail: .guard)
    let other = schedule.trace.renamingSizes(["m": "guard", "guard": "m"])
    #expect(other.description.contains("guard - 16") && other.description.contains("\"guard\""))
    #expect(other != schedule.trace)
    // The word for a tail is no size.
    #expect(other.renamingSizes(["guard": "m", "m": "guard"]) == schedule.trace)
    var again = try program.schedule()
    #expect(throws: Refusal.self) { try again.replay(other) }
    try again.replay(other.renamingSizes(["guard": "m"]))
    #expect(again.module.isStructurallyEqual(to: schedule.module))
  }

  @Test func decisionsAreReplayed() throws {
    let trace = try tiled().trace
    let decision = try #require(trace.decisions.first)
    #expect(decision.candidates == [2, 4] && decision.decision == 1)
    var other = try TestProgram.matmul().schedule()
    try other.replay(trace.deciding(decision.step, 0))
    #expect(other.sketch.contains("parallel for i0_o in m ceildiv 2"))
    #expect(other.trace != trace)
  }

  @Test func aTraceOfAnotherProgramIsRefusedAndChangesNothing() throws {
    let trace = try tiled().trace
    let chain = TestProgram.all()[3]
    var schedule = try chain.schedule()
    let refusal = #expect(throws: Refusal.self) { try schedule.replay(trace) }
    #expect(
      refusal?.description == "block: there is no block 'matmul'; there are 'a', 'b', 'c'")
    #expect(schedule.module.isStructurallyEqual(to: chain.module))
    #expect(schedule.trace.steps.isEmpty)
  }

  @Test func damagedTracesAreRefusedWithAMessage() throws {
    let text = try tiled().trace.description
    var random = RandomSource(seed: 4)
    for _ in 0..<200 {
      var bytes = Array(text.utf8)
      let place = Int.random(in: 0..<bytes.count, using: &random)
      bytes[place] = UInt8.random(in: 32...126, using: &random)
      guard let trace = try? Trace(parsing: String(decoding: bytes, as: UTF8.self)) else {
        continue
      }
      var schedule = try TestProgram.matmul().schedule()
      try? schedule.replay(trace)
      #expect(schedule.module.verify().all.isEmpty)
    }
  }
}
