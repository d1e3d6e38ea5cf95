import Foundation
import Scheduling
import StaticSearch
import TensorExpressions
import Testing

/// What each rule makes of a program, as text: sketches with their first answers are in `Expected`.
///
/// With the environment variable `TANGRAM_WRITE_RULES` the files are written anew.
@Suite struct RuleTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Expected")

  private struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The rules; stages that none of them takes stay as they are.
    var rules: [any SketchRule]
    var structure = TileStructure.registers
    var mayReassociate = false
    var program: @Sendable () throws -> TensorProgram
  }

  private static let cases: [Case] = [
    Case(testDescription: "always_inline", rules: [AlwaysInline()]) {
      try SearchPrograms.elementwise(5, 21)
    },
    Case(testDescription: "add_rfactor", rules: [AddRFactor()], mayReassociate: true) {
      try SearchPrograms.dense(1, 2, 400)
    },
    Case(
      testDescription: "cross_thread_reduction", rules: [CrossThreadReduction()],
      structure: .threads, mayReassociate: true
    ) { try SearchPrograms.dense(3, 2, 400) },
    Case(testDescription: "cache_write", rules: [CacheWrite(), MultiLevelTiling()]) {
      try SearchPrograms.doubledProduct(6, 24, 8)
    },
    Case(testDescription: "pack_constants", rules: [PackConstants(), MultiLevelTiling()]) {
      SearchPrograms.declaring(constant: 1, of: try SearchPrograms.dense(13, 40, 24))
    },
    Case(testDescription: "cache_read", rules: [CacheRead(), MultiLevelTiling()]) {
      try SearchPrograms.dense(13, 40, 24)
    },
    Case(testDescription: "multi_level_tiling", rules: [MultiLevelTiling()]) {
      try SearchPrograms.dense(13, 40, 24)
    },
    Case(
      testDescription: "multi_level_tiling_shifted", rules: [MultiLevelTiling()],
      structure: .shiftedRegisters
    ) { try SearchPrograms.dense(13, 40, 24) },
    Case(
      testDescription: "multi_level_tiling_ansor", rules: [MultiLevelTiling()], structure: .ansor
    ) { try SearchPrograms.dense(13, 40, 24) },
    Case(
      testDescription: "multi_level_tiling_threads", rules: [CacheRead(), MultiLevelTiling()],
      structure: .threads
    ) { try SearchPrograms.dense(13, 40, 24) },
    Case(testDescription: "skip_stage_threads", rules: [], structure: .threads) {
      try SearchPrograms.elementwise(5, 21)
    },
    Case(testDescription: "skip_stage", rules: []) { try SearchPrograms.elementwise(5, 21) },
  ]

  @Test(arguments: cases)
  private func rulesDoWhatTheySay(_ example: Case) throws {
    let program = try example.program()
    var target = SearchPrograms.target
    target.structures = [example.structure]
    target.mayReassociate = example.mayReassociate
    let derivation = SketchDerivation(rules: example.rules + [SkipStage()])
    let found = derivation.sketches(of: try SearchPrograms.start(program), target)
    var text = ""
    for sketch in found.sketches {
      var schedule = try SearchPrograms.start(program)
      try schedule.replay(sketch.trace)
      let decisions = sketch.decisions.map { "\($0.name) of \($0.options.joined(separator: " "))" }
      text +=
        (["# \(sketch.name)"] + decisions.map { "# \($0)" } + [schedule.sketch, ""])
        .joined(separator: "\n") + "\n"
    }
    let file = Self.folder.appending(path: "\(example.testDescription).txt")
    if ProcessInfo.processInfo.environment["TANGRAM_WRITE_RULES"] != nil {
      try FileManager.default.createDirectory(
        at: Self.folder, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(text == (try? String(contentsOf: file, encoding: .utf8)))
  }
}
