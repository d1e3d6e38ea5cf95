import Dialects
import Formats
import Foundation
import ONNX
import Support
import Testing

/// Models damaged at random: the importer returns or throws, and never traps.
@Suite(.enabled(if: NodeTestCorpus.shared != nil, "needs the onnx package's tests (scripts/setup)"))
struct ImportFuzzTests {
  @Test(arguments: 0..<8)
  func damagedModels(seed: UInt64) throws {
    let corpus = try #require(NodeTestCorpus.shared)
    var generator = SeededGenerator(seed: seed)
    var failures = 0
    for _ in 0..<300 {
      guard let item = corpus.usable.randomElement(using: &generator) else { continue }
      let path = "\(NodeTestCorpus.folder)/\(item.name)/model.onnx"
      guard let data = FileManager.default.contents(atPath: path), data.count < 20_000 else {
        continue
      }
      var bytes = [UInt8](data)
      for _ in 0..<Int.random(in: 1...3, using: &generator) { damage(&bytes, &generator) }
      guard let proto = try? ONNXFile.decode(ByteView(copying: bytes)) else {
        failures += 1
        continue
      }
      do throws(DiagnosticError) {
        let model = ONNXModel(path: item.name, proto: proto)
        let imported = try ONNXImporter.importModel(model, context: ModelRunner.context)
        let diagnostics = imported.module.verify()
        #expect(!diagnostics.hasErrors, "seed \(seed), \(item.name): \(diagnostics.all)")
      } catch {
        #expect(!error.description.isEmpty)
        failures += 1
      }
    }
    #expect(failures > 0, "nothing was noticed with seed \(seed)")
  }

  private func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    guard let place = bytes.indices.randomElement(using: &generator) else { return }
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    default: bytes[place] = [0, 1, 2, 4, 0x7f, 0xff].randomElement(using: &generator) ?? 0
    }
  }
}

/// Random numbers that a seed repeats (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
