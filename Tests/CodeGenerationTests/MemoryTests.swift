import Dialects
import IR
import MLIRJudge
import Testing

/// Views, allocations and structured control flow, run.
@Suite(.programsReadByMLIR) struct MemoryTests {
  @Test func viewsAndAllocates() throws {
    let text = """
      "func.func"() <{function_type = (memref<?xi8>, memref<?xf32>, index) -> (), sym_name = "kernel"}> ({
      ^bb0(%bytes: memref<?xi8>, %out: memref<?xf32>, %n: index):
        %c0 = "arith.constant"() <{value = 0 : index}> : () -> index
        %c1 = "arith.constant"() <{value = 1 : index}> : () -> index
        %c2 = "arith.constant"() <{value = 2 : index}> : () -> index
        %c16 = "arith.constant"() <{value = 16 : index}> : () -> index
        %view = "memref.view"(%bytes, %c16) : (memref<?xi8>, index) -> memref<4x8xf32>
        %sub = "memref.subview"(%view, %n) <{operandSegmentSizes = array<i32: 1, 1, 0, 0>, static_offsets = array<i64: 1, -9223372036854775808>, static_sizes = array<i64: 2, 3>, static_strides = array<i64: 2, 1>}> : (memref<4x8xf32>, index) -> memref<2x3xf32, strided<[16, 1], offset: ?>>
        %copy = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<2x3xf32>
        "scf.for"(%c0, %c2, %c1) ({
        ^bb0(%i: index):
          %x = "memref.load"(%sub, %i, %c1) : (memref<2x3xf32, strided<[16, 1], offset: ?>>, index, index) -> f32
          "memref.store"(%x, %copy, %i, %c2) : (f32, memref<2x3xf32>, index, index) -> ()
          %y = "memref.load"(%copy, %i, %c2) : (memref<2x3xf32>, index, index) -> f32
          "memref.store"(%y, %out, %i) : (f32, memref<?xf32>, index) -> ()
          "scf.yield"() : () -> ()
        }) : (index, index, index) -> ()
        "func.return"() : () -> ()
      }) : () -> ()
      """
    let kernel = try CompiledKernel(text: text)
    var input = (0..<36).map { Float($0) - 4 }
    var output: [Float] = [0, 0]
    try input.withUnsafeMutableBytes { a in
      try output.withUnsafeMutableBytes { b in
        try kernel.call(#require(a.baseAddress), #require(b.baseAddress), 3)
      }
    }
    // Rows 1 and 3 of eight, column 3 + 1.
    #expect(output == [12, 28])
  }

  @Test(arguments: [0, 1, 2, 3, 5, 9])
  func choosesAndRepeats(n: Int) throws {
    let text = """
      "func.func"() <{function_type = (memref<?xi64>, memref<?xi64>, index) -> (), sym_name = "kernel"}> ({
      ^bb0(%unused: memref<?xi64>, %out: memref<?xi64>, %n: index):
        %c0 = "arith.constant"() <{value = 0 : index}> : () -> index
        %c1 = "arith.constant"() <{value = 1 : index}> : () -> index
        %c2 = "arith.constant"() <{value = 2 : index}> : () -> index
        %c3 = "arith.constant"() <{value = 3 : index}> : () -> index
        %w:2 = "scf.while"(%n, %c0) ({
        ^bb0(%a: index, %s: index):
          %more = "arith.cmpi"(%a, %c0) <{predicate = 4 : i64}> : (index, index) -> i1
          "scf.condition"(%more, %a, %s) : (i1, index, index) -> ()
        }, {
        ^bb0(%a: index, %s: index):
          %d = "arith.subi"(%a, %c1) : (index, index) -> index
          %t = "arith.addi"(%s, %a) : (index, index) -> index
          "scf.yield"(%d, %t) : (index, index) -> ()
        }) : (index, index) -> (index, index)
        %s = "scf.index_switch"(%n) <{cases = array<i64: 2, 5>}> ({
          "scf.yield"(%w#1) : (index) -> ()
        }, {
          "scf.yield"(%c1) : (index) -> ()
        }, {
          "scf.yield"(%c3) : (index) -> ()
        }) : (index) -> index
        %odd = "arith.remui"(%n, %c2) : (index, index) -> index
        %isOdd = "arith.cmpi"(%odd, %c0) <{predicate = 1 : i64}> : (index, index) -> i1
        %r = "scf.if"(%isOdd) ({
          %e = "arith.muli"(%s, %c2) : (index, index) -> index
          "scf.yield"(%e) : (index) -> ()
        }, {
          "scf.yield"(%s) : (index) -> ()
        }) : (i1) -> index
        %yes = "arith.constant"() <{value = true}> : () -> i1
        "cf.assert"(%yes) <{msg = "always holds"}> : (i1) -> ()
        %v = "arith.index_cast"(%r) : (index) -> i64
        "memref.store"(%v, %out, %c0) : (i64, memref<?xi64>, index) -> ()
        "func.return"() : () -> ()
      }) : () -> ()
      """
    let kernel = try CompiledKernel(text: text)
    var input = [0]
    var output = [-1]
    try kernel.call(&input, &output, n)
    let chosen = n == 2 ? 1 : n == 5 ? 3 : n * (n + 1) / 2
    #expect(output == [n % 2 == 1 ? chosen * 2 : chosen])
  }

  /// Division that rounds down and up, on all signs.
  @Test func dividesWithEveryRounding() throws {
    let kernel = try CompiledKernel([.memory(.i32), .memory(.i32), .index]) { build, arguments in
      let zero = build.insertIndex(0)
      let lanes = Type.vector(8, .i32)
      let a = build.insert(Vector.Load(arguments[0], [zero], as: lanes))
      let b = build.insert(Vector.Load(arguments[0], [build.insertIndex(8)], as: lanes))
      let results = [
        build.insert(Arith.FloorDivSI(a, b)), build.insert(Arith.CeilDivSI(a, b)),
        build.insert(Arith.DivSI(a, b)), build.insert(Arith.RemSI(a, b)),
      ]
      for (place, result) in results.enumerated() {
        build.insertOperation(
          Vector.Store(result, to: arguments[1], [build.insertIndex(8 * place)]))
      }
      build.insertOperation(Func.Return())
    }
    let a: [Int32] = [7, -7, 7, -7, 6, -6, 0, 1]
    let b: [Int32] = [2, 2, -2, -2, 3, 3, 5, -4]
    let output: [Int32] = try kernel.map(a + b, to: 0, count: 32)
    let quotients = zip(a, b).map { Double($0) / Double($1) }
    #expect(output[0..<8] == quotients.map { Int32($0.rounded(.down)) }[...])
    #expect(output[8..<16] == quotients.map { Int32($0.rounded(.up)) }[...])
    #expect(output[16..<24] == zip(a, b).map { $0 / $1 }[...])
    #expect(output[24..<32] == zip(a, b).map { $0 % $1 }[...])
  }
}
