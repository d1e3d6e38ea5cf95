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

/// Reductions whose terms are added by many threads, each by one update of memory.
@Suite(.programsReadByMLIR) struct AtomicTests {
  private static let m = IndexExpression.symbol("m")

  /// What the columns of a matrix combine to.
  private static func columns(
    _ combination: Combination, _ element: Type, sizes: [Int] = [1, 5, 40]
  ) -> TestProgram {
    TestProgram(
      "columns", inputs: [[m, 4]], output: [4], sizes: sizes.map { ["m": $0] }, element: element
    ) { program, x, y in
      program.reduce("total", into: y, over: [m], combination) { i, k in x[0][k[0], i[0]] }
    }
  }

  /// Rows on any thread.
  private static func schedule(_ program: TestProgram) throws -> Schedule {
    var s = try program.schedule()
    let total = try s.block("total")
    let loops = try s.loops(of: total)
    try s.decomposeReduction(total, before: loops[0])
    try s.reorder(loops[1], loops[0])
    try s.atomic(total, reassociating: true)
    try s.parallel(loops[1])
    return s
  }

  @Test(arguments: [Type.i8, .i32, .i64, .f32, .f64])
  func threadsAccumulateIntoTheSameElements(_ element: Type) throws {
    for combination in [Combination.sum, .product, .max, .min] {
      // Products of few numbers are exact.
      let isRounded = element.isFloat && combination == .product
      let program = Self.columns(combination, element, sizes: isRounded ? [1, 2] : [1, 5, 40])
      let schedule = try Self.schedule(program)
      let kernel = try TensorKernel(schedule)
      #expect(kernel.loops.text().contains("atomic_rmw"))
      for sizes in program.sizes {
        let expected = try program.run(program.module, sizes)
        let found = try kernel.run(program.values(sizes), sizes: sizes, threads: 4)
        #expect(found == [expected], "\(element) \(combination) \(sizes)")
        #expect(try program.run(schedule.module, sizes, backwards: true) == expected)
      }
    }
  }

  /// Sums and maxima in elements of 16 bits, on processors with and without instructions for them.
  @Test(arguments: ["f16", "bf16"], ["addf", "maximumf", "minnumf", "mulf"])
  func halvesAreUpdatedAtOnce(_ element: String, _ combination: String) throws {
    let start = ["addf": "0.0", "maximumf": "-1.0e3", "minnumf": "1.0e3", "mulf": "1.0"]
    let text = """
      program.func @columns(%x: !program.buffer<[m, 4], \(element), global>) -> (%y: !program.buffer<[4], \(element), global>) where m in <1, 64> {
        program.for %j = 0 to 4 {
          program.block "first" (%vj = %j < 4) {
            %start = arith.constant \(start[combination] ?? "") : \(element)
            program.store %start, %y[%vj]
          }
        }
        program.for %k = 0 to m {
          program.for %j = 0 to 4 {
            program.block "total" (%vj = %j < 4, reduction %vk = %k < m) {
              %0 = program.load %y[%vj] : \(element)
              %1 = program.load %x[%vk, %vj] : \(element)
              %2 = arith.\(combination) %0, %1 : \(element)
              program.store %2, %y[%vj]
            }
          }
        }
      }
      """
    let module = try Module.parse(text, file: "columns", context: TestProgram.context)
    #expect(module.verify().all.map(\.description) == [])
    let function = module.operations(in: module.body)[0]
    var s = try Schedule(module, function: function)
    let total = try s.block("total")
    try s.atomic(total, reassociating: true)
    try s.parallel(try s.loops(of: total)[0])
    for hardware in [HardwareDescription.detectHost(), .x86v2] {
      let kernel = try TensorKernel(s, hardware: hardware)
      #expect(kernel.loops.text().contains("atomic_rmw"))
      for m in [1, 5, 40] {
        // Few of the factors of a product are not one, so that every order is exact.
        let isProduct = combination == "mulf"
        let numbers: [Double] = (0..<m * 4).map { (place: Int) -> Double in
          if isProduct { return place % 11 == 3 ? -2.0 : 1.0 }
          return Double((place * 7) % 15 - 7)
        }
        let kind: ScalarKind = element == "f16" ? .f16 : .bf16
        let input = TensorValue([m, 4], kind: kind, doubles: numbers)
        let expected = try evaluate(
          program: function, in: module, inputs: [input], symbols: ["m": m])
        for _ in 0..<4 {
          #expect(try kernel.run([input], sizes: ["m": m], threads: 4) == expected, "m = \(m)")
        }
      }
    }
  }

  /// Sums that the language keeps in `f32` are updated there, and rounded once.
  @Test func sumsOfHalvesAreUpdatedInSingle() throws {
    var f = TensorFunction("columns", context: TestProgram.context)
    let m = f.size("m", 1...64)
    let (x, y) = (f.input("x", [m, 4], .bf16), f.output("y", [4], .bf16))
    let (j, k) = (f.axis("j", 4), f.axis("k", m))
    f.define(y, [j], sum(x[k, j], over: k))
    let program = try f.finish()
    var s = try Schedule(program.module, function: program.function)
    let wide = try s.block("y_wide")
    let loops = try s.loops(of: wide)
    try s.decomposeReduction(wide, before: loops[0])
    try s.reorder(loops[1], loops[0])
    try s.atomic(wide, reassociating: true)
    try s.parallel(loops[1])
    let kernel = try TensorKernel(s)
    let numbers: [Double] = (0..<160).map { (place: Int) -> Double in Double(place * 7 % 15 - 7) }
    let input = TensorValue([40, 4], kind: .bf16, doubles: numbers)
    let expected = try evaluate(
      program: program.function, in: program.module, inputs: [input], symbols: ["m": 40])
    #expect(try kernel.run([input], sizes: ["m": 40], threads: 4) == expected)
  }

  /// Many threads at few elements, again and again.
  @Test func noUpdateIsLost() throws {
    let program = TestProgram(
      "ones", inputs: [[Self.m]], output: [2], m: SymbolRange(1, 1 << 20),
      sizes: [["m": 200_000]], element: .f32
    ) { program, x, y in
      program.reduce("total", into: y, over: [Self.m], .sum) { i, k in
        maximum(minimum(x[0][k[0]], 1), 1)
      }
    }
    let kernel = try TensorKernel(try Self.schedule(program))
    for _ in 0..<5 {
      let found = try kernel.run(program.values(["m": 200_000]), threads: 4)[0]
      #expect(found.doubles == [200_000, 200_000])
    }
  }

  /// The blocks of a grid accumulate into one row.
  @Test func blocksOfAGridAccumulate() throws {
    let program = Self.columns(.sum, .i64)
    var s = try program.schedule()
    let total = try s.block("total")
    let loops = try s.loops(of: total)
    let first = try s.decomposeReduction(total, before: loops[0])
    try s.reorder(loops[1], loops[0])
    try s.atomic(total)
    try s.bind(loops[1], to: .blockX)
    try s.bind(loops[0], to: .threadX)
    try s.bind(try s.loops(of: first)[0], to: .threadX)
    try BindTests.check(s, program, launches: 2, barriers: 0)
  }

  @Test func whatIsNoUpdateIsRefused() throws {
    let program = Self.columns(.sum, .f32)
    func refusal(_ steps: (inout Schedule, Schedule.Block) throws(Refusal) -> Void) throws -> String
    {
      var s = try program.schedule()
      let total = try s.block("total")
      do throws(Refusal) { try steps(&s, total) } catch { return error.description }
      return "not refused"
    }
    let initialised = try refusal { (s, total) throws(Refusal) in
      try s.atomic(total, reassociating: true)
    }
    #expect(initialised.contains("has an initialisation, which is no update"))
    let rounded = try refusal { (s, total) throws(Refusal) in
      try s.decomposeReduction(total, before: try s.loops(of: total)[0])
      try s.atomic(total)
    }
    #expect(rounded.contains("accumulates floats, which round differently in another order"))
    let plain = try refusal { (s, total) throws(Refusal) in
      try s.decomposeReduction(total, before: try s.loops(of: total)[0])
      try s.parallel(try s.loops(of: total)[1])
    }
    #expect(plain.contains("iterations of the loop 'k0' depend on each other"))
    let lanes = try refusal { (s, total) throws(Refusal) in
      try s.decomposeReduction(total, before: try s.loops(of: total)[0])
      try s.atomic(total, reassociating: true)
      try s.vectorize(try s.loops(of: total)[0])
    }
    #expect(lanes.contains("updates atomically, one element at a time, but the loop 'i0'"))
    let initial = try refusal { (s, total) throws(Refusal) in
      let first = try s.decomposeReduction(total, before: try s.loops(of: total)[0])
      try s.atomic(first)
    }
    #expect(initial.contains("is no atomic update"))
  }

  /// Whatever is done later, no two threads touch an element otherwise.
  @Test func laterStepsKeepUpdatesAtomic() throws {
    let program = Self.columns(.sum, .i64)
    let start = try Self.schedule(program)
    var (accepted, refused) = (0, 0)
    for seed in 0..<12 {
      var random = RandomSource(seed: UInt64(seed))
      var walker = RandomSteps(schedule: start)
      for _ in 0..<5 {
        do {
          _ = try walker.step(&random)
          accepted += 1
        } catch { refused += 1 }
      }
      for sizes in program.sizes {
        #expect(
          try program.run(walker.schedule.module, sizes, backwards: true)
            == program.run(program.module, sizes), "seed \(seed)\n\(walker.schedule.sketch)")
      }
      let text = walker.schedule.trace.description
      let again = try Trace(parsing: text)
      var replayed = try program.schedule()
      try replayed.replay(again)
      #expect(replayed.module.isStructurallyEqual(to: walker.schedule.module))
    }
    #expect(accepted > 12 && refused > 0)
  }
}
