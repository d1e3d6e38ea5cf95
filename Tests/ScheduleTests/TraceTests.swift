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
