import Dialects
import IR
import Support
import Testing

private let n = IndexExpression.symbol("n")

@Suite struct ResultTypeTests {
  @Test func broadcastsSymbolicSizes() throws {
    let bench = GraphBench(f32(m, 1, 8), f32(n, 1))
    let sum = try Graph.Add(bench.inputs[0], bench.inputs[1], in: bench.module)
    #expect(sum.resultType.sizes == [m, n, 8])
  }

  @Test func unequalSymbolsAreNamed() {
    let bench = GraphBench(f32(m, 8), f32(n, 8))
    let error = #expect(throws: Diagnostic.self) {
      try Graph.Add(bench.inputs[0], bench.inputs[1], in: bench.module)
    }
    #expect(
      error?.message
        == "shapes [m, 8] and [n, 8] do not broadcast: size 'm' is not known to equal 'n', and "
        + "neither is 1")
  }

  @Test func declaredRangesProveSizesEqual() throws {
    let bench = GraphBench(
      f32(m), f32(.minimum(m, 64)), symbols: ["m": SymbolRange(8, 64)])
    let sum = try Graph.Add(bench.inputs[0], bench.inputs[1], in: bench.module)
    #expect(sum.resultType.rank == 1)
  }

  @Test func matmulFollowsNumPy() throws {
    let bench = GraphBench(f32(2, m, 8), f32(8, 6), f32(8), f32(6, 8))
    func sizes(_ a: Int, _ b: Int, transposed: Bool = false) throws -> [IndexExpression]? {
      try Graph.MatMul(
        bench.inputs[a], bench.inputs[b], transposesRHS: transposed, in: bench.module
      ).resultType.sizes
    }
    #expect(try sizes(0, 1) == [2, m, 6])
    #expect(try sizes(0, 2) == [2, m])
    #expect(try sizes(2, 1) == [6])
    #expect(try sizes(2, 2) == [])
    #expect(try sizes(0, 3, transposed: true) == [2, m, 6])
    #expect(throws: Diagnostic.self) { try sizes(0, 3) }
  }

  @Test func convolutionSizesAreFormulas() throws {
    let bench = GraphBench(f32(1, 3, m, 32), f32(6, 3, 3, 3))
    let window = Graph.Window(
      rank: 2, strides: [2, 2], padsBegin: [1, 1], padsEnd: [1, 1])
    let conv = try Graph.Conv(bench.inputs[0], bench.inputs[1], window: window, in: bench.module)
    let rows = (m - 1).floorDivided(by: 2) + 1
    #expect(conv.resultType.sizes == [1, 6, rows, 16])
  }

  @Test func movement() throws {
    let bench = GraphBench(f32(m, 12), .tensor(sizes: [4, 2], element: .i64))
    let module = bench.module
    let split = try Graph.Reshape(bench.inputs[0], sizes: [m, 3, 4], in: module)
    #expect(split.resultType == f32(m, 3, 4))
    #expect(throws: Diagnostic.self) {
      try Graph.Reshape(bench.inputs[0], sizes: [m, 3, 5], in: module)
    }
    let turned = try Graph.Transpose(bench.inputs[0], permutation: [1, 0], in: module)
    #expect(turned.resultType == f32(12, m))
    let rows = try Graph.GatherND(bench.inputs[0], bench.inputs[1], in: module)
    #expect(rows.resultType == f32(4))
    let joined = try Graph.Concat([bench.inputs[0], bench.inputs[0]], axis: 0, in: module)
    #expect(joined.resultType == f32(m * 2, 12))
  }

  @Test func attributesRoundTrip() throws {
    let bench = GraphBench(f32(1))
    for text in ["[m, 768]", "[]", "[m * n + 1, min(m, 3)]"] {
      let parsed = try SizesAttribute.parse(body: text, in: bench.module.context)
      #expect(try SizesAttribute.parse(body: parsed.body, in: bench.module.context) == parsed)
    }
    for text in ["1, 2048", "8, 64, divisor 8", "[16, 32]"] {
      let parsed = try RangeAttribute.parse(body: text, in: bench.module.context)
      #expect(parsed.body == text)
    }
    for bad in ["", "3", "5, 1", "-1, 4", "1, 2, divisor 0", "[a]", "[]"] {
      #expect(throws: Diagnostic.self) {
        try RangeAttribute.parse(body: bad, in: bench.module.context)
      }
    }
  }
}
