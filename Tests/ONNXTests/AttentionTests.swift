import Compiler
import Dialects
import Evaluation
import Formats
import IR
import ONNX
import Support
import Testing

/// The operator `Attention` at sizes that are not known, held against the reference evaluator, without a
/// matrix of scores in memory.
struct AttentionTests {
  struct Case: Sendable, CustomStringConvertible {
    var heads = 4
    var keyHeads = 4
    var size = 16
    var valueSize = 16
    var isCausal = false
    var hasCache = false
    /// A mask's element, and its sizes.
    var mask: (format: ElementFormat, sizes: [String])?
    var cap: Float = 0
    var name: String

    var description: String { name }
    var attributes: [String: AttributeProto.Value] {
      var all: [String: AttributeProto.Value] = ["is_causal": .int(isCausal ? 1 : 0)]
      if cap > 0 { all["softcap"] = .float(cap) }
      return all
    }
  }

  static let cases = [
    Case(name: "plain"),
    Case(isCausal: true, name: "causal"),
    Case(keyHeads: 2, size: 40, valueSize: 24, isCausal: true, name: "causal, of groups"),
    Case(heads: 6, keyHeads: 1, size: 3, valueSize: 5, name: "of one group"),
    Case(size: 1, valueSize: 2, isCausal: true, name: "causal, of single numbers"),
    Case(isCausal: true, hasCache: true, name: "causal, with what came before"),
    Case(
      keyHeads: 2, isCausal: true, hasCache: true, name: "causal, of groups, with what came before"),
    Case(mask: (.bool, ["s", "n"]), name: "masked"),
    Case(
      keyHeads: 2, isCausal: true, mask: (.bool, ["b", "1", "s", "n"]),
      name: "causal, of groups, masked"),
    Case(keyHeads: 2, mask: (.float32, ["b", "4", "s", "n"]), name: "of groups, masked by head"),
    Case(isCausal: true, cap: 2, name: "causal, capped"),
  ]

  private func model(_ item: Case) -> ModelText {
    var text = ModelText(version: 23)
    text.input("q", ["b", "\(item.heads)", "s", "\(item.size)"])
    text.input("k", ["b", "\(item.keyHeads)", "n", "\(item.size)"])
    text.input("v", ["b", "\(item.keyHeads)", "n", "\(item.valueSize)"])
    var inputs = ["q", "k", "v"]
    if let mask = item.mask {
      text.input("m", mask.sizes, mask.format)
      inputs.append("m")
    }
    if item.hasCache {
      text.input("pk", ["b", "\(item.keyHeads)", "p", "\(item.size)"])
      text.input("pv", ["b", "\(item.keyHeads)", "p", "\(item.valueSize)"])
      inputs += ["", "pk", "pv"]
    }
    let outputs = item.hasCache ? ["y", "nk", "nv"] : ["y"]
    text.node("Attention", inputs, outputs, item.attributes)
    for output in outputs { text.output(output) }
    return text
  }

  private func values(_ sizes: [String: Int], _ input: (String, [String])) throws -> StoredTensor {
    let shape = input.1.compactMap { Int($0) ?? sizes[$0] }
    var state = UInt32(truncatingIfNeeded: input.0.utf8.reduce(7) { $0 * 31 + Int($1) })
    let bytes = (0..<shape.reduce(1, *)).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(truncatingIfNeeded: state >> 24)
    }
    return try #require(
      StoredTensor(shape: shape, elements: bytes.map { Float($0) / 128 - 1 }))
  }

  @Test(arguments: cases) func agreesWithTheEvaluator(item: Case) throws {
    let ranges = item.hasCache ? ["p": SymbolRange(0, 100)] : [:]
    let imported = try model(item).imported(ImportOptions(sizes: ranges))
    var compiled: [String: [CompiledModel]] = [:]
    for (s, n, p) in [(1, 1, 0), (1, 37, 19), (7, 7, 1), (33, 33, 0), (35, 17, 16), (40, 64, 5)] {
      // With what came before, as many keys as queries are new.
      let sizes = ["b": 2, "s": s, "n": item.hasCache ? s : n, "p": p]
      var inputs: [String: StoredTensor] = [:]
      let (heads, own) = ("\(item.heads)", "\(item.keyHeads)")
      let (size, wide) = ("\(item.size)", "\(item.valueSize)")
      inputs["q"] = try values(sizes, ("q", ["b", heads, "s", size]))
      inputs["k"] = try values(sizes, ("k", ["b", own, "n", size]))
      inputs["v"] = try values(sizes, ("v", ["b", own, "n", wide]))
      if item.hasCache {
        inputs["pk"] = try values(sizes, ("pk", ["b", own, "p", size]))
        inputs["pv"] = try values(sizes, ("pv", ["b", own, "p", wide]))
      }
      if let mask = item.mask {
        let shape = mask.sizes.compactMap { Int($0) ?? sizes[$0] }
        let bits = (0..<shape.reduce(1, *)).map { UInt8($0 % 5 == 3 ? 0 : 1) }
        inputs["m"] =
          mask.format == .bool
          ? StoredTensor(format: .bool, shape: shape, bytes: ByteView(copying: bits))
          : StoredTensor(shape: shape, elements: bits.map { Float($0) * 2 })
      }
      let expected = try ModelRunner.evaluate(imported.module, inputs: inputs)
      let actual = try ModelRunner.runCompiled(imported, inputs: inputs, &compiled)
      for (name, value) in expected {
        let result = try #require(actual[name])
        #expect(compare(result, value, rtol: 1e-5, atol: 1e-5) == nil, "\(name) at \(sizes)")
      }
    }
  }

  /// Scores of 2000 queries and keys are 64 MB for four heads, and a mask as numbers 16 MB.
  @Test(arguments: cases) func hasNoMatrixOfScores(item: Case) throws {
    var ranges: [String: SymbolRange] = [:]
    for name in ["b", "s", "n"] + (item.hasCache ? ["p"] : []) {
      ranges[name] = SymbolRange(1, 2000)
    }
    let imported = try model(item).imported(ImportOptions(sizes: ranges))
    let compiled = try #require(try ModelRunner.compile(imported).first)
    let sizes = compiled.interface.symbols.map { $0.name == "b" || $0.name == "p" ? 1 : 2000 }
    #expect(try compiled.peakMemory(sizes) < 24_000_000)
  }

  /// What does not fit is told with what was found.
  @Test(
    arguments: [
      (3, 3, nil, "3 heads of keys and values cannot be shared by 4"),
      (0, 0, nil, "0 heads of keys and values cannot be shared by 4"),
      (2, 1, nil, "keys and values must have as many heads as each other"),
      (2, 2, "3", "a mask has one head, or all: size '3' is not equal to '4'"),
    ] as [(Int, Int, String?, String)])
  func headsThatDoNotFitAreRefused(
    keyHeads: Int, valueHeads: Int, maskHeads: String?, message: String
  ) throws {
    let text = grouped(keyHeads: keyHeads, valueHeads: valueHeads, maskHeads: maskHeads)
    do {
      _ = try text.imported()
      Issue.record("it was imported")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
  }

  /// A mask whose heads have a name has as many as there are.
  @Test func namedHeadsOfAMaskAreAll() throws {
    let text = grouped(keyHeads: 2, valueHeads: 2, maskHeads: "h")
    let imported = try text.imported()
    let function = try #require(Graph.Function(in: imported.module))
    let mask = try #require(function.inputs(in: imported.module).last)
    #expect(imported.module.type(of: mask).sizes?[1] == 4)
  }

  private func grouped(keyHeads: Int, valueHeads: Int, maskHeads: String?) -> ModelText {
    var text = ModelText(version: 23)
    text.input("q", ["b", "4", "s", "16"])
    text.input("k", ["b", "\(keyHeads)", "n", "16"])
    text.input("v", ["b", "\(valueHeads)", "n", "16"])
    if let maskHeads { text.input("m", ["b", maskHeads, "s", "n"]) }
    text.node("Attention", ["q", "k", "v"] + (maskHeads == nil ? [] : ["m"]), ["y"])
    text.output("y")
    return text
  }
}
