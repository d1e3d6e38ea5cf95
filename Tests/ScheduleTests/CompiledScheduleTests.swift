import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import LoopLowering
import MLIRJudge
import Scheduling
import Support
import TensorExpressions
import TestSupport
import Testing

/// Scheduled programs as machine code compute what the evaluator says of the program as it was.
@Suite(.programsReadByMLIR) struct CompiledScheduleTests {
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

  /// What is the same for all vectors of a row is asked before them, once.
  @Test func conditionsOfRowsStandOutsideOfThem() throws {
    let program = try TestProgram(
      "rows", sizes: [(1, 1), (5, 16), (9, 21)].map { ["m": $0.0, "n": $0.1] }, element: .f32
    ) { f in
      let (m, n) = (f.size("m", 1...64), f.size("n", 1...64))
      let x = f.input("x", [m, n], .f32)
      let y = f.output("y", [m, n], .f32)
      let (i, j) = (f.axis("i", m), f.axis("j", n))
      f.define(y, [i, j], x[i, j] * 2 + 1)
    }
    var s = try program.schedule()
    let loops = try s.loops(of: try s.block("y"))
    try s.split(loops[0], by: 4)
    try s.vectorize(try s.split(loops[1], by: 8, tail: .cut).inner)
    var lowered = s.module
    let function = try lowerToLoops(s.function, in: &lowered, hardware: .x86v4)
    var depths: [Int] = []
    lowered.walk(function) { operation in
      guard lowered.isA(operation, SCF.If.self) else { return }
      var (place, depth) = (lowered.parent(of: operation), 0)
      while let current = place {
        if lowered.isA(current, SCF.For.self) { depth += 1 }
        place = lowered.parent(of: current)
      }
      depths.append(depth)
    }
    #expect(!depths.isEmpty && depths.allSatisfy { $0 == 2 }, "\(lowered.text())")
    let kernel = try TensorKernel(s)
    for sizes in program.sizes {
      #expect(
        try kernel.run(program.values(sizes), sizes: sizes)
          == program.outputs(of: program.module, sizes))
    }
  }

  /// Whole vectors run without masks, the last one with.
  @Test func tailsOfVectorsAreApart() throws {
    let program = TestProgram.matmul(
      columns: 13, range: SymbolRange(1, 64), sizes: [1, 4, 7, 8, 16, 31, 64], element: .f32)
    let ways: [(name: String, steps: PrimitiveCase.Steps)] = [
      (
        // Nothing is known of the size.
        "rows",
        { (s) throws(Refusal) in
          let loops = try s.loops(of: try s.block("finish"))
          let (_, lanes) = try s.split(loops[0], by: 8)
          try s.reorder(loops[1], lanes)
          try s.vectorize(lanes)
        }
      ),
      (
        // Two vectors in each step, the last of which begins beyond the end.
        "columns",
        { (s) throws(Refusal) in
          let loops = try s.loops(of: try s.block("finish"))
          let (_, tile) = try s.split(loops[1], by: 8)
          let (vectors, lanes) = try s.split(tile, by: 4)
          try s.unroll(vectors)
          try s.vectorize(lanes)
        }
      ),
      (
        // The test is outside of the loop of the sum.
        "sums",
        { (s) throws(Refusal) in
          let matmul = try s.block("matmul")
          let loops = try s.loops(of: matmul)
          let (_, lanes) = try s.split(loops[1], by: 4)
          try s.reorder(loops[2], lanes)
          try s.decomposeReduction(matmul, before: loops[2])
          try s.vectorize(lanes)
        }
      ),
    ]
    for (name, steps) in ways {
      var schedule = try program.schedule()
      try steps(&schedule)
      var module = schedule.module
      try lowerToLoops(schedule.function, in: &module, hardware: .detectHost())
      #expect(module.count(of: ["scf.if"]) > 0)
      #expect(module.count(of: ["vector.maskedstore", "vector.scatter"]) > 0, "\(name)")
      // Without the test nothing but masks is left.
      var masked = schedule.module
      for operation in schedule.module.allOperations {
        masked.setAttribute(Program.For.wholeVectorsAttribute, of: operation, to: nil)
      }
      try lowerToLoops(schedule.function, in: &masked, hardware: .detectHost())
      let stores: Set = ["vector.store", "vector.scatter"]
      #expect(module.count(of: stores) > masked.count(of: stores), "\(name)")
      let kernel = try TensorKernel(schedule)
      for sizes in program.sizes {
        let expected = try program.run(program.module, sizes)
        #expect(try kernel.run(program.values(sizes), sizes: sizes) == [expected], "\(name)")
      }
    }
  }

  /// Rows are read ahead for all iterations only if none of them writes there.
  @Test func whatIsWrittenBesideIsNotReadAhead() throws {
    let m = IndexExpression.symbol("m")
    let program = TestProgram(
      "beside", inputs: [[m, 8]], output: [m, 8],
      sizes: [1, 7, 8, 17].map { ["m": $0] }, element: .f32
    ) { program, x, y in
      let a = program.compute("a", [m, 8], .f32) { i in x[0][i] * 3 }
      program.compute("b", into: y) { i in a[i] + 1 }
    }
    var schedule = try program.schedule()
    func loops(_ name: String) throws -> [Schedule.Loop] {
      try schedule.loops(of: try schedule.block(name))
    }
    try schedule.merge(try loops("a")[0], try loops("b")[0])
    try schedule.merge(try loops("a")[1], try loops("b")[1])
    let both = try loops("b")
    let lanes = try schedule.split(both[0], by: 8).inner
    try schedule.unroll(both[1])
    try schedule.vectorize(lanes)
    var module = schedule.module
    try lowerToLoops(schedule.function, in: &module, hardware: .x86v4)
    // Those of `x` are: eight columns in three steps, with masks and without.
    #expect(module.count(of: ["vector.shuffle"]) == 48, "\(module.text())")
    let kernel = try TensorKernel(schedule)
    for sizes in program.sizes {
      let expected = try program.run(program.module, sizes)
      #expect(try kernel.run(program.values(sizes), sizes: sizes) == [expected], "\(sizes)")
    }
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

  /// Rows of elements that share bytes are no vectors of memory.
  @Test func packedElementsAreNotReadAhead() throws {
    var module = try Module.parse(
      """
      program.func @kernel(%a: !program.buffer<[8, 8], i4, global>) -> (%b: !program.buffer<[8, 8], f32, global>) {
        program.for vectorized %i = 0 to 8 {
          program.for unrolled %j = 0 to 8 {
            program.block "turn" (%vi = %i < 8, %vj = %j < 8) {
              %x = program.load %a[%vi, %vj] : i4
              %y = arith.sitofp %x : i4 to f32
              program.store %y, %b[%vj, %vi]
            }
          }
        }
      }
      """, context: Context(dialects: Dialects.all))
    let program = module.operations(in: module.body)[0]
    let kernel = try TensorKernel(program, in: module)
    let numbers = (0..<64).map { Int128($0 * 5 % 16 - 8) }
    let found = try kernel.run([TensorValue([8, 8], kind: .i4, integers: numbers)], sizes: [:])
    #expect(found[0].doubles == (0..<64).map { Double(numbers[$0 % 8 * 8 + $0 / 8]) })
    try lowerToLoops(program, in: &module, hardware: .x86v4)
    #expect(module.count(of: ["vector.shuffle"]) == 0, "\(module.text())")
  }

  /// There are no vectors without elements.
  @Test func lanesThatNeverRunAreNotWritten() throws {
    var module = try Module.parse(
      """
      program.func @kernel(%a: !program.buffer<[16], f32, global>) -> (%b: !program.buffer<[16], f32, global>) {
        program.for vectorized %j = 0 to 0 {
          program.block "copy" (%vj = %j < 16) {
            %x = program.load %a[%vj] : f32
            program.store %x, %b[%vj]
          }
        }
      }
      """, context: Context(dialects: Dialects.all))
    let program = module.operations(in: module.body)[0]
    try lowerToLoops(program, in: &module, hardware: .detectHost())
    #expect(module.count(of: ["vector.load", "vector.store"]) == 0)
    #expect(!module.verify().hasErrors)
  }
}

extension Module {
  fileprivate func count(of names: Set<String>) -> Int {
    allOperations.filter { names.contains(name(of: $0)) }.count
  }

  fileprivate var allOperations: [OperationID] {
    var found: [OperationID] = []
    for operation in operations(in: body) { walk(operation) { found.append($0) } }
    return found
  }
}
