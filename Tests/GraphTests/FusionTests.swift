import Dialects
import IR
import Support
import Testing
import Transforms

private let n = IndexExpression.symbol("n")

@Suite struct FusionTests {
  @Test func productTakesEpilogueAndTranspose() throws {
    var bench = GraphBench(f32(2, m, 8))
    let product = bench.insert(
      try Graph.MatMul(bench.inputs[0], bench.weights(8, 12), in: bench.module))
    let sum = try bench(Graph.Add.self, product, bench.weights(12))
    let split = bench.insert(try Graph.Reshape(sum, sizes: [2, m, 3, 4], in: bench.module))
    let heads = bench.insert(
      try Graph.Transpose(split, permutation: [0, 2, 1, 3], in: bench.module))
    bench.finish(heads)
    try bench.run([fuseGraph], symbols: [["m": 1], ["m": 5]])
    #expect(bench.kernels == [["matmul", "add", "reshape", "transpose"]])
  }

  @Test func valueWithOtherUsersEndsAnEpilogue() throws {
    var bench = GraphBench(f32(m, 8))
    let product = bench.insert(
      try Graph.MatMul(bench.inputs[0], bench.weights(8, 8), in: bench.module))
    let sum = try bench(Graph.Add.self, product, bench.inputs[0])
    let positive = try bench(Graph.Relu.self, sum)
    bench.finish(sum, positive)
    let report = try bench.run([fuseGraph])
    #expect(bench.kernels == [["matmul", "add"], ["relu"]])
    #expect(report.remarks.contains { $0.kind == .passed })
  }

  @Test func diamondsInsideAnEpilogueJoin() throws {
    var bench = GraphBench(f32(m, 8))
    let product = bench.insert(
      try Graph.MatMul(bench.inputs[0], bench.weights(8, 8), in: bench.module))
    let gate = try bench(Graph.Sigmoid.self, product)
    bench.finish(try bench(Graph.Mul.self, product, gate))
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["matmul", "sigmoid", "mul"]])
  }

  @Test func dependenceThroughAnotherKernelStaysOut() throws {
    var bench = GraphBench(f32(m, 8))
    let product = bench.insert(
      try Graph.MatMul(bench.inputs[0], bench.weights(8, 8), in: bench.module))
    let other = bench.insert(
      try Graph.MatMul(product, bench.weights(8, 8, seed: 2), in: bench.module))
    bench.finish(try bench(Graph.Add.self, product, other))
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["matmul"], ["matmul", "add"]])
  }

  @Test func rowsTakeCheapProducersOnly() throws {
    var bench = GraphBench(f32(m, 8))
    let exp = try bench(Graph.Exp.self, bench.inputs[0])
    let scaled = try bench(Graph.Mul.self, exp, bench.number(0.3))
    let rows = bench.insert(try Graph.Softmax(scaled, axis: 1, in: bench.module))
    bench.finish(try bench(Graph.Add.self, rows, bench.inputs[0]))
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["exp"], ["mul", "softmax", "add"]])
  }

  @Test func reshapesAreViewsAndOutputsAreCopied() throws {
    var bench = GraphBench(f32(m, 8))
    let flat = bench.insert(
      try Graph.Reshape(bench.inputs[0], sizes: [m * 8], in: bench.module))
    let negative = try bench(Graph.Neg.self, flat)
    bench.finish(negative, negative, bench.inputs[0], flat, bench.weights(3))
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["reshape"], ["neg"], ["copy"], ["copy"], ["copy"]])
  }

  @Test func expensiveWorkIsNotRepeatedByABroadcast() throws {
    var bench = GraphBench(f32(8), f32(m, 8))
    let exp = try bench(Graph.Exp.self, bench.inputs[0])
    bench.finish(try bench(Graph.Add.self, bench.inputs[1], exp))
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["exp"], ["add"]])
  }

  @Test func widenedConstantsAreReadNarrow() throws {
    var bench = GraphBench(f32(m, 300))
    let wide = bench.insert(
      try Graph.Cast(bench.bytes(300, 400), to: .f32, in: bench.module))
    let scaled = try bench(Graph.Mul.self, wide, bench.weights(1, 400))
    let product = bench.insert(try Graph.MatMul(bench.inputs[0], scaled, in: bench.module))
    bench.finish(try bench(Graph.Add.self, product, bench.weights(400, seed: 3)))
    try bench.run([optimizeGraph, fuseGraph])
    #expect(bench.kernels == [["cast", "matmul", "mul", "add"]])
  }

  @Test func productsReadSlicesInPlace() throws {
    var bench = GraphBench(f32(3, 2, m, 8))
    func part(_ index: Int) throws -> ValueID {
      let slice = bench.insert(
        try Graph.Slice(
          bench.inputs[0], starts: [IndexExpression(index), 0, 0, 0], steps: [1, 1, 1, 1],
          sizes: [1, 2, m, 8], in: bench.module))
      return bench.insert(try Graph.Reshape(slice, sizes: [2, m, 8], in: bench.module))
    }
    let product = bench.insert(
      try Graph.MatMul(part(0), part(1), transposesRHS: true, in: bench.module))
    bench.finish(product)
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["slice", "reshape", "slice", "reshape", "matmul"]])
  }

  /// `softmax(q k' / 2) v`; gives what the second product gives.
  private func attention(
    _ bench: inout GraphBench, axis: Int = 2, transposesValues: Bool = false,
    element: Type = .f32
  ) throws -> (scores: ValueID, result: ValueID) {
    let scores = bench.insert(
      try Graph.MatMul(bench.inputs[0], bench.inputs[1], transposesRHS: true, in: bench.module))
    let scaled = try bench(Graph.Mul.self, scores, bench.number(0.5, element))
    let weights = bench.insert(try Graph.Softmax(scaled, axis: axis, in: bench.module))
    let result = bench.insert(
      try Graph.MatMul(
        weights, bench.inputs[2], transposesRHS: transposesValues, in: bench.module))
    return (scores, result)
  }

  @Test func attentionIsOneKernel() throws {
    var bench = GraphBench(f32(2, m, 8), f32(2, n, 8), f32(2, n, 4))
    let (_, result) = try attention(&bench)
    bench.finish(try bench(Graph.Relu.self, result))
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["matmul", "mul", "softmax", "matmul", "relu"]])
  }

  @Test func scoresThatAreNeededAreStored() throws {
    var bench = GraphBench(f32(2, m, 8), f32(2, n, 8), f32(2, n, 4))
    let (scores, result) = try attention(&bench)
    bench.finish(result, scores)
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["matmul"], ["mul", "softmax"], ["matmul"]])
  }

  @Test(arguments: [1, 7]) func fewQueriesAreOneKernel(queries: Int) throws {
    var bench = GraphBench(f32(2, IndexExpression(queries), 8), f32(2, n, 8), f32(2, n, 4))
    bench.finish(try attention(&bench).result)
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["matmul", "mul", "softmax", "matmul"]])
  }

  @Test(arguments: [Type.f16, .bf16]) func halvesAreOneKernel(type: Type) throws {
    func tensor(_ sizes: IndexExpression...) -> Type { .tensor(sizes: sizes, element: type) }
    var bench = GraphBench(tensor(2, m, 8), tensor(2, n, 8), tensor(2, n, 4))
    bench.finish(try attention(&bench, element: type).result)
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["matmul", "mul", "softmax", "matmul"]])
  }

  @Test func otherAxesAreNoAttention() throws {
    var bench = GraphBench(f32(2, n, 8), f32(2, n, 8), f32(2, n, 4))
    bench.finish(try attention(&bench, axis: 1).result)
    try bench.run([fuseGraph])
    #expect(bench.kernels.count == 3)
  }

  /// Each vector of values would be gathered for every strip.
  @Test func transposedValuesAreNoAttention() throws {
    var bench = GraphBench(f32(2, m, 8), f32(2, n, 8), f32(2, 4, n))
    bench.finish(try attention(&bench, transposesValues: true).result)
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["matmul", "mul"], ["softmax"], ["matmul"]])
  }

  /// Where `m` queries may see the keys that are not after them.
  private func causalMask(_ bench: inout GraphBench) throws -> ValueID {
    let query = bench.insert(try Graph.Iota(sizes: [m, 1], in: bench.module))
    let key = bench.insert(try Graph.Iota(sizes: [1, n], axis: 1, in: bench.module))
    let isSeen = try bench(Graph.LessEqual.self, key, query)
    let (zero, hidden) = (bench.number(0), bench.number(-.infinity))
    return bench.insert(try Graph.Where(isSeen, zero, hidden, in: bench.module))
  }

  /// Attention whose scores have something added.
  private func attention(
    _ bench: inout GraphBench, plus bias: ValueID, queries: ValueID
  ) throws -> ValueID {
    let scores = bench.insert(
      try Graph.MatMul(queries, bench.inputs[1], transposesRHS: true, in: bench.module))
    let sum = try bench(Graph.Add.self, scores, bias)
    let weights = bench.insert(try Graph.Softmax(sum, axis: 2, in: bench.module))
    return bench.insert(try Graph.MatMul(weights, bench.inputs[2], in: bench.module))
  }

  /// Both layers compute it, and what they read of the padding is kept for them.
  @Test func masksOfPositionsAreComputedInEveryLayer() throws {
    var bench = GraphBench(f32(2, m, 8), f32(2, n, 8), f32(2, n, 8), f32(n))
    let mask = try causalMask(&bench)
    let padding = try bench(Graph.Exp.self, bench.inputs[3])
    let sum = try bench(Graph.Add.self, padding, mask)
    let first = try attention(&bench, plus: sum, queries: bench.inputs[0])
    let second = try attention(&bench, plus: sum, queries: first)
    bench.finish(second)
    try bench.run([fuseGraph])
    let layer = [
      "iota", "iota", "less_equal", "where", "matmul", "add", "add", "softmax", "matmul",
    ]
    #expect(bench.kernels.map { $0.sorted() } == [["exp"], layer.sorted(), layer.sorted()])
  }

  @Test func masksOfNumbersAreRead() throws {
    var bench = GraphBench(f32(2, m, 8), f32(2, n, 8), f32(2, n, 8), f32(m, n))
    let mask = try bench(Graph.Neg.self, bench.inputs[3])
    bench.finish(try attention(&bench, plus: mask, queries: bench.inputs[0]))
    try bench.run([fuseGraph])
    #expect(bench.kernels == [["neg"], ["matmul", "add", "softmax", "matmul"]])
  }

  @Test func sharedHeadsAreReadWhereTheyLie() throws {
    var bench = GraphBench(f32(6, m, 8), f32(2, n, 8), f32(2, n, 4))
    func repeated(_ input: Int, _ size: IndexExpression) throws -> ValueID {
      let column = bench.insert(
        try Graph.Reshape(bench.inputs[input], sizes: [2, 1, n, size], in: bench.module))
      let spread = bench.insert(
        try Graph.Broadcast(column, sizes: [2, 3, n, size], in: bench.module))
      return bench.insert(try Graph.Reshape(spread, sizes: [6, n, size], in: bench.module))
    }
    let (keys, values) = (try repeated(1, 8), try repeated(2, 4))
    let scores = bench.insert(
      try Graph.MatMul(bench.inputs[0], keys, transposesRHS: true, in: bench.module))
    let weights = bench.insert(try Graph.Softmax(scores, axis: 2, in: bench.module))
    bench.finish(bench.insert(try Graph.MatMul(weights, values, in: bench.module)))
    try bench.run([fuseGraph])
    #expect(
      bench.kernels == [
        ["broadcast", "reshape", "broadcast", "reshape", "matmul", "softmax", "matmul"]
      ])
  }
}
