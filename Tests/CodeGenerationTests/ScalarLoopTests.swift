import CodeGeneration
import Dialects
import IR
import MLIRJudge
import Testing

@Suite(.programsReadByMLIR) struct ScalarLoopTests {
  @Test(arguments: [0, 1, 2, 17])
  func addsTwoArrays(count: Int) throws {
    let kernel = try CompiledKernel([.memory(.f32), .memory(.f32), .index]) { build, arguments in
      let zero = build.insertIndex(0)
      let one = build.insertIndex(1)
      build.insertLoop(from: zero, to: arguments[2], step: one) { build, i, _ in
        let a = build.insert(MemRef.Load(arguments[0], [i]))
        let b = build.insert(MemRef.Load(arguments[1], [i]))
        build.insertOperation(MemRef.Store(build.insert(Arith.AddF(a, b)), to: arguments[1], [i]))
        return []
      }
      build.insertOperation(Func.Return())
    }
    var a = (0..<count + 1).map { Float($0) }
    var b = a.map { $0 * 10 }
    try a.withUnsafeMutableBytes { a in
      try b.withUnsafeMutableBytes { b in
        try kernel.call(#require(a.baseAddress), #require(b.baseAddress), count)
      }
    }
    // The last element is beyond the end and stays.
    #expect(b == (0..<count).map { Float($0) * 11 } + [Float(count) * 10])
  }
}
