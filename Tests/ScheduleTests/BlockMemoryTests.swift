import Compiler
import Dialects
import IR
import LoopLowering
import MLIRJudge
import Scheduling
import Support
import Testing

/// Buffers of a block of threads: on a GPU memory of the block, on other processors of the loop around.
@Suite(.programsReadByMLIR) struct BlockMemoryTests {
  /// Tiles of 4 rows, their sums in memory of `scope`; loops of the tile along which threads may run.
  private static func tiles(
    _ program: TestProgram, _ scope: Program.BufferType.Scope
  ) throws -> (
    schedule: Schedule, tiles: Schedule.Loop, sum: Schedule.Block, finish: Schedule.Block
  ) {
    var s = try program.schedule()
    let (matmul, finish) = (try s.block("matmul"), try s.block("finish"))
    let (tiles, _) = try s.split(try s.loops(of: finish)[0], by: 4)
    try s.compute(matmul, at: tiles)
    try s.setScope(try s.buffer(writtenBy: matmul), scope)
    return (s, tiles, matmul, finish)
  }

  @Test(arguments: [Program.BufferType.Scope.shared, .warp])
  func blocksOfThreadsHaveIt(_ scope: Program.BufferType.Scope) throws {
    let program = TestProgram.matmul(range: SymbolRange(0, 64), sizes: [0, 1, 4, 7])
    var (s, tiles, sum, finish) = try Self.tiles(program, scope)
    #expect(s.sketch.contains("t0 = \(scope.rawValue) [4, 12]"))
    // Threads read what others have written.
    try s.bind(tiles, to: .blockX)
    try s.bind(try s.loops(of: sum)[2], to: .threadX)
    try s.reorder(try s.loops(of: finish)[2], try s.loops(of: finish)[1])
    try s.bind(try s.loops(of: finish)[1], to: .threadX)
    try BindTests.check(s, program, launches: 1, barriers: 2)
    var module = s.module
    try lowerToLoops(s.function, in: &module, hardware: .x86v2, launchesKernels: true)
    #expect(module.text().contains("#gpu.address_space<workgroup>"))
    let kernel = try TensorKernel(s)
    for sizes in program.sizes {
      #expect(
        try kernel.run(program.values(sizes), sizes: sizes, threads: 2)
          == [try program.run(program.module, sizes)], "\(sizes)")
    }
    let text = s.module.text(TextOptions(usesForms: true))
    #expect(text.contains("!program.buffer<[4, 12], i64, \(scope.rawValue)>"))
    let again = try Module.parse(text, file: "again", context: TestProgram.context)
    #expect(again.isStructurallyEqual(to: s.module))
    let trace = try Trace(parsing: s.trace.description)
    #expect(trace == s.trace)
    #expect(s.trace.swift.contains(", .\(scope.rawValue))"))
  }

  @Test func whoIsOutsideIsRefused() throws {
    let program = TestProgram.matmul(sizes: [5])
    func refusal(
      _ scope: Program.BufferType.Scope = .shared,
      _ steps: (inout Schedule, Schedule.Loop, Schedule.Block, Schedule.Block) throws -> Void
    ) throws -> String {
      var (s, tiles, sum, finish) = try Self.tiles(program, scope)
      do { try steps(&s, tiles, sum, finish) } catch let error as Refusal { return error.reason }
      return "not refused"
    }
    let outside = try refusal { s, tiles, sum, _ in
      let copy = try s.cacheRead(sum, try s.buffer(readBy: sum, 1))
      try s.bind(tiles, to: .blockX)
      try s.setScope(try s.buffer(writtenBy: copy), .shared)
    }
    #expect(outside.contains("belongs to one block of threads"), "\(outside)")
    let wide = try refusal(.warp) { s, _, sum, _ in
      let (_, column) = try s.split(try s.loops(of: sum)[2], by: 64)
      try s.bind(column, to: .threadX)
    }
    #expect(wide.contains("with 64 iterations, and only 32 threads at most, along x"), "\(wide)")
    let along = try refusal(.warp) { s, _, sum, _ in
      try s.bind(try s.loops(of: sum)[2], to: .threadY)
    }
    #expect(along.contains("have a buffer of scope 'warp'; use 'shared'"), "\(along)")
    let large = try refusal { s, _, _, _ in
      let wide = TestProgram.matmul(columns: 2000, depth: 1, sizes: [5])
      (s, _, _, _) = try Self.tiles(wide, .shared)
    }
    #expect(large.contains("takes 64000 bytes, more than the 49152"), "\(large)")
    let symbolic = try refusal { s, _, _, _ in
      s = try program.schedule()
      try s.setScope(try s.buffer(writtenBy: try s.block("matmul")), .shared)
    }
    #expect(symbolic.contains("has the size 'm', no constant"), "\(symbolic)")
  }

  /// A cache that is not placed yet belongs to no block, and is refused where one is launched.
  @Test func cachesArePlacedBeforeALaunch() throws {
    let program = TestProgram.matmul(sizes: [5])
    var s = try program.schedule()
    let finish = try s.block("finish")
    let (block, thread) = try s.split(try s.loops(of: finish)[0], by: 4)
    try s.bind(block, to: .blockX)
    try s.bind(thread, to: .threadX)
    let copy = try s.cacheRead(finish, try s.buffer(readBy: finish, 1), in: .shared)
    var module = s.module
    let failure = #expect(throws: Diagnostic.self) {
      try lowerToLoops(s.function, in: &module, hardware: .x86v2, launchesKernels: true)
    }
    #expect(failure?.message.contains("allocate it in them") == true)
    try s.compute(copy, at: block)
    module = s.module
    try lowerToLoops(s.function, in: &module, hardware: .x86v2, launchesKernels: true)
    #expect(module.verify().all.map(\.description) == [])
  }

  @Test func whatTheCallerOwnsIsGlobal() throws {
    let text = """
      program.func @p(%x: !program.buffer<[4], i64, shared>) -> (%y: !program.buffer<[4], i64, global>) {
      }
      """
    let module = try Module.parse(text, file: "p", context: TestProgram.context)
    #expect(
      module.verify().all.map(\.message) == [
        "'program.func' takes a buffer of scope 'shared' as argument 0; what the caller owns is 'global'"
      ])
  }
}
