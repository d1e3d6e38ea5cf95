import TestSupport
import Testing

/// Every rule of MLIR's generic form has a case in the corpus, whose files other suites read, write,
/// damage and send through `mlir-opt`.
@Suite struct TextRuleTests {
  /// A rule, the file that holds a case of it, and how to find that there.
  static let rules: [(rule: String, file: String, text: String)] = [
    ("tokens: comments and blanks", "text/round-trip/comments.mlir", #"//"#),
    ("tokens: bare names with dots and dollars", "text/round-trip/rules.mlir", #"a_b$c"#),
    ("tokens: numbered and named values", "text/round-trip/rules.mlir", #"%first, %rest:2"#),
    ("tokens: symbols in quotes", "text/round-trip/attributes.mlir", #"@""#),
    ("tokens: nested symbols", "text/round-trip/attributes.mlir", #"::@"#),
    ("tokens: hexadecimal integers", "text/round-trip/numbers.mlir", #"0x"#),
    ("tokens: escapes in strings", "text/round-trip/rules.mlir", #"\22b\\c\09\FF"#),
    ("tokens: sizes such as 0x10", "text/round-trip/types.mlir", #"0x10xf32"#),
    ("tokens: blanks in sizes", "text/round-trip/types.mlir", #"4 x f32"#),
    ("operations: packs of results", "text/round-trip/operations.mlir", #":2 ="#),
    ("operations: mixed packs", "text/round-trip/operations.mlir", #", %"#),
    ("operations: parts of packs", "text/round-trip/operations.mlir", #"#1"#),
    ("operations: successors", "text/round-trip/operations.mlir", #")[^"#),
    ("operations: no arguments of successors", "errors/names.mlir", #"[^b(%x : i32)]"#),
    ("operations: properties", "text/round-trip/operations.mlir", #"<{"#),
    ("operations: properties of any kind", "text/round-trip/operations.mlir", #"<5"#),
    ("operations: several regions", "text/round-trip/operations.mlir", #"}, {"#),
    ("operations: units and quoted names", "text/round-trip/rules.mlir", #""9x""#),
    ("operations: duplicate keys", "errors/attributes.mlir", #"twice"#),
    ("operations: result of function type", "text/round-trip/rules.mlir", #"-> (() -> i32)"#),
    (
      "operations: dialects that are not registered", "errors/registration.mlir",
      #"is not registered"#
    ),
    ("operations: what is wrapped in a module", "text/round-trip/functions.mlir", #"func.func"#),
    ("blocks: labels with arguments", "text/round-trip/rules.mlir", #"^bb1(%c: i32):"#),
    ("blocks: use before definition", "verifier/dominance.mlir", #"before"#),
    ("blocks: redefinition", "errors/names.mlir", #"already defined"#),
    ("blocks: undefined values", "errors/names.mlir", #"not defined"#),
    ("types: integers", "text/round-trip/types.mlir", #"si8"#),
    ("types: floats", "text/round-trip/types.mlir", #"tf32"#),
    ("types: floats of 22", "text/newer/floats.mlir", #"f4E2M1FN"#),
    ("types: tensors", "text/round-trip/types.mlir", #"tensor<*xf32>"#),
    ("types: memrefs", "text/round-trip/types.mlir", #"strided<[?, 1], offset: ?>"#),
    ("types: vectors", "text/round-trip/types.mlir", #"vector<[4]x"#),
    ("types: tuples, complex, none", "text/round-trip/types.mlir", #"tuple<"#),
    ("types: functions", "text/round-trip/types.mlir", #"(i32) -> ()"#),
    ("types: of dialects", "text/round-trip/types.mlir", #"!"#),
    ("types: aliases", "text/round-trip/aliases.mlir", #"!"#),
    ("attributes: integers", "text/round-trip/numbers.mlir", #"-128"#),
    ("attributes: booleans", "text/round-trip/attributes.mlir", #"true"#),
    ("attributes: floats by bits", "text/round-trip/numbers.mlir", #"0x7FC00000"#),
    ("attributes: arrays and dictionaries", "text/round-trip/attributes.mlir", #"{"#),
    ("attributes: dense", "text/round-trip/dense.mlir", #"dense<[[1, 2], [3, 4]]>"#),
    ("attributes: bytes of dense", "text/round-trip/dense.mlir", #"dense<"0x"#),
    ("attributes: dense arrays", "text/round-trip/arrays.mlir", #"array<i32:"#),
    ("attributes: sparse", "text/round-trip/dense.mlir", #"sparse<"#),
    ("attributes: resources", "text/round-trip/resources.mlir", #"dense_resource<"#),
    ("attributes: distinct", "text/round-trip/rules.mlir", #"distinct["#),
    ("attributes: affine maps", "text/round-trip/affine.mlir", #"affine_map<"#),
    ("attributes: affine sets", "text/round-trip/affine.mlir", #"affine_set<"#),
    ("attributes: divisions", "text/round-trip/affine.mlir", #"ceildiv"#),
    ("attributes: aliases", "text/round-trip/aliases.mlir", #"#"#),
    ("locations: files and names", "text/round-trip/aliases.mlir", #"loc("#),
    ("locations: call sites", "text/round-trip/attributes.mlir", #"callsite("#),
    ("locations: fused", "text/round-trip/attributes.mlir", #"fused<"#),
    ("locations: ranges", "text/newer/ranges.mlir", #" to "#),
    ("locations: aliases after use", "text/round-trip/aliases.mlir", #"loc(#"#),
    ("the end of the file: resources", "text/round-trip/resources.mlir", #"external_resources"#),
  ]

  @Test func everyRuleHasACase() throws {
    for (rule, file, text) in Self.rules {
      let folder = file.split(separator: "/").dropLast().joined(separator: "/")
      let files = Corpus.files(in: folder).filter { file.hasSuffix("/" + $0.name) }
      #expect(files.count == 1, "\(file)")
      #expect(files.allSatisfy { $0.text.contains(text) }, "\(rule): '\(text)' in \(file)")
    }
  }

  /// The corpus is what it says: hundreds of cases, and as many mistakes told at their place.
  @Test func theCorpusIsLarge() {
    let folders = Set(
      Self.rules.map { $0.file.split(separator: "/").dropLast().joined(separator: "/") })
    let files = (folders.union(["loops", "graph", "canonicalize-loops", "errors-loops", "forms"]))
      .flatMap { Corpus.files(in: $0) }
    let cases = files.reduce(0) { $0 + $1.text.split(separator: "// -----\n").count }
    #expect(cases > 300)
    let mistakes = files.reduce(0) { $0 + $1.text.split(separator: "expected-error").count - 1 }
    #expect(mistakes > 150)
  }
}
