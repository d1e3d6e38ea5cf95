import CodeGeneration
import Dialects
import Evaluation
import IR
import MLIRJudge
import Testing

/// Small kernels at awkward sizes: the program as it comes from the graph, scheduled for two machines
/// and run forwards and backwards, and as machine code, computes what the graph says.
@Suite(.readableProgramsReadByMLIR) struct KernelTests {
  @Test(arguments: KernelExample.all)
  func agreesWithTheGraph(example: KernelExample) throws {
    try check(example, try KernelCheck(example))
  }

  /// Integers that share bytes are taken apart on processors with narrower vectors, too.
  @Test(arguments: KernelExample.quantized)
  func quantizedProductsOnOlderProcessors(example: KernelExample) throws {
    for hardware in [HardwareDescription.x86v3, .x86v2] where hardware.lackingHere == nil {
      try check(example, try KernelCheck(example, compiledFor: hardware))
    }
  }

  /// Weights in blocks stay as narrow as they are, in panels, and are never numbers in memory.
  @Test(arguments: KernelExample.quantized.prefix(11))
  func quantizedWeightsAreNeverWidened(example: KernelExample) throws {
    let allocations = try KernelCheck(example).allocations(wideOnly: true)
    // Sums of tiles are all that there is; a weight has three axes.
    #expect(!allocations.isEmpty && allocations.allSatisfy { $0.count == 2 })
  }

  private func check(_ example: KernelExample, _ check: KernelCheck) throws {
    for symbols in example.sizes {
      for isSpecial in [false, true] {
        let inputs = example.inputs().enumerated().compactMap { place, input in
          Self.value(
            input.sizes.map { $0.evaluate(symbols: symbols) ?? 0 }, input.element,
            isSpecial: isSpecial && example.allowsSpecial(place), seed: UInt64(place + 1))
        }
        let problems = try check.problems(inputs, symbols: symbols)
        #expect(problems.isEmpty, "\(symbols)\(isSpecial ? ", special numbers" : "")")
      }
    }
  }

  /// Attention takes memory for some queries at a time, whatever their number.
  @Test(arguments: KernelExample.attentions + [.deepestAttention])
  func attentionIsNeverAMatrixOfScores(example: KernelExample) throws {
    let allocations = try KernelCheck(example).allocations()
    #expect(allocations.contains { $0.contains(n) }, "there is no strip")
    #expect(!allocations.contains { $0.contains { $0.symbolNames.contains("m") } })
  }

  /// A convolution with channels last takes memory for some rows of its input, whatever their number.
  @Test(arguments: KernelExample.networks.prefix(4))
  func convolutionsCopyNoWholeInput(example: KernelExample) throws {
    let allocations = try KernelCheck(example).allocations(wideOnly: true)
    #expect(allocations.contains { $0.contains { $0.symbolNames.contains("n") } }, "no strip")
    #expect(!allocations.contains { $0.contains { $0.symbolNames.contains("m") } })
  }

  /// Floats between -1 and 1, integers from -2 to 1, or truth values; among special ones the last
  /// is infinite and the middle one no number.
  private static func value(
    _ shape: [Int], _ element: Type, isSpecial: Bool, seed: UInt64
  ) -> TensorValue? {
    guard let kind = ScalarKind(element) else { return nil }
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    let count = shape.reduce(1, *)
    guard kind.isFloat else {
      let lowest: Int128 = kind == .bool ? 0 : -2
      let choices: UInt64 = kind == .bool ? 2 : 4
      return TensorValue(
        shape, kind: kind, integers: (0..<count).map { _ in Int128(next() % choices) + lowest })
    }
    var numbers = (0..<count).map { _ in Double(next() % 2001) / 1000 - 1 }
    if isSpecial, count > 0 {
      numbers[count / 2] = .nan
      numbers[count - 1] = .infinity
    }
    return TensorValue(shape, kind: kind, doubles: numbers)
  }
}
