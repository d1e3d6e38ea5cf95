import Dialects
import IR
import MLIRJudge
import Testing

@Suite(.programsReadByMLIR) struct VectorLoopTests {
  /// `y[i] = 2 x[i] + i` for every length, with a mask at the end.
  @Test(arguments: [0, 1, 7, 15, 16, 17, 33])
  func masksTheTail(count: Int) throws {
    let kernel = try CompiledKernel([.memory(.f32), .memory(.f32), .index]) { build, arguments in
      let lanes = Type.vector(16, .f32)
      let zero = build.insertIndex(0)
      let step = build.insertIndex(16)
      let none = build.insertFloat(0, lanes)
      let two = build.insertFloat(2, lanes)
      let numbers = (0..<16).flatMap { Attribute.integer($0, .i32).elementBytes ?? [] }
      let lane = build.insert(
        Arith.Constant(.dense(DenseElements(type: .vector(16, .i32), bytes: numbers))))
      build.insertLoop(from: zero, to: arguments[2], step: step) { build, i, _ in
        let left = build.insert(Arith.SubI(arguments[2], i))
        let mask = build.insert(Vector.CreateMask(left, count: 16))
        let x = build.insert(
          Vector.MaskedLoad(arguments[0], [i], mask: mask, passThrough: none))
        let start = build.insert(Arith.IndexCast(i, to: .i32))
        let starts = build.insert(Vector.Broadcast(start, to: .vector(16, .i32)))
        let index = build.insert(Arith.AddI(lane, starts))
        let number = build.insert(Arith.SIToFP(index, to: lanes))
        let y = build.insert(Vector.FMA(x, two, number))
        build.insertOperation(Vector.MaskedStore(y, to: arguments[1], [i], mask: mask))
        return []
      }
      build.insertOperation(Func.Return())
    }
    let x = (0..<count).map { Float($0) + 0.5 }
    let y: [Float] = try kernel.map(x, to: -1, count: count + 16)
    let expected = (0..<count).map { Float(3 * $0 + 1) }
    #expect(y == expected + Array(repeating: -1, count: 16))
  }

  @Test func gathersAndScatters() throws {
    let kernel = try CompiledKernel([.memory(.i64), .memory(.f32), .memory(.f32), .index]) {
      build, arguments in
      let lanes = Type.vector(8, .f32)
      let zero = build.insertIndex(0)
      let offsets = build.insert(Vector.Load(arguments[0], [zero], as: .vector(8, .i64)))
      let mask = build.insert(Vector.ConstantMask(6, count: 8))
      let none = build.insertFloat(9, lanes)
      let picked = build.insert(
        Vector.Gather(arguments[1], [zero], offsets: offsets, mask: mask, passThrough: none))
      build.insertOperation(Vector.Store(picked, to: arguments[2], [zero]))
      let eight = build.insertIndex(8)
      let all = build.insert(Vector.ConstantMask(8, count: 8))
      build.insertOperation(
        Vector.Scatter(picked, to: arguments[2], [eight], offsets: offsets, mask: all))
      build.insertOperation(Func.Return())
    }
    var offsets = [7, 0, 3, 3, 1, 2, 6, 5]
    var table: [Float] = [10, 11, 12, 13, 14, 15, 16, 17]
    var output = Array(repeating: Float(0), count: 16)
    try offsets.withUnsafeMutableBytes { a in
      try table.withUnsafeMutableBytes { b in
        try output.withUnsafeMutableBytes { c in
          try kernel.call(
            #require(a.baseAddress), #require(b.baseAddress), #require(c.baseAddress), 8)
        }
      }
    }
    #expect(output[..<8] == [17, 10, 13, 13, 11, 12, 9, 9])
    #expect(output[8...] == [10, 11, 12, 13, 0, 9, 9, 17])
  }

  @Test func shufflesExtractsInsertsReduces() throws {
    let kernel = try CompiledKernel([.memory(.f32), .memory(.f32), .index]) { build, arguments in
      let zero = build.insertIndex(0)
      let x = build.insert(Vector.Load(arguments[0], [zero], as: .vector(4, .f32)))
      let short = build.insert(Vector.Shuffle(x, x, mask: [3, 5]))
      let mixed = build.insert(Vector.Shuffle(x, short, mask: [0, 4, 5, 2]))
      let third = build.insert(Vector.Extract(x, at: [2]))
      let changed = build.insert(Vector.Insert(third, into: mixed, at: [nil], dynamic: [zero]))
      build.insertOperation(Vector.Store(changed, to: arguments[1], [zero]))
      let kinds: [Vector.CombiningKind] = [.add, .mul, .maximumf, .minimumf, .maxnumf, .minnumf]
      let ten = build.insertFloat(10, .f32)
      for (index, kind) in kinds.enumerated() {
        let plain = build.insert(Vector.Reduction(kind, x, fastMath: [.reassociation]))
        let started = build.insert(Vector.Reduction(kind, x, accumulator: ten))
        build.insertOperation(
          MemRef.Store(plain, to: arguments[1], [build.insertIndex(4 + 2 * index)]))
        build.insertOperation(
          MemRef.Store(started, to: arguments[1], [build.insertIndex(5 + 2 * index)]))
      }
      build.insertOperation(Func.Return())
    }
    let output: [Float] = try kernel.map([1, 2, 3, 4] as [Float], to: 0, count: 16)
    #expect(output == [3, 4, 2, 3, 10, 20, 24, 240, 4, 10, 1, 1, 4, 10, 1, 1])
  }

  @Test func reducesIntegers() throws {
    let kernel = try CompiledKernel([.memory(.i32), .memory(.i32), .index]) { build, arguments in
      let zero = build.insertIndex(0)
      let x = build.insert(Vector.Load(arguments[0], [zero], as: .vector(4, .i32)))
      let kinds: [Vector.CombiningKind] = [
        .add, .mul, .and, .or, .xor, .maxsi, .minsi, .maxui, .minui,
      ]
      for (index, kind) in kinds.enumerated() {
        let value = build.insert(Vector.Reduction(kind, x))
        build.insertOperation(
          MemRef.Store(value, to: arguments[1], [build.insertIndex(index)]))
      }
      build.insertOperation(Func.Return())
    }
    let output: [Int32] = try kernel.map([6, -2, 3, 12] as [Int32], to: 0, count: 9)
    #expect(output == [19, -432, 0, -1, 6 ^ -2 ^ 3 ^ 12, 12, -2, -2, 3])
  }

  /// Memory for rank 2 is refused with words, not a crash.
  @Test func refusesVectorsOfHigherRank() throws {
    let error = #expect(throws: (any Error).self) {
      try CompiledKernel([.memory(.f32), .memory(.f32), .index]) { build, arguments in
        let zero = build.insertIndex(0)
        let type = Type.vector(VectorType([2, 4], .f32))
        build.insertOperation(
          Vector.Store(
            build.insert(Vector.Load(arguments[0], [zero], as: type)), to: arguments[1], [zero]))
        build.insertOperation(Func.Return())
      }
    }
    #expect("\(try #require(error))".contains("vector of rank 2"))
  }
}
