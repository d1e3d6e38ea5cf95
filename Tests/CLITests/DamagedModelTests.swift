import Foundation
import Support
import Testing

/// Models with bytes changed, cut or doubled: a located message and exit code 1, or a model after all.
@Suite struct DamagedModelTests {
  /// SplitMix64.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private func damage(_ bytes: [UInt8], seed: UInt64) -> [UInt8] {
    var generator = Generator(state: seed)
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes = Array(bytes[..<place])
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 3: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
      default: bytes.remove(at: place)
      }
    }
    return bytes
  }

  /// Every fourth model is run, which compiles it; the others are inspected.
  @Test func damagedModelsAreRefusedOrRun() throws {
    try Executable.withFolder { folder in
      try Data(SmallONNX.externalBytes).write(to: folder.appending(path: "w.bin"))
      let models = [SmallONNX.bytes(), SmallONNX.bytes(externalData: "w.bin")]
      let problems = try mapInParallel(Array(0..<300), threads: 4) {
        (seed: Int) throws -> String? in
        let path = folder.appending(path: "\(seed).onnx")
        let model = damage(models[seed % 2], seed: UInt64(seed))
        try Data(model).write(to: path)
        let isRun = seed % 4 == 0
        let outcome = try Executable.run(
          isRun
            ? ["run", path.path(percentEncoded: false), "--input", "x=2x4xf32=ones"]
            : ["inspect", path.path(percentEncoded: false)],
          in: folder)
        let isRefused = outcome.status == 1 && outcome.errors.contains("error:")
        if outcome.isOrderly, outcome.status == 0 || isRefused { return nil }
        return
          "seed \(seed): exit \(outcome.status.map { "\($0)" } ?? "by signal"): \(outcome.errors)"
      }
      #expect(problems.compactMap { $0 } == [])
      // The seeds do both: most models are refused, a few still are models.
      let left = Executable.files(in: folder).filter { !$0.hasSuffix(".onnx") && $0 != "w.bin" }
      #expect(left == [])
    }
  }

  @Test func externalDataThatIsMissingOrShortIsNamed() throws {
    try Executable.withFolder { folder in
      let model = folder.appending(path: "small.onnx")
      try Data(SmallONNX.bytes(externalData: "w.bin")).write(to: model)
      let run = ["run", model.path(percentEncoded: false), "--input", "x=1x4xf32=ones"]
      let missing = try Executable.run(run)
      #expect(missing.status == 1 && missing.errors.contains("w.bin"), "\(missing.errors)")
      let data = folder.appending(path: "w.bin")
      try Data(SmallONNX.externalBytes.dropLast()).write(to: data)
      let short = try Executable.run(run)
      #expect(short.status == 1 && short.errors.contains("w.bin"), "\(short.errors)")
      try Data(SmallONNX.externalBytes).write(to: data)
      let right = try Executable.run(run)
      #expect(right.status == 0, "\(right.errors)")
      #expect(right.output.contains("y: 1x3xf32 = 1, 0.5, 4.5"), "\(right.output)")
    }
  }

  @Test func allMissingOperatorsAreListed() throws {
    try Executable.withFolder { folder in
      let model = folder.appending(path: "small.onnx")
      try Data(SmallONNX.bytes(operation: "Frobnicate")).write(to: model)
      let shown = try Executable.run(["inspect", model.path(percentEncoded: false)])
      #expect(shown.status == 0, "\(shown.errors)")
      #expect(shown.output.contains("'node_y': error: Frobnicate: operator 'Frobnicate' is not"))
      #expect(shown.output.contains("x: f32 [n, 4]"))
      let compiled = try Executable.run([
        "compile", model.path(percentEncoded: false), "-o",
        folder.path(percentEncoded: false) + "out",
      ])
      #expect(compiled.status == 1)
      #expect(!FileManager.default.fileExists(atPath: folder.path(percentEncoded: false) + "out"))
    }
  }
}
