import Compiler
import Dialects
import Evaluation
import IR
import LoopLowering
import MLIRJudge
import Scheduling
import Support
import TestSupport
import Testing
import Transforms

/// Loops that are bound to a GPU's blocks and threads become kernels that compute the same.
@Suite(.programsReadByMLIR) struct BindTests {
  /// What the launches of a schedule compute, thread by thread, with and without kernels of their own.
  static func check(
    _ schedule: Schedule, _ program: TestProgram, launches: Int, barriers: Int?,
    hardware: HardwareDescription = .x86v2
  ) throws {
    var module = schedule.module
    try lowerToLoops(
      schedule.function, in: &module, hardware: hardware, launchesKernels: true)
    #expect(module.verify().all.map(\.description) == [])
    let names = module.text(TextOptions(usesForms: false))
    #expect(names.ranges(of: "\"gpu.launch\"").count == launches)
    if let barriers { #expect(names.ranges(of: "\"gpu.barrier\"").count == barriers) }
    var outlined = module
    try PipelineRunner(
      PassPipeline(parsing: "gpu-kernel-outlining", registry: PassRegistry([gpuKernelOutlining]))
    ).run(on: &outlined)
    #expect(outlined.text().contains("gpu.launch_func"))
    for sizes in program.sizes {
      let expected = try program.run(program.module, sizes)
      #expect(try program.run(schedule.module, sizes, backwards: true) == expected)
      for lowered in [module, outlined] {
        var evaluator = LoopEvaluator(lowered)
        let inputs = program.values(sizes).map { tensor in
          evaluator.makeMemory(
            [tensor.count],
            tensor.integers.map { Attribute.i64(Int($0)) })
        }
        let output = evaluator.makeMemory([expected.count])
        let arguments = inputs + [output, .index(sizes["m"] ?? 0)]
        _ = try evaluator.run("kernel", arguments)
        let found = evaluator.elements(of: output).map { $0?.integerValue }
        #expect(found == expected.integers.map { Int($0) }, "\(sizes)")
      }
    }
  }

  /// Tiles of rows are blocks; the sums of a tile are memory of the block, read by other threads than
  /// wrote them.
  @Test func blocksOfThreadsShareTiles() throws {
    let program = TestProgram.matmul(range: SymbolRange(0, 64), sizes: [0, 1, 4, 5, 7])
    var s = try program.schedule()
    let (matmul, finish) = (try s.block("matmul"), try s.block("finish"))
    let (tiles, rows) = try s.split(try s.loops(of: finish)[0], by: 4)
    let columns = try s.loops(of: finish)[2]
    try s.compute(matmul, at: tiles)
    let own = try s.loops(of: matmul)
    // The threads that finish run along rows first, those that sum along columns.
    try s.reorder(columns, rows)
    try s.bind(tiles, to: .blockX)
    try s.bind(columns, to: .threadY)
    try s.bind(rows, to: .threadX)
    try s.bind(own[1], to: .threadY)
    try s.bind(own[2], to: .threadX)
    try Self.check(s, program, launches: 1, barriers: 1)
  }

  @Test func threadsAreGuardedWhereTheyAreTooMany() throws {
    let program = TestProgram.matmul(columns: 3, depth: 2, sizes: [1, 3, 9])
    var s = try program.schedule()
    for (name, size) in [("matmul", 4), ("finish", 2)] {
      let loops = try s.loops(of: try s.block(name))
      let (block, thread) = try s.split(loops[0], by: size)
      try s.bind(block, to: .blockY)
      try s.bind(thread, to: .threadX)
    }
    try Self.check(s, program, launches: 2, barriers: 0)
  }

  @Test func gridsThatAreNoneAreRefused() throws {
    let program = TestProgram.matmul()
    let start = try program.schedule()
    func refusal(_ steps: (inout Schedule, [Schedule.Loop]) throws(Refusal) -> Void) -> String {
      var s = start
      do throws(Refusal) {
        let loops = try s.loops(of: try s.block("matmul"))
        try steps(&s, loops)
      } catch { return error.reason }
      return "not refused"
    }
    #expect(
      refusal { (s, loops) throws(Refusal) in
        try s.bind(loops[0], to: .threadX)
      } == "the extent of the loop 'i0' is 'm', no constant; split it first")
    #expect(
      refusal { (s, loops) throws(Refusal) in
        try s.bind(loops[1], to: .threadX)
        try s.bind(try s.split(loops[0], by: 4).inner, to: .threadX)
      } == "the loop 'i0_i' around 'i1' is bound to 'thread.x' already")
    #expect(
      refusal { (s, loops) throws(Refusal) in
        try s.bind(loops[2], to: .threadX)
      } == "iterations of the loop 'k0' depend on each other")
    #expect(
      refusal { (s, loops) throws(Refusal) in
        try s.bind(loops[1], to: .blockX)
        try s.bind(loops[0], to: .blockY)
      } == "not refused")
    #expect(
      refusal { (s, loops) throws(Refusal) in
        try s.bind(loops[1], to: .blockX)
        let (outer, inner) = try s.split(loops[0], by: 2000)
        _ = outer
        try s.bind(inner, to: .threadX)
      }.contains("is not one of blocks"))
    // A later step may not put loops of threads where they could not wait for each other.
    #expect(
      refusal { (s, loops) throws(Refusal) in
        try s.bind(try s.split(loops[0], by: 4).inner, to: .threadX)
        try s.bind(loops[1], to: .threadY)
        try s.reorder(loops[2], loops[1])
      }
        == "the loop 'i1' of threads is not directly in the loop 'i0_i' of threads; threads could not wait "
        + "for each other")
    #expect(
      refusal { (s, loops) throws(Refusal) in
        let inner = try s.split(loops[0], by: 2000).inner
        try s.bind(inner, to: .threadX)
      } == "a block would have 2000 threads, more than the 1024 that GPUs have")
  }

  /// A step that would leave loops of which none is the axis says so; others keep it.
  @Test func bindingsAreKept() throws {
    let program = TestProgram.matmul()
    var s = try program.schedule()
    let (matmul, finish) = (try s.block("matmul"), try s.block("finish"))
    let loops = try s.loops(of: matmul)
    try s.bind(loops[0], to: .blockX)
    func refusal(_ steps: (inout Schedule) throws(Refusal) -> Void) -> String {
      var copy = s
      do throws(Refusal) { try steps(&copy) } catch { return error.reason }
      return "not refused"
    }
    let bound = "the loop 'i0' is bound to 'block.x'; "
    let before = " before it is bound, or make it serial first"
    #expect(
      refusal { (s) throws(Refusal) in try s.split(loops[0], by: 4) } == bound + "split it" + before
    )
    #expect(
      refusal { (s) throws(Refusal) in try s.partition(loops[0], at: 4) }
        == bound + "partition it" + before)
    #expect(
      refusal { (s) throws(Refusal) in
        try s.parallel(loops[1])
        try s.fuse(loops[0], loops[1])
      } == bound + "fuse it" + before)
    #expect(
      refusal { (s) throws(Refusal) in
        let other = try s.loops(of: finish)[0]
        try s.parallel(other)
        try s.merge(loops[0], other)
      }.contains("is bound to 'block.x' and 'i0' is not bound; merge them before"))
    // Both parts of a loop that is distributed are the axis.
    var parts = s
    let first = try parts.decomposeReduction(matmul, before: loops[1])
    _ = first
    try parts.distribute(loops[0], before: matmul)
    #expect(parts.sketch.ranges(of: "on block.x").count == 2)
    // What was made serial is bound no more.
    var again = s
    try again.serial(loops[0])
    try again.split(loops[0], by: 4)
    try again.parallel(try again.loops(of: matmul)[0])
    #expect(!again.sketch.contains("on block"))
  }

  /// What a size was promised to be is checked before anything runs.
  @Test func promisesAreCheckedAtEntry() throws {
    let program = TestProgram.matmul(range: SymbolRange(0, 64), sizes: [8], element: .f32)
    var s = try program.schedule()
    try s.assume("m", between: [4, 32], divisibleBy: 4)
    let kernel = try TensorKernel(s)
    let expected = try program.run(program.module, ["m": 8])
    #expect(try kernel.run(program.values(["m": 8]), sizes: ["m": 8]) == [expected])
    for m in [0, 6, 36] {
      let failure = #expect(throws: Diagnostic.self) {
        try kernel.run(program.values(["m": m]), sizes: ["m": m])
      }
      #expect(failure?.message.contains("the size 'm' is \(m), outside its range") == true)
      #expect(throws: Diagnostic.self) { try program.run(s.module, ["m": m]) }
    }
  }

  /// Of an unchecked promise only what was declared before it is checked, but by the evaluator.
  @Test func uncheckedPromisesAreTheCallers() throws {
    let program = TestProgram.matmul(range: SymbolRange(1, 64), sizes: [8], element: .f32)
    var s = try program.schedule()
    // No step uses the promise, so breaking it does no harm here.
    try s.assume("m", between: [4, 32], divisibleBy: 4, unsafelyUnchecked: true)
    #expect(s.trace.swift.contains("unsafelyUnchecked: true"))
    let text = s.module.text(TextOptions(usesForms: true))
    #expect(text.contains("where m in <4, 32, divisor 4> checked <1, 64>"), "\(text.prefix(300))")
    #expect(
      try Module.parse(text, file: "again", context: TestProgram.context)
        .isStructurallyEqual(to: s.module))
    let kernel = try TensorKernel(s)
    let six = try program.run(program.module, ["m": 6])
    #expect(try kernel.run(program.values(["m": 6]), sizes: ["m": 6]) == [six])
    #expect(throws: Diagnostic.self) { try program.run(s.module, ["m": 6]) }
    for m in [0, 65] {
      #expect(throws: Diagnostic.self) {
        try kernel.run(program.values(["m": m]), sizes: ["m": m])
      }
    }
    // A checked promise after it is checked.
    try s.assume("m", divisibleBy: 8)
    let narrow = try TensorKernel(s)
    #expect(throws: Diagnostic.self) {
      try narrow.run(program.values(["m": 6]), sizes: ["m": 6])
    }
  }
}
