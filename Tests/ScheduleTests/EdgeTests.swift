import CodeGeneration
import Compiler
import Dialects
import IR
import LoopLowering
import MLIRJudge
import Scheduling
import Support
import TensorExpressions
import TestSupport
import Testing

/// Vectors whose indices are kept between bounds, and those that step through memory in another way than by
/// one, compute what the evaluator says, and gather nothing where they need not.
@Suite(.programsReadByMLIR) struct EdgeTests {
  private static let sizes = [1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 64].map { ["m": 3, "n": $0] }

  private typealias Formula =
    @Sendable (_ x: Tensor, _ i: IndexExpression, _ j: IndexExpression)
    -> Scalar

  private static let formulas: [(name: String, formula: Formula)] = [
    ("neighbours", { x, i, j in x.clamped[i, j - 1] + x[i, j] * 2 + x.clamped[i, j + 1] }),
    ("far", { x, i, j in x.clamped[i, j - 20] - x.clamped[i, j + 9] }),
    ("rows too", { x, i, j in x.clamped[i - 1, j - 1] + x.clamped[i + 1, j + 2] }),
    ("mirrored", { x, i, j in x.mirrored[i, j - 3] + x.mirrored[i, j + 3] }),
    ("periodic", { x, i, j in x.periodic[i, j - 1] - x.periodic[i, j + 1] }),
    (
      "halves",
      { x, i, j in
        x.clamped[i, (j - 1).floorDivided(by: 2)] + x.clamped[i, (j + 1).floorDivided(by: 2)]
      }
    ),
    ("eighths", { x, i, j in x.clamped[i, j.floorDivided(by: 8)] }),
    ("every second", { x, i, j in x.clamped[i, j * 2 - 1] + x.clamped[i, j * 2 + 2] }),
    ("every eighth", { x, i, j in x.clamped[i, j * 8 - 3] }),
    ("beside the parity", { x, i, j in x.clamped[i, j - j.remainder(by: 2)] }),
  ]

  private static func program(_ formula: @escaping Formula) throws -> TestProgram {
    try TestProgram("edges", sizes: sizes, element: .f32) { f in
      let (m, n) = (f.size("m", 1...64), f.size("n", 1...64))
      let x = f.input("x", [m, n], .f32)
      let y = f.output("y", [m, n], .f32)
      let (i, j) = (f.axis("i", m), f.axis("j", n))
      f.define(y, [i, j], formula(x, i, j))
    }
  }

  private static let ways: [(name: String, steps: PrimitiveCase.Steps)] = [
    (
      "one row of vectors",
      { (s) throws(Refusal) in
        try s.vectorize(try s.split(try s.loops(of: try s.block("y"))[1], by: 8).inner)
      }
    ),
    (
      "wide vectors",
      { (s) throws(Refusal) in
        try s.vectorize(try s.split(try s.loops(of: try s.block("y"))[1], by: 16).inner)
      }
    ),
    (
      "two vectors written out",
      { (s) throws(Refusal) in
        let (_, tile) = try s.split(try s.loops(of: try s.block("y"))[1], by: 16)
        let (vectors, lane) = try s.split(tile, by: 8)
        try s.unroll(vectors)
        try s.vectorize(lane)
      }
    ),
    (
      "tiles",
      { (s) throws(Refusal) in
        let loops = try s.loops(of: try s.block("y"))
        let (io, ii) = try s.split(loops[0], by: 2)
        let (jo, ji) = try s.split(loops[1], by: 24)
        try s.reorder(io, jo, ii, ji)
        try s.vectorize(try s.split(ji, by: 8).inner)
        try s.parallel(io)
      }
    ),
  ]

  @Test func vectorsAtEdgesComputeTheSame() throws {
    for (name, formula) in Self.formulas {
      let program = try Self.program(formula)
      for (way, steps) in Self.ways {
        var s = try program.schedule()
        try steps(&s)
        let kernel = try TensorKernel(s)
        for sizes in program.sizes {
          #expect(
            try kernel.run(program.values(sizes), sizes: sizes, threads: 2)
              == program.outputs(of: program.module, sizes), "\(name), \(way), \(sizes)")
        }
      }
    }
  }

  /// In the middle of a row nothing is gathered, and no bound is asked for.
  @Test func theMiddleMeetsNoBound() throws {
    for (name, formula) in Self.formulas where name == "neighbours" || name == "halves" {
      let program = try Self.program(formula)
      var s = try program.schedule()
      try Self.ways[1].steps(&s)
      var lowered = s.module
      let function = try lowerToLoops(s.function, in: &lowered, hardware: .x86v4)
      var inner: [OperationID] = []
      lowered.walk(function) { operation in
        guard lowered.isA(operation, SCF.For.self) else { return }
        var isInnermost = true
        lowered.walk(operation) { other in
          if other != operation, lowered.isA(other, SCF.For.self) { isInnermost = false }
        }
        if isInnermost { inner.append(operation) }
      }
      // The edges, then the middle.
      #expect(inner.count == 2, "\(name)\n\(lowered.text())")
      guard let middle = inner.last else { continue }
      var names: Set<String> = []
      lowered.walk(middle) { names.insert(lowered.name(of: $0)) }
      let loads = name == "halves" ? "vector.maskedload" : "vector.load"
      #expect(names.contains(loads) && names.contains("vector.store"), "\(names)")
      #expect(names.isDisjoint(with: ["scf.if", "vector.gather", "arith.cmpi"]), "\(names)")
    }
  }
}
