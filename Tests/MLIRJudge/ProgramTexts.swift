import IR
import Support
import TestSupport
import Testing

/// Texts on their way to `mlir-opt`.
final class ProgramTexts: Sendable {
  /// Those of the suite that runs.
  @TaskLocal static var current: ProgramTexts?

  private struct Text: Sendable {
    var source: String
    var text: String
  }

  private struct State {
    /// Hashes of the texts so far.
    var known: Set<Int> = []
    var waiting: [Text] = []
    var byteCount = 0

    mutating func takeWaiting() -> [Text] {
      defer { (waiting, byteCount) = ([], 0) }
      return waiting
    }
  }

  private let tool: Tool
  private let suite: String
  private let state = Locked(State())

  /// Bytes for one process: many, as each takes its time to start.
  private static let batch = 8_000_000
  /// Seconds that a process may take.
  private static let limit = 120

  /// `nil` without `mlir-opt`.
  init?(for suite: String) {
    guard let tool = Tool.mlirOpt else { return nil }
    (self.tool, self.suite) = (tool, suite)
  }

  /// Adds a module in the forms "generic" and "readable"; `source` says where it is from.
  func add(_ module: Module, _ forms: [String], from source: String) {
    for form in forms {
      let text = module.text(TextOptions(usesForms: form == "readable"))
      let batch = state.withLock { state -> [Text] in
        guard state.known.insert(text.hashValue).inserted else { return [] }
        state.waiting.append(Text(source: "\(source), \(form)", text: text))
        state.byteCount += text.utf8.count
        return state.byteCount > Self.batch ? state.takeWaiting() : []
      }
      check(batch)
    }
  }

  /// Checks what has not been checked yet.
  func finish() { check(state.withLock { $0.takeWaiting() }) }

  /// Records an issue for the first text that `mlir-opt` does not read, or reads back as another.
  private func check(_ texts: [Text]) {
    guard !texts.isEmpty else { return }
    do {
      var result = try run(texts)
      if result.status == 0 { return }
      var suspects = texts
      while suspects.count > 1 {
        let half = Array(suspects.prefix(suspects.count / 2))
        let ofHalf = try run(half)
        suspects = ofHalf.status == 0 ? Array(suspects.dropFirst(half.count)) : half
      }
      result = try run(suspects)
      let problem = result.isLate ? "it does not end in \(Self.limit) s" : result.errors
      for text in suspects {
        Issue.record(
          """
          \(suite), \(text.source): \(tool.path) refuses a text:
          \(problem.prefix(2000))
          \(text.text.prefix(4000))
          """)
      }
    } catch {
      Issue.record("\(suite): \(tool.path) did not run: \(error)")
    }
  }

  private func run(_ texts: [Text]) throws -> Tool.Result {
    try tool.run(
      ["--split-input-file", "--verify-roundtrip", "-o", "/dev/null"],
      on: texts.map(\.text).joined(separator: "// -----\n"), limit: Self.limit)
  }
}
