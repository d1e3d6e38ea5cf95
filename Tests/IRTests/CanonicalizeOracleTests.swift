import Dialects
import IR
import Support
import TestSupport
import Testing
import Transforms

/// `canonicalize` beside that of MLIR: ours leaves no more operations.
///
/// A case that says `// MORE: reason` leaves more on purpose.
@Suite struct CanonicalizeOracleTests {
  static let files = Corpus.files(in: "canonicalize-beside-mlir")

  private func operationCount(of module: Module) -> Int {
    var count = 0
    module.walk { _ in count += 1 }
    return count
  }

  @Test(.enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil }, arguments: files)
  func oursLeavesNoMoreOperations(_ file: CorpusFile) throws {
    let tool = try #require(Tool.mlirOpt)
    let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)
    let pipeline = try PassPipeline(parsing: "canonicalize", registry: .shared)
    let known = try tool.run(
      [
        "--split-input-file", "--mlir-print-op-generic", "--allow-unregistered-dialect",
        "--canonicalize",
      ], on: file.text)
    #expect(known.status == 0, "\(known.errors)")
    let cases = file.text.split(separator: "// -----\n")
    let results = known.output.split(separator: "// -----\n")
    #expect(cases.count == results.count)
    for (text, result) in zip(cases, results) {
      var ours = try Module.parse(String(text), file: file.name, context: context)
      try PipelineRunner(pipeline).run(on: &ours)
      let theirs = try Module.parse(String(result), file: file.name, context: context)
      let leavesMore = operationCount(of: ours) > operationCount(of: theirs)
      #expect(
        leavesMore == text.contains("// MORE: "),
        "\(text)\nours:\n\(ours.text())\nMLIR's:\n\(result)")
    }
  }

  @Test func thereAreManyCases() {
    let count = Self.files.map { $0.text.split(separator: "// -----\n").count }.reduce(0, +)
    #expect(count >= 110)
  }
}
