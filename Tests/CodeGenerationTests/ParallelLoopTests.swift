import Dialects
import IR
import MLIRJudge
import TangramRuntime
import Testing

@Suite(.programsReadByMLIR) struct ParallelLoopTests {
  typealias Body = @convention(c) (UnsafeMutableRawPointer?, Int64, Int64) -> Void
  typealias ParallelFor =
    @convention(c) (OpaquePointer?, Int64, Int64, Body?, UnsafeMutableRawPointer?) -> Int32

  /// What compiled code may call.
  static var symbols: [String: UnsafeRawPointer] {
    let loop: ParallelFor = { tangram_tg_parallel_for($0, $1, $2, $3, $4) }
    return ["tangram_tg_parallel_for": unsafeBitCast(loop, to: UnsafeRawPointer.self)]
  }

  /// `b[i] = 2 a[i] + i` from 3 in steps of 2, on threads.
  private func makeKernel(chunk: Int) throws -> CompiledKernel {
    try CompiledKernel(
      [.memory(.i32), .memory(.i32), .index], attributes: ["tangram.noalias": .unit],
      symbols: Self.symbols
    ) { build, arguments in
      let start = build.insertIndex(3)
      let step = build.insertIndex(2)
      let two = build.insertInteger(2, .i32)
      build.insertParallelLoop(from: start, to: arguments[2], step: step, chunk: chunk) {
        build, i in
        let a = build.insert(MemRef.Load(arguments[0], [i]))
        let number = build.insert(Arith.IndexCast(i, to: .i32))
        let sum = build.insert(Arith.AddI(build.insert(Arith.MulI(a, two)), number))
        build.insertOperation(MemRef.Store(sum, to: arguments[1], [i]))
      }
      build.insertOperation(Func.Return())
    }
  }

  @Test(arguments: [0, 3, 4, 5, 6, 7, 1000], [1, 7])
  func runsEveryIterationOnce(count: Int, chunk: Int) throws {
    let kernel = try makeKernel(chunk: chunk)
    let pool = tangram_tg_pool_create(3, 0, nil)
    defer { tangram_tg_pool_destroy(pool) }
    typealias Pointer = UnsafeMutableRawPointer
    typealias Function = @convention(c) (Pointer, Pointer, Int, OpaquePointer?) -> Void
    let function = unsafeBitCast(try kernel.address(), to: Function.self)
    var a = (0..<Int32(count) + 1).map { $0 * $0 }
    var b = Array(repeating: Int32(-1), count: count + 1)
    try a.withUnsafeMutableBytes { a in
      try b.withUnsafeMutableBytes { b in
        function(try #require(a.baseAddress), try #require(b.baseAddress), count, pool)
      }
    }
    var expected = Array(repeating: Int32(-1), count: count + 1)
    for i in stride(from: 3, to: count, by: 2) { expected[i] = Int32(2 * i * i + i) }
    #expect(b == expected)
  }

  /// A function that calls one with a parallel loop passes the pool on; a loop in a loop runs in
  /// its thread.
  @Test func passesThePoolToCallees() throws {
    let text = """
      "builtin.module"() ({
        "func.func"() <{function_type = (memref<?xi32>, index) -> (), sym_name = "inner", sym_visibility = "private"}> ({
        ^bb0(%m: memref<?xi32>, %base: index):
          %c0 = "arith.constant"() <{value = 0 : index}> : () -> index
          %c1 = "arith.constant"() <{value = 1 : index}> : () -> index
          %c8 = "arith.constant"() <{value = 8 : index}> : () -> index
          "scf.parallel"(%c0, %c8, %c1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
          ^bb0(%i: index):
            %p = "arith.addi"(%i, %base) : (index, index) -> index
            %v = "memref.load"(%m, %p) : (memref<?xi32>, index) -> i32
            %w = "arith.addi"(%v, %v) : (i32, i32) -> i32
            "memref.store"(%w, %m, %p) : (i32, memref<?xi32>, index) -> ()
            "scf.reduce"() : () -> ()
          }) : (index, index, index) -> ()
          "func.return"() : () -> ()
        }) : () -> ()
        "func.func"() <{function_type = (memref<?xi32>, memref<?xi32>, index) -> (), sym_name = "kernel"}> ({
        ^bb0(%m: memref<?xi32>, %unused: memref<?xi32>, %n: index):
          %c0 = "arith.constant"() <{value = 0 : index}> : () -> index
          %c8 = "arith.constant"() <{value = 8 : index}> : () -> index
          "func.call"(%m, %c0) <{callee = @inner}> : (memref<?xi32>, index) -> ()
          "scf.parallel"(%c8, %n, %c8) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
          ^bb0(%j: index):
            "func.call"(%m, %j) <{callee = @inner}> : (memref<?xi32>, index) -> ()
            "scf.reduce"() : () -> ()
          }) : (index, index, index) -> ()
          "func.return"() : () -> ()
        }) : () -> ()
      }) : () -> ()
      """
    let kernel = try CompiledKernel(text: text, symbols: Self.symbols)
    let pool = tangram_tg_pool_create(2, 0, nil)
    defer { tangram_tg_pool_destroy(pool) }
    typealias Pointer = UnsafeMutableRawPointer
    typealias Function = @convention(c) (Pointer, Pointer, Int, OpaquePointer?) -> Void
    let function = unsafeBitCast(try kernel.address(), to: Function.self)
    var numbers = (0..<Int32(40)).map { $0 }
    try numbers.withUnsafeMutableBytes { bytes in
      let pointer = try #require(bytes.baseAddress)
      function(pointer, pointer, 40, pool)
    }
    #expect(numbers == (0..<Int32(40)).map { 2 * $0 })
  }
}
