import Compiler
import Evaluation
import Scheduling
import Support
import TestSupport
import Testing

/// Scheduled programs as machine code compute what the evaluator says of the program as it was.
@Suite struct CompiledScheduleTests {
  @Test func scheduledProductsRun() throws {
    let program = TestProgram.matmul(sizes: [1, 5, 17], element: .f32)
    var compiled = 0
    for seed in 0..<24 {
      var random = RandomSource(seed: UInt64(seed))
      var walker = RandomSteps(schedule: try program.schedule())
      for _ in 0..<Int.random(in: 1...8, using: &random) { _ = try? walker.step(&random) }
      // Not every nest has vectors; what has none says so.
      guard let kernel = try? TensorKernel(walker.schedule) else { continue }
      compiled += 1
      for sizes in program.sizes {
        let expected = try program.run(program.module, sizes)
        let found = try kernel.run(program.values(sizes), sizes: sizes)
        #expect(
          found == [expected],
          "seed \(seed), \(sizes)\n\(walker.schedule.sketch)")
      }
    }
    #expect(compiled > 12)
  }
}
