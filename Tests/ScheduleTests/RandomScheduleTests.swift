import Dialects
import Evaluation
import IR
import Scheduling
import Support
import TestSupport
import Testing

/// Random primitives on random programs: what is accepted computes the same, what is refused changes
/// nothing.
@Suite struct RandomScheduleTests {
  private static let rounds = 60

  @Test func schedulesKeepResults() throws {
    var accepted: [String: Int] = [:]
    for (family, program) in TestProgram.all().enumerated() {
      try schedulesKeepResults(program, family, &accepted)
    }
    // Every primitive has been at work.
    #expect(accepted.count == 40, "\(accepted.sorted { $0.key < $1.key })")
  }

  private func schedulesKeepResults(
    _ program: TestProgram, _ family: Int, _ accepted: inout [String: Int]
  ) throws {
    let expected = try program.sizes.map { try program.run(program.module, $0) }
    for round in 0..<Self.rounds {
      let seed = UInt64(family * 1000 + round)
      var random = RandomSource(seed: seed)
      var walker = RandomSteps(schedule: try program.schedule())
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let before = walker.schedule.module
        do throws(Refusal) {
          for name in try walker.step(&random) { accepted[name, default: 0] += 1 }
        } catch {
          #expect(walker.schedule.module.isStructurallyEqual(to: before))
          #expect(!error.reason.isEmpty)
        }
      }
      let schedule = walker.schedule
      let problems = schedule.module.verify().all.map(\.description)
      #expect(problems.isEmpty, "\(program.name), seed \(seed): \(problems)\n\(schedule.trace)")
      for (sizes, expected) in zip(program.sizes, expected) {
        for backwards in [false, true] {
          let result = Result {
            try program.run(schedule.module, sizes, backwards: backwards)
          }
          guard case .success(let value) = result, value == expected else {
            Issue.record(
              """
              \(program.name), seed \(seed), \(sizes), backwards \(backwards): \(result)
              \(schedule.trace.swift)
              \(schedule.sketch)
              """)
            return
          }
        }
      }
      if round % 9 == 0 { try checkTrace(schedule, program) }
    }
  }

  /// The trace prints, parses and replays to the same program.
  private func checkTrace(_ schedule: Schedule, _ program: TestProgram) throws {
    let parsed = try Trace(parsing: schedule.trace.description)
    #expect(parsed == schedule.trace)
    for trusted in [false, true] {
      var again = try program.schedule()
      try again.replay(parsed, trusted: trusted)
      #expect(again.module.isStructurallyEqual(to: schedule.module))
      #expect(again.trace == schedule.trace)
    }
  }
}
