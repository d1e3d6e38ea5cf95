import Scheduling
import Support
import TensorExpressions

extension PrimitiveCase {
  /// Sums over every other element, of a stage before.
  private static func strided() -> TestProgram {
    TestProgram("strided", inputs: [[m * 2 + 2]], output: [m], sizes: [["m": 5]]) {
      program, x, y in
      let a = program.compute("a", [m * 2 + 2], .i64) { i in x[0][i] * 2 }
      program.reduce("sum", into: y, over: [3], .sum) { i, k in a[i[0] * 2 + k[0]] }
    }
  }

  /// Elements written in turn to a row and from a row.
  private static func turned() -> TestProgram {
    TestProgram("turned", inputs: [[m, 3]], output: [m * 3], sizes: [["m": 4]]) {
      program, x, y in
      let a = program.compute("a", [m, 3], .i64) { i in x[0][i] * 2 }
      program.compute("flat", into: y) { i in
        a[i[0].floorDivided(by: 3), i[0].remainder(by: 3)]
      }
    }
  }

  /// Two stages over rows of a symbolic length.
  private static func wide() -> TestProgram {
    let n = IndexExpression.symbol("n")
    return TestProgram(
      "wide", inputs: [[m, n]], output: [m, n], n: SymbolRange(1, 32),
      sizes: [["m": 3, "n": 1], ["m": 2, "n": 5]]
    ) { program, x, y in
      let a = program.compute("a", [m, n], .i64) { i in x[0][i] * 3 }
      program.compute("b", into: y) { i in a[i] + 1 }
    }
  }

  static let caches: [String: PrimitiveCase] = [
    "transform_layout_row_major": .init(wide) { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      let (i, j) = (IndexExpression.dimension(0), IndexExpression.dimension(1))
      try s.transformLayout(try s.buffer(writtenBy: a), [i * .symbol("n") + j])
      let (rows, others) = (try s.loops(of: a), try s.loops(of: b))
      try s.parallel(rows[1])
      try s.merge(rows[0], others[0])
      try s.parallel(rows[0])
    } refused: { (s) throws(Refusal) in
      let a = try s.block("a")
      let (i, j) = (IndexExpression.dimension(0), IndexExpression.dimension(1))
      try s.transformLayout(try s.buffer(writtenBy: a), [i * .symbol("n") + j * 2])
    },
    "reindex_read": .init(strided) { (s) throws(Refusal) in
      let sum = try s.block("sum")
      let a = try s.buffer(readBy: sum, 0)
      let copy = try s.reindexRead(sum, a)
      try s.compute(copy, at: try s.loops(of: sum)[0])
    } refused: { (s) throws(Refusal) in
      let sum = try s.block("sum")
      try s.reindexRead(sum, try s.buffer(readBy: sum, 0), as: [.dimension(0)])
    },
    "reindex_write": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let (copy, _) = try s.reindexWrite(matmul, as: [.dimension(1), .dimension(0)])
      try s.vectorize(try s.loops(of: copy)[1])
    } refused: { (s) throws(Refusal) in
      try s.reindexWrite(try s.block("matmul"), as: [.dimension(0) + .dimension(1)])
    },
    "cache_in_place": .init(TestProgram.running) { (s) throws(Refusal) in
      try s.cacheInPlace(try s.block("sums"))
    } refused: { (s) throws(Refusal) in
      try s.cacheInPlace(try s.block("start"))
    },
    "cache_index": .init(turned) { (s) throws(Refusal) in
      let flat = try s.block("flat")
      try s.cacheIndex(flat, try s.buffer(readBy: flat, 0))
    } refused: { (s) throws(Refusal) in
      let a = try s.block("a")
      try s.cacheIndex(a, try s.buffer(readBy: a, 0))
    },
    "merge_shifted": .init(stencil) { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      try s.merge(try s.loops(of: a)[0], try s.loops(of: b)[0], shiftedBy: 2)
    } refused: { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      try s.merge(try s.loops(of: a)[0], try s.loops(of: b)[0], shiftedBy: 1)
    },
  ]
}
