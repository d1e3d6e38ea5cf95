import CodeGeneration
import Compiler
import Dialects
import Evaluation
import Support
import Testing

/// All kernels, every alternative of each, checked at each access while they run, in memory between pages
/// that nobody may touch: a wrong access ends the process.
@Suite(.enabled(if: Sanitizer.ofThisProcess == .address, "scripts/test-addresses runs it"))
struct SanitizedKernelTests {
  @Test(arguments: KernelExample.all + KernelExample.batches + KernelExample.tops)
  func staysInside(example: KernelExample) throws { try run(example, .detectHost()) }

  /// With caches of a few lines, where sums go in blocks and results pass the caches, and the narrowest vectors.
  @Test(
    arguments: KernelExample.longSums.filter { !$0.keepsWeights } + LargeKernelTests.transpositions
      + LargeKernelTests.rows)
  func staysInsideBeyondTheCaches(example: KernelExample) throws {
    for var hardware in [HardwareDescription.detectHost(), .x86v2]
    where hardware.lackingHere == nil {
      hardware.caches = [1024, 4096].map { HardwareDescription.Cache(bytes: $0) }
      try run(example, hardware)
    }
  }

  private func run(_ example: KernelExample, _ hardware: HardwareDescription) throws {
    let model = try ForcedModel(example, for: hardware)
    for symbols in example.sizes {
      let inputs = example.values(symbols, .special)
      let first = try model.run(inputs, symbols: symbols, way: 0, threads: 1)
      for way in 0..<model.ways {
        for (placement, threads) in [(MemoryPlacement.anywhere, 3), (.beginsAtGuard, 1)] {
          let results = try model.run(
            inputs, symbols: symbols, way: way, threads: threads, in: placement)
          for (result, expected) in zip(results, first) {
            #expect(
              result.firstDifferentBit(from: expected) == nil, "\(symbols), \(placement), \(way)")
          }
        }
      }
    }
  }
}
