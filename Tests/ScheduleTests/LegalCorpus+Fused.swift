import Dialects
import Scheduling
import Support
import TensorExpressions

// Loops fused of symbolic sizes and cut again: an index is a quotient or a remainder by a size.

extension LegalCase {
  /// A stage of three symbolic sizes, any of which may be zero, and one that sums it up.
  static func box() -> TestProgram {
    let sizes = [(0, 0, 0), (0, 3, 5), (5, 0, 3), (4, 4, 0), (5, 3, 7), (4, 8, 2)].map {
      ["m": $0.0, "n": $0.1, "k": $0.2]
    }
    // What is written here is sound.
    // swift-format-ignore: NeverUseForceTry
    return try! TestProgram("box", sizes: sizes) { f in
      let (m, n, depth) = (f.size("m", 0...12), f.size("n", 0...12), f.size("k", 0...12))
      let (x, w) = (f.input("x", [m, n, depth], .i64), f.input("w", [n], .i64))
      let y = f.output("y", [m, n], .i64)
      let (i, j, k) = (f.axis("i", m), f.axis("j", n), f.axis("k", depth))
      let a = f.define("a", [i, j, k], x[i, j, k] * 3 + w[j])
      f.define(y, [i, j], sum(a[i, j, k] * 2, over: k))
    }
  }

  /// The loops of the first stage as one.
  private static func fused(_ s: inout Schedule) throws(Refusal) -> Schedule.Loop {
    let loops = try s.loops(of: try s.block("a"))
    return try s.fuse(try s.fuse(loops[0], loops[1]), loops[2])
  }

  static let fused: [LegalCase] = [
    .init("three sizes fused, cut and shared", box) { (s) throws(Refusal) in
      let (outer, inner) = try s.split(try fused(&s), by: 8)
      try s.parallel(outer)
      try s.vectorize(inner)
    },
    .init("three sizes fused, shared and cut", box) { (s) throws(Refusal) in
      let loop = try fused(&s)
      try s.parallel(loop)
      let (_, inner) = try s.split(loop, by: 4)
      try s.vectorize(inner)
    },
    .init("two sizes fused, whole vectors and a tail", box) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("y_start"))
      let (outer, inner) = try s.split(try s.fuse(loops[0], loops[1]), by: 4, tail: .cut)
      try s.parallel(outer)
      try s.vectorize(inner)
    },
    .init("two sizes fused, divided at a multiple", box) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("y_start"))
      let loop = try s.fuse(loops[0], loops[1])
      let count = IndexExpression.symbol("m") * .symbol("n")
      try s.partition(loop, at: count - count.remainder(by: 4))
      let (outer, inner) = try s.split(loop, by: 4)
      try s.parallel(outer)
      try s.vectorize(inner)
    },
    .init("tiles of a fused loop in another order", box) { (s) throws(Refusal) in
      let (outer, inner) = try s.split(try fused(&s), by: 8)
      try s.reorder(inner, outer)
      try s.parallel(inner)
    },
  ]
}
