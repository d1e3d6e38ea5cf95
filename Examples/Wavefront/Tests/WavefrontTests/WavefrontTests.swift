import Evaluation
import IR
import Scheduling
import TensorExpressions
import Testing
import Wavefront

@Suite struct WavefrontTests {
  private static let sizes = [(1, 1), (1, 5), (4, 1), (7, 5), (5, 13)]

  /// The table by the usual two loops.
  private func table(_ a: [Int32], _ b: [Int32]) -> [Int32] {
    var rows = [(0...b.count).map { Int32($0) }]
    for (i, x) in a.enumerated() {
      var row = [Int32(i + 1)]
      for (j, y) in b.enumerated() {
        let change = rows[i][j] + (x == y ? 0 : 1)
        row.append(min(change, rows[i][j + 1] + 1, row[j] + 1))
      }
      rows.append(row)
    }
    return rows.flatMap { $0 }
  }

  private func diagonals(_ program: TensorProgram) throws -> Schedule {
    var s = try Programs.schedule(program)
    let loops = try s.loops(of: try s.block("table_update"))
    let diagonal = try s.skew(loops[1], by: 1)
    try s.reorder(diagonal, loops[0])
    try s.parallel(loops[0])
    return s
  }

  @Test func aDiagonalOfATableRunsAtOnce() throws {
    let program = try Programs.editDistance()
    let s = try diagonals(program)
    #expect(s.sketch.contains("parallel for"), "\(s.sketch)")
    for (n, m) in Self.sizes {
      let a = (0..<n).map { Int32(($0 * 7 + 3) % 4) }
      let b = (0..<m).map { Int32(($0 * 5 + 1) % 4) }
      for isBackwards in [false, true] {
        let found = try evaluate(
          program: s.function, in: s.module, inputs: [TensorValue([n], a), TensorValue([m], b)],
          symbols: ["n": n, "m": m], runsParallelBackwards: isBackwards)
        #expect(found == [TensorValue([n + 1, m + 1], table(a, b))], "\(n), \(m)")
      }
    }
  }

  @Test func withoutTheSkewTheOrderIsRefused() throws {
    let program = try Programs.editDistance()
    var s = try Programs.schedule(program)
    let loops = try s.loops(of: try s.block("table_update"))
    let refusal = #expect(throws: Refusal.self) { try s.parallel(loops[0]) }
    #expect(refusal?.description.contains("iterations of the loop") == true)
  }

  @Test func tracesWithStepsOfOnesOwnReplay() throws {
    let program = try Programs.editDistance()
    let s = try diagonals(program)
    let context = Wavefront.makeContext()
    let trace = try Trace(parsing: s.trace.description, context: context)
    #expect(trace == s.trace)
    #expect(s.trace.swift.contains("skew(a1[1], by: 1)"), "\(s.trace.swift)")
    for isTrusted in [false, true] {
      var again = try Programs.schedule(program)
      try again.replay(trace, trusted: isTrusted)
      #expect(again.module.isStructurallyEqual(to: s.module))
    }
  }

  @Test func reversingWhatIsIndependentIsAccepted() throws {
    let program = try Programs.shares()
    var s = try Programs.schedule(program)
    for loop in try s.loops(of: try s.block("y")) { try s.reverse(loop) }
    let sums = try s.loops(of: try s.block("total"))
    try s.reverse(sums[0])
    // The sum is initialised with its first term.
    let refusal = #expect(throws: Refusal.self) { try s.reverse(sums[1]) }
    #expect(refusal?.description.contains("block 'total' initialises element [0]") == true)
    try TranslationValidation(tolerance: 1e-5)
      .requireSameValues(program.module, s.module, program.function)
  }

  @Test func reversingARecurrenceIsRefusedWithAPoint() throws {
    let program = try Programs.editDistance()
    var s = try Programs.schedule(program)
    let loops = try s.loops(of: try s.block("table_update"))
    let before = s.module
    let refusal = #expect(throws: Refusal.self) { try s.reverse(loops[1]) }
    #expect(
      refusal?.description == """
        reverse: the block 'table_update' would no longer come after block 'table_update', on which it \
        depends; for example block 'table_update' writes element [1, 1] of argument 2 at i = 0, \
        j = 0, which block 'table_update' reads at i = 0, j = 1 (for m = 2, n = 1); now the first is \
        at i = 0, j = 1, the second at i = 0, j = 0
        """)
    #expect(s.module.isStructurallyEqual(to: before))
  }

  @Test func changedBlocksAreRun() throws {
    let program = try Programs.shares()
    var s = try Programs.schedule(program)
    var step = DivideOnce()
    step.block = try s.block("y").value
    try s.apply(step)
    // The same bits are not promised, and not given.
    var exact = try Programs.schedule(program)
    step.block = try exact.block("y").value
    let refusal = #expect(throws: Refusal.self) {
      try exact.apply(step, validating: TranslationValidation(tolerance: 0))
    }
    #expect(refusal?.reason == "the results differ")
    #expect(exact.module.isStructurallyEqual(to: program.module))
  }

  @Test func lostAndInventedIterationsAreRefusedWithAPoint() throws {
    let program = try Programs.shares()
    for (extra, message) in [
      (
        -1,
        "lengthen: the block 'y' does not run any more for iterators for which it ran; for example "
          + "[0, 0] (for m = 1, n = 1)"
      ),
      (
        1,
        "lengthen: the block 'y' runs for iterators for which it did not run; for example [0, 1] "
          + "(for m = 1, n = 1)"
      ),
    ] {
      var s = try Programs.schedule(program)
      let loop = try s.loops(of: try s.block("y"))[1]
      let refusal = #expect(throws: Refusal.self) {
        try s.apply(Lengthen(loop: loop.value, extra: extra))
      }
      #expect(refusal?.description == message)
      #expect(s.module.isStructurallyEqual(to: program.module))
    }
  }

  @Test func newBlocksThatReadOutsideAreRefusedWithAPoint() throws {
    let program = try Programs.shares()
    var s = try Programs.schedule(program)
    let refusal = #expect(throws: Refusal.self) {
      try s.apply(ReadNext(block: try s.block("y").value))
    }
    #expect(
      refusal?.description
        == "read_next: the block 'y' reads outside of argument 0, along axis 1; for example at "
        + "i = 0, j = 0 (for m = 1, n = 1)")
    #expect(s.module.isStructurallyEqual(to: program.module))
  }
}
