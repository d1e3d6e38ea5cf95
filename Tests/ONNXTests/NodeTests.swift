import Evaluation
import Formats
import Foundation
import Testing

/// The onnx package's tests of single operators: imported, evaluated, compared.
@Suite(.enabled(if: NodeTestCorpus.shared != nil, "needs the onnx package's tests (scripts/setup)"))
struct NodeTests {
  private static let cases = NodeTestCorpus.shared?.usable ?? []

  /// The operators that have cases; one test for each.
  private static let operators = Set(cases.map(\.group)).sorted()

  /// Cases pass, or are listed in `node-test-gaps.txt` and fail: the list cannot become stale.
  @Test(arguments: operators)
  func operatorPasses(name: String) {
    for item in Self.cases where item.group == name {
      let reason = NodeTestCorpus.gaps[item.name]
      do {
        try Self.check(item)
        if let reason { Issue.record("\(item.name) is listed as a gap (\(reason)), but passes") }
      } catch {
        if reason == nil { Issue.record("\(item.name): \(error)") }
      }
    }
  }

  /// At least this share of the corpus works.
  @Test func mostCasesPass() {
    let gaps = Self.cases.filter { NodeTestCorpus.gaps[$0.name] != nil }
    #expect(gaps.count * 4 < Self.cases.count)
    #expect(gaps.count == NodeTestCorpus.gaps.count, "the list of gaps names unknown cases")
  }

  /// Runs every data set of a case.
  static func check(_ item: NodeTestCorpus.Case) throws {
    let folder = NodeTestCorpus.folder
    for set in item.sets {
      var inputs: [String: StoredTensor] = [:]
      for input in set.inputs {
        inputs[input.name] = try read(input)
      }
      let outputs = try ModelRunner.run("\(folder)/\(item.name)/model.onnx", inputs: inputs)
      for expected in set.outputs {
        guard let actual = outputs[expected.name], let wanted = TensorValue(try read(expected))
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
  static func read(_ tensor: NodeTestCorpus.Tensor) throws -> StoredTensor {
    let stored = try NumPyFile.read(path: "\(NodeTestCorpus.folder)/\(tensor.file)")
    guard tensor.dtype == "bf16",
      let brain = StoredTensor(format: .bfloat16, shape: stored.shape, bytes: stored.bytes)
    else { return stored }
    return brain
  }
}
