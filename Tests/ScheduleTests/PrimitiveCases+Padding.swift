import Scheduling
import Support

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
  ]
}
