import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import MLIRJudge
import Support
import Testing

/// Small kernels at awkward sizes: the program as it comes from the graph, scheduled for two machines
/// and run forwards and backwards, and as machine code, computes what the graph says.
@Suite(.readableProgramsReadByMLIR) struct KernelTests {
  @Test(arguments: KernelExample.all)
  func agreesWithTheGraph(example: KernelExample) throws {
    try check(example, try KernelCheck(example))
  }

  /// Caches of a few lines, so that short sums are long for them.
  private static let smallCaches = [1024, 4096].map { HardwareDescription.Cache(bytes: $0) }

  /// Long sums go over blocks of steps, and wait for the next block in memory.
  @Test(arguments: KernelExample.longSums)
  func longSumsGoInBlocks(example: KernelExample) throws {
    let kernel = try KernelCheck(example, caches: Self.smallCaches)
    let waiting = kernel.allocations(wideOnly: true).filter { $0.count == 4 }
    #expect(!waiting.isEmpty, "no sum waits")
    try check(example, kernel)
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
      for numbers in [KernelExample.Numbers.small, .special] {
        let problems = try check.problems(example.values(symbols, numbers), symbols: symbols)
        #expect(problems.isEmpty, "\(symbols), \(numbers) numbers")
      }
    }
  }

  /// Attention takes memory for some queries at a time, whatever their number.
  @Test(
    arguments: KernelExample.attentions + KernelExample.smallAttentions
      + KernelExample.hiddenHalfKeys + KernelExample.maskedHalves
      + KernelExample.hiddenKeys + KernelExample.seenKeys
      + KernelExample.sharedKeys + [.deepestAttention])
  func attentionIsNeverAMatrixOfScores(example: KernelExample) throws {
    let allocations = try KernelCheck(example).allocations()
    #expect(
      allocations.contains { $0.contains { $0.symbolNames.contains("n") } }, "there is no strip")
    #expect(!allocations.contains { $0.contains { $0.symbolNames.contains("m") } })
  }

  /// Nor is attention with all that language models ask for; what a mask hides of a query is a number for each.
  @Test(arguments: KernelExample.cachedKeys)
  func cachedAttentionIsNeverAMatrixOfScores(example: KernelExample) throws {
    let allocations = try KernelCheck(example).allocations().map { shape in
      shape.reduce(into: Set<String>()) { $0.formUnion($1.symbolNames) }
    }
    #expect(allocations.contains(["n"]), "there is no strip")
    #expect(!allocations.contains { $0.isSuperset(of: ["m", "n"]) })
  }

  /// Where positions hide keys, marks say of each head whether hidden keys are numbers, so that they can be
  /// left out.
  @Test(arguments: KernelExample.hiddenKeys + KernelExample.hiddenHalfKeys)
  func hiddenKeysAreLeftOut(example: KernelExample) throws {
    #expect(try KernelCheck(example).elements().contains(.i64))
  }

  @Test(arguments: KernelExample.seenKeys) func keysThatMayBeSeenAreTaken(
    example: KernelExample
  ) throws {
    #expect(try !KernelCheck(example).elements().contains(.i64))
  }

  /// Rows are read whole and turned round in registers.
  @Test func transpositionsOfWholeTilesGatherNothing() throws {
    let example = try #require(
      KernelExample.transpositions.first { $0.description == "transpose of whole tiles" })
    let counts = try Self.loopOperations(of: example)
    #expect(counts["vector.shuffle", default: 0] > 0 && counts["vector.gather"] == nil)
  }

  /// Tiles ask for the weights that come next; the lowest ones, which are for so few rows that there is no time for
  /// it, do not.
  @Test func tilesAskForWhatComesNext() throws {
    var example = try #require(
      KernelExample.longSums.first { $0.description == "a long product of whole tiles" })
    #expect(try Self.loopOperations(of: example)["memref.prefetch", default: 0] > 0)
    example.ranges["m"] = SymbolRange(1, 2)
    #expect(try Self.loopOperations(of: example)["memref.prefetch"] == nil)
    // One tile of 5 x 32 asks for both lines of a later step in each of two steps, beside one of what comes next.
    example.ranges["m"] = SymbolRange(5, 5)
    #expect(try Self.loopOperations(of: example)["memref.prefetch"] == 6)
  }

  /// How many operations of each name there are at the level of loops.
  private static func loopOperations(of example: KernelExample) throws -> [String: Int] {
    let graph = try optimize(LoadedGraph(module: try example.module()))
    let loops = try LoweredModel(graph, options: CompileOptions(hardware: .x86v4)).loops()
    var counts: [String: Int] = [:]
    loops.walk { counts[loops.name(of: $0), default: 0] += 1 }
    return counts
  }

  /// A convolution with channels last takes memory for some rows of its input, whatever their number; a
  /// depth-wise one takes none.
  @Test(arguments: KernelExample.networks.prefix(4))
  func convolutionsCopyNoWholeInput(example: KernelExample) throws {
    let allocations = try KernelCheck(example).allocations(wideOnly: true)
    let hasStrip = allocations.contains { $0.contains { $0.symbolNames.contains("n") } }
    #expect(hasStrip != example.description.hasPrefix("depth-wise"))
    #expect(!allocations.contains { $0.contains { $0.symbolNames.contains("m") } })
  }
}
