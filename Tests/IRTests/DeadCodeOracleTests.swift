import Dialects
import IR
import Support
import TestSupport
import Testing
import Transforms

/// What is removed as dead, beside what MLIR removes: ours leaves no more operations.
///
/// A case that says `// MORE: reason` leaves more on purpose.
@Suite struct DeadCodeOracleTests {
  /// A pass, the same of MLIR, and how many of the cases MLIR takes: its `remove-dead-values` refuses
  /// branches.
  static let passes = [
    ("remove-dead-values", "--remove-dead-values", 7),
    ("sparse-constant-propagation", "--sccp", 7),
    ("symbol-dead-code-elimination", "--symbol-dce", 3),
  ]

  private func operationCount(of module: Module) -> Int {
    var count = 0
    module.walk { _ in count += 1 }
    return count
  }

  @Test(.enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil }, arguments: passes)
  func oursLeavesNoMoreOperations(_ name: String, _ option: String, _ least: Int) throws {
    let tool = try #require(Tool.mlirOpt)
    let context = Context(dialects: Dialects.all)
    let pipeline = try PassPipeline(parsing: name, registry: .shared)
    var compared = 0
    for file in Corpus.files(in: name) {
      for text in file.text.split(separator: "// -----\n") {
        let known = try tool.run(["--mlir-print-op-generic", option], on: String(text))
        guard known.status == 0 else { continue }
        var ours = try Module.parse(String(text), file: file.name, context: context)
        try PipelineRunner(pipeline).run(on: &ours)
        let theirs = try Module.parse(known.output, file: file.name, context: context)
        compared += 1
        #expect(
          (operationCount(of: ours) > operationCount(of: theirs)) == text.contains("// MORE: "),
          "\(text)\nours:\n\(ours.text())\nMLIR's:\n\(known.output)")
      }
    }
    #expect(compared >= least)
  }
}
