import CodeGeneration
import Compiler
import Evaluation
import IR
import LoopLowering
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

  @Test func prefetchedAndStreamedProductsRun() throws {
    let program = TestProgram.matmul(sizes: [1, 5, 17], element: .f32)
    var schedule = try program.schedule()
    let (matmul, finish) = (try schedule.block("matmul"), try schedule.block("finish"))
    let rows = try schedule.loops(of: matmul)[0]
    try schedule.prefetch(try schedule.buffer(readBy: matmul, 0), in: rows, ahead: 2)
    try schedule.stream(finish, try schedule.buffer(writtenBy: finish))
    try schedule.vectorize(try schedule.loops(of: finish)[1])
    var module = schedule.module
    try lowerToLoops(schedule.function, in: &module, hardware: .detectHost())
    #expect(module.allOperations.contains { module.name(of: $0) == "memref.prefetch" })
    let streamed = module.allOperations.filter { module.property("nontemporal", of: $0) != nil }
    #expect(streamed.map { module.name(of: $0) } == ["vector.store"])
    let kernel = try TensorKernel(schedule)
    for sizes in program.sizes {
      let expected = try program.run(program.module, sizes)
      #expect(try kernel.run(program.values(sizes), sizes: sizes) == [expected], "\(sizes)")
    }
  }
}

extension Module {
  fileprivate var allOperations: [OperationID] {
    var found: [OperationID] = []
    for operation in operations(in: body) { walk(operation) { found.append($0) } }
    return found
  }
}
