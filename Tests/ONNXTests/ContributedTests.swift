import Compiler
import Formats
import ONNX
import Support
import Testing

/// ONNX Runtime's own operators, at sizes that the models do not know, compared with what it gives.
@Suite(
  .enabled(
    if: NodeTestCorpus.contributed != nil, "needs ONNX Runtime's results (Tests/Oracles/prepare)"))
struct ContributedTests {
  static let cases = NodeTestCorpus.contributed?.cases.map(\.name) ?? []

  @Test(arguments: cases) func agreesWithONNXRuntime(name: String) throws {
    let corpus = try #require(NodeTestCorpus.contributed)
    let item = try #require(corpus.cases.first { $0.name == name })
    // Nothing need come before.
    let hasNone = item.sets.contains { $0.inputs.contains { $0.shape.contains(0) } }
    let sizes = hasNone ? ["p": SymbolRange(0, 100)] : [:]
    try NodeTests.check(item, in: corpus.folder, sizes: sizes) {
      try ModelRunner.evaluate($0.module, inputs: $1)
    }
    var compiled: [String: [CompiledModel]] = [:]
    try NodeTests.check(item, in: corpus.folder, sizes: sizes) {
      try ModelRunner.runCompiled($0, inputs: $1, &compiled)
    }
  }

  /// Scores of 2000 queries and keys are 64 MB for four heads; what is needed beside them is less.
  @Test(
    arguments: [
      "multi_head_attention_past_mask", "multi_head_attention_lowest_bias", "attention_padding",
      "attention_past", "group_query_attention_packed", "group_query_attention_window",
      "group_query_attention_rotary",
    ])
  func attentionHasNoMatrixOfScores(name: String) throws {
    let corpus = try #require(NodeTestCorpus.contributed)
    let file = try ONNXFile.read(path: "\(corpus.folder)/\(name)/model.onnx")
    let imported = try ONNXImporter.importModel(file, context: ModelRunner.context)
    let compiled = try #require(try ModelRunner.compile(imported).first)
    let sizes = compiled.interface.symbols.map { ["b", "p"].contains($0.name) ? 1 : 2000 }
    #expect(try compiled.peakMemory(sizes) < 24_000_000)
  }

  private func failure(
    _ kind: String, _ inputs: [(String, [String])], _ attributes: [String: Int64] = [:],
    outputs: [String] = ["y"]
  ) -> String {
    var text = ModelText()
    text.operatorSet("com.microsoft", 1)
    for (name, sizes) in inputs where !name.isEmpty {
      text.input(name, sizes, name == "m" ? .int32 : .float32)
    }
    text.node(
      kind, inputs.map(\.0), outputs, attributes.mapValues { .int($0) }, domain: "com.microsoft")
    for output in outputs where !output.isEmpty { text.output(output) }
    return text.failure()
  }

  @Test func whatCannotBeImportedIsSaid() {
    let own = [("q", ["b", "s", "24"]), ("k", ["b", "n", "24"]), ("v", ["b", "n", "24"])]
    #expect(failure("MultiHeadAttention", own, ["num_heads": 4]) == "no error")
    #expect(failure("MultiHeadAttention", own, ["num_heads": 5]).contains("5 heads do not divide"))
    #expect(failure("MultiHeadAttention", own).contains("0 heads in a tensor"))
    #expect(
      failure("MultiHeadAttention", [("q", ["b", "s", "4", "3", "6"])], ["num_heads": 4])
        .contains("export the model without packed operands"))
    let mask = own + [("", []), ("m", ["b", "1", "s", "n"])]
    #expect(
      failure("MultiHeadAttention", mask, ["num_heads": 4])
        .contains("a mask of rank 4 is not supported"))
    let empty = Array(repeating: ("", [String]()), count: 3)
    #expect(
      failure("MultiHeadAttention", own + empty + [("p", ["b", "4", "p", "6"])], ["num_heads": 4])
        .contains("'past_key' and 'past_value' must both be given"))
    #expect(
      failure("MultiHeadAttention", own, ["num_heads": 4], outputs: ["y", "", "", "s"])
        .contains("output 'qk' is not supported"))
    let packed = [("x", ["b", "s", "20"]), ("w", ["20", "72"])]
    #expect(
      failure("Attention", packed, ["num_heads": 4, "do_rotary": 1])
        .contains("attribute 'do_rotary' must be 0"))
    let grouped = own + [("", []), ("", []), ("m", ["b"]), ("t", ["1"])]
    let heads: [String: Int64] = ["num_heads": 4, "kv_num_heads": 4]
    #expect(
      failure("GroupQueryAttention", grouped, heads)
        .contains("input 'total_sequence_length' decides about sizes"))
    #expect(
      failure("GroupQueryAttention", own, heads)
        .contains("input 'total_sequence_length' is missing"))
    #expect(
      failure("GroupQueryAttention", own, heads.merging(["sliding_window_cache": 1]) { $1 })
        .contains("attribute 'sliding_window_cache' must be 0"))
  }
}
