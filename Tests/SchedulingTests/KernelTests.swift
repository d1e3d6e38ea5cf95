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
    let check = try KernelCheck(example)
    for symbols in example.sizes {
      for numbers in [KernelExample.Numbers.small, .special] {
        let problems = try check.problems(example.values(symbols, numbers), symbols: symbols)
        #expect(problems.isEmpty, "\(symbols), \(numbers) numbers")
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
}
