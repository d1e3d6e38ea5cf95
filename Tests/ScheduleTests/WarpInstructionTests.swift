import Dialects
import IR
import LoopLowering
import Scheduling
import Support
import TensorExpressions
import TestSupport
import Testing

/// Instructions that the threads of a warp perform together, in launches.
@Suite struct WarpInstructionTests {
  /// A product of 4 x 8 sums, one for each of 32 threads.
  private static let library = InstructionLibrary(
    named: "warp",
    """
    program.instruction @warp.product threads 32 requires ["sm_70"] {
      program.func @description(%a: !program.buffer<[4, a_row], i64, global>, %b: !program.buffer<[6, b_row], i64, global>) -> (%c: !program.buffer<[4, c_row], i64, global>) where a_row in <6, 1024>, b_row in <8, 1024>, c_row in <8, 1024> {
        program.for %i = 0 to 4 {
          program.for %j = 0 to 8 {
            program.for %k = 0 to 6 {
              program.block "product"(%vi = %i < 4, %vj = %j < 8, reduction %vk = %k < 6) {
                %0 = program.load %c[%vi, %vj] : i64
                %1 = program.load %a[%vi, %vk] : i64
                %2 = program.load %b[%vk, %vj] : i64
                %3 = arith.muli %1, %2 : i64
                %4 = arith.addi %0, %3 : i64
                program.store %4, %c[%vi, %vj]
              }
            }
          }
        }
      }
      func.func @implementation(%a: memref<?xi64>, %pa: index, %b: memref<?xi64>, %pb: index, %c: memref<?xi64>, %pc: index, %a_row: index, %b_row: index, %c_row: index) {
        %zero = arith.constant 0 : index
        %one = arith.constant 1 : index
        %six = arith.constant 6 : index
        %eight = arith.constant 8 : index
        %lane = gpu.lane_id
        %i = arith.divui %lane, %eight : index
        %j = arith.remui %lane, %eight : index
        %0 = arith.muli %i, %c_row : index
        %1 = arith.addi %0, %j : index
        %place = arith.addi %1, %pc : index
        %2 = arith.muli %i, %a_row : index
        %left = arith.addi %2, %pa : index
        %right = arith.addi %j, %pb : index
        %start = memref.load %c[%place] : memref<?xi64>
        %sum = scf.for %k = %zero to %six step %one iter_args(%s = %start) -> (i64) {
          %3 = arith.addi %left, %k : index
          %4 = arith.muli %k, %b_row : index
          %5 = arith.addi %4, %right : index
          %6 = memref.load %a[%3] : memref<?xi64>
          %7 = memref.load %b[%5] : memref<?xi64>
          %8 = arith.muli %6, %7 : i64
          %9 = arith.addi %s, %8 : i64
          scf.yield %9 : i64
        }
        memref.store %sum, %c[%place] : memref<?xi64>
        func.return
      }
    }
    """)

  private static let program = TestProgram.matmul(
    rows: 8, columns: 16, depth: 12, sizes: [1])

  /// Blocks of 4 rows whose sums are memory of the block, two tiles of 8 columns in it.
  private static func tiles() throws -> (
    schedule: Schedule, columns: Schedule.Loop, tile: Schedule.Loop, sums: Schedule.Block,
    finish: Schedule.Block
  ) {
    var module = program.module
    try library.add(to: &module)
    #expect(module.verify().all.map(\.description) == [])
    var s = try Schedule(module, function: program.function)
    let (sums, finish) = (try s.block("matmul"), try s.block("finish"))
    let (blocks, _) = try s.split(try s.loops(of: finish)[0], by: 4)
    try s.compute(sums, at: blocks)
    try s.decomposeReduction(sums, before: try s.loops(of: sums)[1])
    let loops = try s.loops(of: sums)
    let (columns, column) = try s.split(loops[2], by: 8)
    let (steps, term) = try s.split(loops[3], by: 6)
    try s.reorder(columns, steps, loops[1], column, term)
    try s.bind(blocks, to: .blockX)
    return (s, columns, loops[1], sums, finish)
  }

  private static let gpu = HardwareDescription.nvidia(computeCapability: 70)

  /// One warp for each tile, or one for all; other nests of the launch by 32 threads, or by one.
  @Test(arguments: [true, false], [true, false])
  func warpsOfALaunchPerformThem(_ eachHasItsOwn: Bool, _ othersAreBound: Bool) throws {
    var (s, columns, tile, _, finish) = try Self.tiles()
    try s.tensorize(tile, as: "warp.product")
    if eachHasItsOwn { try s.bind(columns, to: .threadY) }
    if othersAreBound {
      let loops = try s.loops(of: finish)
      let elements = try s.fuse(loops[1], loops[2])
      try s.bind(try s.split(elements, by: 32).inner, to: .threadX)
    }
    for hardware in [Self.gpu, .x86v2] {
      var module = s.module
      try lowerToLoops(s.function, in: &module, hardware: hardware, launchesKernels: true)
      #expect(module.text().contains("gpu.lane_id") == hardware.has("sm_70"))
    }
    try BindTests.check(s, Self.program, launches: 1, barriers: nil, hardware: Self.gpu)
    let text = s.module.text(TextOptions(usesForms: true))
    #expect(text.contains("program.instruction @warp.product threads 32 requires"))
    for usesForms in [true, false] {
      let again = try Module.parse(
        s.module.text(TextOptions(usesForms: usesForms)), file: "again",
        context: TestProgram.context)
      #expect(again.isStructurallyEqual(to: s.module))
    }
  }

  @Test func threadsThatAreNotThoseOfAWarpAreRefused() throws {
    func refusal(_ steps: (inout Schedule) throws -> Void) throws -> String {
      var (s, _, tile, _, _) = try Self.tiles()
      try s.tensorize(tile, as: "warp.product")
      try steps(&s)
      do throws(Diagnostic) {
        var module = s.module
        try lowerToLoops(s.function, in: &module, hardware: Self.gpu, launchesKernels: true)
      } catch { return error.message }
      return "not refused"
    }
    let start = "the instruction 'warp.product' is performed by 32 threads together, "
    #expect(
      try refusal { s in
        let loops = try s.loops(of: try s.block("matmul"))
        try s.bind(loops[1], to: .threadX)
      } == start
        + "and a loop around it is bound to 'thread.x'; bind that one to 'thread.y' or 'thread.z'")
    #expect(
      try refusal { s in
        let elements = try s.loops(of: try s.block("finish"))
        try s.bind(try s.fuse(elements[1], elements[2]), to: .threadX)
      } == start
        + "those along 'thread.x', where other loops of the launch have 64; split them by 32")
    #expect(try refusal { _ in } == "not refused")
  }

  @Test func malformedOnesAreRefused() throws {
    func problems(_ text: String) throws -> String {
      let module = try Module.parse(text, file: "warp", context: TestProgram.context)
      return module.verify().all.map(\.description).joined()
    }
    let text = Self.library.text
    #expect(try problems(text) == "")
    #expect(
      try problems(text.replacing("threads 32", with: "threads 0")).contains(
        "is performed by one thread at least, found 0"))
  }

  /// A product of `f16` by warps, as PTX; the launch is translated by MLIR.
  @Test(.enabled(if: Tool.mlirOpt != nil)) func launchesBecomePTX() throws {
    var f = TensorFunction("product", context: TestProgram.context)
    let x = f.input("x", [64, 32], .f16)
    let w = f.input("w", [16, 32], .f16)
    let y = f.output("y", [64, 16], .f32)
    let (i, j, k) = (f.axis("i", 64), f.axis("j", 16), f.axis("k", 32))
    let sums = f.define(
      "sums", [i, j],
      sum(x[i, k].converted(to: .f32) * w[j, k].converted(to: .f32), over: k))
    f.define(y, [i, j], sums[i, j])
    let program = try f.finish()
    var module = program.module
    try InstructionLibrary.cuda.add(to: &module)
    var s = try Schedule(module, function: program.function)
    let (product, copy) = (try s.block("sums"), try s.block("y"))
    let (blocks, row) = try s.split(try s.loops(of: copy)[0], by: 16)
    try s.compute(product, at: blocks)
    try s.setScope(try s.buffer(writtenBy: product), .shared)
    try s.decomposeReduction(product, before: try s.loops(of: product)[1])
    let loops = try s.loops(of: product)
    let (columns, column) = try s.split(loops[2], by: 8)
    let (steps, term) = try s.split(loops[3], by: 16)
    try s.reorder(columns, steps, loops[1], column, term)
    try s.tensorize(loops[1], as: "cuda.mma_f16_f32")
    try s.bind(blocks, to: .blockX)
    try s.bind(columns, to: .threadY)
    let elements = try s.fuse(row, try s.loops(of: copy)[2])
    try s.bind(try s.split(elements, by: 32).inner, to: .threadX)
    var launches = s.module
    try lowerToLoops(
      s.function, in: &launches, hardware: .nvidia(computeCapability: 80), launchesKernels: true)
    #expect(launches.verify().all.map(\.description) == [])
    let tool = try #require(Tool.mlirOpt)
    let result = try tool.run(
      [
        "--allow-unregistered-dialect", "--gpu-kernel-outlining",
        "--gpu-lower-to-nvvm-pipeline=cubin-chip=sm_80 cubin-features=+ptx78 cubin-format=isa",
      ], on: launches.text(TextOptions(usesForms: false)), limit: 60)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32"))
    #expect(result.output.contains(".visible .entry"))
    #expect(result.output.contains("bar.warp.sync") && result.output.contains("bar.sync"))
  }
}
