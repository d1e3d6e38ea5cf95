import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// One primitive on a small program: what the program becomes, and a use that is refused.
struct PrimitiveCase: Sendable {
  typealias Steps = @Sendable (inout Schedule) throws(Refusal) -> Void

  var program: @Sendable () -> TestProgram
  var steps: Steps
  var refused: Steps

  init(
    _ program: @escaping @Sendable () -> TestProgram, _ steps: @escaping Steps,
    refused: @escaping Steps
  ) {
    self.program = program
    self.steps = steps
    self.refused = refused
  }

  static let m = IndexExpression.symbol("m")

  /// A chain of three stages over rows of four.
  static func chain() -> TestProgram {
    TestProgram("chain", inputs: [[m, 4]], output: [m, 4], sizes: [["m": 5]]) { program, x, y in
      let a = program.compute("a", [m, 4], .i64) { i in x[0][i] * 3 }
      program.compute("b", into: y) { i in a[i] + 1 }
    }
  }

  /// A window over a stage before it.
  static func stencil() -> TestProgram {
    TestProgram("stencil", inputs: [[m + 2]], output: [m], sizes: [["m": 9]]) { program, x, y in
      let a = program.compute("a", [m + 2], .i64) { i in x[0][i] * 2 }
      program.compute("b", into: y) { i in a[i[0]] + a[i[0] + 2] }
    }
  }

  /// Sums of rows, doubled.
  static func rows() -> TestProgram {
    TestProgram("rows", inputs: [[m, 8]], output: [m], sizes: [["m": 5]]) { program, x, y in
      let sum = program.reduce("sum", [m], over: [8], .sum, .i64) { i, k in x[0][i[0], k[0]] }
      program.compute("twice", into: y) { i in sum[i] * 2 }
    }
  }

  /// A stage that reads nothing, then one that does.
  static func fill() -> TestProgram {
    TestProgram("fill", inputs: [[m]], output: [m], sizes: [["m": 5]]) { program, x, y in
      let a = program.compute("a", [m], .i64) { i in .index(i[0]).converted(to: .i64) }
      program.compute("b", into: y) { i in a[i] + x[0][i] }
    }
  }

  static func fromFour() -> TestProgram {
    .matmul(range: SymbolRange(4, 64), sizes: [5])
  }

  static func matmul() -> TestProgram { .matmul(sizes: [5]) }

  static let all = [basic, analytic, caches, storage, overlap, padding, nests].reduce(into: [:]) {
    $0.merge($1) { first, _ in first }
  }

  private static let basic: [String: PrimitiveCase] = [
    "split": .init(chain) { (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("b"))[0], by: 14)
    } refused: { (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("b"))[0], by: 0)
    },
    "split_shift": .init(fromFour) { (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("finish"))[0], by: 4, tail: .shift)
    } refused: { (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("finish"))[0], by: 8, tail: .shift)
    },
    "split_cut": .init(chain) { (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("b"))[0], by: 4, tail: .cut)
    } refused: { (s) throws(Refusal) in
      let loop = try s.loops(of: try s.block("b"))[1]
      try s.vectorize(loop)
      try s.split(loop, by: 3, tail: .cut)
    },
    "split_round_up": .init(fill) { (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("a"))[0], by: 4, tail: .roundUp)
    } refused: { (s) throws(Refusal) in
      try s.split(try s.loops(of: try s.block("b"))[0], by: 4, tail: .roundUp)
    },
    "fuse": .init(chain) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("b"))
      try s.parallel(try s.fuse(loops[0], loops[1]))
    } refused: { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("b"))
      try s.fuse(loops[1], loops[0])
    },
    "reorder": .init(matmul) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      try s.reorder(loops[2], loops[0])
    } refused: { (s) throws(Refusal) in
      // Whether a tile is computed twice is for its initialisation to see.
      let loops = try s.loops(of: try s.block("matmul"))
      let (_, inner) = try s.split(loops[1], by: 5, tail: .shift)
      try s.reorder(loops[2], inner)
      let outer = try s.loops(of: try s.block("matmul"))[1]
      try s.reorder(loops[2], outer)
    },
    "parallel": .init(matmul) { (s) throws(Refusal) in
      try s.parallel(try s.loops(of: try s.block("matmul"))[0])
    } refused: { (s) throws(Refusal) in
      try s.parallel(try s.loops(of: try s.block("matmul"))[2])
    },
    "vectorize": .init(matmul) { (s) throws(Refusal) in
      try s.vectorize(try s.loops(of: try s.block("finish"))[1])
    } refused: { (s) throws(Refusal) in
      try s.vectorize(try s.loops(of: try s.block("finish"))[0])
    },
    "unroll": .init(matmul) { (s) throws(Refusal) in
      try s.unroll(try s.loops(of: try s.block("matmul"))[2])
    } refused: { (s) throws(Refusal) in
      try s.unroll(try s.loops(of: try s.block("matmul"))[0])
    },
    "unroll_inside": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loops = try s.loops(of: matmul)
      let (_, lanes) = try s.split(loops[1], by: 4)
      try s.reorder(loops[2], lanes)
      try s.vectorize(lanes)
      try s.unrollInside(matmul, of: loops[0])
      // Of no loops there is nothing to write out.
      try s.unrollInside(try s.block("finish"), of: try s.innermostLoop(of: try s.block("finish")))
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.unrollInside(matmul, of: try s.loops(of: try s.block("finish"))[0])
    },
    "serial": .init(matmul) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      try s.parallel(loops[0])
      try s.unroll(loops[2])
      try s.serial(loops[0])
    } refused: { (s) throws(Refusal) in
      let loop = try s.loops(of: try s.block("finish"))[0]
      try s.split(loop, by: 2)
      try s.serial(loop)
    },
    "partition": .init(chain) { (s) throws(Refusal) in
      try s.partition(try s.loops(of: try s.block("b"))[0], at: 4)
    } refused: { (s) throws(Refusal) in
      try s.partition(try s.loops(of: try s.block("b"))[0], at: .symbol("m") - 4)
    },
    "unit_loop": .init(chain) { (s) throws(Refusal) in
      try s.unitLoop(around: try s.block("b"))
    } refused: { (s) throws(Refusal) in
      try s.unitLoop(around: try s.block("c"))
    },
    "merge": .init(chain) { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      try s.merge(try s.loops(of: a)[0], try s.loops(of: b)[0])
    } refused: { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      try s.merge(try s.loops(of: a)[1], try s.loops(of: b)[1])
    },
    "distribute": .init(chain) { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      let loop = try s.loops(of: a)[0]
      try s.merge(loop, try s.loops(of: b)[0])
      try s.distribute(loop, before: b)
    } refused: { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      let loop = try s.loops(of: a)[0]
      try s.reverseCompute(b, at: loop)
      try s.store(try s.buffer(writtenBy: a), at: loop)
      try s.distribute(loop, before: b)
    },
    "annotate": .init(chain) { (s) throws(Refusal) in
      try s.annotate(try s.loops(of: try s.block("b"))[0], "note", .i64(3))
    } refused: { (s) throws(Refusal) in
      try s.annotate(try s.loops(of: try s.block("b"))[0], "fused", .i64(3))
    },
    "compute_inline": .init(stencil) { (s) throws(Refusal) in
      try s.computeInline(try s.block("a"))
    } refused: { (s) throws(Refusal) in
      try s.computeInline(try s.block("b"))
    },
    "reverse_compute_inline": .init(chain) { (s) throws(Refusal) in
      try s.reverseComputeInline(try s.block("b"))
    } refused: { (s) throws(Refusal) in
      try s.reverseComputeInline(try s.block("a"))
    },
    "compute_at": .init(stencil) { (s) throws(Refusal) in
      let (outer, _) = try s.split(try s.loops(of: try s.block("b"))[0], by: 4)
      try s.compute(try s.block("a"), at: outer)
    } refused: { (s) throws(Refusal) in
      try s.compute(try s.block("b"), at: try s.loops(of: try s.block("a"))[0])
    },
    "compute_at_decomposed": .init(rows) { (s) throws(Refusal) in
      // An initialisation and the sums after it move together.
      let sum = try s.block("sum")
      try s.decomposeReduction(sum, before: try s.loops(of: sum)[0])
      let (outer, _) = try s.split(try s.loops(of: try s.block("twice"))[0], by: 4)
      try s.compute(sum, at: outer)
    } refused: { (s) throws(Refusal) in
      // Each half of the terms is written whole before the other begins.
      let sum = try s.block("sum")
      let (outer, _) = try s.split(try s.loops(of: sum)[1], by: 4)
      let final = try s.rfactor(sum, over: outer)
      _ = final
      try s.compute(sum, at: try s.loops(of: try s.block("sum_final"))[0])
    },
    "reverse_compute_at": .init(matmul) { (s) throws(Refusal) in
      let (outer, _) = try s.split(try s.loops(of: try s.block("matmul"))[0], by: 4)
      try s.reverseCompute(try s.block("finish"), at: outer)
    } refused: { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      try s.reorder(loops[2], loops[0])
      try s.reverseCompute(try s.block("finish"), at: loops[2])
    },
    "store_at": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let (outer, _) = try s.split(try s.loops(of: matmul)[0], by: 4)
      try s.reverseCompute(try s.block("finish"), at: outer)
      try s.store(try s.buffer(writtenBy: matmul), at: outer)
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loops = try s.loops(of: matmul)
      let (copy, cache) = try s.cacheWrite(matmul)
      try s.reverseCompute(copy, at: loops[0])
      try s.store(cache, at: loops[2])
    },
    "cache_read": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let copy = try s.cacheRead(matmul, try s.buffer(readBy: matmul, 1))
      try s.compute(copy, at: try s.loops(of: matmul)[0])
    } refused: { (s) throws(Refusal) in
      let (matmul, finish) = (try s.block("matmul"), try s.block("finish"))
      try s.cacheRead(matmul, try s.buffer(readBy: finish, 1))
    },
    "cache_write": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let (copy, _) = try s.cacheWrite(matmul)
      try s.reverseCompute(copy, at: try s.loops(of: matmul)[1])
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.split(try s.loops(of: matmul)[0], by: 4, tail: .cut)
      try s.cacheWrite(matmul)
    },
    "set_scope": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loop = try s.loops(of: matmul)[0]
      try s.reverseCompute(try s.block("finish"), at: loop)
      let sums = try s.buffer(writtenBy: matmul)
      try s.store(sums, at: loop)
      try s.setScope(sums, .local)
    } refused: { (s) throws(Refusal) in
      try s.setScope(try s.buffer(writtenBy: try s.block("matmul")), .register)
    },
    "decompose_reduction": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.decomposeReduction(matmul, before: try s.loops(of: matmul)[1])
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loops = try s.loops(of: matmul)
      try s.reorder(loops[2], loops[0])
      try s.decomposeReduction(matmul, before: loops[0])
    },
    "rfactor": .init(rows) { (s) throws(Refusal) in
      let sum = try s.block("sum")
      let (_, inner) = try s.split(try s.loops(of: sum)[1], by: 4)
      try s.rfactor(sum, over: inner)
      try s.parallel(inner)
    } refused: { (s) throws(Refusal) in
      let sum = try s.block("sum")
      try s.rfactor(sum, over: try s.loops(of: sum)[0])
    },
    "rfactor_inside": .init(rows) { (s) throws(Refusal) in
      let sum = try s.block("sum")
      let (outer, _) = try s.split(try s.loops(of: try s.block("twice"))[0], by: 4)
      try s.compute(sum, at: outer)
      let (_, lane) = try s.split(try s.loops(of: sum)[2], by: 4)
      try s.rfactor(sum, over: lane)
      try s.vectorize(lane)
    } refused: { (s) throws(Refusal) in
      let sum = try s.block("sum")
      let (copy, _) = try s.cacheWrite(sum)
      try s.reverseCompute(copy, at: try s.loops(of: sum)[0])
      try s.rfactor(sum, over: try s.loops(of: sum)[1])
    },
    "transform_layout": .init(matmul) { (s) throws(Refusal) in
      let product = try s.buffer(writtenBy: try s.block("matmul"))
      let (i, j) = (IndexExpression.dimension(0), IndexExpression.dimension(1))
      try s.transformLayout(product, [j.floorDivided(by: 4), i, j.remainder(by: 4)])
    } refused: { (s) throws(Refusal) in
      let product = try s.buffer(writtenBy: try s.block("matmul"))
      try s.transformLayout(product, [.dimension(0) + .dimension(1)])
    },
    "specialize": .init(chain) { (s) throws(Refusal) in
      let special = try s.specialize(
        try s.loops(of: try s.block("b"))[0], whereNonNegative: .symbol("m") - 16)
      try s.split(special, by: 16)
    } refused: { (s) throws(Refusal) in
      try s.specialize(
        try s.loops(of: try s.block("b"))[0], whereNonNegative: .symbol("q") - 16)
    },
    "sample": .init(chain) { (s) throws(Refusal) in
      let size = try s.sample(from: [4, 8, 16], decision: 1)
      try s.split(try s.loops(of: try s.block("b"))[0], sampled: size)
    } refused: { (s) throws(Refusal) in
      _ = try s.sample(from: [4, 8], decision: 2)
    },
  ]
}
