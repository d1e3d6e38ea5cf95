import Dialects
import IR
import Support
import TestSupport
import Testing
import Transforms

/// What threads share: a context, copies of one module, dialects and passes.
///
/// `scripts/test-threads` runs these, and every other test with threads in its name, under the thread
/// sanitizer.
@Suite struct ThreadTests {
  private static let registry = PassRegistry.shared + .loopLevel + ConversionPasses.registry
  private static let dialects = Dialects.all + [Check.dialect]

  /// The modules of the corpora of passes, each with its passes.
  private static let work: [(text: String, pipeline: String)] =
    (CorpusTests.loopFiles + CorpusTests.conversionFiles).flatMap { file in
      let first = file.text.prefix { $0 != "\n" }
      let pipeline = String(first.trimmingPrefix("// RUN: "))
      return file.text.split(separator: "// -----\n").map { (String($0), pipeline) }
    }

  /// Reads a module, runs its passes, and tells all that can be seen of it: the text in both forms,
  /// locations and remarks; or the errors.
  private static func result(
    _ work: (text: String, pipeline: String), _ context: Context, threads: Int
  ) -> String {
    do {
      var module = try Module.parse(work.text, file: "f", context: context)
      let copy = module
      var runner = PipelineRunner(try PassPipeline(parsing: work.pipeline, registry: registry))
      runner.threadCount = threads
      let report = try runner.run(on: &module)
      let binary = try Module.parse(binary: module.binary(), context: context)
      let texts = [copy, module, binary].map {
        $0.text(TextOptions(showsLocations: true, usesAliases: true, usesForms: true))
      }
      return (texts + report.remarks.map(\.description)).joined(separator: "\n")
    } catch {
      return "\(error)"
    }
  }

  /// Modules of one context are read, changed and written on several threads at once.
  @Test func aContextIsSharedByThreads() {
    let alone = Self.work.map {
      Self.result(
        $0, Context(dialects: Self.dialects, allowsUnregisteredDialects: true), threads: 1)
    }
    #expect(alone.count > 100)
    let shared = Context(dialects: Self.dialects, allowsUnregisteredDialects: true)
    // Each twice, so that threads meet at the same types and attributes.
    let together = mapInParallel(Self.work + Self.work, threads: 4) {
      Self.result($0, shared, threads: 1)
    }
    #expect(together == alone + alone)
  }

  /// Passes on the functions of one module, on threads that have copies of it.
  @Test(arguments: [
    "canonicalize,common-subexpression-elimination", "loop-invariant-code-motion,lower-affine",
    "sparse-constant-propagation,remove-dead-values", "integer-range-optimizations",
    "memory-optimizations,report-memory-flow", "dead-code-elimination,reconcile-unrealized-casts",
  ])
  func threadsShareAModule(_ passes: String) throws {
    let context = Context(dialects: Self.dialects, allowsUnregisteredDialects: true)
    var texts: [String] = []
    for (text, _) in Self.work {
      guard let module = try? Module.parse(text, file: "f", context: context) else { continue }
      // Every function once, as far as it stands for itself.
      for function in module.operations(in: module.body)
      where module.name(of: function) == "func.func" && module.body(of: function) != nil {
        var part = Module(context: context)
        var mapping = ValueMapping()
        part.clone(function, from: module, at: .atEnd(of: part.body), mapping: &mapping)
        // Those that name no symbol can have another name.
        let text = part.text()
        if !part.verify().hasErrors, !text.contains("@") { texts.append(text) }
      }
    }
    var source = Module(context: context)
    for (number, text) in texts.enumerated() {
      let part = try Module.parse(text, file: "f", context: context)
      for function in part.operations(in: part.body) {
        var mapping = ValueMapping()
        let copy = source.clone(
          function, from: part, at: .atEnd(of: source.body), mapping: &mapping)
        source.setProperty("sym_name", of: copy, to: .string("f\(number)"))
      }
    }
    #expect(texts.count > 50)
    let pipeline = try PassPipeline(parsing: "func.func(\(passes))", registry: Self.registry)
    var results: Set<String> = []
    var changed = 0
    for threads in [1, 2, 7] {
      var module = source
      var runner = PipelineRunner(pipeline)
      runner.threadCount = threads
      let report = try runner.run(on: &module)
      if !module.isStructurallyEqual(to: source) { changed += 1 }
      results.insert(
        module.text(TextOptions(showsLocations: true))
          + report.remarks.map(\.description).joined(separator: "\n"))
    }
    #expect(results.count == 1 && changed == 3)
  }
}
