import Scheduling
import Support
import TensorExpressions

extension PrimitiveCase {
  /// The stage before a window of three moves along with it, its last three elements kept.
  private static func slid(_ s: inout Schedule) throws(Refusal) -> Schedule.Buffer {
    let a = try s.block("a")
    let buffer = try s.buffer(writtenBy: a)
    try s.slide(a, along: try s.loops(of: try s.block("b"))[0])
    return buffer
  }

  /// A window after a stage, each of three rows.
  private static func deep() -> TestProgram {
    TestProgram("deep", inputs: [[m + 2, 3]], output: [m, 3], sizes: [["m": 1], ["m": 9]]) {
      program, x, y in
      let a = program.compute("a", [m + 2, 3], .i64) { i in x[0][i] * 2 }
      program.compute("b", into: y) { i in a[i[0], i[1]] + a[i[0] + 2, i[1]] }
    }
  }

  static let storage: [String: PrimitiveCase] = [
    "compute_at_again": .init(deep) { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      let loops = try s.loops(of: b)
      let (outer, inner) = try s.split(loops[0], by: 4)
      try s.compute(a, at: outer)
      try s.reorder(loops[1], inner)
      try s.compute(a, at: loops[1])
    } refused: { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      let (outer, _) = try s.split(try s.loops(of: b)[0], by: 4)
      try s.compute(a, at: outer)
      try s.compute(a, at: try s.loops(of: a)[0])
    },
    "sliding_window_in_tile": .init(deep) { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      let (outer, inner) = try s.split(try s.loops(of: b)[0], by: 4)
      try s.compute(a, at: outer)
      try s.slide(a, along: inner)
      try s.foldStorage(try s.buffer(writtenBy: a), axis: 0, by: 3)
      try s.parallel(outer)
    } refused: { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      let loop = try s.loops(of: b)[0]
      try s.slide(a, along: loop)
      try s.parallel(loop)
    },
    "reverse_compute_at_window": .init(deep) { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      let (outer, _) = try s.split(try s.loops(of: a)[0], by: 4)
      try s.reverseCompute(b, at: outer)
    } refused: { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      let (outer, _) = try s.split(try s.loops(of: a)[0], by: 4)
      try s.reverseCompute(b, at: outer)
      try s.parallel(outer)
    },
    "sliding_window": .init(stencil) { (s) throws(Refusal) in
      _ = try slid(&s)
    } refused: { (s) throws(Refusal) in
      let (outer, _) = try s.split(try s.loops(of: try s.block("b"))[0], by: 4)
      let (first, _) = try s.split(outer, by: 2, tail: .cut)
      try s.slide(try s.block("a"), along: first)
    },
    "fold_storage": .init(stencil) { (s) throws(Refusal) in
      try s.foldStorage(try slid(&s), axis: 0, by: 3)
    } refused: { (s) throws(Refusal) in
      try s.foldStorage(try slid(&s), axis: 0, by: 2)
    },
    "hoist_storage": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loop = try s.loops(of: matmul)[0]
      try s.reverseCompute(try s.block("finish"), at: loop)
      let sums = try s.buffer(writtenBy: matmul)
      try s.store(sums, at: loop)
      try s.hoistStorage(sums, above: loop)
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loop = try s.loops(of: matmul)[0]
      try s.reverseCompute(try s.block("finish"), at: loop)
      let sums = try s.buffer(writtenBy: matmul)
      try s.store(sums, at: loop)
      try s.parallel(loop)
      try s.hoistStorage(sums, above: loop)
    },
    "align_storage": .init(matmul) { (s) throws(Refusal) in
      let sums = try s.buffer(writtenBy: try s.block("matmul"))
      try s.alignStorage(sums, axis: 1, toMultipleOf: 16, plus: 4)
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.alignStorage(try s.buffer(readBy: matmul, 0), axis: 1, toMultipleOf: 16)
    },
    "bound_storage": .init(matmul) { (s) throws(Refusal) in
      let sums = try s.buffer(writtenBy: try s.block("matmul"))
      try s.boundStorage(sums, axis: 0, to: 64)
      try s.setScope(sums, .local)
    } refused: { (s) throws(Refusal) in
      try s.boundStorage(try s.buffer(writtenBy: try s.block("matmul")), axis: 0, to: 63)
    },
  ]
}
