import Dialects
import Scheduling
import Support
import TensorExpressions

/// Schedules that must be accepted, and that keep results: legal, but hard to see.
struct LegalCase: Sendable {
  var name: String
  var program: @Sendable () -> TestProgram
  var steps: PrimitiveCase.Steps

  init(
    _ name: String, _ program: @escaping @Sendable () -> TestProgram,
    _ steps: @escaping PrimitiveCase.Steps
  ) { (self.name, self.program, self.steps) = (name, program, steps) }

  static let all = splits + windows + order + reductions + layouts + nests + empty + fused + tiles
  private static let m = IndexExpression.symbol("m")

  private static func straight() -> TestProgram { .recurrence(0) }
  private static func fromTheRight() -> TestProgram { .recurrence(1) }
  private static func fromTheLeft() -> TestProgram { .recurrence(-1) }
  private static func fromFour() -> TestProgram {
    .matmul(range: SymbolRange(4, 64), sizes: [4, 5, 16])
  }
  private static func matmul() -> TestProgram { .matmul(sizes: [1, 5, 16]) }

  /// Computes `a` at tiles of the readers' first loop.
  private static func tiled(_ factor: Int, _ tail: Schedule.Tail = .guard) -> PrimitiveCase.Steps {
    { (s) throws(Refusal) in
      let (outer, _) = try s.split(try s.loops(of: try s.block("b"))[0], by: factor, tail: tail)
      try s.compute(try s.block("a"), at: outer)
      try s.parallel(outer)
    }
  }

  private static let splits: [LegalCase] = [
    .init("three imperfect splits, tiles outside", matmul) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      let (io, ii) = try s.split(loops[0], by: 4)
      let (jo, ji) = try s.split(loops[1], by: 5)
      let (ko, ki) = try s.split(loops[2], by: 4)
      try s.reorder(io, jo, ko, ii, ki, ji)
      try s.vectorize(ji)
      try s.parallel(io)
    },
    .init("an imperfect split of an imperfect split", matmul) { (s) throws(Refusal) in
      let (io, ii) = try s.split(try s.loops(of: try s.block("matmul"))[0], by: 7)
      let (a, b) = try s.split(ii, by: 3)
      try s.reorder(b, a)
      try s.parallel(io)
    },
    .init("fused again", matmul) { (s) throws(Refusal) in
      let (io, ii) = try s.split(try s.loops(of: try s.block("matmul"))[0], by: 4)
      try s.parallel(try s.fuse(io, ii))
    },
    .init("fused, split and parallel", matmul) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      let (outer, inner) = try s.split(try s.fuse(loops[0], loops[1]), by: 7)
      try s.vectorize(inner)
      try s.parallel(outer)
    },
    .init("symbolic sizes fused", TestProgram.turned) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("a"))
      let (outer, inner) = try s.split(try s.fuse(loops[0], loops[1]), by: 8)
      try s.parallel(outer)
      try s.vectorize(inner)
    },
    .init("a tile that begins early", fromFour) {
      (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loops = try s.loops(of: matmul)
      let (io, ii) = try s.split(loops[0], by: 4, tail: .shift)
      try s.reorder(io, loops[1], loops[2], ii)
      try s.reverseCompute(try s.block("finish"), at: io)
    },
    .init("a tail of its own, then vectors", matmul) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("finish"))
      let (_, inner) = try s.split(loops[0], by: 4, tail: .cut)
      try s.reorder(loops[1], inner)
      try s.vectorize(inner)
    },
    .init("a reduction unrolled with a guard", matmul) { (s) throws(Refusal) in
      let (_, inner) = try s.split(try s.loops(of: try s.block("matmul"))[2], by: 4)
      try s.unroll(inner)
    },
    .init("another schedule for large sizes", matmul) { (s) throws(Refusal) in
      let loop = try s.loops(of: try s.block("finish"))[0]
      let large = try s.specialize(loop, whereNonNegative: m - 16)
      try s.split(large, by: 16, tail: .shift)
      try s.parallel(loop)
    },
  ]

  private static let windows: [LegalCase] = [
    .init("tiles of an anti-diagonal", TestProgram.antidiagonal, tiled(4)),
    .init("tiles of a window", TestProgram.window, tiled(4)),
    .init("tiles of a window that overlap at the end", TestProgram.window, tiled(1)),
    .init("tiles of a strided window", TestProgram.strided, tiled(3)),
    .init("tiles of what is repeated", TestProgram.upsampled, tiled(4)),
    .init("odd tiles of what is repeated", TestProgram.upsampled, tiled(3)),
    .init("tiles of what is reversed", TestProgram.backwards, tiled(4)),
    .init("tiles of clamped neighbours", TestProgram.clamped, tiled(5)),
    .init("tiles of columns", TestProgram.turned, tiled(2)),
    .init("tiles of a row of rows", TestProgram.flattened, tiled(4)),
    .init("tiles of a diagonal", TestProgram.diagonal, tiled(4)),
    .init("tiles at computed places", TestProgram.gathered, tiled(4)),
    .init("a window that slides in a ring of five", TestProgram.window) { (s) throws(Refusal) in
      let loop = try s.loops(of: try s.block("b"))[0]
      let a = try s.block("a")
      let buffer = try s.buffer(writtenBy: a)
      try s.slide(a, along: loop)
      try s.foldStorage(buffer, axis: 0, by: 5)
    },
    .init("a strided window that slides", TestProgram.strided) { (s) throws(Refusal) in
      try s.slide(try s.block("a"), along: try s.loops(of: try s.block("b"))[0])
    },
    .init("a window follows what it reads", TestProgram.window) { (s) throws(Refusal) in
      let (outer, _) = try s.split(try s.loops(of: try s.block("a"))[0], by: 4)
      try s.reverseCompute(try s.block("b"), at: outer)
    },
    .init("a shifted merge, just far enough", TestProgram.window) { (s) throws(Refusal) in
      let (a, b) = (try s.block("a"), try s.block("b"))
      try s.merge(try s.loops(of: a)[0], try s.loops(of: b)[0], shiftedBy: 4)
    },
    .init("strided and dilated, tiled with its stage", TestProgram.dilated) { (s) throws(Refusal) in
      let conv = try s.block("conv")
      let loops = try s.loops(of: conv)
      let (xo, xi) = try s.split(loops[1], by: 3)
      try s.reorder(xo, loops[0], loops[2], loops[3], xi)
      try s.compute(try s.block("a"), at: xo)
      try s.vectorize(xi)
      try s.parallel(xo)
    },
    .init("the taps of a convolution outside", TestProgram.dilated) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("conv"))
      try s.reorder(loops[3], loops[2], loops[0], loops[1])
      try s.parallel(loops[1])
    },
    .init("pooling in tiles, its stage and its reader with it", TestProgram.pooled) {
      (s) throws(Refusal) in
      let (outer, _) = try s.split(try s.loops(of: try s.block("rest"))[0], by: 4)
      try s.compute(try s.block("top"), at: outer)
      try s.compute(try s.block("a"), at: outer)
      try s.parallel(outer)
    },
    .init("computed in a tile, then in a row of it", TestProgram.window) { (s) throws(Refusal) in
      let (outer, inner) = try s.split(try s.loops(of: try s.block("b"))[0], by: 6)
      let a = try s.block("a")
      try s.compute(a, at: outer)
      try s.compute(a, at: inner)
    },
  ]

  private static let order: [LegalCase] = [
    .init("rows of a scan at once", TestProgram.rowScan) { (s) throws(Refusal) in
      try s.parallel(try s.loops(of: try s.block("scan"))[0])
    },
    .init("a scan in vectors over its rows", TestProgram.rowScan) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("scan"))
      let (outer, inner) = try s.split(loops[0], by: 4)
      try s.reorder(loops[1], inner)
      try s.vectorize(inner)
      try s.parallel(outer)
    },
    .init("a scan in pieces", TestProgram.rowScan) { (s) throws(Refusal) in
      let (_, inner) = try s.split(try s.loops(of: try s.block("scan"))[1], by: 2, tail: .cut)
      try s.unroll(inner)
    },
    .init("a scan merged with its start", TestProgram.rowScan) { (s) throws(Refusal) in
      let (start, scan) = (try s.block("start"), try s.block("scan"))
      let rows = try s.loops(of: start)[0]
      try s.merge(rows, try s.loops(of: scan)[0])
      try s.parallel(rows)
    },
    .init("a recurrence straight down, exchanged", straight) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("steps"))
      try s.reorder(loops[1], loops[0])
      try s.parallel(loops[1])
    },
    .init("a recurrence from the left above, exchanged", fromTheLeft) {
      (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("steps"))
      try s.reorder(loops[1], loops[0])
    },
    .init("a row of a recurrence at once", fromTheRight) { (s) throws(Refusal) in
      try s.parallel(try s.loops(of: try s.block("steps"))[1])
    },
    .init("one loop for a matrix and its flat copy", TestProgram.flattened) { (s) throws(Refusal) in
      let rows = try s.loops(of: try s.block("a"))
      let flat = try s.loops(of: try s.block("b"))
      try s.merge(try s.fuse(rows[0], rows[1]), flat[0])
    },
    .init("stages merged, parallel, distributed again", TestProgram.upsampled) {
      (s) throws(Refusal) in
      let b = try s.block("b")
      let (outer, _) = try s.split(try s.loops(of: b)[0], by: 2)
      let loop = try s.loops(of: try s.block("a"))[0]
      try s.merge(loop, outer)
      try s.parallel(loop)
      try s.distribute(loop, before: b)
    },
  ]

  private static let reductions: [LegalCase] = [
    .init("the reduction outside of what it reduces to", matmul) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      try s.reorder(loops[2], loops[0], loops[1])
      try s.vectorize(try s.split(loops[1], by: 4).inner)
    },
    .init("two sums in one loop", TestProgram.twoSums) { (s) throws(Refusal) in
      let (first, second) = (try s.block("first"), try s.block("second"))
      let (a, b) = (try s.loops(of: first), try s.loops(of: second))
      try s.merge(a[0], b[0])
      try s.merge(a[1], b[1])
      try s.reverseCompute(try s.block("both"), at: a[0])
      try s.parallel(a[0])
    },
    .init("sums in four parts, in vectors", TestProgram.twoSums) { (s) throws(Refusal) in
      let second = try s.block("second")
      let (_, lane) = try s.split(try s.loops(of: second)[1], by: 4)
      try s.rfactor(second, over: lane)
      try s.vectorize(lane)
    },
    .init("parts of sums in a tile", TestProgram.twoSums) { (s) throws(Refusal) in
      let first = try s.block("first")
      let (outer, _) = try s.split(try s.loops(of: try s.block("both"))[0], by: 4)
      try s.compute(first, at: outer)
      let (_, lane) = try s.split(try s.loops(of: first)[2], by: 3)
      try s.rfactor(first, over: lane)
      try s.vectorize(lane)
    },
    .init("an initialisation moves with its sums", TestProgram.twoSums) { (s) throws(Refusal) in
      let first = try s.block("first")
      let start = try s.decomposeReduction(first, before: try s.loops(of: first)[1])
      let (outer, _) = try s.split(try s.loops(of: try s.block("both"))[0], by: 4)
      try s.compute(start, at: outer)
      try s.parallel(outer)
    },
    .init("maxima decomposed and exchanged", TestProgram.pooled) { (s) throws(Refusal) in
      let top = try s.block("top")
      let loops = try s.loops(of: top)
      try s.decomposeReduction(top, before: loops[0])
      try s.reorder(loops[1], loops[0])
      try s.parallel(loops[0])
    },
    .init("half a square", TestProgram.triangle) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("triangle"))
      let (ko, ki) = try s.split(loops[1], by: 4)
      let (io, ii) = try s.split(loops[0], by: 3)
      try s.reorder(io, ko, ki, ii)
      try s.parallel(io)
      try s.vectorize(ii)
    },
    .init("a product and what follows, in a tile", matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loops = try s.loops(of: matmul)
      let (io, ii) = try s.split(loops[0], by: 4)
      let (jo, ji) = try s.split(loops[1], by: 5)
      try s.reorder(io, jo, loops[2], ii, ji)
      try s.reverseCompute(try s.block("finish"), at: jo)
      try s.store(try s.buffer(writtenBy: matmul), at: jo)
      try s.parallel(io)
    },
  ]

  private static let layouts: [LegalCase] = [
    .init("columns in blocks of four", TestProgram.turned) { (s) throws(Refusal) in
      let (i, j) = (IndexExpression.dimension(0), IndexExpression.dimension(1))
      let a = try s.buffer(writtenBy: try s.block("a"))
      try s.transformLayout(a, [j, i.floorDivided(by: 4), i.remainder(by: 4)])
      try s.parallel(try s.loops(of: try s.block("a"))[0])
    },
    .init("a square along its diagonals", TestProgram.diagonal) { (s) throws(Refusal) in
      let (i, j) = (IndexExpression.dimension(0), IndexExpression.dimension(1))
      try s.transformLayout(try s.buffer(writtenBy: try s.block("a")), [i + j, j])
    },
    .init("columns inlined", TestProgram.turned) { (s) throws(Refusal) in
      try s.computeInline(try s.block("a"))
      let loops = try s.loops(of: try s.block("b"))
      try s.reorder(loops[1], loops[0])
    },
    .init("what is reversed follows inlined", TestProgram.backwards) { (s) throws(Refusal) in
      try s.reverseComputeInline(try s.block("b"))
      try s.parallel(try s.loops(of: try s.block("b"))[0])
    },
    .init("what is clamped inlined", TestProgram.clamped) { (s) throws(Refusal) in
      try s.computeInline(try s.block("a"))
      try s.vectorize(try s.split(try s.loops(of: try s.block("b"))[0], by: 4).inner)
    },
    .init("copies of what a tile reads", TestProgram.dilated) { (s) throws(Refusal) in
      let conv = try s.block("conv")
      let loops = try s.loops(of: conv)
      let (xo, xi) = try s.split(loops[1], by: 3)
      try s.reorder(xo, loops[0], loops[2], loops[3], xi)
      let copy = try s.cacheRead(conv, try s.buffer(readBy: conv, 0), in: .local)
      try s.compute(copy, at: xo)
    },
  ]
}
