import Scheduling
import Support
import TensorExpressions

extension PrimitiveCase {
  /// Tiles of four rows, the rows read and the sums in buffers of a tile's size.
  private static func tiled(_ s: inout Schedule) throws(Refusal) -> Schedule.Block {
    let matmul = try s.block("matmul")
    let (outer, _) = try s.split(try s.loops(of: matmul)[0], by: 4)
    let (copy, sums) = try s.cacheWrite(matmul)
    try s.reverseCompute(copy, at: outer)
    try s.store(sums, at: outer)
    let rows = try s.cacheRead(matmul, try s.buffer(readBy: matmul, 0))
    try s.compute(rows, at: outer)
    return matmul
  }

  /// A copy of rows in a module with instructions.
  private static func instructed() -> TestProgram {
    var program = TestProgram(
      "copy", inputs: [[m, 32]], output: [m, 32], sizes: [["m": 5]], element: .f32
    ) { program, x, y in program.compute("copy", into: y) { i in x[0][i] } }
    try? InstructionLibrary.x86.add(to: &program.module)
    return program
  }

  /// A product whose rows are multiples of four.
  private static func rowsByFour() -> TestProgram {
    .matmul(range: SymbolRange(0, 64), sizes: [0, 4, 16])
  }

  /// Sums of products of floats, doubled.
  private static func products() -> TestProgram {
    TestProgram(
      "products", inputs: [[m, 8], [8]], output: [m], sizes: [["m": 5]], element: .f32
    ) { program, x, y in
      let sum = program.reduce("sum", [m], over: [8], .sum, .f32) { i, k in
        x[0][i[0], k[0]] * x[1][k[0]]
      }
      program.compute("twice", into: y) { i in sum[i] * 2 }
    }
  }

  static let padding: [String: PrimitiveCase] = [
    "decompose_padding": .init(TestProgram.bordered) { (s) throws(Refusal) in
      let padded = try s.block("padded")
      let fill = try s.decomposePadding(padded)
      try s.vectorize(try s.split(try s.loops(of: fill)[0], by: 4).inner)
    } refused: { (s) throws(Refusal) in
      try s.decomposePadding(try s.block("sums"))
    },
    "pad_local": .init(matmul) { (s) throws(Refusal) in
      try s.padLocal(try tiled(&s))
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.split(try s.loops(of: matmul)[0], by: 4)
      try s.padLocal(matmul)
    },
    "pad_einsum": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      try s.padEinsum(matmul, toMultiplesOf: [4, 1, 4])
      try s.unroll(try s.split(try s.loops(of: matmul)[2], by: 4).inner)
    } refused: { (s) throws(Refusal) in
      try s.padEinsum(try s.block("matmul"), toMultiplesOf: [4])
    },
    "assume": .init(rowsByFour) { (s) throws(Refusal) in
      try s.assume("m", between: [0, 32], divisibleBy: 4)
      try s.split(try s.loops(of: try s.block("finish"))[0], by: 4)
    } refused: { (s) throws(Refusal) in
      try s.assume("m", between: [5, 7], divisibleBy: 4)
    },
    "merge_reduction": .init(matmul) { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loops = try s.loops(of: matmul)
      let initial = try s.decomposeReduction(matmul, before: loops[0])
      try s.reorder(loops[1], loops[0], loops[2])
      try s.mergeReduction(initial, into: matmul)
    } refused: { (s) throws(Refusal) in
      let matmul = try s.block("matmul")
      let loops = try s.loops(of: matmul)
      let initial = try s.decomposeReduction(matmul, before: loops[0])
      try s.split(loops[2], by: 4)
      try s.mergeReduction(initial, into: matmul)
    },
    "atomic": .init(rows) { (s) throws(Refusal) in
      let sum = try s.block("sum")
      let loops = try s.loops(of: sum)
      try s.decomposeReduction(sum, before: loops[0])
      try s.atomic(sum)
      try s.parallel(loops[1])
    } refused: { (s) throws(Refusal) in
      try s.atomic(try s.block("sum"))
    },
    "fuse_multiply_add": .init(products) { (s) throws(Refusal) in
      try s.fuseMultiplyAdd(try s.block("sum"))
    } refused: { (s) throws(Refusal) in
      try s.fuseMultiplyAdd(try s.block("twice"))
    },
    "bind": .init(matmul) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      let (block, thread) = try s.split(loops[0], by: 4)
      try s.bind(block, to: .blockX)
      try s.bind(thread, to: .threadY)
      try s.bind(loops[1], to: .threadX)
    } refused: { (s) throws(Refusal) in
      try s.bind(try s.loops(of: try s.block("matmul"))[2], to: .threadX)
    },
    "blockize": .init(matmul) { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      let (rows, row) = try s.split(loops[0], by: 4)
      let (terms, term) = try s.split(loops[2], by: 3)
      try s.reorder(rows, terms, row, term, loops[1])
      try s.blockize(row, named: "tile")
      try s.parallel(rows)
      try s.reorder(loops[1], term)
    } refused: { (s) throws(Refusal) in
      let loops = try s.loops(of: try s.block("matmul"))
      try s.blockize(loops[1], named: "tile")
      try s.compute(try s.block("matmul"), at: try s.loops(of: try s.block("finish"))[0])
    },
    "tensorize": .init(instructed) { (s) throws(Refusal) in
      try s.tensorize(
        try s.split(try s.loops(of: try s.block("copy"))[1], by: 16).inner,
        as: "x86.copy_f32x16")
    } refused: { (s) throws(Refusal) in
      try s.tensorize(try s.loops(of: try s.block("copy"))[1], as: "x86.copy_f32x16")
    },
  ]
}
