import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import LoopLowering
import Scheduling
import Support
import TestSupport
import Testing

/// Scheduled programs as machine code compute what the evaluator says of the program as it was.
@Suite struct CompiledScheduleTests {
  private static let generator = CodeGenerator(hardware: .detectHost())

  @Test func scheduledProductsRun() throws {
    let program = TestProgram.matmul(sizes: [1, 5, 17], element: .f32)
    var compiled = 0
    for seed in 0..<24 {
      var random = RandomSource(seed: UInt64(seed))
      var walker = RandomSteps(schedule: try program.schedule())
      for _ in 0..<Int.random(in: 1...8, using: &random) { _ = try? walker.step(&random) }
      let kernel: Kernel
      do {
        kernel = try Kernel(walker.schedule)
      } catch {
        // Not every nest has vectors; what has none says so.
        #expect(error is Diagnostic, "seed \(seed): \(error)")
        continue
      }
      compiled += 1
      for sizes in program.sizes {
        let expected = try program.run(program.module, sizes)
        let found = kernel.run(program.inputs(sizes), expected.count, rows: sizes["m"] ?? 0)
        #expect(
          found == expected.doubles.map { Float($0) },
          "seed \(seed), \(sizes)\n\(walker.schedule.sketch)")
      }
    }
    #expect(compiled > 12)
  }

  /// A program of three inputs, one output and the size m, in this process.
  private struct Kernel {
    private let jit: JIT
    private let address: UnsafeRawPointer

    init(_ schedule: Schedule) throws {
      var module = schedule.module
      _ = try lowerToLoops(
        schedule.function, in: &module, hardware: generator.options.hardware)
      try module.verify().throwIfErrors()
      jit = JIT()
      address = try jit.address(of: "kernel", in: try jit.add(try generator.compile(module)))
    }

    func run(_ inputs: [[Float]], _ count: Int, rows: Int) -> [Float] {
      typealias Pointer = UnsafeRawPointer
      typealias Function =
        @convention(c) (
          Pointer?, Pointer?, Pointer?, UnsafeMutableRawPointer?, Int, OpaquePointer?
        ) -> Void
      let function = unsafeBitCast(address, to: Function.self)
      var output = [Float](repeating: .nan, count: count)
      inputs[0].withUnsafeBytes { a in
        inputs[1].withUnsafeBytes { b in
          inputs[2].withUnsafeBytes { c in
            output.withUnsafeMutableBytes { result in
              function(
                a.baseAddress, b.baseAddress, c.baseAddress, result.baseAddress, rows, nil)
            }
          }
        }
      }
      return output
    }
  }
}
