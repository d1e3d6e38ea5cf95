import Compiler
import Evaluation
import Foundation
import IR
import MLIRJudge
import Scheduling
import Support
import TestSupport
import Testing

/// Random primitives on random programs: what is accepted computes the same, what is refused changes
/// nothing.
@Suite(.programsReadByMLIR) struct RandomScheduleTests {
  @Test func schedulesKeepResults() throws {
    var accepted: [String: Int] = [:]
    for (family, program) in try TestProgram.families().enumerated() {
      let check = try RandomScheduleCheck(program)
      for round in 0..<30 {
        let seed = UInt64(family * 1000 + round)
        guard try check.run(seed: seed, replays: round % 8 == 0, &accepted) else { return }
      }
    }
    // All kinds of primitives have been at work.
    #expect(accepted.count >= 38, "\(accepted.sorted { $0.key < $1.key })")
  }

  /// `scripts/fuzz-schedules`: as above, for minutes, with other seeds.
  @Test(.enabled(if: Self.minutes != nil)) func schedulesKeepResultsForLong() throws {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["SCHEDULE_SEED"].flatMap(UInt64.init) ?? 1
    let end = Date.now.addingTimeInterval((Self.minutes ?? 0) * 60)
    let checks = try TestProgram.families().map { try RandomScheduleCheck($0) }
    var accepted: [String: Int] = [:]
    var count: UInt64 = 0
    while Date.now < end {
      let check = checks[Int(count % UInt64(checks.count))]
      guard try check.run(seed: first * 1_000_000 + count, replays: count % 7 == 0, &accepted)
      else { return }
      count += 1
    }
    let steps = accepted.values.reduce(0, +)
    print("\(count) schedules, \(steps) steps of \(accepted.count) primitives accepted")
  }

  private static let minutes = ProcessInfo.processInfo.environment["SCHEDULE_MINUTES"]
    .flatMap(Double.init)
}

/// Draws schedules of one program and holds them to the evaluator.
struct RandomScheduleCheck {
  let program: TestProgram
  /// The outputs for each of the sizes.
  let expected: [[TensorValue]]

  init(_ program: TestProgram) throws {
    self.program = program
    expected = try program.sizes.map { try program.outputs(of: program.module, $0) }
  }

  /// Draws a schedule from a seed; gives whether nothing was wrong, and counts what was accepted.
  ///
  /// Every accepted step is held to the evaluator for one size, the whole for all.
  func run(
    seed: UInt64, replays: Bool, _ accepted: inout [String: Int]
  ) throws -> Bool {
    var random = RandomSource(seed: seed)
    var walker = RandomSteps(schedule: try program.schedule())
    for _ in 0..<Int.random(in: 1...12, using: &random) {
      let before = walker.schedule.module
      do throws(Refusal) {
        for name in try walker.step(&random) { accepted[name, default: 0] += 1 }
      } catch {
        #expect(walker.schedule.module.isStructurallyEqual(to: before))
        #expect(!error.reason.isEmpty)
        continue
      }
      let stale = walker.schedule.staleKnowledge
      #expect(stale.isEmpty, "\(program.name), seed \(seed): \(stale)\n\(walker.schedule.trace)")
      let one = Int.random(in: 0..<program.sizes.count, using: &random)
      guard holds(walker.schedule, seed, one, backwards: false) else { return false }
    }
    let problems = walker.schedule.module.verify().all.map(\.description)
    #expect(
      problems.isEmpty, "\(program.name), seed \(seed): \(problems)\n\(walker.schedule.trace)")
    for size in program.sizes.indices {
      for backwards in [false, true] {
        guard holds(walker.schedule, seed, size, backwards: backwards) else { return false }
      }
    }
    walker.schedule.lowersToInstructions()
    if replays {
      try checkTrace(walker.schedule)
      try checkMachineCode(walker.schedule, seed)
    }
    return true
  }

  /// What is compiled computes the same, on two threads.
  private func checkMachineCode(_ schedule: Schedule, _ seed: UInt64) throws {
    // Not every nest has vectors; what has none says so.
    guard let kernel = try? TensorKernel(schedule) else { return }
    for (sizes, expected) in zip(program.sizes, expected) {
      let found = try kernel.run(program.values(sizes), sizes: sizes, threads: 2)
      #expect(
        program.agrees(found, expected),
        "\(program.name), seed \(seed), \(sizes), compiled\n\(schedule.sketch)")
    }
  }

  private func holds(
    _ schedule: Schedule, _ seed: UInt64, _ size: Int, backwards: Bool
  ) -> Bool {
    let sizes = program.sizes[size]
    let result = Result { try program.outputs(of: schedule.module, sizes, backwards: backwards) }
    if case .success(let value) = result, program.agrees(value, expected[size]) { return true }
    Issue.record(
      """
      \(program.name), seed \(seed), \(sizes), backwards \(backwards): \(result)
      \(schedule.trace.swift)
      \(schedule.sketch)
      """)
    return false
  }

  /// The trace prints, parses and replays to the same program.
  private func checkTrace(_ schedule: Schedule) throws {
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
