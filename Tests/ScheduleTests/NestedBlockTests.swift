import Compiler
import Dialects
import IR
import LoopLowering
import MLIRJudge
import Scheduling
import Support
import Testing

/// Blocks that hold blocks keep signatures of their own, print, parse, replay, and run as machine code.
@Suite(.programsReadByMLIR) struct NestedBlockTests {
  /// Tiles of 4 rows and 4 terms, the tile as the block 'tile'.
  private static func tiled(_ program: TestProgram) throws -> Schedule {
    var s = try program.schedule()
    let loops = try s.loops(of: try s.block("matmul"))
    let (rows, row) = try s.split(loops[0], by: 4)
    let (terms, term) = try s.split(loops[2], by: 4)
    try s.reorder(rows, loops[1], terms, row, term)
    try s.blockize(row, named: "tile")
    return s
  }

  private static func signatures(_ schedule: Schedule) -> [String: Program.Block] {
    var found: [String: Program.Block] = [:]
    schedule.module.walk(schedule.function) { operation in
      if let block = schedule.module.match(operation, as: Program.Block.self) {
        found[block.name] = block
      }
    }
    return found
  }

  @Test func eachBlockHasASignatureOfItsOwn() throws {
    let s = try Self.tiled(.matmul(columns: 12, depth: 6))
    let blocks = Self.signatures(s)
    let tile = try #require(blocks["tile"])
    #expect(tile.extents.map(\.description) == ["m ceildiv 4", "12", "2"])
    #expect(tile.kinds == [.spatial, .spatial, .reduction])
    // A tile has some rows at least.
    #expect(tile.predicate.isEmpty)
    let inner = try #require(blocks["matmul"])
    #expect(inner.kinds == tile.kinds)
    #expect(inner.extents.map(\.description) == ["m", "12", "6"])
    // Its iterators follow from its own loops and the iterators of the tile.
    #expect(inner.bindings.map(\.description) == ["d0 + d2 * 4", "d3", "d1 + d4 * 4"])
    // The sums of a tile begin before its first terms.
    #expect(blocks["matmul_init"]?.kinds == [.spatial, .spatial])
    let text = s.module.text(TextOptions(usesForms: true))
    let again = try Module.parse(text, file: "again", context: TestProgram.context)
    #expect(again.isStructurallyEqual(to: s.module))
    #expect(again.verify().all.map(\.description) == [])
    #expect(s.trace.swift.contains("try schedule.blockize(v"))
  }

  @Test(arguments: LegalCase.nests.map(\.name))
  func nestsRunAsMachineCode(_ name: String) throws {
    let example = try #require(LegalCase.nests.first { $0.name == name })
    let program = example.program()
    var schedule = try program.schedule()
    try example.steps(&schedule)
    let trace = try Trace(parsing: schedule.trace.description)
    #expect(trace == schedule.trace)
    for trusted in [false, true] {
      var again = try program.schedule()
      try again.replay(trace, trusted: trusted)
      #expect(again.module.isStructurallyEqual(to: schedule.module))
    }
    let kernel = try TensorKernel(schedule)
    for sizes in program.sizes {
      #expect(
        try kernel.run(program.values(sizes), sizes: sizes, threads: 2)
          == [try program.run(program.module, sizes)], "\(sizes)\n\(schedule.sketch)")
    }
  }

  /// The nest in a block runs as an instruction, the last tile by its loops.
  @Test func nestsRunAsInstructions() throws {
    let program = TestProgram.matmul(columns: 32, depth: 6, sizes: [1, 6, 13], element: .f32)
    var module = program.module
    try InstructionLibrary.outerProduct(named: "outer", rows: 3, vectors: 2, lanes: 16)
      .add(to: &module)
    var s = try Schedule(module, function: program.function)
    let matmul = try s.block("matmul")
    let loops = try s.loops(of: matmul)
    let row = try s.split(loops[0], by: 3).inner
    try s.decomposeReduction(matmul, before: row)
    let tile = try s.blockize(row, named: "tile")
    #expect(try s.loops(of: tile).count == 1)
    try s.tensorize(row, as: "outer")
    let kernel = try TensorKernel(s)
    for sizes in program.sizes {
      #expect(
        try kernel.run(program.values(sizes), sizes: sizes)
          == [try program.run(program.module, sizes)], "\(sizes)\n\(s.sketch)")
    }
  }

  @Test func statementsBesideNestsAreRefused() throws {
    let text = """
      program.func @p(%x: !program.buffer<[4], i64, global>) -> (%y: !program.buffer<[4], i64, global>) {
        program.block "both" (%v = 0 < 1) {
          program.for %i = 0 to 4 {
            program.block "one" (%vi = %i < 4) {
              %0 = program.load %x[%vi] : i64
              program.store %0, %y[%vi]
            }
          }
          %1 = program.load %x[0] : i64
          program.store %1, %y[0]
        }
      }
      """
    let module = try Module.parse(text, file: "both", context: TestProgram.context)
    let problems = module.verify().all.map(\.description).joined()
    #expect(problems.contains("both:9:"))
    #expect(problems.contains("is one statement or holds a nest, not both"))
  }

  /// Regions that an outer block states hold for what is in it.
  @Test func writtenRegionsOfNestsAreChecked() throws {
    func schedule(_ count: Int) throws -> Schedule {
      let text = """
        program.func @p(%x: !program.buffer<[m], i64, global>) -> (%y: !program.buffer<[m], i64, global>) where m in <1, 64> {
          program.for %o = 0 to m ceildiv 4 {
            program.block "tile" (%vo = %o < m ceildiv 4) {
              program.region reads %x[%vo * 4] for [\(count)]
              program.region writes %y[%vo * 4] for [4]
              program.for %i = 0 to 4 {
                program.block "copy" (%vi = %vo * 4 + %i < m) where m - 1 - %vo * 4 - %i >= 0 {
                  %0 = program.load %x[%vi] : i64
                  program.store %0, %y[%vi]
                }
              }
            }
          }
        }
        """
      let module = try Module.parse(text, file: "regions", context: TestProgram.context)
      #expect(module.verify().all.map(\.description) == [])
      return try Schedule(module, function: module.operations(in: module.body)[0])
    }
    #expect(try schedule(4).sketch.contains("tile (o) {"))
    let failure = #expect(throws: Diagnostic.self) { try schedule(3) }
    #expect(
      failure?.message.contains("the block 'tile' reads more of argument 0 than it says") == true)
  }
}
