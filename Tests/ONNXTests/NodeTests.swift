import Compiler
import Evaluation
import Formats
import Foundation
import MLIRJudge
import ONNX
import Support
import Testing

/// The onnx package's tests of single operators: imported, evaluated, compiled, compared.
@Suite(
  .readableProgramsReadByMLIR,
  .enabled(if: NodeTestCorpus.shared != nil, "needs the onnx package's tests (scripts/setup)"))
struct NodeTests {
  private static let cases = NodeTestCorpus.shared?.usable ?? []

  /// The operators that have cases; one test for each.
  private static let operators = Set(cases.map(\.group)).sorted()

  /// Cases pass, or are listed in `node-test-gaps.txt` and fail: the list cannot become stale.
  ///
  /// What the evaluator can do, compiled code can, or `compiled-gaps.txt` says why not.
  @Test(arguments: operators)
  func operatorPasses(name: String) {
    var compiled: [String: [CompiledModel]] = [:]
    for item in Self.cases where item.group == name {
      let evaluates = Self.attempt(item, NodeTestCorpus.gaps) {
        try ModelRunner.evaluate($0.module, inputs: $1)
      }
      guard evaluates else { continue }
      let compiles = Self.attempt(item, NodeTestCorpus.compiledGaps) {
        try ModelRunner.runCompiled($0, inputs: $1, &compiled)
      }
      // Models that spell an operator out in others say little new for the time they take.
      guard compiles, !item.expanded else { continue }
      // Compiled code for a case whose sizes it learns when it runs.
      Self.attempt(item, [:]) { _, inputs in
        let path = "\(NodeTestCorpus.folder)/\(item.name)/model.onnx"
        return try ModelRunner.importWithUnknownSizes(path)
          .map { try ModelRunner.runCompiled($0, inputs: inputs, &compiled) }
      }
    }
  }

  /// At least this share of the corpus works.
  @Test func mostCasesPass() {
    let names = Set(Self.cases.map(\.name))
    let (gaps, compiledGaps) = (NodeTestCorpus.gaps, NodeTestCorpus.compiledGaps)
    #expect((gaps.count + compiledGaps.count) * 4 < Self.cases.count)
    for name in [gaps, compiledGaps].flatMap(\.keys) {
      #expect(names.contains(name), "the list of gaps names an unknown case")
    }
    #expect(Set(gaps.keys).isDisjoint(with: compiledGaps.keys))
  }

  /// What a model gives for inputs; `nil` where it is not to be run.
  typealias Run = (ImportedModel, [String: StoredTensor]) throws -> [String: TensorValue]?

  /// Whether the case passes; notes where this is not what `gaps` says.
  @discardableResult
  private static func attempt(
    _ item: NodeTestCorpus.Case, _ gaps: [String: String], _ run: Run
  ) -> Bool {
    let reason = gaps[item.name]
    do {
      try check(item, run)
      if let reason { Issue.record("\(item.name) is listed as a gap (\(reason)), but passes") }
      return true
    } catch {
      if reason == nil { Issue.record("\(item.name): \(error)") }
      return false
    }
  }

  /// Runs every data set of a case of the corpus in `folder`.
  static func check(
    _ item: NodeTestCorpus.Case, in folder: String = NodeTestCorpus.folder,
    sizes: [String: SymbolRange] = [:], _ run: Run
  ) throws {
    for set in item.sets {
      var inputs: [String: StoredTensor] = [:]
      for input in set.inputs {
        inputs[input.name] = try read(input, in: folder)
      }
      let model = try ModelRunner.importModel(
        "\(folder)/\(item.name)/model.onnx", inputs: inputs, sizes: sizes)
      guard let outputs = try run(model, inputs) else { return }
      for expected in set.outputs {
        guard let actual = outputs[expected.name],
          let wanted = TensorValue(try read(expected, in: folder))
        else {
          throw ModelRunner.Failure(description: "there is no output '\(expected.name)'")
        }
        // The corpus has one tolerance for all; eight significant bits cannot keep it.
        let rtol = max(item.rtol, wanted.kind == .bf16 ? 0.02 : wanted.kind == .f16 ? 2e-3 : 0)
        if let mismatch = compare(actual, wanted, rtol: rtol, atol: item.atol) {
          throw ModelRunner.Failure(description: "output '\(expected.name)': \(mismatch)")
        }
      }
    }
  }

  /// A tensor of the corpus, under the element type that it means.
  static func read(
    _ tensor: NodeTestCorpus.Tensor, in folder: String = NodeTestCorpus.folder
  ) throws -> StoredTensor {
    let stored = try NumPyFile.read(path: "\(folder)/\(tensor.file)")
    let narrow: [String: ElementFormat] = ["i2": .int2, "i4": .int4, "u2": .uint2, "u4": .uint4]
    if let format = narrow[tensor.dtype], let width = format.bitWidth {
      // The file has a byte for each.
      var packed = [UInt8](
        repeating: 0, count: format.byteCount(elements: stored.elementCount) ?? 0)
      packed.withUnsafeMutableBytes {
        packBits(stored.bytes.array, into: $0, elementsPerByte: 8 / width)
      }
      return StoredTensor(format: format, shape: stored.shape, bytes: ByteView(copying: packed))
        ?? stored
    }
    guard tensor.dtype == "bf16",
      let brain = StoredTensor(format: .bfloat16, shape: stored.shape, bytes: stored.bytes)
    else { return stored }
    return brain
  }
}
