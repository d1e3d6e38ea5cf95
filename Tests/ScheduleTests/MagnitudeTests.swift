import Compiler
import Evaluation
import MLIRJudge
import Scheduling
import Support
import TensorExpressions
import TestSupport
import Testing

/// Numbers at their ends: sizes that are zero, vectors of one lane, and what no memory holds.
@Suite(.programsReadByMLIR) struct MagnitudeTests {
  private typealias Steps = @Sendable (inout Schedule) throws(Refusal) -> Void

  private static func d(_ number: Int) -> IndexExpression { .dimension(number) }

  /// A stage and its reader, of a matrix that may have no rows or no columns.
  private static func program() throws -> TestProgram {
    let sizes = [(0, 0), (0, 5), (5, 0), (1, 1), (5, 7)].map { ["m": $0.0, "n": $0.1] }
    return try TestProgram("ends", sizes: sizes) { f in
      let (m, n) = (f.size("m", 0...8), f.size("n", 0...8))
      let x = f.input("x", [m, n], .i64)
      let y = f.output("y", [m, n], .i64)
      let (i, j) = (f.axis("i", m), f.axis("j", n))
      let a = f.define("a", [i, j], x[i, j] * 3)
      f.define(y, [i, j], a[i, j] + 1)
    }
  }

  private static let accepted: [(name: String, steps: Steps)] = [
    ("every other place", { (s) throws(Refusal) in try layout(&s, [d(0) * 2, d(1)]) }),
    ("slanted", { (s) throws(Refusal) in try layout(&s, [d(0) + d(1) * 3, d(1)]) }),
    (
      "tiles",
      { (s) throws(Refusal) in
        try layout(&s, [d(1).floorDivided(by: 3), d(0), d(1).remainder(by: 3)])
      }
    ),
    ("turned around", { (s) throws(Refusal) in try layout(&s, [7 - d(0), d(1) * 2 + 1]) }),
    (
      "a window of every other row",
      { (s) throws(Refusal) in
        let a = try s.block("a")
        try s.compute(a, at: try s.loops(of: try s.block("y"))[0])
        try layout(&s, [d(0) * 2, d(1) * 3])
      }
    ),
    (
      "a tile of nothing as a block",
      { (s) throws(Refusal) in
        let row = try s.split(try s.loops(of: try s.block("y"))[1], by: 4).inner
        try s.partition(row, at: 0)
        try s.blockize(row, named: "nothing")
      }
    ),
    (
      "a vector of one lane",
      { (s) throws(Refusal) in
        let (_, lane) = try s.split(try s.loops(of: try s.block("a"))[1], by: 1)
        try s.vectorize(lane)
      }
    ),
    (
      "a unit loop as a vector",
      { (s) throws(Refusal) in
        try s.vectorize(try s.unitLoop(around: try s.block("y")))
      }
    ),
    (
      "a part of one iteration as a vector",
      { (s) throws(Refusal) in
        try s.assume("n", between: [1, 8])
        let loop = try s.loops(of: try s.block("y"))[1]
        try s.partition(loop, at: 1)
        try s.vectorize(loop)
      }
    ),
  ]

  private static func layout(
    _ s: inout Schedule, _ map: [IndexExpression]
  ) throws(Refusal) {
    try s.transformLayout(try s.buffer(writtenBy: try s.block("a")), map)
  }

  @Test(arguments: accepted.map(\.name))
  func whatIsSmallIsRight(_ name: String) throws {
    let steps = try #require(Self.accepted.first { $0.name == name }?.steps)
    let program = try Self.program()
    var schedule = try program.schedule()
    try steps(&schedule)
    let kernel = try TensorKernel(schedule)
    for sizes in program.sizes {
      if name.contains("one iteration"), sizes["n"] == 0 { continue }
      let expected = try program.outputs(of: program.module, sizes)
      #expect(try program.outputs(of: schedule.module, sizes) == expected, "\(sizes)")
      #expect(
        try kernel.run(program.values(sizes), sizes: sizes) == expected,
        "\(sizes)\n\(schedule.sketch)")
    }
  }

  private static let refused: [(name: String, words: [String], steps: Steps)] = [
    (
      "split", ["split", "9223372036854775807", "1099511627776"],
      { (s) throws(Refusal) in
        try s.split(try s.loops(of: try s.block("a"))[0], by: .max)
      }
    ),
    (
      "align", ["align_storage", "9223372036854775807"],
      { (s) throws(Refusal) in
        try s.alignStorage(
          try s.buffer(writtenBy: try s.block("a")), axis: 1, toMultipleOf: .max)
      }
    ),
    (
      "bound", ["bound_storage", "9223372036854775807"],
      { (s) throws(Refusal) in
        try s.boundStorage(
          try s.buffer(writtenBy: try s.block("a")), axis: 1, to: IndexExpression(.max))
      }
    ),
    (
      "a layout's number", ["transform_layout", "9223372036854775807"],
      { (s) throws(Refusal) in
        try layout(&s, [d(0) * IndexExpression(.max), d(1)])
      }
    ),
    // Eight times 2^62 is zero in 64 bits.
    (
      "a layout's place", ["transform_layout", "4611686018427387904"],
      { (s) throws(Refusal) in
        try layout(&s, [(d(0) * IndexExpression(1 << 62)).remainder(by: 3), d(1)])
      }
    ),
    (
      "a layout's elements", ["[max(0, m * 1099511627776", "more than memory can hold", "m = 8"],
      { (s) throws(Refusal) in
        try layout(&s, [d(0) * IndexExpression(1 << 40), d(1) * IndexExpression(1 << 20)])
      }
    ),
    (
      "a buffer for each", ["ring_buffer", "more than memory can hold", "1099511627776"],
      { (s) throws(Refusal) in
        let (a, loop) = (try s.block("a"), try s.loops(of: try s.block("y"))[0])
        try s.compute(a, at: loop)
        let buffer = try s.buffer(writtenBy: a)
        try s.store(buffer, at: loop)
        try s.boundStorage(buffer, axis: 1, to: IndexExpression(1 << 20))
        try s.ringBuffer(buffer, along: loop, count: 1 << 40)
      }
    ),
    (
      "tiles fused", ["fuse", "more than 64 bits hold"],
      { (s) throws(Refusal) in
        let loops = try s.loops(of: try s.block("a"))
        let (_, rows) = try s.split(loops[0], by: 1 << 40)
        let (columns, column) = try s.split(loops[1], by: 1 << 40)
        try s.reorder(columns, rows)
        try s.fuse(rows, column)
      }
    ),
    (
      "a stack", ["set_scope", "'local'", "1048576 bytes"],
      { (s) throws(Refusal) in
        let buffer = try s.buffer(writtenBy: try s.block("a"))
        try s.boundStorage(buffer, axis: 0, to: 1024)
        try s.boundStorage(buffer, axis: 1, to: 1024)
        try s.setScope(buffer, .local)
      }
    ),
  ]

  @Test(arguments: refused.map(\.name))
  func whatIsTooLargeIsRefused(_ name: String) throws {
    let example = try #require(Self.refused.first { $0.name == name })
    var schedule = try Self.program().schedule()
    let refusal = #expect(throws: Refusal.self) { try example.steps(&schedule) }
    let message = refusal?.description ?? ""
    for word in example.words { #expect(message.contains(word), "\(message)") }
  }

  /// Sizes say how much memory a kernel needs: there the run is refused, not the schedule.
  @Test func memoryThatThereIsNotIsAnError() throws {
    let program = try Self.program()
    var schedule = try program.schedule()
    let buffer = try schedule.buffer(writtenBy: try schedule.block("a"))
    try schedule.alignStorage(buffer, axis: 1, toMultipleOf: 1 << 40)
    let kernel = try TensorKernel(schedule)
    let small = ["m": 0, "n": 5]
    #expect(
      try kernel.run(program.values(small), sizes: small)
        == program.outputs(of: program.module, small))
    let large = ["m": 5, "n": 7]
    let error = #expect(throws: Diagnostic.self) {
      try kernel.run(program.values(large), sizes: large)
    }
    let message = error?.description ?? ""
    for word in ["out of memory", "\(5 * 8 << 40) bytes", "'kernel'", "m = 5"] {
      #expect(message.contains(word), "\(message)")
    }
  }
}
