import Scheduling
import Support
import TensorExpressions

/// Steps on a block inside another one, which have to keep the iterators of both in agreement.
extension PrimitiveCase {
  /// Tiles of four iterations of a block's first loop, as a block of their own.
  @discardableResult
  private static func tile(
    _ block: Schedule.Block, _ s: inout Schedule
  ) throws(Refusal) -> (nest: Schedule.Block, tiles: Schedule.Loop) {
    let (outer, inner) = try s.split(try s.loops(of: block)[0], by: 4)
    return (try s.blockize(inner, named: "tile"), outer)
  }

  /// One stage with two readers, over rows of three.
  private static func twoReaders() -> TestProgram {
    TestProgram(
      "readers", inputs: [[m, 3]], output: [m, 3], sizes: [["m": 1], ["m": 5]]
    ) { program, x, y in
      let a = program.compute("a", [m, 3], .i64) { i in x[0][i] * 3 }
      let b = program.compute("b", [m, 3], .i64) { i in a[i] + 1 }
      program.compute("c", into: y) { i in a[i] * b[i] }
    }
  }

  /// A stage of rows of three that reads nothing, then one that does.
  private static func table() -> TestProgram {
    TestProgram("table", inputs: [[m, 3]], output: [m, 3], sizes: [["m": 1], ["m": 5]]) {
      program, x, y in
      let a = program.compute("a", [m, 3], .i64) { i in
        Scalar.index(i[0] * 3 + i[1]).converted(to: .i64)
      }
      program.compute("b", into: y) { i in a[i] + x[0][i] }
    }
  }

  static let nests: [String: PrimitiveCase] = [
    "split_round_up_nested": .init(table) { (s) throws(Refusal) in
      let a = try s.block("a")
      let loops = try s.loops(of: a)
      try s.blockize(loops[1], named: "row")
      try s.split(loops[0], by: 4, tail: .roundUp)
      try s.split(loops[1], by: 2, tail: .roundUp)
    } refused: { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("b"))
      let rows = try s.split(loops[0], by: 4).inner
      try s.blockize(rows, named: "rows")
      try s.split(rows, by: 3, tail: .roundUp)
    },
    "clone_for_nested": .init(twoReaders) { (s) throws(Refusal) in
      let (tile, _) = try tile(try s.block("a"), &s)
      let copy = try s.clone(tile, for: try s.block("b"))
      try s.parallel(try s.loops(of: copy)[0])
    } refused: { (s) throws(Refusal) in
      let (tile, _) = try tile(try s.block("b"), &s)
      try s.clone(tile, for: try s.block("a"))
    },
    "decompose_padding_nested": .init(TestProgram.bordered) { (s) throws(Refusal) in
      let padded = try s.block("padded")
      try tile(padded, &s)
      try s.decomposePadding(padded)
    } refused: { (s) throws(Refusal) in
      let sums = try s.block("sums")
      try tile(sums, &s)
      try s.decomposePadding(sums)
    },
    "pad_local_nested": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let (outer, inner) = try s.split(try s.loops(of: matmul)[0], by: 4)
      let (copy, sums) = try s.cacheWrite(matmul)
      try s.reverseCompute(copy, at: outer)
      try s.store(sums, at: outer)
      let rows = try s.cacheRead(matmul, try s.buffer(readBy: matmul, 0))
      try s.compute(rows, at: outer)
      try s.blockize(inner, named: "tile")
      try s.padLocal(matmul)
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try tile(matmul, &s)
      try s.padLocal(matmul)
    },
    "pad_einsum_nested": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.blockize(try s.loops(of: matmul)[1], named: "row")
      try s.padEinsum(matmul, toMultiplesOf: [4, 1, 4])
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try tile(matmul, &s)
      try s.padEinsum(matmul, toMultiplesOf: [1, 1, 4])
    },
  ]
}
