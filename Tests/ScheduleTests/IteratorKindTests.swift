import Dialects
import IR
import Scheduling
import Support
import TensorExpressions
import Testing

/// Blocks whose iterators are scans, or opaque.
@Suite struct IteratorKindTests {
  private static let m = IndexExpression.symbol("m")

  /// A stage over rows of three and one that reads it, each with iterators of a kind.
  private func program(_ kind: Program.IteratorKind) throws -> TestProgram {
    var program = TestProgram(
      "kinds", inputs: [[Self.m, 3]], output: [Self.m, 3], sizes: [["m": 1], ["m": 5]]
    ) { program, x, y in
      let a = program.compute("a", [Self.m, 3], .i64) { i in x[0][i] * 3 }
      program.compute("b", into: y) { i in a[i] + 1 }
    }
    program.module.walk(program.function) { operation in
      guard var block = program.module.match(operation, as: Program.Block.self) else { return }
      block.kinds = block.kinds.map { _ in kind }
      program.module.setProperties(of: operation, to: block.state.properties)
    }
    return program
  }

  @Test func kindsAreReadBackAndRun() throws {
    for kind in Program.IteratorKind.allCases {
      let program = try program(kind)
      let text = program.module.text(TextOptions(usesForms: true))
      #expect(kind == .spatial || text.contains("\(kind.rawValue) %"), "\(text)")
      let again = try Module.parse(text, file: "kinds", context: TestProgram.context)
      #expect(again.isStructurallyEqual(to: program.module))
      #expect(try program.run(program.module, ["m": 5]).count == 15)
    }
  }

  @Test func opaqueInstancesStayInTheirPlaces() throws {
    let program = try program(.opaque)
    let refused: [(String, PrimitiveCase.Steps)] = [
      (
        "iterations of the loop 'i0' depend on each other",
        { (s) throws(Refusal) in
          try s.parallel(try s.loops(of: try s.block("a"))[0])
        }
      ),
      (
        "a dependence forbids the order 'i1', 'i0'",
        { (s) throws(Refusal) in
          let loops = try s.loops(of: try s.block("a"))
          try s.reorder(loops[1], loops[0])
        }
      ),
      (
        "the world outside",
        { (s) throws(Refusal) in
          try s.merge(try s.loops(of: try s.block("a"))[0], try s.loops(of: try s.block("b"))[0])
        }
      ),
      (
        "is opaque, so it stays where it is",
        { (s) throws(Refusal) in
          try s.compute(try s.block("a"), at: try s.loops(of: try s.block("b"))[0])
        }
      ),
    ]
    for (words, steps) in refused {
      var schedule = try program.schedule()
      let refusal = #expect(throws: Refusal.self) { try steps(&schedule) }
      #expect(refusal?.description.contains(words) == true, "\(refusal?.description ?? "")")
      #expect(schedule.module.isStructurallyEqual(to: program.module))
    }
    // What keeps the order is accepted.
    var schedule = try program.schedule()
    let loops = try schedule.loops(of: try schedule.block("a"))
    try schedule.fuse(loops[0], loops[1])
    try schedule.split(try schedule.loops(of: try schedule.block("b"))[1], by: 2)
    for sizes in program.sizes {
      #expect(try program.run(schedule.module, sizes) == program.run(program.module, sizes))
    }
  }

  @Test func stepsOfAScanGetNoNewLoops() throws {
    let program = try program(.scan)
    var schedule = try program.schedule()
    let (a, b) = (try schedule.block("a"), try schedule.block("b"))
    let loop = try schedule.loops(of: b)[0]
    #expect(throws: Refusal.self) { try schedule.compute(a, at: loop) }
    #expect(throws: Refusal.self) { try schedule.computeInline(a) }
    // Its dependences are asked like all others: here there are none.
    try schedule.parallel(try schedule.loops(of: a)[0])
    #expect(try program.run(schedule.module, ["m": 5]) == program.run(program.module, ["m": 5]))
  }
}
