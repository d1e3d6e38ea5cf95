import Dialects
import Evaluation
import Formats
import Foundation
import IR
import ONNX
import Support
import Testing

/// Models as people use them: imported once, evaluated at several sizes, compared with ONNX Runtime.
struct RealModelTests {
  struct Reference: Decodable {
    var sizes: [String: Int]
    var inputs: [String: String]
    var outputs: [String: String]
  }

  private static let cache = NodeTestCorpus.root.path + "/.cache"

  private static func references(_ name: String) -> [Reference]? {
    let path = "\(cache)/references/\(name)/cases.json"
    return FileManager.default.contents(atPath: path)
      .flatMap { try? JSONDecoder().decode([Reference].self, from: $0) }
  }

  private static func isInstalled(_ model: String, _ reference: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(cache)/models/\(model)")
      && references(reference) != nil
  }

  /// Imports the model and compares it at the first `count` sizes that references exist for.
  private func check(_ model: String, _ name: String, count: Int) throws -> ImportedModel {
    let file = try ONNXFile.read(path: "\(Self.cache)/models/\(model)")
    let imported = try ONNXImporter.importModel(file, context: ModelRunner.context)
    #expect(imported.module.verify().all.map(\.description) == [])
    for reference in try #require(Self.references(name)).prefix(count) {
      let inputs = try reference.inputs.mapValues {
        try NumPyFile.read(path: "\(Self.cache)/references/\(name)/\($0)")
      }
      let outputs = try ModelRunner.evaluate(imported.module, inputs: inputs)
      for (output, path) in reference.outputs {
        let stored = try NumPyFile.read(path: "\(Self.cache)/references/\(name)/\(path)")
        let expected = try #require(TensorValue(stored))
        let actual = try #require(outputs[output])
        let mismatch = compare(actual, expected, rtol: 1e-3, atol: 1e-4)
        #expect(mismatch == nil, "\(reference.sizes): \(output)")
      }
    }
    return imported
  }

  @Test(.enabled(if: isInstalled("minilm-int8/model.onnx", "minilm"), "needs the model (setup)"))
  func transformer() throws {
    let imported = try check("minilm-int8/model.onnx", "minilm", count: 4)
    // The table of positions limits the length; nothing in the file says so.
    #expect(imported.module.graphSymbols["sequence"]?.upper == 512)
    #expect(imported.remarks.map(\.message) == ["size 'sequence' must be in 1..512"])
    var names: Set<String> = []
    imported.module.walk { names.insert(imported.module.name(of: $0)) }
    #expect(!names.contains("graph.size_tensor"), "shape arithmetic is left over")
  }

  @Test(.enabled(if: isInstalled("ocr/direction.onnx", "ocr-direction"), "needs the model (setup)"))
  func classifier() throws {
    _ = try check("ocr/direction.onnx", "ocr-direction", count: 2)
  }

  @Test(.enabled(if: isInstalled("ocr/detection.onnx", "ocr-detection"), "needs the model (setup)"))
  func detector() throws {
    let imported = try check("ocr/detection.onnx", "ocr-detection", count: 2)
    // What the encoder halves five times the decoder doubles again: multiples of 32.
    let ranges = imported.module.graphSymbols
    #expect(ranges["p2o.DynamicDimension.1"]?.divisor == 32)
    let function = try #require(Graph.Function(in: imported.module))
    let sizes = function.outputs(in: imported.module).map { imported.module.type(of: $0).sizes }
    let (n, h, w) = ("p2o.DynamicDimension.0", "p2o.DynamicDimension.1", "p2o.DynamicDimension.2")
    #expect(sizes == [[.symbol(n), 1, .symbol(h), .symbol(w)]])
  }

  @Test(
    .enabled(if: isInstalled("ocr/recognition.onnx", "ocr-recognition"), "needs the model (setup)"))
  func recognizer() throws {
    _ = try check("ocr/recognition.onnx", "ocr-recognition", count: 2)
  }
}
