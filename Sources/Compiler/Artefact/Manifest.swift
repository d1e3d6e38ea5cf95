import Foundation
import Support

/// The description of an artefact, `manifest.json`.
struct Manifest {
  let model: LoweredModel
  let weightsBytes: Int
  let weightsHash: UInt64

  private struct Contents: Encodable {
    struct Tensor: Encodable {
      var name: String
      var type: String
      var sizes: [String]
    }
    struct Size: Encodable {
      var name: String
      var minimum: Int
      var maximum: Int
      var divisor: Int
      var values: [Int]?
    }
    struct Weights: Encodable {
      var file: String
      var bytes: Int
      var hash: String
    }
    var tangram: String
    var name: String
    var target: String
    var processor: String
    var inputs: [Tensor]
    var outputs: [Tensor]
    var sizes: [Size]
    var workspaceBytes: String
    var kernels: Int
    var weights: Weights?
  }

  /// The file's bytes: JSON with sorted keys.
  func bytes() throws(Diagnostic) -> [UInt8] {
    func tensors(_ list: [ModelTable.Tensor]) -> [Contents.Tensor] {
      list.map {
        .init(name: $0.name, type: $0.kind.rawValue, sizes: $0.sizes.map(\.description))
      }
    }
    let digits = String(weightsHash, radix: 16)
    let name = model.options.name
    let contents = Contents(
      tangram: Tangram.version, name: name, target: model.options.hardware.name,
      processor: model.options.hardware.processor, inputs: tensors(model.table.inputs),
      outputs: tensors(model.table.outputs),
      sizes: model.table.symbols.map {
        .init(
          name: $0.name, minimum: $0.range.lower, maximum: $0.range.upper,
          divisor: $0.range.divisor, values: $0.range.listed)
      },
      workspaceBytes: model.table.workspaceBytes.description, kernels: model.kernelCount,
      weights: weightsBytes == 0
        ? nil
        : .init(
          file: "\(name).safetensors", bytes: weightsBytes,
          hash: String(repeating: "0", count: 16 - digits.count) + digits))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(contents)) + [UInt8(ascii: "\n")]
    } catch {
      throw .error("cannot write the manifest: \(error)")
    }
  }
}
