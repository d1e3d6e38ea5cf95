import Dialects
import IR
import Scheduling
import StaticSearch
import Support
import TensorExpressions
import Testing

@Suite struct SketchTests {
  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var make: @Sendable () throws -> TensorProgram
  }

  private static let cases: [Case] = [
    Case(testDescription: "dense 8 x 16 x 12") { try SearchPrograms.dense(8, 16, 12) },
    // Nothing divides anything.
    Case(testDescription: "dense 13 x 19 x 7") { try SearchPrograms.dense(13, 19, 7) },
    Case(testDescription: "dense 1 x 17 x 5") { try SearchPrograms.dense(1, 17, 5) },
    Case(testDescription: "dense 5 x 1 x 3") { try SearchPrograms.dense(5, 1, 3) },
    Case(testDescription: "product 6 x 24 x 8") { try SearchPrograms.doubledProduct(6, 24, 8) },
    Case(testDescription: "product 1 x 24 x 8") { try SearchPrograms.doubledProduct(1, 24, 8) },
    Case(testDescription: "product 6 x 1 x 8") { try SearchPrograms.doubledProduct(6, 1, 8) },
    Case(testDescription: "convolution 11 x 9 x 3") { try SearchPrograms.convolution(11, 9, 3) },
    Case(testDescription: "dense 7 x 21 x 5, constant weights") {
      SearchPrograms.declaring(constant: 1, of: try SearchPrograms.dense(7, 21, 5))
    },
    Case(testDescription: "element by element 5 x 21") { try SearchPrograms.elementwise(5, 21) },
  ]

  /// Candidates at random: what the schedule language takes gives the right results, and what was
  /// replayed on trust is the same program.
  @Test(arguments: cases, [false, true])
  private func candidatesComputeTheSame(_ example: Case, onThreadBlocks: Bool) throws {
    let program = try example.make()
    var target = SearchPrograms.target
    if onThreadBlocks { target.structures = [.threads] }
    let sketches = SketchDerivation().sketches(
      of: try SearchPrograms.start(program), target
    ).sketches
    #expect(!sketches.isEmpty)
    let expected = try SearchPrograms.run(program, program.module)
    var random = Random(state: 9)
    var count = 0
    for sketch in sketches {
      // Few threads' tiles fit small axes.
      for _ in 0..<(onThreadBlocks ? 60 : 6) {
        let choices = sketch.decisions.map { Int.random(in: 0..<$0.options.count, using: &random) }
        guard sketch.isWithinLimits(choices),
          let module = try? sketch.program(deciding: choices, isChecked: true)
        else { continue }
        count += 1
        let trusted = try sketch.program(deciding: choices, isChecked: false)
        #expect(trusted.isStructurallyEqual(to: module), "\(sketch.answers(choices))")
        let problems = module.verify().all.map(\.description)
        #expect(problems.isEmpty)
        let found = try SearchPrograms.run(program, module)
        #expect(found == expected, "\(sketch.answers(choices))")
      }
    }
    #expect(count > 0)
  }

  @Test func tracesAreReadBack() throws {
    let program = try SearchPrograms.dense(13, 19, 7)
    var count = 0
    for sketch in try SearchPrograms.sketches(program) {
      let choices = sketch.decisions.map { $0.options.count - 1 }.enumerated().map {
        sketch.decisions[$0.offset].options.count > 2 ? 1 : $0.element
      }
      guard let module = try? sketch.program(deciding: choices, isChecked: true) else { continue }
      count += 1
      let trace = sketch.trace(deciding: choices)
      let again = try Trace(parsing: trace.description)
      #expect(again == trace)
      var schedule = try SearchPrograms.start(program)
      try schedule.replay(again)
      #expect(schedule.module.isStructurallyEqual(to: module))
    }
    #expect(count > 2)
  }

  @Test func aScheduleOfOnesOwnIsASpace() throws {
    let program = try SearchPrograms.elementwise(6, 24)
    let start = try SearchPrograms.start(program)
    var schedule = start
    let loops = try schedule.loops(of: try schedule.block("next"))
    let number = try schedule.sample(from: [2, 4, 8], decision: 0)
    try schedule.split(loops[1], sampled: number)
    let sketch = TraceSketch("mine", schedule.trace, of: start)
    #expect(sketch.decisions.map(\.options) == [["2", "4", "8"]] && sketch.count == 3)
    let texts = try (0..<3).map { try sketch.program(deciding: [$0], isChecked: true).text() }
    #expect(Set(texts).count == 3)
    #expect(sketch.answers([2]).description == "sample.0=8 sketch=mine")
  }

  @Test func rulesOfOnesOwnAreAsked() throws {
    struct Unrolled: SketchRule {
      func apply(
        to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
      ) -> RuleOutcome {
        var draft = draft
        do throws(Refusal) {
          let loop = try draft.schedule.innermostLoop(of: try draft.schedule.block(stage.name))
          try draft.schedule.unroll(loop)
        } catch { return RuleOutcome(remarks: [error.description]) }
        draft.labels.append("\(stage.name).unrolled")
        return RuleOutcome([draft], isFinal: true)
      }
    }
    let program = try SearchPrograms.elementwise(5, 4)
    let derivation = SketchDerivation(rules: [Unrolled()] + SketchDerivation.standardRules)
    let found = derivation.sketches(
      of: try SearchPrograms.start(program), SearchPrograms.target)
    #expect(found.sketches.map(\.name) == ["y.unrolled+next.unrolled"])
  }

  @Test func whatRulesDerive() throws {
    func names(_ program: TensorProgram, mayReassociate: Bool = false) throws -> [String] {
      var target = SearchPrograms.target
      target.mayReassociate = mayReassociate
      target.structures = [.registers]
      return SketchDerivation().sketches(of: try SearchPrograms.start(program), target).sketches
        .map(\.name)
    }
    let dense = try SearchPrograms.dense(8, 32, 16)
    #expect(try names(dense) == ["product.SSRrs.1", "product.copied+product.SSRrs.1"])
    // A copy of all is more than a stack holds, one of a tile's columns is not.
    #expect(try names(SearchPrograms.dense(64, 768, 768)).contains { $0.contains("copied") })
    #expect(
      try names(SearchPrograms.declaring(constant: 1, of: dense))
        == ["product.SSRrs.1", "product.packed+product.SSRrs.1"])
    #expect(try names(SearchPrograms.elementwise(4, 16)) == ["plain"])
    // Few results of many terms.
    let long = try SearchPrograms.dense(1, 2, 400)
    #expect(
      try names(long, mayReassociate: true).filter { $0.contains("parts") || $0.contains("lanes") }
        .count == 2)
    // The order of integers does not matter.
    let integers = try SearchPrograms.dense(1, 2, 400, element: .i32)
    #expect(
      try names(integers).filter { $0.contains("parts") || $0.contains("lanes") }.count == 2)
    #expect(try !names(long).contains { $0.contains("parts") || $0.contains("lanes") })
  }

  @Test func partialResultsAddUp() throws {
    let program = try SearchPrograms.dense(1, 3, 250)
    var target = SearchPrograms.target
    target.mayReassociate = true
    let derivation = SketchDerivation(rules: [AddRFactor(), SkipStage()])
    let found = derivation.sketches(of: try SearchPrograms.start(program), target)
    #expect(found.sketches.count == 2, "\(found.remarks)")
    let expected = try SearchPrograms.run(program, program.module)
    for sketch in found.sketches {
      for choice in sketch.decisions[0].options.indices {
        let module = try sketch.program(deciding: [choice], isChecked: true)
        #expect(try SearchPrograms.run(program, module) == expected)
      }
    }
  }

  @Test(arguments: [(1, 3, 250), (5, 2, 31), (2, 1, 700)])
  func threadsShareSums(_ m: Int, _ n: Int, _ k: Int) throws {
    let program = try SearchPrograms.dense(m, n, k)
    var target = SearchPrograms.target
    target.mayReassociate = true
    target.structures = [.threads]
    let derivation = SketchDerivation(rules: [CrossThreadReduction(), SkipStage()])
    let found = derivation.sketches(of: try SearchPrograms.start(program), target)
    let sketch = try #require(found.sketches.first, "\(found.remarks)")
    let expected = try SearchPrograms.run(program, program.module)
    for choice in sketch.decisions[0].options.indices {
      let module = try sketch.program(deciding: [choice], isChecked: true)
      #expect(try SearchPrograms.run(program, module) == expected)
    }
  }

  /// Schedules for thread blocks become kernels, which compute the same.
  @Test(arguments: cases)
  private func threadBlocksAreLaunched(_ example: Case) throws {
    let program = try example.make()
    var target = SearchPrograms.target
    target.structures = [.threads]
    target.mayReassociate = true
    let expected = try SearchPrograms.run(program, program.module)[0].doubles.map { Float($0) }
    var random = Random(state: 21)
    var launched: Set<String> = []
    let start = try SearchPrograms.start(program)
    for sketch in SketchDerivation().sketches(of: start, target).sketches {
      for _ in 0..<60 where !launched.contains(sketch.name) {
        let choices = sketch.decisions.map { Int.random(in: 0..<$0.options.count, using: &random) }
        guard sketch.isWithinLimits(choices),
          let module = try? sketch.program(deciding: choices, isChecked: true)
        else { continue }
        let (found, launches) = try SearchPrograms.launch(program, module)
        #expect(found == expected, "\(sketch.answers(choices))")
        #expect(launches > 0)
        launched.insert(sketch.name)
      }
    }
    #expect(!launched.isEmpty)
  }

  @Test func theAnalyticScheduleIsOne() throws {
    let program = try SearchPrograms.dense(24, 32, 16)
    let sketch = try AnalyticSketch(
      program.module, program.function, hardware: SearchPrograms.hardware, threads: 1)
    #expect(sketch.decisions.contains { $0.name == "tile" && $0.options.count > 4 })
    let untouched = sketch.decisions.map { _ in 0 }
    #expect(sketch.answers(untouched).answers.isEmpty)
    let expected = try SearchPrograms.run(program, program.module)
    let module = try sketch.program(deciding: untouched, isChecked: true)
    #expect(try SearchPrograms.run(program, module) == expected)
    // Some answers fit no layout; the others give the same results.
    var right = 0
    for option in sketch.decisions.first(where: { $0.name == "tile" })?.options.indices ?? 0..<0 {
      let choices = sketch.decisions.map { $0.name == "tile" ? option : 0 }
      guard let module = try? sketch.program(deciding: choices, isChecked: true) else { continue }
      #expect(try SearchPrograms.run(program, module) == expected)
      right += 1
    }
    #expect(right > 2)
  }
}
