import Dialects
import IR

/// `C[rows, columns] += A[k, rows] * B[k, columns]` on packed panels, with the accumulators in an
/// allocation of the frame that only constant indices touch.
struct RegisterTile {
  var rows: Int
  /// Vectors in a row of the tile.
  var vectors: Int
  var lanes: Int
  var unroll = 1

  /// Builds `(a, b, c: memref<?xf32>, k, ldc: index)`.
  func build(_ build: inout Builder, _ arguments: [ValueID]) {
    let (a, b, c) = (arguments[0], arguments[1], arguments[2])
    let vector = Type.vector(lanes, .f32)
    let count = rows * vectors
    let memory = build.insert(MemRef.Alloca(MemRefType([count * lanes], .f32)))
    let zero = build.insertFloat(0, vector)
    for i in 0..<count {
      build.insertOperation(Vector.Store(zero, to: memory, [build.insertIndex(i * lanes)]))
    }
    let start = build.insertIndex(0)
    let step = build.insertIndex(unroll)
    build.insertLoop(from: start, to: arguments[3], step: step) { build, k, _ in
      for u in 0..<unroll {
        let at = build.insert(Arith.AddI(k, build.insertIndex(u)))
        let rowStart = build.insert(Arith.MulI(at, build.insertIndex(rows)))
        let columnStart = build.insert(Arith.MulI(at, build.insertIndex(vectors * lanes)))
        var right: [ValueID] = []
        for j in 0..<vectors {
          let index = build.insert(Arith.AddI(columnStart, build.insertIndex(j * lanes)))
          right.append(build.insert(Vector.Load(b, [index], as: vector)))
        }
        for i in 0..<rows {
          let index = build.insert(Arith.AddI(rowStart, build.insertIndex(i)))
          let scalar = build.insert(MemRef.Load(a, [index]))
          let left = build.insert(Vector.Broadcast(scalar, to: vector))
          for j in 0..<vectors {
            let place = build.insertIndex((i * vectors + j) * lanes)
            let old = build.insert(Vector.Load(memory, [place], as: vector))
            let new = build.insert(Vector.FMA(left, right[j], old))
            build.insertOperation(Vector.Store(new, to: memory, [place]))
          }
        }
      }
      return []
    }
    for i in 0..<rows {
      let row = build.insert(Arith.MulI(arguments[4], build.insertIndex(i)))
      for j in 0..<vectors {
        let index = build.insert(Arith.AddI(row, build.insertIndex(j * lanes)))
        let place = build.insertIndex((i * vectors + j) * lanes)
        let sum = build.insert(Vector.Load(memory, [place], as: vector))
        let old = build.insert(Vector.Load(c, [index], as: vector))
        build.insertOperation(
          Vector.Store(build.insert(Arith.AddF(old, sum)), to: c, [index]))
      }
    }
    build.insertOperation(Func.Return())
  }

  static let parameters: [Type] = [
    .memory(.f32), .memory(.f32), .memory(.f32), .index, .index,
  ]
}
