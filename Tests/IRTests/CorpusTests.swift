import Dialects
import IR
import Support
import TestSupport
import Testing
import Transforms

/// The text tests of the infrastructure.
@Suite struct CorpusTests {
  static let files = [
    "errors", "verifier", "canonicalize", "common-subexpression-elimination",
    "dead-code-elimination",
  ].flatMap { Corpus.files(in: $0) }

  /// Those of the passes that know no dialect, on the dialects of loops.
  static let loopFiles = [
    "canonicalize-loops", "gpu-kernel-outlining", "gpu-launch-sink-index-computations", "inline",
    "integer-range-optimizations", "loop-invariant-code-motion", "lower-affine",
    "memory-optimizations", "reconcile-unrealized-casts", "remove-dead-values",
    "report-memory-flow",
    "sparse-constant-propagation", "symbol-dead-code-elimination",
  ].flatMap { Corpus.files(in: $0) }

  /// Conversions, by passes made for these tests.
  static let conversionFiles = Corpus.files(in: "conversion")

  /// Wrong programs in the dialects of loops.
  static let wrongLoopFiles = Corpus.files(in: "errors-loops")

  static let registry = PassRegistry.shared + .loopLevel

  @Test func theCorpusIsThere() {
    #expect(Self.files.count > 10)
    #expect(Self.loopFiles.count > 10)
    #expect(Self.wrongLoopFiles.count > 0)
  }

  @Test(arguments: files)
  func behavesAsItsCommentsSay(_ file: CorpusFile) {
    TextTest(file, registry: .shared, dialects: [Check.dialect]).run()
  }

  @Test(arguments: loopFiles + wrongLoopFiles)
  func loopsBehaveAsTheirCommentsSay(_ file: CorpusFile) {
    TextTest(file, registry: Self.registry, dialects: Dialects.all).run()
  }

  @Test(arguments: conversionFiles)
  func conversionsBehaveAsTheirCommentsSay(_ file: CorpusFile) {
    TextTest(file, registry: ConversionPasses.registry, dialects: Dialects.all + [Check.dialect])
      .run()
  }

  /// Each case of what MLIR refuses is refused by MLIR.
  @Test(.enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil })
  func mlirRefusesWhatWeSayItDoes() throws {
    let tool = try #require(Tool.mlirOpt)
    let file = try #require(Self.wrongLoopFiles.first { $0.name == "refused-by-mlir.mlir" })
    for part in file.text.split(separator: "// -----\n") {
      let result = try tool.run(["--allow-unregistered-dialect"], on: String(part))
      #expect(result.status == 1 && result.errors.contains("error: "), "\(part)\n\(result.errors)")
    }
  }

  /// Wherever the counter of changes stops a pass, the program is whole; from one limit to the next it
  /// changes until the limit no longer tells, and with none at all it stays.
  @Test(arguments: loopFiles + files)
  func stopsAfterEveryChange(_ file: CorpusFile) throws {
    let context = Context(dialects: Dialects.all + [Check.dialect])
    let name = file.text.prefix { $0 != "\n" }.trimmingPrefix("// RUN: ")
    // Lowerings are of use only whole.
    guard let pipeline = try? PassPipeline(parsing: String(name), registry: Self.registry),
      !["lower", "outlining", "reconcile"].contains(where: { name.contains($0) })
    else { return }
    for part in file.text.split(separator: "// -----\n") {
      guard let source = try? Module.parse(String(part), file: file.name, context: context),
        !source.verify().hasErrors
      else { continue }
      var runner = PipelineRunner(pipeline)
      var whole = source
      guard (try? runner.run(on: &whole)) != nil else { continue }
      for limit in 0..<20 {
        var module = source
        runner.rewriteLimit = limit
        try runner.run(on: &module)
        #expect(!module.verify().hasErrors, "\(name), \(limit): \(part)")
        if limit == 0 {
          #expect(module.difference(from: source) == nil, "\(name), \(limit): \(part)")
        }
        if module.difference(from: whole) == nil { break }
      }
    }
  }

  /// What the passes leave is what MLIR accepts.
  @Test(.enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil }, arguments: loopFiles)
  func mlirAcceptsTheResult(_ file: CorpusFile) throws {
    let tool = try #require(Tool.mlirOpt)
    let context = Context(dialects: Dialects.all)
    let first = file.text.prefix { $0 != "\n" }
    let pipeline = try PassPipeline(
      parsing: String(first.trimmingPrefix("// RUN: ")), registry: Self.registry)
    var results: [String] = []
    for part in file.text.split(separator: "// -----\n") {
      var module = try Module.parse(String(part), file: file.name, context: context)
      try PipelineRunner(pipeline).run(on: &module)
      results.append(module.text())
    }
    let result = try tool.run(
      ["--split-input-file", "--verify-roundtrip"],
      on: results.joined(separator: "// -----\n"))
    #expect(result.status == 0, "\(result.errors)")
  }
}
