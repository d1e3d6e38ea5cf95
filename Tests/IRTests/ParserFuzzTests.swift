import Dialects
import IR
import Support
import TestSupport
import Testing

/// No bytes make the parser, the verifier or the printer trap; what they accept is consistent.
@Suite struct ParserFuzzTests {
  static let files =
    Corpus.files(in: "text/round-trip") + Corpus.files(in: "verifier")
    + Corpus.files(in: "errors") + Corpus.files(in: "dead-code-elimination")
  static let unregistered = Context(dialects: [Check.dialect], allowsUnregisteredDialects: true)
  static let strict = Context(dialects: [Check.dialect])

  @Test(arguments: files)
  func damagedTextIsRefusedOrReadsBackTheSame(_ file: CorpusFile) {
    let original = Array(file.text.utf8)
    for seed in 0..<100 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let damaged = Mutation.mutate(original, with: &random)
      for context in [Self.unregistered, Self.strict] {
        checkOne(damaged, context, "\(file.name), seed \(seed)")
      }
    }
  }

  @Test(arguments: Corpus.files(in: "text/dialects"))
  func damagedTextOfOtherDialectsToo(_ file: CorpusFile) {
    let context = Context(dialects: [], allowsUnregisteredDialects: true)
    let ours = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)
    let original = Array(file.text.utf8)
    for seed in 0..<30 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let damaged = Mutation.mutate(original, with: &random)
      for context in [context, ours] { checkOne(damaged, context, "\(file.name), seed \(seed)") }
    }
  }

  /// What the long fuzzers begin with is sound, and mostly modules.
  @Test(arguments: ["text", "binary"])
  func originalsAreSound(_ form: String) {
    let context = Context(
      dialects: Dialects.all + [Check.dialect], allowsUnregisteredDialects: true)
    let originals = FuzzOriginals.make(form)
    var accepted = 0
    for original in originals {
      var isAccepted = false
      let problem = ReaderCheck(context: context).problem(with: original, &isAccepted)
      #expect(problem == nil)
      if isAccepted { accepted += 1 }
    }
    #expect(originals.count > 300 && accepted > originals.count * 3 / 4)
  }

  private func checkOne(_ bytes: [UInt8], _ context: Context, _ name: String) {
    if let problem = ReaderCheck(context: context).problem(with: bytes) {
      Issue.record("\(name): \(problem)")
    }
  }

  @Test func anyBytesAreRefusedPolitely() {
    let context = Context(dialects: [], allowsUnregisteredDialects: true)
    var random = RandomSource(seed: 1)
    for _ in 0..<500 {
      let count = Int.random(in: 0...200, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      checkOne(bytes, context, "random bytes \(bytes)")
    }
  }

  @Test func typesAndAttributesOfTheirOwnAreRefusedPolitely() {
    let context = Context(dialects: [Check.dialect])
    let texts = [
      "", "tensor<", "tensor<4x", "i", "!", "!check.box<", "!check.box<!check.box<i32>", "(", "()",
      "dense<[", "\"", "#check.pair<#check.pair<1>>", "1 : i999", "[[[", "{a = {b = ",
      "affine_map<(d0, d0) -> (1)>", "loc(", "\u{0}", "i32 i32", "dense<\"0x\"> : tensor<4xi1>",
    ]
    for text in texts {
      _ = try? Type(parsing: text, context: context)
      _ = try? Attribute(parsing: text, context: context)
    }
    #expect(throws: Diagnostic.self) { try Type(parsing: "i32 i32", context: context) }
    #expect(throws: Diagnostic.self) { try Attribute(parsing: "", context: context) }
  }
}
