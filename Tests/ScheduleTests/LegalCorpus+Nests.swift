import Dialects
import Scheduling
import Support
import TensorExpressions

// Blocks that hold blocks: steps on the outer one, on the inner one, and across.

extension LegalCase {
  private static func matmul() -> TestProgram { .matmul(sizes: [1, 5, 16]) }
  private static func fromFour() -> TestProgram {
    .matmul(range: SymbolRange(4, 64), sizes: [4, 5, 16])
  }
  private static func stages() -> TestProgram { .twoStages() }

  /// Tiles of 4 rows, 5 columns and 4 terms, the tile as the block 'tile'.
  private static func tile(
    _ s: inout Schedule, _ tail: Schedule.Tail = .guard
  ) throws(Refusal) -> (outer: [Schedule.Loop], inner: [Schedule.Loop], block: Schedule.Block) {
    let loops = try s.loops(of: try s.block("matmul"))
    let (io, ii) = try s.split(loops[0], by: 4, tail: tail)
    let (jo, ji) = try s.split(loops[1], by: 5)
    let (ko, ki) = try s.split(loops[2], by: 4)
    try s.reorder(io, jo, ko, ii, ki, ji)
    return ([io, jo, ko], [ii, ki, ji], try s.blockize(ii, named: "tile"))
  }

  static let nests: [LegalCase] = [
    .init("tiles beside single rows that lag behind", stages) { (s) throws(Refusal) in
      let rows = try s.split(try s.loops(of: try s.block("a"))[0], by: 5)
      try s.blockize(rows.inner, named: "tile")
      try s.merge(rows.outer, try s.loops(of: try s.block("b"))[0], shiftedBy: 2)
    },
    .init("a tile of a sum as a block", matmul) { (s) throws(Refusal) in
      let (outer, inner, _) = try tile(&s)
      try s.parallel(outer[0])
      try s.reorder(inner[1], inner[0])
      try s.vectorize(inner[2])
    },
    .init("tiles that begin early as a block", fromFour) { (s) throws(Refusal) in
      let (outer, _, _) = try tile(&s, .shift)
      try s.reorder(outer[1], outer[0])
      try s.unroll(outer[2])
    },
    .init("the initialisation of a tile taken out", matmul) { (s) throws(Refusal) in
      let (outer, inner, block) = try tile(&s)
      let initial = try s.decomposeReduction(block, before: outer[2])
      try s.parallel(outer[1])
      try s.vectorize(inner[2])
      try s.unitLoop(around: initial)
    },
    .init("a block of blocks of blocks", matmul) { (s) throws(Refusal) in
      let (outer, inner, _) = try tile(&s)
      let (rows, row) = try s.split(outer[0], by: 2)
      try s.reorder(rows, outer[1], row, outer[2])
      try s.blockize(outer[2], named: "terms")
      try s.blockize(row, named: "rows")
      try s.parallel(rows)
      try s.blockize(inner[1], named: "inner")
      try s.unroll(inner[1])
    },
    .init("tiles of a fused loop as a block", matmul) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      let (outer, inner) = try s.split(try s.fuse(loops[0], loops[1]), by: 7)
      try s.blockize(inner, named: "tile")
      try s.parallel(outer)
      try s.split(outer, by: 2)
    },
    .init("tiles of a sum where they are finished", matmul) { (s) throws(Refusal) in
      let (_, _, block) = try tile(&s)
      let (rows, _) = try s.split(try s.loops(of: try s.block("finish"))[0], by: 6)
      try s.compute(block, at: rows)
      try s.parallel(rows)
    },
    .init("tiles that finish where rows are summed", matmul) { (s) throws(Refusal) in
      let (_, row) = try s.split(try s.loops(of: try s.block("finish"))[0], by: 2)
      let finish = try s.blockize(row, named: "rows")
      let (outer, _) = try s.split(try s.loops(of: try s.block("matmul"))[0], by: 8)
      try s.reverseCompute(finish, at: outer)
      try s.parallel(outer)
    },
    .init("a cache for the sums of tiles", matmul) { (s) throws(Refusal) in
      let (outer, _, block) = try tile(&s)
      let (copy, cache) = try s.cacheWrite(block)
      try s.reverseCompute(copy, at: outer[1])
      try s.store(cache, at: outer[1])
      try s.parallel(outer[0])
    },
    .init("a copy of what tiles read", matmul) { (s) throws(Refusal) in
      let (outer, inner, block) = try tile(&s)
      let left = try s.cacheRead(block, try s.buffer(readBy: block, 0))
      try s.compute(left, at: outer[0])
      let right = try s.cacheRead(block, try s.buffer(readBy: block, 1))
      try s.compute(right, at: inner[0])
    },
    .init("stages of a loop apart, one of them a block", stages) { (s) throws(Refusal) in
      let (first, second) = (
        try s.loops(of: try s.block("a"))[0], try s.loops(of: try s.block("b"))[0]
      )
      try s.merge(first, second)
      let block = try s.blockize(try s.loops(of: try s.block("b"))[1], named: "second")
      try s.distribute(try s.split(first, by: 3).inner, before: block)
    },
    .init("an inner block split and vectorised", matmul) { (s) throws(Refusal) in
      let (outer, inner, _) = try tile(&s)
      try s.vectorize(try s.split(inner[0], by: 2).inner)
      try s.parallel(outer[0])
      try s.cacheWrite(try s.block("finish"))
    },
  ]
}
