import Dialects
import Evaluation
import Formats
import Foundation
import IR
import ONNX
import Support
import Testing
import Transforms

/// Every kernel of the real models, scheduled, computes what the graph says.
@Suite struct ModelKernelTests {
  static let context = Context(dialects: Dialects.all)
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func path(_ name: String) -> String {
    root.appendingPathComponent(".cache/models/\(name)").path
  }

  static var hasModels: Bool {
    FileManager.default.fileExists(atPath: path("minilm-int8/model.onnx"))
  }

  @Test(
    .enabled(if: hasModels, "the models are not in .cache/models; run scripts/setup --tests"),
    arguments: [(1, 1), (1, 7), (2, 19), (1, 33)])
  func transformer(batch: Int, sequence: Int) throws {
    try check("minilm-int8/model.onnx", ["batch": batch, "sequence": sequence])
  }

  private func check(_ name: String, _ symbols: [String: Int]) throws {
    let model = try ONNXFile.read(path: Self.path(name))
    var module = try ONNXImporter.importModel(model, context: Self.context).module
    _ = try PassManager(PassPipeline([optimizeGraph, fuseGraph])).run(on: &module)
    let hardware = HardwareDescription.x86v4
    var seen: Set<String> = []
    var kernels: [OperationID] = []
    module.walk { operation in
      if module.isA(operation, Graph.Kernel.self) { kernels.append(operation) }
    }
    #expect(!kernels.isEmpty)
    for kernel in kernels {
      let regions = module.regions(of: kernel).flatMap { module.blocks(in: $0) }
        .flatMap { module.operations(in: $0) }.map { module.name(of: $0) }.joined(separator: "+")
      let types = module.operands(of: kernel).map { module.type(of: $0).description }
      guard seen.insert(regions + types.joined()).inserted else { continue }
      let problems = KernelCheck.check(kernel, in: module, symbols: symbols, hardware: hardware)
      #expect(problems.isEmpty, "\(regions): \(problems.joined(separator: "; ").prefix(700))")
    }
  }
}
