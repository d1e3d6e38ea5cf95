import Dialects
import IR
import Support
import TestSupport
import Testing

/// Forms for people read back as what they were written from.
@Suite struct FormTests {
  static let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)
  static let pretty = TextOptions(usesForms: true)

  /// Everything in the corpus that is meant to be read.
  static let files = [
    "loops", "graph", "canonicalize-loops", "inline", "loop-invariant-code-motion",
    "sparse-constant-propagation", "symbol-dead-code-elimination", "text/round-trip",
    "text/dialects",
  ].flatMap { Corpus.files(in: $0) }

  /// The parts of a file that parse.
  static func modules(in file: CorpusFile) -> [Module] {
    file.text.split(separator: "// -----\n").compactMap {
      try? Module.parse(String($0), file: file.name, context: context)
    }
  }

  @Test func everyFormIsRight() {
    for dialect in Dialects.all { #expect(dialect.formProblems == []) }
  }

  /// The intrinsics that have only the generic form are those for which MLIR has no other: it prints
  /// them like that.
  @Test(.enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil })
  func everyOperationHasAFormOrAReason() throws {
    let missing = Dialects.all.flatMap(\.operations).filter { $0.form == nil }.map { $0.mnemonic }
    let tool = try #require(Tool.mlirOpt)
    let printed = try Corpus.files(in: "llvm").map { try tool.run([], on: $0.text).output }.joined()
    for name in missing {
      #expect(printed.contains("\"\(name)\"("), "'\(name)' has no form, but MLIR has one")
    }
    #expect(missing.count < 100)
  }

  /// `mlir-opt --mlir-print-debuginfo` prints it so.
  @Test func counterOfAnAffineLoopMayHaveALocation() throws {
    let text = """
      func.func @f() {
        affine.for %i loc("counter") = 0 to 4 {
        }
        return
      }
      """
    let module = try Module.parse(text, file: "f", context: Self.context)
    #expect(!module.verify().hasErrors)
    #expect(module.text(TextOptions(showsLocations: true)).contains("loc(\"counter\")"))
  }

  @Test(arguments: files)
  func formsReadBackTheSame(_ file: CorpusFile) throws {
    for module in Self.modules(in: file) {
      let text = module.text(Self.pretty)
      do {
        let again = try Module.parse(text, file: "pretty", context: Self.context)
        #expect(again.difference(from: module) == nil, "\(text)")
        #expect(again.text(Self.pretty) == text)
      } catch {
        Issue.record("\(error)\n\(text)")
      }
    }
  }

  /// Errors have a place, an expectation and a next one; both forms mix.
  @Test(arguments: Corpus.files(in: "forms"))
  func behavesAsItsCommentsSay(_ file: CorpusFile) {
    TextTest(file, registry: .shared, dialects: Dialects.all).run()
  }

  @Test(arguments: files + Corpus.files(in: "forms"))
  func damagedFormsAreRefusedOrReadBackTheSame(_ file: CorpusFile) throws {
    for (part, module) in Self.modules(in: file).enumerated() {
      let original = Array(module.text(Self.pretty).utf8)
      for seed in 0..<20 as Range<UInt64> {
        var random = RandomSource(seed: seed)
        let damaged = Mutation.mutate(original, with: &random)
        let name = "\(file.name), part \(part), seed \(seed)"
        guard let read = try? Module.parse(bytes: damaged, context: Self.context) else { continue }
        let text = read.text(Self.pretty)
        do {
          let again = try Module.parse(text, file: "pretty", context: Self.context)
          #expect(again.difference(from: read) == nil, "\(name):\n\(text)")
        } catch {
          Issue.record("\(name): \(error)\n\(text)")
        }
      }
    }
  }

  /// Operations of every dialect that MLIR has, in the forms that MLIR has for them.
  @Test(
    .enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil },
    arguments: Corpus.files(in: "loops"))
  func mlirReadsOurForms(_ file: CorpusFile) throws {
    let tool = try #require(Tool.mlirOpt)
    for module in Self.modules(in: file) {
      let text = module.text(Self.pretty)
      let result = try tool.run(["--mlir-print-op-generic"], on: text)
      #expect(result.status == 0, "\(result.errors)\n\(text)")
      guard result.status == 0 else { continue }
      let back = try Module.parse(result.output, context: Self.context)
      let given = try tool.run(["--mlir-print-op-generic"], on: module.text())
      let expected = try Module.parse(given.output, context: Self.context)
      #expect(back.difference(from: expected) == nil, "\(text)")
    }
  }

  /// What MLIR prints by itself, we read; but for operations that have only the generic form here.
  @Test(
    .enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil },
    arguments: Corpus.files(in: "loops"))
  func weReadMLIRsForms(_ file: CorpusFile) throws {
    let tool = try #require(Tool.mlirOpt)
    for module in Self.modules(in: file) {
      let theirs = try tool.run([], on: module.text())
      let generic = try tool.run(["--mlir-print-op-generic"], on: module.text())
      try #require(theirs.status == 0 && generic.status == 0)
      do {
        // Through MLIR once more, which writes down what goes without saying.
        let read = try Module.parse(theirs.output, file: "mlir", context: Self.context)
        let again = try tool.run(["--mlir-print-op-generic"], on: read.text())
        let back = try Module.parse(again.output, context: Self.context)
        let expected = try Module.parse(generic.output, context: Self.context)
        #expect(back.difference(from: expected) == nil, "\(theirs.output)")
      } catch let error as DiagnosticError
        where error.diagnostics.allSatisfy({ $0.message.contains("has only the generic form") })
      {
        continue
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  /// Programs as users of MLIR write them mean to us what they mean to it, and so does what we write.
  @Test(
    .enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil },
    arguments: Corpus.files(in: "text/readable"))
  func programsMeanWhatTheyMeanToMLIR(_ file: CorpusFile) throws {
    let tool = try #require(Tool.mlirOpt)
    let options = ["--mlir-print-op-generic", "--allow-unregistered-dialect"]
    func generic(_ text: String) throws -> Module {
      let result = try tool.run(options, on: text)
      #expect(result.status == 0, "\(result.errors)\n\(text)")
      return try Module.parse(result.output, context: Self.context)
    }
    for part in file.text.split(separator: "// -----\n").map(String.init) {
      let expected = try generic(part)
      let read = try Module.parse(part, file: file.name, context: Self.context)
      #expect(read.verify().all.isEmpty, "\(part)")
      for text in [read.text(), read.text(Self.pretty)] {
        let back = try generic(text)
        #expect(back.difference(from: expected) == nil, "\(text)")
      }
    }
  }

  /// What follows something that must be last would be read as its operands.
  @Test func terminatorsThatAreNotLastAreWrittenInTheGenericForm() throws {
    let module = try Module.parse(
      """
      "func.func"() <{function_type = () -> (), sym_name = "f"}> ({
        "func.return"() : () -> ()
        %0 = "arith.constant"() <{value = 1 : i32}> : () -> i32
        "func.return"() : () -> ()
      }) : () -> ()
      """, context: Self.context)
    let text = module.text(Self.pretty)
    #expect(text.contains("\"func.return\"() : () -> ()"))
    #expect(try Module.parse(text, context: Self.context).difference(from: module) == nil)
  }
}
