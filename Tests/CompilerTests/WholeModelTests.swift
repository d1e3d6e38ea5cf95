import CodeGeneration
import Compiler
import Evaluation
import Formats
import Foundation
import MLIRJudge
import Testing

/// Models as people use them, as compiled code: each compiled once, run at many sizes, and held to
/// what ONNX Runtime says, within 1e-4.
@Suite(.readableProgramsReadByMLIR) struct WholeModelTests {
  /// What `Tests/Oracles/prepare` keeps of ONNX Runtime's runs.
  struct Reference: Decodable {
    var sizes: [String: Int]
    var inputs: [String: String]
    var outputs: [String: String]
  }

  private static let cache = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../.cache").standardized.path()

  private static func references(_ name: String) -> [Reference]? {
    FileManager.default.contents(atPath: "\(cache)/references/\(name)/cases.json")
      .flatMap { try? JSONDecoder().decode([Reference].self, from: $0) }
  }

  private static func isInstalled(_ model: String, _ reference: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(cache)/models/\(model)")
      && references(reference) != nil
  }

  private static func tensor(_ path: String, of name: String) throws -> TensorValue {
    let stored = try NumPyFile.read(path: "\(cache)/references/\(name)/\(path)")
    return try #require(TensorValue(stored))
  }

  /// Compiles the model once and compares it at every size that references exist for.
  ///
  /// - Returns: the sizes.
  @discardableResult
  private func check(
    _ path: String, _ name: String, threads: Int
  ) throws -> [[String: Int]] {
    let options = CompileOptions(name: "model", hardware: .detectHost())
    let lowered = try LoweredModel(path: "\(Self.cache)/models/\(path)", options: options)
    let model = try CompiledModel(lowered, threads: threads)
    let references = try #require(Self.references(name))
    for reference in references {
      let inputs = try model.interface.inputs.map {
        try Self.tensor(try #require(reference.inputs[$0.name]), of: name)
      }
      let outputs = try model.run(inputs)
      #expect(reference.outputs.count == outputs.count)
      for (output, actual) in zip(model.interface.outputs, outputs) {
        let expected = try Self.tensor(
          try #require(reference.outputs[output.name]), of: name)
        let mismatch = compare(actual, expected, rtol: 0, atol: 1e-4)
        #expect(mismatch == nil, "\(name) at \(reference.sizes): \(output.name)")
      }
    }
    return references.map(\.sizes)
  }

  @Test(.enabled(if: isInstalled("minilm-int8/model.onnx", "minilm"), "needs the model (setup)"))
  func transformer() throws {
    let sizes = try check("minilm-int8/model.onnx", "minilm", threads: 2)
    for batch in [1, 3, 8] {
      for length in [1, 2, 7, 16, 63, 64, 65, 128, 333, 512] {
        #expect(sizes.contains(["batch": batch, "sequence": length]))
      }
    }
  }

  @Test(
    .enabled(if: isInstalled("ocr/direction.onnx", "ocr-direction"), "needs the model (setup)"),
    arguments: [("direction", 6), ("detection", 5), ("recognition", 6)])
  func opticalCharacterRecognition(part: String, count: Int) throws {
    let sizes = try check("ocr/\(part).onnx", "ocr-\(part)", threads: 1)
    #expect(Set(sizes).count == count)
  }
}
